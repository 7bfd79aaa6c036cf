"""Compiles every template, so that a wrong tag or a missing end is found before a page asks for it."""

import os
import sys
from pathlib import Path

import django
from django.template import TemplateSyntaxError
from django.template.loader import get_template

ROOT = Path(__file__).resolve().parents[2]


def faults() -> list[str]:
    folder = ROOT / "templates"
    found = []
    for path in sorted(folder.rglob("*.*")):
        name = path.relative_to(folder).as_posix()
        try:
            get_template(name)
        except (TemplateSyntaxError, UnicodeDecodeError) as error:
            found.append(f"templates/{name}: {error}")
    return found


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clrisk_site.settings")
    django.setup()
    sys.exit("\n".join(faults()) or 0)
