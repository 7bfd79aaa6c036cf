"""Django settings. What differs between a laptop, the demonstration and a server is read from outside."""

import os
from pathlib import Path

from django.utils.csp import CSP

from clrisk_site.environment import (
    Mode,
    read_audit_key,
    read_database,
    read_folder,
    read_hosts,
    read_mailer,
    read_mode,
    read_secret_key,
    read_site_address,
    read_switch,
    read_tls,
)

BASE_DIR = Path(__file__).resolve().parent.parent
MODE = read_mode(os.environ)
PRODUCTION = MODE is Mode.PRODUCTION
# Everything that is made while running: database, spool, private files, collected static files.
VAR_DIR = read_folder(os.environ, MODE, BASE_DIR)

DEBUG = MODE is Mode.DEVELOPMENT
SECRET_KEY = read_secret_key(os.environ, MODE, VAR_DIR / "secret_key")
# Signs the audit's checkpoints. A key of its own outlives a change of SECRET_KEY; old public keys are listed.
AUDIT_KEY = read_audit_key(os.environ, MODE)
AUDIT_OLD_KEYS = [key for key in os.environ.get("AUDIT_OLD_KEYS", "").split(",") if key]
ALLOWED_HOSTS = read_hosts(os.environ, MODE)
TLS = read_tls(os.environ, MODE, ALLOWED_HOSTS)
SITE_ADDRESS = read_site_address(os.environ, MODE, ALLOWED_HOSTS)  # never what a request calls itself

INSTALLED_APPS = [
    "clrisk_site.catalogue",
    "clrisk_site.places",
    "clrisk_site.people",
    "clrisk_site.adaptations",
    "clrisk_site.files",
    "clrisk_site.atlas",
    "diagnosis",
    "mapping",
    "planning",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_filters",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",  # its templates, so that templates/django/forms/ can replace them
]

MIDDLEWARE = [
    "clrisk_site.logs.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "clrisk_site.headers.PrivacyHeadersMiddleware",
    "clrisk_site.people.keeping.KeepingMiddleware",  # before anything that turns a typed text away
    "clrisk_site.people.account_limits.SessionLimitsMiddleware",
    "clrisk_site.people.middleware.ActingMiddleware",  # for the audit: from where, and what was refused
    # Every page asks for a sign-in unless its view says `login_not_required`.
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "clrisk_site.catalogue.middleware.CountryMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "clrisk_site.people.account_limits.OwnLanguageMiddleware",
    "clrisk_site.people.account_limits.SecondFactorMiddleware",
    "clrisk_site.bodies.LostBodyMiddleware",
    "clrisk_site.pages.wrong_method.WrongMethodMiddleware",
]

ROOT_URLCONF = "clrisk_site.urls"
WSGI_APPLICATION = "clrisk_site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": read_database(os.environ, MODE, VAR_DIR / "clrisk.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Sign-in attempts are counted in the cache: a server has several processes, which must count together.
CACHES = {
    "default": {
        "BACKEND": f"django.core.cache.backends.{'db.DatabaseCache' if PRODUCTION else 'locmem.LocMemCache'}",
        "LOCATION": "cache",
        # Above this, entries are thrown out by chance: a flood of attempts must not forget its own count.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
# A worker says every few seconds that it lives. A job silent for longer lost its worker and is run again.
JOBS_HEARTBEAT_SECONDS = 5.0
JOBS_SILENCE_SECONDS = 45
JOBS_ATTEMPTS = 3

# --- People -----------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "clrisk_site.people.passwords.LongestPasswordValidator"},
    {"NAME": "clrisk_site.people.passwords.GuessablePasswordValidator"},
    {"NAME": "clrisk_site.people.passwords.KnownPasswordValidator"},
    {"NAME": "clrisk_site.people.passwords.PersonalPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "clrisk_site.people.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by an administrator, not by sign-up
ACCOUNT_SESSION_REMEMBER = False  # town halls share computers: a session ends with the browser
ACCOUNT_RATE_LIMITS = {
    "login": "10/m/ip",
    "login_failed": "10/m/ip,5/5m/key",  # passwords, and codes of the second factor
    "reset_password": "20/m/ip,5/d/key",
    "access_link": "20/m/ip",  # links that are not taken
    "import_upload": "5/m/user",  # files to read
    "passing_upload": "12/m/user",  # files that never stay: each is sent for its header, and once more
}

# The demonstration's passwords are public, so a second factor would protect nothing there.
SECOND_FACTOR_OBLIGATORY = MODE is not Mode.DEMO
# How old the last password or code may be before a grave act asks for it again.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 60 * 60 if MODE is Mode.DEMO else 5 * 60
MFA_ADAPTER = "clrisk_site.people.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "activate_totp": "clrisk_site.people.code_forms.SetUpForm",
    "authenticate": "clrisk_site.people.code_forms.SignInCodeForm",
    "reauthenticate": "clrisk_site.people.code_forms.ConfirmCodeForm",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the administrator who gave the account knows the address

SESSION_IDLE_SECONDS = 60 * 60
SESSION_NOTE_SECONDS = 60  # a row per minute of work, not per page
SESSION_LONGEST_SECONDS = 12 * 60 * 60
SESSION_COOKIE_AGE = SESSION_LONGEST_SECONDS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "clrisk_site.people.views.too_old.form_too_old"
if TLS:
    # Browsers accept the __Host- prefix only over TLS; on a laptop the cookies keep their plain names.
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    LANGUAGE_COOKIE_NAME = "__Host-lang"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = TLS
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"

# --- What a browser may do --------------------------------------------------------------------------------

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = TLS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = TLS
if read_switch(os.environ, "CLRISK_BEHIND_PROXY", default=False):
    # Only a proxy that overwrites this header may be believed, so a server says that it has one.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # sign-in attempts are counted per visitor, not per proxy

# --- Languages --------------------------------------------------------------------------------------------

USE_I18N = True
LANGUAGE_CODE = "es"
LANGUAGES = [("es", "Español"), ("en", "English")]  # a language is offered when it is complete
LOCALE_PATHS = [BASE_DIR / "clrisk_site" / "locale"]
FORMAT_MODULE_PATH = ["clrisk_site.formats"]
USE_THOUSAND_SEPARATOR = False  # it would also group years and codes; presenters group the quantities
USE_TZ = True
TIME_ZONE = "America/Mexico_City"

# --- Files ------------------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "clrisk_site" / "static", BASE_DIR / "clrisk_site" / "static_built"]
MEDIA_ROOT = VAR_DIR / "files"  # private: no address leads here, only checked views hand files out
MEDIA_URL = ""
SPOOL_DIR = VAR_DIR / "spool"  # uploads on their way in, an hour at most
_STATIC_STORAGE = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
    if DEBUG
    else "whitenoise.storage.CompressedManifestStaticFilesStorage"
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _STATIC_STORAGE},
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
# A file that is sent where none is asked for reaches neither memory nor disk; views that take one say how.
FILE_UPLOAD_HANDLERS = ["clrisk_site.files.receiving.NoFile"]
DATA_UPLOAD_MAX_NUMBER_FIELDS = (
    5000  # choosing among 200 columns, or a matrix of 30 factors, needs over 1,000
)

# --- Messages to the operator -----------------------------------------------------------------------------

# Without CLRISK_MAIL nothing is sent: access links are printed and handed over.
MAILERS = {"default": read_mailer(os.environ)}
SENDS_MAIL = "smtp" in MAILERS["default"]["BACKEND"]
# A town without a mail server is a server like any other; the check takes it for a mistake.
SILENCED_SYSTEM_CHECKS = [] if SENDS_MAIL else ["mail.E001"]
DEFAULT_FROM_EMAIL = os.environ.get("CLRISK_MAIL_FROM", "") or "webmaster@localhost"
DEFAULT_EXCEPTION_REPORTER = "clrisk_site.logs.ReportWithoutWords"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        "json": {"()": "clrisk_site.logs.JsonLines"},
    },
    "filters": {"without_addresses": {"()": "clrisk_site.logs.WithoutAddresses"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "json" if PRODUCTION else "line",
            "filters": ["without_addresses"] if PRODUCTION else [],
        }
    },
    # The writer of PDFs tells every step, and the screen's rules in a style sheet that paper does not know.
    "loggers": {
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "WARNING"},
        "clrisk.requests": {"level": "INFO" if PRODUCTION else "WARNING"},
        "django": {"handlers": [], "propagate": True},  # its own handler would write mail and addresses
    },
    "root": {"handlers": ["stderr"], "level": "INFO"},
}
