"""Owns the Celery application: configured by Django's settings, tasks found in each app's `tasks` module."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("sabut")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
