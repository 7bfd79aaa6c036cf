"""What the surroundings say: mode, secret key, hosts, database. Read here, decided in settings."""

import secrets
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SHORTEST_KEY = 50
LOOPBACK_HOSTS = ["localhost", "127.0.0.1", "[::1]"]


class Mode(StrEnum):
    """What an installation is for; only production answers to a public host name."""

    DEVELOPMENT = "development"
    DEMO = "demo"
    PRODUCTION = "production"


def read_mode(environ: Mapping[str, str]) -> Mode:
    name = environ.get("CLRISK_MODE", Mode.DEVELOPMENT)
    try:
        return Mode(name)
    except ValueError:
        known = ", ".join(Mode)
        raise ImproperlyConfigured(f"CLRISK_MODE is {name!r}; it must be one of: {known}.") from None


def read_secret_key(environ: Mapping[str, str], mode: Mode, key_file: Path) -> str:
    """Take the key from SECRET_KEY; a laptop makes its own once and keeps it in `key_file`."""
    key = environ.get("SECRET_KEY", "")
    if mode is Mode.PRODUCTION:
        if len(key) < SHORTEST_KEY:
            raise ImproperlyConfigured(
                f"SECRET_KEY is missing or shorter than {SHORTEST_KEY} characters. "
                "Make one with: python -c 'import secrets; print(secrets.token_urlsafe(64))'"
            )
        return key
    return key or _own_key(key_file)


def read_audit_key(environ: Mapping[str, str], mode: Mode) -> str:
    """Take the key that signs the audit from AUDIT_KEY; without one, SECRET_KEY signs."""
    key = environ.get("AUDIT_KEY", "")
    if mode is Mode.PRODUCTION and key and len(key) < SHORTEST_KEY:
        raise ImproperlyConfigured(f"AUDIT_KEY is shorter than {SHORTEST_KEY} characters.")
    if mode is Mode.PRODUCTION and key and key == environ.get("SECRET_KEY"):
        raise ImproperlyConfigured(
            "AUDIT_KEY is the same as SECRET_KEY. Make another: whoever learns one must not hold both."
        )
    return key


def _own_key(key_file: Path) -> str:
    key_file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with key_file.open("x", encoding="ascii") as file:
            key_file.chmod(0o600)
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return key_file.read_text(encoding="ascii")


def read_hosts(environ: Mapping[str, str], mode: Mode) -> list[str]:
    """Host names that are answered: loopback outside production, the named ones in production, never all."""
    if mode is not Mode.PRODUCTION:
        return list(LOOPBACK_HOSTS)
    hosts = [host.strip() for host in environ.get("ALLOWED_HOSTS", "").split(",") if host.strip()]
    if not hosts or "*" in hosts:
        raise ImproperlyConfigured(
            "ALLOWED_HOSTS must name the hosts of this site, separated by commas, for example "
            "ALLOWED_HOSTS=clrisk.example.org; '*' is refused."
        )
    return hosts


def read_site_address(environ: Mapping[str, str], mode: Mode, hosts: list[str]) -> str:
    """Address that letters name: CLRISK_ADDRESS, or the first host of a server; "" on a laptop."""
    address = environ.get("CLRISK_ADDRESS", "").strip().rstrip("/")
    if not address:
        return f"https://{hosts[0].lstrip('.')}" if mode is Mode.PRODUCTION else ""
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
        raise ImproperlyConfigured(
            f"CLRISK_ADDRESS is {address!r}; write the address of the site, such as https://clrisk.example.org"
        )
    return address


def read_mailer(environ: Mapping[str, str]) -> dict[str, Any]:
    """Read CLRISK_MAIL: `smtp://user:password@host:587` (STARTTLS), `smtps://…:465`; without it, no mail.

    `smtp://localhost:25?tls=0` hands messages to a mail program on the same machine.
    """
    url = environ.get("CLRISK_MAIL", "").strip()
    if not url:
        return {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ImproperlyConfigured("CLRISK_MAIL must look like smtp://user:password@mail.example.org:587")
    sealed = parts.scheme == "smtps"
    starts_tls = not sealed and read_switch(dict(parse_qsl(parts.query)), "tls", default=True)
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname,
            "port": parts.port or (465 if sealed else 587),
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_ssl": sealed,
            "use_tls": starts_tls,
            "timeout": 20,
        },
    }


def read_switch(environ: Mapping[str, str], name: str, *, default: bool) -> bool:
    value = environ.get(name, "").strip().lower()
    if value not in {"", "0", "1", "no", "yes", "false", "true"}:
        raise ImproperlyConfigured(f"{name} is {value!r}; write 1 or 0.")
    return default if not value else value in {"1", "yes", "true"}


def read_folder(environ: Mapping[str, str], mode: Mode, checkout: Path) -> Path:
    """Folder of all that is made while running, from CLRISK_VAR; a server keeps it out of the checkout."""
    folder = Path(environ.get("CLRISK_VAR") or checkout / "var").resolve()
    if mode is Mode.PRODUCTION and folder.is_relative_to(checkout.resolve()):
        raise ImproperlyConfigured(
            "CLRISK_VAR must name a private folder outside the program's own, such as /var/lib/clrisk; "
            "else an update of the program could remove uploads and documents."
        )
    return folder


def read_tls(environ: Mapping[str, str], mode: Mode, hosts: list[str]) -> bool:
    """Whether the site is reached over TLS; a server that answers to a public name must be."""
    tls = read_switch(environ, "CLRISK_TLS", default=mode is Mode.PRODUCTION)
    public = [host for host in hosts if host not in LOOPBACK_HOSTS]
    if not tls and public:
        raise ImproperlyConfigured(
            f"CLRISK_TLS is 0, and {public[0]} is a public name: passwords would travel in the open. "
            "Leave CLRISK_TLS out, and let the proxy in front end TLS."
        )
    return tls


def read_database(environ: Mapping[str, str], mode: Mode, default_file: Path) -> dict[str, Any]:
    """Read DATABASE_URL: `sqlite:///file` or `postgresql://user:password@host:port/name?option=value`."""
    url = environ.get("DATABASE_URL", "")
    if not url and mode is Mode.PRODUCTION:
        raise ImproperlyConfigured(
            "DATABASE_URL is missing. Name the database of this server, for example "
            "DATABASE_URL=postgresql:///clrisk?host=/var/run/postgresql"
        )
    if not url:
        return _sqlite(default_file)
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path.removeprefix("/"))))
    if parts.scheme in {"postgres", "postgresql"}:
        return _postgresql(url)
    raise ImproperlyConfigured("DATABASE_URL must begin with sqlite:/// or postgresql://")


def _sqlite(file: Path) -> dict[str, Any]:
    file.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "OPTIONS": {
            # A transaction takes its turn to write at once: by default, readers that turn into writers fail.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    # A host that is a folder (a socket) cannot stand in the middle of an address: it comes as ?host=/folder.
    host = options.pop("host", parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(host),
        "PORT": options.pop("port", parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
