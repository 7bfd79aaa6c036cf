"""Signs checkpoints with a key that the database does not hold, and checks such signatures.

The key pair is derived from AUDIT_KEY (or SECRET_KEY where there is none), so there is no key file to lose.
The public key may be given to anyone: with it an outsider checks a checkpoint but cannot make one.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from clrisk_site.people.models import AuditCheckpoint
from clrisk_site.people.sealing import canonical

FORM = "clrisk-checkpoint-1"
PURPOSE = b"clrisk audit checkpoints"


class UnknownKeyError(Exception):
    """The signature was made with a key that is neither the present one nor among the old ones."""


def sign(checkpoint: AuditCheckpoint) -> str:
    """Return the signature of a checkpoint: the name of the key, a colon, and Ed25519 in base 64."""
    key = _own_key(_secret())
    return f"{key_name(key.public_key())}:{_text(key.sign(_message(checkpoint)))}"


def is_genuine(checkpoint: AuditCheckpoint) -> bool:
    """Whether a checkpoint says what was signed.

    Raises
    ------
    UnknownKeyError
        When the key that it names is not known here.
    """
    name, _colon, signature = checkpoint.signature.partition(":")
    key = known_keys().get(name)
    if key is None:
        raise UnknownKeyError(name)
    try:
        key.verify(base64.b64decode(signature, validate=True), _message(checkpoint))
    except (InvalidSignature, ValueError):
        return False
    return True


def public_key() -> str:
    """Return the public half of the present key, to be kept by others, in base 64."""
    return _text(_own_key(_secret()).public_key().public_bytes_raw())


def known_keys() -> Mapping[str, Ed25519PublicKey]:
    """The present public key and those that were used before it, by name."""
    return _keys(_secret(), tuple(settings.AUDIT_OLD_KEYS))


@lru_cache(maxsize=4)
def _keys(secret: str, old: tuple[str, ...]) -> Mapping[str, Ed25519PublicKey]:
    found = [_own_key(secret).public_key(), *map(_read_key, old)]
    return {key_name(key): key for key in found}


@lru_cache(maxsize=4)
def _own_key(secret: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(hmac.digest(secret.encode(), PURPOSE, "sha256"))


def _secret() -> str:
    return settings.AUDIT_KEY or settings.SECRET_KEY


def _read_key(text: str) -> Ed25519PublicKey:
    try:
        return Ed25519PublicKey.from_public_bytes(base64.b64decode(text, validate=True))
    except ValueError as error:
        message = f"AUDIT_OLD_KEYS: {text!r} is no public key as `manage.py sign_audit --show-key` tells it."
        raise ImproperlyConfigured(message) from error


def key_name(key: Ed25519PublicKey) -> str:
    """Eight digits that tell keys apart."""
    return hashlib.sha256(key.public_bytes_raw()).hexdigest()[:8]


def _message(checkpoint: AuditCheckpoint) -> bytes:
    told = [FORM, checkpoint.chain.path, checkpoint.number, checkpoint.hash, checkpoint.signed_on]
    return canonical(told).encode()


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
