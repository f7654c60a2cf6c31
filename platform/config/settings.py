"""Owns the composition of the product: apps and their schema, middleware, and what the environment decides."""

from pathlib import Path

from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config.subscriptions import SUBSCRIPTIONS as SUBSCRIPTIONS  # noqa: PLC0414 - a setting by import
from core import embedded, environment
from core.database_url import parse
from core.embedded.credentials import load as load_secrets

BASE_DIR = Path(__file__).resolve().parents[2]
VAR = Path(environment.text("SABUT_VAR") or BASE_DIR / "var")
PRODUCTION = environment.choice("SABUT_ENV", "development", ("development", "production")) == "production"
DEMO = environment.flag("DEMO")
INSTALLATION = environment.text("SABUT_INSTALLATION", "sabut")
DEBUG = False

# a development machine makes its own secrets; production's come from the environment or the start stops
SECRET_KEY = environment.secret("SECRET_KEY", None if PRODUCTION else lambda: load_secrets(BASE_DIR).secret_key)
FIELD_KEY = environment.secret("FIELD_KEY", None if PRODUCTION else lambda: load_secrets(BASE_DIR).field_key)

# Hosts: the public host serves storefront and national office, <slug>.<base> one prison.
BASE_HOST = environment.text("BASE_HOST", "localhost")
ORIGIN = environment.text("ORIGIN", f"http://{BASE_HOST}:8000")
ALLOWED_HOSTS = [BASE_HOST, f".{BASE_HOST}", "127.0.0.1", "[::1]"]
ROOT_URLCONF = "config.urls_public"
PRISON_URLCONF = "config.urls_prison"
WSGI_APPLICATION = "config.wsgi.application"

# The app's place decides its schema. Each local app stands in exactly one of the two lists.
SHARED_APPS = [
    "django_tenants",
    "core",
    "accounts",
    "tenants",
    "programs.library",
    "programs.replication",
    "marketplace.catalogue",
    "marketplace.trade",
    "marketplace.orders",
    "national",
    "workspace",
    "api",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_cotton",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
]
TENANT_APPS = ["programs.records", "programs.people", "programs.workshop", "programs.earnings"]
INSTALLED_APPS = [*SHARED_APPS, *TENANT_APPS]
TENANT_MODEL = "tenants.Prison"
TENANT_DOMAIN_MODEL = "tenants.Domain"
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# in production nothing is embedded: an address that is missing stops the start
_address = environment.required if PRODUCTION else environment.text
_database_url = _address("DATABASE_URL")
EMBEDDED = not _database_url
DATABASES = {
    "default": {
        "ENGINE": "tenants.isolation",
        **parse(_database_url or embedded.database_url(BASE_DIR, "app")),
        "EMBEDDED": EMBEDDED,
        "CONN_MAX_AGE": 120,
        "CONN_HEALTH_CHECKS": True,
        # a server-side cursor follows a later switch of role (measured): core.E002 refuses to start with them
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }
}

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pads each answer at random: with masked CSRF tokens its length tells nothing
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tenants.middleware.GateMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "core.middleware.FragmentMiddleware",
    "core.middleware.ErrorPageMiddleware",
    "tenants.middleware.EnterMiddleware",
]
# Which role serves which part of the public host; the longest prefix wins. A prison's host has its prison's role only.
PUBLIC_ROLES = {
    "/": "storefront",
    "/akun/": "gate",
    "/i18n/": "gate",
    "/sertifikat/": "storefront",
    "/tema/": "gate",
    "/onboarding/": "storefront",
    "/onboarding/persetujuan/": "national",
    "/national/": "national",
    "/api/v1/national/": "national",
}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "builtins": ["django_cotton.templatetags.cotton"],
            "libraries": {"numbers": "core.templatetags.numerals"},  # a module may not be called like Python's own
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django_cotton.cotton_loader.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "core.appearance.theme",
                "workspace.context.frame",
            ],
        },
    }
]

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/akun/tujuan/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key", "signup": "20/m/ip"}
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Sabut] "
MFA_ADAPTER = "accounts.adapter.FactorAdapter"
MFA_FORMS = {"authenticate": "accounts.forms.CodeForm"}
MFA_TOTP_ISSUER = "Sabut"
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off; a code is taken once all the same
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if PRODUCTION else "http"

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 31536000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = environment.words("CSRF_TRUSTED_ORIGINS")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF, f"http://*.{BASE_HOST}:*" if not PRODUCTION else f"https://*.{BASE_HOST}"],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesian")), ("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
USE_I18N = True

# static files straight from the source tree, for tests and for whoever changes a style sheet
LIVE_STATIC = environment.flag("SABUT_LIVE_STATIC")
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
# typefaces and bundles are made at set-up; where static files are live, from this checkout whatever VAR says
ASSETS = (BASE_DIR / "var" if LIVE_STATIC else VAR) / "assets"
STATICFILES_DIRS = [ASSETS]
SILENCED_SYSTEM_CHECKS = ["staticfiles.W004"]  # that folder is not there before the first set-up
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if LIVE_STATIC
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
    # no address leads here: a view that checks the viewer serves each file; BACKEND may be any of Django's storages
    "private": {
        "BACKEND": "core.file_storage.PrivateFileStorage",
        "OPTIONS": {"location": VAR / "files" / "private"},
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = LIVE_STATIC
MEDIA_ROOT = VAR / "files"
# uploads stay in memory: no temporary file ever holds people's facts in clear; forms allow 10 MB, so that more is told there
FILE_UPLOAD_HANDLERS = ["core.uploads.MemoryUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 3
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440  # all other fields together, and a JSON body
EMAIL_BACKEND = environment.text("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = VAR / "mail"
DEFAULT_FROM_EMAIL = environment.text("DEFAULT_FROM_EMAIL", f"Sabut <sabut@{BASE_HOST}>")

# shared by all web processes, so that throttling counts every attempt; holds nothing that may not be lost
CACHE_URL = _address("CACHE_URL") or embedded.cache_url(BASE_DIR)
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": CACHE_URL,
        "KEY_PREFIX": INSTALLATION,
    }
}

# Celery: one queue for the owner's work, one for everyone else's; facts reach it only through the outbox.
CELERY_BROKER_URL = _address("BROKER_URL") or embedded.broker_url(BASE_DIR)
CELERY_TASK_DEFAULT_QUEUE = "work"
CELERY_TASK_ROUTES = {"replication.provision": {"queue": "provision"}}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 300
CELERY_DB_REUSE_MAX = 50
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "UTC"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "beat")
CELERY_BEAT_SCHEDULE = {
    "release-expired-reservations": {"task": "orders.release_expired", "schedule": 300.0},
    "remove-orphaned-files": {"task": "workspace.purge_orphans", "schedule": crontab(hour=19, minute=30)},
    "erase-expired-envelopes": {"task": "workspace.erase_envelopes", "schedule": crontab(minute=10)},
    "plan-every-prison": {"task": "workshop.plan_all", "schedule": crontab(hour=16, minute=30)},
    "remove-what-is-due": {
        "task": "workspace.announce_purge",
        "schedule": crontab(hour=20, minute=0, day_of_month="2"),
    },
    "publish-every-prison": {"task": "national.publish_all", "schedule": crontab(hour=18, minute=30)},
}
OUTBOX_RETRY_SECONDS = environment.number("OUTBOX_RETRY_SECONDS", 30, least=1)

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["api.authentication.ViewerAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "api.errors.problem",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Sabut",
    "DESCRIPTION": "Prison workshops: catalogue and orders, templates, comparison; on a prison's host its own work.",
    "VERSION": "1.0.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
    "COMPONENT_SPLIT_REQUEST": True,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "core.log_lines.LineFormatter", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        # SQL and its parameters hold people's facts: never logged
        "django.db.backends": {"level": "WARNING", "propagate": False},
        "fontTools": {"level": "WARNING"},  # tells every letter it keeps
        # answered with 400; a stranger's host name is not worth a traceback
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
    },
}
