"""`manage.py rerun RESULT [--file FILE]`: compute a stored result again and compare every digit."""

import json
import re
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext, override

from clrisk_site.catalogue.wording import render
from diagnosis.actions.analyse_microdata import note_rerun
from diagnosis.models import AnalysisResult
from diagnosis.recomputing import Comparison, Rerun, recompute

_CODE = re.compile(r"(?:R-)?([0-9]{1,12})", re.IGNORECASE)


class Command(BaseCommand):
    """Exit status: 0 all digits agree, 1 some differ, 2 call or file not understood, 3 other file or data."""

    help = "Compute a stored result again, from stored data or from its file; nothing stored is changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("result", help="number of the result, as on its page: R-12, or 12")
        parser.add_argument("--file", type=Path, help="the file, for a result that was computed from one")
        parser.add_argument("--format", choices=("text", "json"), default="text")
        parser.add_argument("--language", default="es", help="language of the messages: es or en")

    def handle(self, *args: Any, **options: Any) -> None:
        with override(options["language"]):
            outcome, status = _rerun(options["result"], options["file"])
            as_json = options["format"] == "json"
            self.stdout.write(json.dumps(outcome, ensure_ascii=False) if as_json else _lines(outcome))
        if status:
            sys.exit(status)


def _rerun(code: str, path: Path | None) -> tuple[dict[str, Any], int]:
    match = _CODE.fullmatch(code.strip())
    rows = AnalysisResult.objects.select_related("territory")
    result = rows.filter(pk=int(match[1])).first() if match else None
    if result is None:
        words = gettext("There is no result %(code)s. Its number stands on its page, such as R-12.")
        return _outcome(words % {"code": code[:40]}), Rerun.NOT_UNDERSTOOD
    if path is not None and not path.is_file():
        return _outcome(gettext("There is no file %(file)s.") % {"file": path}), Rerun.NOT_UNDERSTOOD
    found = recompute(result, path)
    if found.outcome in (Rerun.SAME, Rerun.DIFFERS):
        note_rerun(result, same=found.same, by=None)
    return _told(found), found.outcome


def _told(found: Comparison) -> dict[str, Any]:
    return _outcome(
        render(found.message),
        same=found.same,
        differing=list(found.differing),
        before=found.before,
        now=found.now,
    )


def _outcome(message: str, *, same: bool = False, **more: Any) -> dict[str, Any]:
    return {"same": same, "differing": [], "message": message} | more


def _lines(outcome: dict[str, Any]) -> str:
    lines = [str(outcome["message"]), *(f"  {place}" for place in outcome["differing"])]
    if outcome["differing"] and outcome.get("before") != outcome.get("now"):
        lines.append(f"{outcome['before']} → {outcome['now']}")
    return "\n".join(lines)
