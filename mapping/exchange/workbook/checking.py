"""Judges the rows of a sheet: their keys, what they refer to, who may change them, what a record may hold."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from django.core.exceptions import ValidationError
from django.db import models

from clrisk_site.figures.message import Message, says
from clrisk_site.places.models import Territory
from clrisk_site.tables.spec import Checked, Problem
from clrisk_site.tables.wording import plain
from diagnosis.models import Zone
from mapping.exchange.workbook.references import References, told_apart
from mapping.exchange.workbook.sheets import KEY, MANY, REFERENCES, YEAR, ZONE, Sheet
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
    references : References
        What the rows of the sheets before it are called.
    is_whole : bool
        Whether the sheet tells all rows; one of rows to mend does not, so no other row is missing in it.
    """

    sheet: Sheet
    stored: pd.DataFrame
    territory: Territory
    rights: Rights
    references: References
    is_whole: bool = True
    _named: set[str] | None = field(default=None)

    def note_no_rows(self) -> None:
        self._named = set()

    def existing(self) -> pd.DataFrame:
        """Return the stored rows that the file may change or leaves out: own ones, and those it names."""
        if self._named is None or self.stored.empty:
            return self.stored
        own = (self.stored[OWNER] == self.territory.path) & self.is_whole
        return self.stored[own | self.stored[KEY].isin(self._named)].reset_index(drop=True)

    def run(self, frame: pd.DataFrame) -> Checked:
        """Complete and judge the rows; each keeps its number."""
        frame = frame.copy()
        problems: list[Problem] = []
        self._give_keys(frame, problems)
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
        times = Counter(key for key in given if isinstance(key, str) and key in known)
        natural: dict[tuple[str, ...], list[str]] = {}
        for name, key in zip(self._natural(self.stored), self.stored[KEY], strict=True):
            natural.setdefault(name, []).append(key)
        keys, seen = [], set(times)
        for row, key, name in zip(frame.index, given, self._natural(frame), strict=True):
            found, fault = key, None
            if isinstance(key, str) and key and key not in known:
                fault = says(
                    "No row of this place has the key %(key)s. Leave the key blank for a new row.",
                    key=key[:40],
                )
            elif times[key] > 1:  # whichever row came first, the other may be the genuine one
                fault = says(
                    "Two rows have the key %(key)s. Leave it only in the row it belongs to.", key=key
                )
            if fault is None and key not in times:
                found, *others = natural.setdefault(name, [f"{NEW}{row}"])
                if others:
                    fault = says("More than one record is called so. Write the key of the one you mean.")
                elif found in seen:
                    fault = says("Another row of the sheet is the same record. Keep one of them.")
                seen.add(found)
            if fault is not None:
                problems.append(Problem(int(row), KEY, fault))
                found = f"{NEW}{row}"
            keys.append(found)
        self._named = {*times, *keys}
        frame[KEY] = pd.Series(keys, index=frame.index, dtype=object)

    def _natural(self, frame: pd.DataFrame) -> list[tuple[str, ...]]:
        columns = [
            frame[name].tolist() if name in frame else [None] * len(frame) for name in self.sheet.natural
        ]
        return [
            tuple("" if pd.isna(cell) else plain(str(cell)) for cell in row)
            for row in zip(*columns, strict=True)
        ]

    def _refer(self, frame: pd.DataFrame) -> list[Problem]:
        """Refuse cells that name nothing, or more than one record; a cell that did not change stays."""
        stored = {row[KEY]: row for row in self.stored.to_dict(orient="records")}
        letters = self._letters() if ZONE in frame else set()
        columns = [str(name) for name in frame.columns.intersection([*REFERENCES])]
        problems = []
        for row, cells in zip(frame.index, frame.to_dict(orient="records"), strict=True):
            before = stored.get(cells[KEY])
            if isinstance(cells.get(ZONE), str) and cells[ZONE] not in letters:
                problems.append(Problem(int(row), ZONE, _no_zone(cells[ZONE])))
            for name in columns:
                if not (before is not None and same_reference(name, cells, before)):
                    said = self._misses(name, cells)
                    problems += [Problem(int(row), name, said)] if said is not None else []
        return problems

    def _misses(self, name: str, cells: Mapping[Any, Any]) -> Message | None:
        """Return why a cell does not say which record it means."""
        for part in cells[name] if isinstance(cells[name], tuple) else (cells[name],):
            if not isinstance(part, str):
                continue
            found = self.references.meant(name, {**cells, name: part})
            if not found:
                return _not_known(part)
            if len(found) > 1:
                return _not_clear(part, min(found))
            if name == "programme" and ZONE in cells and not self._has_offer(found, cells[YEAR]):
                return says(
                    "Coverage names an offer of %(year)s that is not in the sheet of offers.",
                    year=str(cells[YEAR]),
                )
        return None

    def _has_offer(self, programmes: set[str], year: Any) -> bool:
        return any(self.references.has_offer(one, year) for one in programmes)

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
            said = self._faults({**(before or {}), **cells})
            if before is None:
                said = [*self._not_said(cells), *said]
            problems += [Problem(int(row), None, message) for message in said]
        return problems

    def _not_said(self, cells: Mapping[Any, Any]) -> list[Message]:
        """Return what a new row must say, as its form asks for it: no sector or level is made up for it."""
        return [
            says("Write in the column «%(column)s» of the new row.", column=says(label))
            for name, label in self.sheet.columns
            if name in _ASKED and is_blank(cells.get(name))
        ]

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
_ASKED = frozenset({"sector", "level", "kind", "nature", "constituency"})
"""Columns that a new row may not leave blank; the rest has «unknown» or nothing as its honest value."""


def _no_zone(letter: str) -> Message:
    return says("No zone of this place has the letter %(letter)s.", letter=letter[:10])


def _not_known(text: str) -> Message:
    return says(
        "«%(name)s» is in no row of its sheet, and is not stored. Write it there first.", name=text[:120]
    )


def _not_clear(text: str, key: str) -> Message:
    return says(
        "More than one record is called «%(name)s». Write the key behind the name: %(example)s.",
        name=text[:120],
        example=told_apart(text[:120], key),
    )


def _differs(cells: Mapping[Any, Any], before: Mapping[Any, Any]) -> bool:
    return any(
        not same_cell(cell, before[name])
        for name, cell in cells.items()
        if name in before and name not in (KEY, OWNER)
    )


def same_reference(name: str, cells: Mapping[Any, Any], before: Mapping[Any, Any]) -> bool:
    """Say whether a cell still names what the stored row does; a programme is one of its institution."""
    names = [name]
    if name == "programme":
        names += ["institution"] + ([YEAR] if ZONE in cells else [])
    return all(same_cell(cells[one], before[one]) for one in names)


def is_blank(value: Any) -> bool:
    """Say whether a cell holds nothing."""
    return bool(value is None or value == () or (not isinstance(value, tuple) and pd.isna(value)))


def same_cell(one: Any, other: Any) -> bool:
    """Say whether two cells hold the same; blanks of any kind are one."""
    blank_one, blank_other = is_blank(one), is_blank(other)
    if blank_one or blank_other:
        return bool(blank_one and blank_other)
    return bool(one == other)
