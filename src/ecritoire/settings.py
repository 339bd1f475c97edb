"""Django's settings, read from the environment.

================================  ====================================================================================
``ECRITOIRE_DATA``                where everything that must survive is kept; ``data`` here by default
``ECRITOIRE_DATABASE_URL``        ``postgresql://user:password@host:5432/name``; SQLite in the data directory by default
``ECRITOIRE_HOSTS``               names this server answers to, separated by commas; this machine only by default
``ECRITOIRE_HTTPS``               1 when people reach it over HTTPS; by default 1 as soon as a host is not this machine
``ECRITOIRE_URL``                 how people reach it, for links in e-mails: ``https://factures.exemple.fr``
``ECRITOIRE_EMAIL_URL``           ``smtp://user:password@host:587`` (STARTTLS), ``smtps://…:465``; none by default
``ECRITOIRE_EMAIL_FROM``          the sender of e-mails: ``Écritoire <factures@exemple.fr>``
``ECRITOIRE_SECRET_KEY``          only for several machines behind one address; else made once, in the data directory
``ECRITOIRE_BACKGROUND_ENTRIES``  from so many entries on, an export asked for on a page is written in the background
``ECRITOIRE_EXPORT_PROCESSES``    how many processes write a large file, 1 or 2
``ECRITOIRE_LOG_LEVEL``           ``WARNING`` by default
``ECRITOIRE_DEBUG``               1 on a developer's machine, never elsewhere
================================  ====================================================================================
"""

import os
import secrets
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import structlog
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

PACKAGE = Path(__file__).resolve().parent
LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "[::1]")
MEBIBYTE = 1024 * 1024


def _is_on(name: str, *, default: bool) -> bool:
    """Read a yes or no from the environment; anything but 0 or 1 is refused rather than guessed at."""
    value = os.environ.get(name, "")
    if value not in {"", "0", "1"}:
        msg = f"{name} is {value!r}: it must be 0 or 1"
        raise ImproperlyConfigured(msg)
    return value == "1" if value else default


def _secret_key(data: Path) -> str:
    """Return the key kept in the data directory, made by whichever process comes first.

    The key is written in full beside its final name, then linked to it: the link either makes the name or finds it
    made, so that no process ever reads half a key or replaces another's.
    """
    path = data / "secret_key"
    if not path.exists():
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, draft = tempfile.mkstemp(dir=data, prefix=".secret_key.")  # mkstemp gives mode 600
        try:
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(64))
                file.flush()
                os.fsync(file.fileno())
            path.hardlink_to(draft)
        except FileExistsError:
            pass  # another process made it meanwhile: its key is the one
        finally:
            Path(draft).unlink()
    key = path.read_text(encoding="ascii").strip()
    if len(key) < 50:
        msg = f"{path} holds no usable key: delete it and start again (everyone will have to log in again)"
        raise ImproperlyConfigured(msg)
    return key


def _sqlite(path: Path) -> dict[str, Any]:
    """Describe an embedded database that several processes may write to."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            # A transaction that reads first and writes later would otherwise fail at once when another wrote between.
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": (
                "PRAGMA journal_mode = WAL;"
                "PRAGMA synchronous = NORMAL;"
                "PRAGMA foreign_keys = ON;"
                # What a claim or a dry run of a million documents sorts would not fit in memory.
                "PRAGMA temp_store = FILE;"
                "PRAGMA cache_size = -32768;"  # kibibytes
                f"PRAGMA mmap_size = {128 * MEBIBYTE};"  # counts as memory of the process, though the disk's
                f"PRAGMA journal_size_limit = {64 * MEBIBYTE};"
            ),
        },
    }


def _postgresql(url: str) -> dict[str, Any]:
    """Describe the database that a ``postgresql://`` address names; its query goes to the driver (``?sslmode=…``)."""
    parts = urlsplit(url)
    name = unquote(parts.path.removeprefix("/"))
    if parts.scheme not in {"postgres", "postgresql"} or not name:
        # The address itself may hold a password: it is not repeated.
        msg = "ECRITOIRE_DATABASE_URL must look like postgresql://user:password@host:5432/name"
        raise ImproperlyConfigured(msg)
    options = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        # A directory (/var/run/postgresql) names a socket; in an address it is written ?host=…
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _mail_server(url: str) -> dict[str, Any]:
    """Read the mail server that an address names; ``smtp+plain://`` has no encryption, for one on the same machine."""
    parts = urlsplit(url)
    ports = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
    if parts.scheme not in ports or not parts.hostname:
        # The address itself may hold a password: it is not repeated.
        msg = "ECRITOIRE_EMAIL_URL must look like smtp://user:password@host:587"
        raise ImproperlyConfigured(msg)
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or ports[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
    }


ECRITOIRE_DATA = Path(os.environ.get("ECRITOIRE_DATA") or "data").resolve()
DEBUG = _is_on("ECRITOIRE_DEBUG", default=False)
SECRET_KEY = os.environ.get("ECRITOIRE_SECRET_KEY") or _secret_key(ECRITOIRE_DATA)

ALLOWED_HOSTS = [host for host in os.environ.get("ECRITOIRE_HOSTS", "").replace(" ", "").split(",") if host] or list(
    LOOPBACK_HOSTS
)
HTTPS = _is_on("ECRITOIRE_HTTPS", default=not set(ALLOWED_HOSTS) <= set(LOOPBACK_HOSTS))

DATABASE_URL = os.environ.get("ECRITOIRE_DATABASE_URL", "")
DATABASES = {"default": _postgresql(DATABASE_URL) if DATABASE_URL else _sqlite(ECRITOIRE_DATA / "ecritoire.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# From so many entries on, the files of an export asked for on a page are written by a process of their own.
ECRITOIRE_BACKGROUND_ENTRIES = int(os.environ.get("ECRITOIRE_BACKGROUND_ENTRIES") or 20_000)
# How many processes write a large file, one or two: a second one takes as much memory, and a core that nobody needs.
ECRITOIRE_EXPORT_PROCESSES = int(os.environ.get("ECRITOIRE_EXPORT_PROCESSES") or 1)

# Hosts (name or name:port) of one's own network that connections may reach; without one, public addresses only.
ECRITOIRE_ALLOWED_TARGETS = frozenset(
    filter(None, os.environ.get("ECRITOIRE_ALLOWED_TARGETS", "").lower().replace(" ", "").split(","))
)

INSTALLED_APPS = [
    "ecritoire.web",  # before allauth, whose templates it replaces
    "ecritoire.apps.audit",
    "ecritoire.apps.companies",
    "ecritoire.apps.access",
    "ecritoire.apps.suppliers",
    "ecritoire.apps.ledger",
    "ecritoire.apps.purchases",
    "ecritoire.apps.payments",
    "ecritoire.apps.exports",
    "ecritoire.apps.deliveries",
    "ecritoire.apps.desk",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "ecritoire.web.accounts.middleware.LanguageMiddleware",
    "ecritoire.web.accounts.middleware.CompanyMiddleware",
]

ROOT_URLCONF = "ecritoire.urls"
WSGI_APPLICATION = "ecritoire.wsgi.application"

# The builder of templates sends some twenty-five boxes for each column, three hundred columns at most.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "ecritoire.web.shared.context.frame",
            ],
        },
    },
]

# Pages ---------------------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/Paris"
USE_TZ = True

STATIC_URL = "/static/"
# Served straight from the package: there is no step to run before starting.
WHITENOISE_USE_FINDERS = True

# Accounts ------------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "companies.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "ecritoire.web.accounts.adapter.InvitedOnlyAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an administrator makes the account and vouches for its address
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Écritoire"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS

# E-mail --------------------------------------------------------------------------------------------------------------

EMAIL_URL = os.environ.get("ECRITOIRE_EMAIL_URL", "")
MAIL_IS_SENT = bool(EMAIL_URL)  # else whoever asks is shown the link to hand over
# Without a mail server, whoever hosts it reads the link to a new password in the server's log.
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_URL else 'console'}.EmailBackend"
globals().update(_mail_server(EMAIL_URL) if EMAIL_URL else {})
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = os.environ.get("ECRITOIRE_EMAIL_FROM") or "Écritoire <ecritoire@localhost>"
SITE_URL = os.environ.get("ECRITOIRE_URL", "").rstrip("/") or (
    f"https://{ALLOWED_HOSTS[0].lstrip('.')}" if HTTPS else "http://127.0.0.1:8000"
)

# Security ------------------------------------------------------------------------------------------------------------

SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "ecritoire_session"
SESSION_COOKIE_AGE = 12 * 3600  # a working day, in seconds
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "ecritoire_csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = (
    [f"https://{'*' if host.startswith('.') else ''}{host}" for host in ALLOWED_HOSTS if host != "*"] if HTTPS else []
)
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS

# Whatever ends HTTPS in front of us must set this header itself, and drop the one a visitor sends.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],  # the style sheet's small icons, and the QR code of a second factor
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

# API -----------------------------------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_AUTHENTICATION_CLASSES": ["ecritoire.api.authentication.TokenAuthentication"],
    "DEFAULT_THROTTLE_RATES": {"token": "6000/min"},
    "EXCEPTION_HANDLER": "ecritoire.api.problems.handle",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Écritoire",
    "DESCRIPTION": "Supplier invoices to balanced entries, each exported once; what is not says why.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "ecritoire.api.examples.with_examples",
    ],
}

# Logs ----------------------------------------------------------------------------------------------------------------

_SHARED_PROCESSORS: list[structlog.types.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]

structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        *_SHARED_PROCESSORS,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "structlog": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                # People read a terminal, machines read a file.
                structlog.dev.ConsoleRenderer() if sys.stderr.isatty() else structlog.processors.JSONRenderer(),
            ],
            "foreign_pre_chain": _SHARED_PROCESSORS,
        },
    },
    # Standard output belongs to the answers of commands.
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "structlog"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("ECRITOIRE_LOG_LEVEL") or "WARNING"},
}
