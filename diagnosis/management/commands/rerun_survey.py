"""`manage.py rerun_survey PK --file FILE`: compute a stored survey again and compare every digit."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, cast

from django.core.management.base import BaseCommand
from django.utils.translation import gettext, override

from clrisk_site.catalogue.wording import render
from clrisk_site.files.actions.save_import import hash_of
from clrisk_site.tables.spec import Refusal
from diagnosis.actions.save_survey import note_rerun
from diagnosis.models import Survey
from diagnosis.presenters.survey_facts import plan_of
from diagnosis.queries.surveys import stored_shares
from diagnosis.survey.asking import ask_shares
from diagnosis.survey.comparing import differing
from diagnosis.survey.software import software

SAME, DIFFERS, NOT_READ, OTHER_FILE = 0, 1, 2, 3


class Command(BaseCommand):
    """Exit status: 0 all digits agree, 1 some differ, 2 file or call not understood, 3 another file."""

    help = "Compute a stored survey again from the same file; nothing stored is changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("pk", type=int, help="number of the survey, as at the end of its address")
        parser.add_argument("--file", type=Path, required=True)
        parser.add_argument("--format", choices=("text", "json"), default="text")
        parser.add_argument("--language", default="es", help="language of the messages: es or en")

    def handle(self, *args: Any, **options: Any) -> None:
        with override(options["language"]):
            outcome, status = _rerun(options["pk"], options["file"])
            as_json = options["format"] == "json"
            self.stdout.write(json.dumps(outcome, ensure_ascii=False) if as_json else str(outcome["message"]))
        if status:
            sys.exit(status)


def _rerun(pk: int, path: Path) -> tuple[dict[str, Any], int]:
    survey = Survey.objects.select_related("territory").prefetch_related("shares").filter(pk=pk).first()
    if survey is None:
        return _outcome(gettext("There is no survey %(pk)s.") % {"pk": pk}), NOT_READ
    if not path.is_file():
        return _outcome(gettext("There is no file %(file)s.") % {"file": path}), NOT_READ
    if hash_of(path) != survey.sha256:
        words = gettext("This is another file: its fingerprint differs. Nothing was computed or changed.")
        return _outcome(words), OTHER_FILE
    found = ask_shares(path, plan_of(survey), name=path.name, **cast("Any", survey.plan["reading"]))
    if isinstance(found, Refusal):
        return _outcome(render(found.message)), NOT_READ
    names = differing(stored_shares(survey), found)
    note_rerun(survey, same=not names, by=None)
    if names:
        words = gettext("These shares came out otherwise: %(names)s. The stored ones were not changed.")
        said = words % {"names": ", ".join(names)}
        return _outcome(said, differing=list(names), before=survey.software, now=software()), DIFFERS
    words = gettext("Computed again from the same file: all digits agree.")
    return _outcome(words, same=True, before=survey.software, now=software()), SAME


def _outcome(message: str, *, same: bool = False, **more: Any) -> dict[str, Any]:
    return {"same": same, "differing": [], "message": message} | more
