"""Writes pip's own wheel, which runs as it is, to the file named; for Pythons that came without pip."""

import hashlib
import ssl
import sys
import urllib.request
from pathlib import Path

WHEEL = (
    "https://files.pythonhosted.org/packages/07/25/ee8c38ae72d66b844ce8eb9711ba905dba21ca1a8a0c960057c41cd23337/"
    "pip-26.3-py3-none-any.whl"
)
SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"
SYSTEM_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")


def fetch(target: Path) -> None:
    trust = ssl.create_default_context()
    if SYSTEM_CERTIFICATES.exists():
        trust.load_verify_locations(SYSTEM_CERTIFICATES)
    with urllib.request.urlopen(WHEEL, context=trust, timeout=60) as answer:
        content = answer.read()
    if hashlib.sha256(content).hexdigest() != SHA256:
        sys.exit("The wheel of pip is not the one expected; nothing was installed.")
    target.write_bytes(content)


if __name__ == "__main__":
    fetch(Path(sys.argv[1]))
