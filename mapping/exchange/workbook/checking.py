"""Judges the rows of a sheet: their keys, what they refer to, who may change them, what a record may hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from django.core.exceptions import ValidationError
from django.db import models

from clrisk_site.figures.message import Message, says
from clrisk_site.places.models import Territory
from clrisk_site.tables.spec import Checked, Problem
from diagnosis.models import Zone
from mapping.exchange.workbook.sheets import KEY, MANY, REFERENCES, ZONE, Sheet
from mapping.exchange.workbook.stored import OWNER
from mapping.imports.faults import drop_wrong_websites, limits_of, too_long
from mapping.imports.keeping import fill_blanks
from mapping.imports.rights import Rights

NEW = "new:"
"""Begins the key that a row without one is given while it is looked at."""


@dataclass
class SheetCheck:
    """What one sheet of a file is held against.

    Parameters
    ----------
    names : mapping of str to set of str
        By sheet, the names that a row may refer to.
    """

    sheet: Sheet
    stored: pd.DataFrame
    territory: Territory
    rights: Rights
    names: Mapping[str, set[Any]]
    _named: set[str] | None = field(default=None)

    def note_no_rows(self) -> None:
        self._named = set()

    def existing(self) -> pd.DataFrame:
        """Return the stored rows that the file may change or leaves out: own ones, and those it names."""
        if self._named is None or self.stored.empty:
            return self.stored
        own = self.stored[OWNER] == self.territory.path
        return self.stored[own | self.stored[KEY].isin(self._named)].reset_index(drop=True)

    def run(self, frame: pd.DataFrame) -> Checked:
        """Complete and judge the rows; each keeps its number."""
        frame = frame.copy()
        problems: list[Problem] = []
        self._give_keys(frame, problems)
        self._named = set(frame[KEY])
        for name in MANY & set(frame.columns):
            frame[name] = pd.Series(
                [tuple(sorted(cell)) if isinstance(cell, tuple) and cell else None for cell in frame[name]],
                index=frame.index,
                dtype=object,
            )
        fill_blanks(frame, self.stored.drop(columns=OWNER), (KEY,))
        problems += self._refer(frame)
        problems += too_long(frame, limits_of([self.sheet.model]))
        problems += drop_wrong_websites(frame)
        problems += self._judge_changed(frame)
        return Checked(frame, tuple(problems))

    def _give_keys(self, frame: pd.DataFrame, problems: list[Problem]) -> None:
        """Know rows by their key; a row without one by what names it, else it is new."""
        given = frame[KEY].tolist() if KEY in frame else [None] * len(frame)
        known = set(self.stored[KEY])
        natural = dict(zip(self._natural(self.stored), self.stored[KEY], strict=True))
        keys, seen = [], set()
        for row, key, name in zip(frame.index, given, self._natural(frame), strict=True):
            if isinstance(key, str) and key and key not in known:
                problems.append(
                    Problem(
                        int(row),
                        KEY,
                        says(
                            "No row of this place has the key %(key)s. Leave the key blank for a new row.",
                            key=key[:40],
                        ),
                    )
                )
            found = key if isinstance(key, str) and key in known else natural.get(name, f"{NEW}{row}")
            if found in seen:
                problems.append(
                    Problem(
                        int(row), KEY, says("Another row of the sheet is the same record. Keep one of them.")
                    )
                )
                found = f"{NEW}{row}"
            seen.add(found)
            keys.append(found)
        frame[KEY] = pd.Series(keys, index=frame.index, dtype=object)

    def _natural(self, frame: pd.DataFrame) -> list[tuple[str, ...]]:
        columns = [
            frame[name].tolist() if name in frame else [None] * len(frame) for name in self.sheet.natural
        ]
        return [
            tuple("" if pd.isna(cell) else str(cell) for cell in row) for row in zip(*columns, strict=True)
        ]

    def _refer(self, frame: pd.DataFrame) -> list[Problem]:
        problems = []
        for name in frame.columns.intersection([*REFERENCES, ZONE]):
            known = self._letters() if name == ZONE else self.names[REFERENCES[str(name)]]
            for row, cell in frame[name].items():
                parts = cell if isinstance(cell, tuple) else (cell,)
                missing = next((part for part in parts if isinstance(part, str) and part not in known), None)
                if missing is not None:
                    problems.append(Problem(int(str(row)), str(name), _not_known(str(name), missing)))
        return problems

    def _letters(self) -> set[str]:
        return set(Zone.objects.filter(territory=self.territory).values_list("letter", flat=True))

    def _judge_changed(self, frame: pd.DataFrame) -> list[Problem]:
        """Judge the rows that say something new: those of others may not, and a record must hold it."""
        stored = {row[KEY]: row for row in self.stored.to_dict(orient="records")}
        problems = []
        for row, cells in zip(frame.index, frame.to_dict(orient="records"), strict=True):
            before = stored.get(cells[KEY])
            if before is not None and not _differs(cells, before):
                continue
            if before is not None and not self.rights.may(before[OWNER]):
                place = Territory.objects.get(path=before[OWNER]).name
                problems.append(
                    Problem(
                        int(row),
                        None,
                        says("The record belongs to %(place)s. It can only be changed there.", place=place),
                    )
                )
                continue
            problems += [
                Problem(int(row), None, message) for message in self._faults({**(before or {}), **cells})
            ]
        return problems

    def _faults(self, cells: Mapping[Any, Any]) -> list[Message]:
        """Return what the model itself would refuse: no mail address, ages or dates turned round."""
        fields = {
            one.name: one
            for one in self.sheet.model._meta.concrete_fields
            if one.name in self.sheet.fields and not one.is_relation
        }
        values = {name: model_value(one, cells.get(name)) for name, one in fields.items()}
        said = []
        for name, one in fields.items():
            try:
                if values[name] not in (None, ""):
                    one.clean(values[name], None)
            except ValidationError as error:
                said.append(says("%(column)s: %(fault)s", column=name, fault=" ".join(error.messages)))
        return said + list(_contradictions(values))


def model_value(one: "models.Field[Any, Any]", cell: Any) -> Any:
    """Return a cell as a field of a model takes it."""
    if cell is None or (not isinstance(cell, tuple | list) and pd.isna(cell)):
        return None if one.null else one.get_default()
    if isinstance(one, models.BooleanField):
        return cell == "yes"
    if isinstance(one, models.IntegerField):
        return int(cell)
    if isinstance(one, models.DecimalField):
        return one.to_python(f"{float(cell):.{one.decimal_places}f}")
    return cell


def _contradictions(values: Mapping[str, Any]) -> list[Message]:
    said = []
    for first, last in (("age_from", "age_to"), ("begins", "ends"), ("year_from", "year_to")):
        low, high = values.get(first), values.get(last)
        if low is not None and high is not None and high < low:
            said.append(says("It ends before it begins: %(low)s to %(high)s.", low=str(low), high=str(high)))
    if values.get("evidence") == "confirmed" and not values.get("evidence_document"):
        said.append(says("Name the document that confirms it, or choose that it is claimed."))
    if any((values.get(name) or 0) > _HIGHEST for name in ("will", "capacity")):
        said.append(says("Will and capacity go from 0 to 4."))
    is_government = values.get("sector") == "government"
    if "sector" in values and is_government == (values.get("level") == "none"):
        said.append(says("A government body has a level of government, and no other body has one."))
    return said


_HIGHEST = 4


def _not_known(name: str, text: str) -> Message:
    if name == ZONE:
        return says("No zone of this place has the letter %(letter)s.", letter=text[:10])
    return says(
        "«%(name)s» is in no row of its sheet, and is not stored. Write it there first.", name=text[:120]
    )


def _differs(cells: Mapping[Any, Any], before: Mapping[Any, Any]) -> bool:
    return any(
        not _same(cell, before[name])
        for name, cell in cells.items()
        if name in before and name not in (KEY, OWNER)
    )


def _same(one: Any, other: Any) -> bool:
    blank_one, blank_other = (
        value is None or (not isinstance(value, tuple) and pd.isna(value)) or value == ()
        for value in (one, other)
    )
    if blank_one or blank_other:
        return bool(blank_one and blank_other)
    return bool(one == other)
