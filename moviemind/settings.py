"""Settings of the site, read from the environment. Without any variable set everything runs embedded, under var/."""

import os
from hashlib import sha256
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

from moviemind.secret import read_or_make_secret

BASE_DIR = Path(__file__).resolve().parent.parent

# Every variable the site reads, with its type and default. README.md explains them; a test compares the two lists.
env = environ.Env(
    ALLOWED_HOSTS=(list, ["127.0.0.1", "localhost", "[::1]"]),  # host names the site answers to
    CSRF_TRUSTED_ORIGINS=(list, []),  # https origins that may post, behind a proxy
    DATABASE_URL=(str, ""),  # empty: SQLite in VAR_DIR; otherwise postgres://user:password@host/name
    DEBUG=(bool, False),  # Django's debug pages; never in production
    DEEPSPARSE_LICENCE=(str, "evaluation"),  # evaluation: not behind HTTPS; commercial: anywhere; none: never
    EMAIL_URL=(str, "consolemail://"),  # how password mails leave; smtp://user:password@host:port
    ENCODER_RUNTIME=(str, "auto"),  # auto, deepsparse or onnxruntime
    HTTPS=(bool, False),  # True behind TLS: secure cookies, redirect, HSTS
    LOG_LEVEL=(str, "INFO"),
    PROXIES=(int, 0),  # trusted proxies in front, for the address that throttles count
    REDIS_URL=(str, ""),  # empty: the embedded server's socket in VAR_DIR
    SECRET_KEY=(str, ""),  # empty: made once and kept in VAR_DIR/secret-key
    THROTTLE_MEMBER=(str, "100/second"),  # API requests of one member
    THROTTLE_VISITOR=(str, "40/second"),  # API requests of one address without an account
    TIME_ZONE=(str, "UTC"),
    VAR_DIR=(str, str(BASE_DIR / "var")),  # all state: database, index snapshots, secrets, logs
)

VAR_DIR = Path(env("VAR_DIR")).resolve()
VAR_DIR.mkdir(parents=True, exist_ok=True)
INDEX_DIR = VAR_DIR / "index"
FIXTURES_DIR = BASE_DIR / "fixtures"
# A socket's path may not be longer than about 100 characters; a checkout that lies deep has it under /tmp.
REDIS_SOCKET = VAR_DIR / "redis" / "redis.sock"
if len(str(REDIS_SOCKET)) > 100:
    REDIS_SOCKET = Path("/tmp") / f"moviemind-{sha256(str(VAR_DIR).encode()).hexdigest()[:12]}" / "redis.sock"
REDIS_URL: str = env("REDIS_URL") or f"unix://{REDIS_SOCKET}"
ENCODER_RUNTIME: str = env("ENCODER_RUNTIME")
if ENCODER_RUNTIME not in ("auto", "deepsparse", "onnxruntime"):
    raise ImproperlyConfigured(f"ENCODER_RUNTIME is auto, deepsparse or onnxruntime, not {ENCODER_RUNTIME!r}")
# DeepSparse's licence covers evaluation and development. A site behind TLS is taken for production, which must say that
# it holds another one.
_licence: str = env("DEEPSPARSE_LICENCE")
if _licence not in ("evaluation", "commercial", "none"):
    raise ImproperlyConfigured(f"DEEPSPARSE_LICENCE is evaluation, commercial or none, not {_licence!r}")
DEEPSPARSE_ALLOWED = _licence == "commercial" or (_licence == "evaluation" and not env("HTTPS"))

SECRET_KEY = env("SECRET_KEY") or read_or_make_secret(VAR_DIR / "secret-key")
DEBUG: bool = env("DEBUG")
ALLOWED_HOSTS: list[str] = env("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS: list[str] = env("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "csp",
    "django_htmx",
    "rest_framework",
    "rest_framework.authtoken",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "moviemind.catalog",
    "moviemind.profiles",
    "moviemind.web",
    "moviemind.api",
    "recommender",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "moviemind.urls"
WSGI_APPLICATION = "moviemind.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# --- data -----------------------------------------------------------------------------------------------------------
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": env.db_url_config(env("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'moviemind.sqlite3'}")}
_database = DATABASES["default"]
if _database["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE: a transaction that will write waits for its turn at the start, instead of failing in the middle.
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000;",
    }
    _database["CONN_MAX_AGE"] = None
else:
    _database.setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": 8}  # beside the address's own: sslmode

CACHES = {
    "default": {
        "BACKEND": "moviemind.cache.ForgivingRedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {
            "IGNORE_EXCEPTIONS": True,  # a cache that is away is a cache miss: pages and throttles go on
            "SOCKET_CONNECT_TIMEOUT": 0.3,
            "SOCKET_TIMEOUT": 0.5,
        },
        "KEY_PREFIX": "moviemind",
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

# --- people ---------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "profiles.Member"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_REDIRECT_URL = "/for-you/"
LOGOUT_REDIRECT_URL = "/"
LOGIN_URL = "account_login"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # the demo has no mail server; a site with EMAIL_URL may want "optional"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
vars().update(env.email_url_config(env("EMAIL_URL")))

# --- background work ------------------------------------------------------------------------------------------------
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1)
CELERY_TASK_IGNORE_RESULT = True  # what a task did is in the database, where it outlives the broker
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # A message only asks, and beat asks again: none is kept until its work is done, so there is none to hand back to a
    # broker that has just died, at which the worker would die too (see moviemind/celery.py).
    "ack_emulation": False,
    "socket_connect_timeout": 1,
}
CELERY_TIMEZONE = env("TIME_ZONE")

IMPRESSIONS_WAIT_S = 0.5  # how long what was shown waits to be written with the rest; 0: written at once

# --- the API --------------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_RENDERER_CLASSES": ["moviemind.api.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["moviemind.api.parsers.JSONParser"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticatedOrReadOnly"],
    "DEFAULT_THROTTLE_CLASSES": [
        "rest_framework.throttling.AnonRateThrottle",
        "rest_framework.throttling.UserRateThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {"anon": env("THROTTLE_VISITOR"), "user": env("THROTTLE_MEMBER")},
    "DEFAULT_PAGINATION_CLASS": "moviemind.api.pagination.Pages",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "moviemind.api.problems.problem_response",
    "NUM_PROXIES": env("PROXIES"),
    "URL_FORMAT_OVERRIDE": None,  # ?format= is an unknown field like any other
}
SPECTACULAR_SETTINGS = {
    "TITLE": "MovieMind API",
    "DESCRIPTION": "Film recommendations with honest reasons. Every film returned is in the catalogue.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "TAGS": [{"name": name} for name in ("Recommendations", "Films", "Token", "Me")],
    "PATH_CONVERTER_OVERRIDES": {"film": {"type": "integer"}},
    "ENUM_NAME_OVERRIDES": {
        "ContentLevel": "moviemind.catalog.models.ContentLevel",
        "ContentLimit": "recommender.shapes.CONTENT_LIMITS",
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

# --- what a browser may do ------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env("HTTPS")
SECURE_HSTS_SECONDS = 31_536_000 if env("HTTPS") else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env("HTTPS") and env("PROXIES") else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000

# --- files, words, logs ---------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "moviemind.static.ForgivingStaticStorage"
    },
}
# What is packed already, and source maps, which only developers load: compressing those takes most of a minute.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("map", "png", "jpg", "gif", "webp", "woff", "woff2", "br", "gz")
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # pages name files by their hashed names: nobody asks for the others
WHITENOISE_MANIFEST_STRICT = False  # a page never fails because collectstatic has not run yet
LANGUAGE_CODE = "en"
TIME_ZONE = env("TIME_ZONE")
USE_TZ = True
USE_I18N = True
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL")},
    "loggers": {"django_redis": {"level": "ERROR"}, "faiss.loader": {"level": "WARNING"}},
}

os.environ.setdefault("NM_DISABLE_ANALYTICS", "True")  # DeepSparse phones home otherwise
