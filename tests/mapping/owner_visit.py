"""How a liaison asks a programme's owner, and how the owner comes by the link that was printed."""

import datetime as dt
import re
from typing import Any

from django.test import Client
from django.utils import timezone

from tests.people.granting import Answer

TODAY = "%d/%m/%Y"


def asked(**more: str) -> dict[str, str]:
    ends = timezone.localdate() + dt.timedelta(days=20)
    return {"name": "Teresa Mora", "email": "teresa@example.org", "ends": f"{ends:{TODAY}}"} | more


def token_in(answer: Answer) -> str:
    found = re.search(r"/access/record/([\w-]{40,})/", answer.content.decode())
    assert found, answer.content.decode()
    return found[1]


def come(token: str) -> tuple[Client, str]:
    """Open the link in a browser of its own; return the browser and where it was led."""
    client = Client()
    return client, client.get(f"/access/record/{token}/").headers["Location"]


def typed_from(client: Client, address: str, **more: str) -> dict[str, Any]:
    """The form as it stands, with what the owner changes."""
    form = client.get(address).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, False)} | more
