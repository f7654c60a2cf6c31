# One list of commands for people, pre-commit and CI. Paths are relative: make cannot hold a space in a target.
.DEFAULT_GOAL := help
.PHONY: help setup demo screenshots test bench lint format environment development
SHELL := /bin/sh

PORT ?= 8000
ARGS ?=
# The first that runs and is new enough; a pyenv shim can exist and fail.
PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo "$$name" && break; done)
# Always through the interpreter: scripts hold the path of the clone in a first line that may be too long.
PY := .venv/bin/python
# Production's settings, with secrets that live as long as the command; nothing connects anywhere.
PRODUCTION := invented=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(66))') && \
	SABUT_ENV=production SECRET_KEY=$$invented FIELD_KEY=$$(printf '%.43s=' $$invented) BASE_HOST=sabut.example ORIGIN=https://sabut.example \
	DATABASE_URL=postgresql://app:app@localhost/sabut OWNER_DATABASE_URL=postgresql://owner:owner@localhost/sabut \
	BROKER_URL=redis://localhost CACHE_URL=redis://localhost/1
TEMPLATES := find platform tenants programs marketplace -path '*/templates/*' -name '*.html' -exec

help:
	@echo "make setup    create the environment with what tests and lint need"
	@echo "make demo     onboard prisons, play their working life, serve http://localhost:$(PORT) (ARGS=--no-serve seeds and exits)"
	@echo "make screenshots   pictures of twelve pages of the running demo (make demo in another terminal)"
	@echo "make test     run every test (ARGS=tests/core runs some)"
	@echo "make bench    print the benchmark table"
	@echo "make lint     format, rules, imports, types, templates, checks, migrations, catalogues"
	@echo "make format   rewrite code and templates in the house format"

environment:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: apt install python3, or make PYTHON=/path/to/python3"; exit 1; }
	@"$(PYTHON)" bootstrap.py base

development:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: apt install python3, or make PYTHON=/path/to/python3"; exit 1; }
	@"$(PYTHON)" bootstrap.py dev

setup: development

# exec: a shell between make and the supervisor would take the signal and leave the demo running.
demo: environment
	@PORT=$(PORT) exec $(PY) manage.py demo --port $(PORT) $(ARGS)

screenshots: development
	@"$(PYTHON)" bootstrap.py chromium
	@$(PY) -m tests.screenshots --port $(PORT)

test: development
	@"$(PYTHON)" bootstrap.py chromium
	@$(PY) -m pytest $(ARGS)

bench: development
	@$(PY) -m tests.load $(ARGS)

lint: development
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -c 'import sys; from importlinter.cli import lint_imports_command as lint; sys.exit(lint())'
	$(PY) -m mypy
	$(TEMPLATES) .venv/bin/djade --check --target-version 5.2 {} +
	$(PY) manage.py check --fail-level WARNING
	$(PRODUCTION) $(PY) manage.py check --deploy --fail-level WARNING
	$(PY) manage.py makemigrations --check --dry-run
	$(PY) manage.py catalogues --check

format: development
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .
	$(TEMPLATES) .venv/bin/djade --target-version 5.2 {} +
