"""Looks at a kept file of the mapping and takes it in, of whichever kind it is."""

from django.db import transaction
from django.utils.translation import gettext

from clrisk_site.catalogue.wording import render
from clrisk_site.files.actions.uploads import discard_upload
from clrisk_site.files.importing.standing import hold_imports
from clrisk_site.files.models import Upload
from clrisk_site.people import audit
from clrisk_site.people.models import User
from clrisk_site.people.writing import ConflictError, NotSavedError
from clrisk_site.places.models import Territory
from clrisk_site.tables.several_asking import tables_in
from clrisk_site.tables.spec import BuiltUponError
from mapping.actions.keep_exchange import DIRECTORY
from mapping.actions.take_directory import take_directory
from mapping.actions.take_workbook import take_workbook
from mapping.exchange.hsds.comparing import Plan, plan_directory
from mapping.exchange.hsds.mending import Mended, mend
from mapping.exchange.hsds.parts import Directory, take_apart
from mapping.exchange.hsds.reading import given_tables
from mapping.exchange.hsds.telling import outcome_of as outcome_of_directory
from mapping.exchange.outcome import Outcome
from mapping.exchange.workbook.specs import Compared, Workbook
from mapping.exchange.workbook.telling import outcome_of as outcome_of_workbook
from mapping.models import Sector, ServiceDirectory


class NotTakenError(Exception):
    """Nothing was saved; `words` says why, blank when what is stored changed since the person looked."""

    def __init__(self, words: str = "") -> None:
        super().__init__(words)
        self.words = words


def look_at(*, territory: Territory, upload: Upload, answer: bytes, by: User) -> Outcome:
    """Return what taking the file in would do; nothing is written."""
    if upload.kind == DIRECTORY:
        mended, _directory, plan = _plan(territory, upload, answer)
        return outcome_of_directory(plan, mended)
    return outcome_of_workbook(compared_workbook(territory, answer, by))


def compared_workbook(territory: Territory, answer: bytes, by: User) -> list[Compared]:
    """Return the sheets of a kept workbook held against what is stored now."""
    return Workbook(territory, by, tables_in(answer)).compare()


def take_in(
    *, territory: Territory, upload: Upload, answer: bytes, removes_gone: bool, mark: str, by: User
) -> Outcome:
    """Take the file in as a whole, if it would still do what the person saw.

    Raises
    ------
    NotTakenError
        When what is stored changed meanwhile, or something rests on a row that shall go. Nothing is changed.
    """
    try:
        with transaction.atomic():
            hold_imports(territory)
            outcome = _write(territory, upload, answer, removes_gone=removes_gone, mark=mark, by=by)
            audit.note(
                by=by,
                territory=territory,
                action="mapping.exchange",
                changes={
                    "file": upload.file_name,
                    "sha256": upload.sha256,
                    "new": outcome.total("new"),
                    "changed": outcome.total("changed"),
                    "refused": outcome.total("refused"),
                    "removed": outcome.total("gone") if removes_gone else 0,
                },
            )
    except (BuiltUponError, NotSavedError) as error:
        raise NotTakenError(render(error.message)) from error
    except ConflictError as error:
        raise NotTakenError from error
    discard_upload(upload=upload)
    return outcome


def _write(
    territory: Territory, upload: Upload, answer: bytes, *, removes_gone: bool, mark: str, by: User
) -> Outcome:
    if upload.kind == DIRECTORY:
        mended, directory, plan = _plan(territory, upload, answer)
        outcome = outcome_of_directory(plan, mended)
        _refuse_if_otherwise(outcome, mark, removes_gone=False)
        take_directory(
            territory=territory,
            name=upload.facts["name"],
            sha256=upload.sha256,
            directory=directory,
            plan=plan,
            sector=Sector(upload.facts["sector"] or Sector.CIVIL_SOCIETY),
            by=by,
        )
        return outcome
    compared = compared_workbook(territory, answer, by)
    outcome = outcome_of_workbook(compared)
    _refuse_if_otherwise(outcome, mark, removes_gone=removes_gone)
    take_workbook(territory=territory, compared=compared, removes_gone=removes_gone, by=by)
    return outcome


def _refuse_if_otherwise(outcome: Outcome, mark: str, *, removes_gone: bool) -> None:
    if outcome.mark != mark or outcome.refused is not None:
        raise NotTakenError
    if not (outcome.does_something or (removes_gone and outcome.may_remove)):
        raise NotTakenError(gettext("There is nothing to save: what is missing in the file is kept."))


def _plan(territory: Territory, upload: Upload, answer: bytes) -> tuple[Mended, Directory, Plan]:
    name = upload.facts["name"]
    mended = mend(name, given_tables(answer))
    directory = take_apart(mended.tables)
    stored = ServiceDirectory.objects.filter(territory=territory, name=name).first()
    return mended, directory, plan_directory(territory, name, directory, stored=stored)
