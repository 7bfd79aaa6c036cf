"""The codebook of a territory: the variables of Table 1, the local ones, and the recodes of its sources."""

from collections.abc import Mapping
from dataclasses import dataclass

from clrisk_site.catalogue.texts import resolve
from clrisk_site.places.models import Territory
from diagnosis.models import CodebookColumn, CodebookVariable, LocalVariable, Recode


@dataclass(frozen=True, slots=True)
class Category:
    """One category of a variable: the code that files and crosswalks hold, and its words."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable of one column. `key` is what recodes store; `local_pk` is None for those of the method."""

    key: str
    column: str
    name: str
    title: str
    categories: tuple[Category, ...]
    subject: str = ""
    explanation: str = ""
    factor: str = ""
    in_national_model: bool = False
    reason: str = ""
    local_pk: int | None = None

    @property
    def is_local(self) -> bool:
        """Whether the territory added it."""
        return self.local_pk is not None

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of its categories, in their order."""
        return tuple(one.code for one in self.categories)

    def label_of(self, code: str) -> str:
        """Return the words of a category, or its code where the variable does not have it."""
        return next((one.label for one in self.categories if one.code == code), code)


@dataclass(frozen=True, slots=True)
class CodebookRow:
    """One row of Table 1: what the state column has, and what the municipal one has."""

    subject: str
    title: str
    state: Variable | None
    municipal: Variable | None

    @property
    def cut_alike(self) -> bool:
        """Whether both columns have the same variable with the same categories."""
        if self.state is None or self.municipal is None or self.state.name != self.municipal.name:
            return False
        return self.state.categories == self.municipal.categories


@dataclass(frozen=True, slots=True)
class Codebook:
    """All variables that a territory works with: those of the method first."""

    variables: tuple[Variable, ...]

    @property
    def rows(self) -> tuple[CodebookRow, ...]:
        """The rows of Table 1, in their order."""
        by_subject: dict[str, dict[str, Variable]] = {}
        for one in self.variables:
            if not one.is_local:
                by_subject.setdefault(one.subject, {})[one.column] = one
        return tuple(_row(subject, found) for subject, found in by_subject.items())

    @property
    def local(self) -> tuple[Variable, ...]:
        """The variables that the territory added."""
        return tuple(one for one in self.variables if one.is_local)

    def find(self, key: str) -> Variable | None:
        """Return the variable of this key."""
        return next((one for one in self.variables if one.key == key), None)


@dataclass(frozen=True, slots=True)
class SourceRecode:
    """How the codes of a column of a source become categories; `variable` is None if it is no longer there.

    `mapping` leads each code of the source to a category's code, or to "" where it is left out.
    """

    pk: int
    source: str
    year: int
    variable: Variable | None
    key: str
    column: str
    mapping: Mapping[str, str]
    note: str

    @property
    def left_out(self) -> tuple[str, ...]:
        """The codes of the source that become no category."""
        return tuple(code for code, category in self.mapping.items() if not category)

    @property
    def unreached(self) -> tuple[str, ...]:
        """The categories of the variable that no code of the source becomes."""
        if self.variable is None:
            return ()
        return tuple(code for code in self.variable.codes if code not in self.mapping.values())


def codebook_of(territory: Territory) -> Codebook:
    """Read the variables of the method and those the territory added, in two queries."""
    shipped = CodebookVariable.objects.filter(active=True, country="")
    added = LocalVariable.objects.filter(territory=territory).select_related("factor")
    return Codebook((*map(_of_method, shipped), *map(_added, added)))


def recodes_of(territory: Territory, codebook: Codebook | None = None) -> tuple[SourceRecode, ...]:
    """Read the recodes of a territory by source and year, in one query beside the codebook's own.

    Parameters
    ----------
    territory : Territory
    codebook : Codebook, optional
        Where the caller has read it already.
    """
    book = codebook or codebook_of(territory)
    return tuple(
        SourceRecode(
            row.pk,
            row.source,
            row.year,
            book.find(row.variable),
            row.variable,
            row.column,
            row.mapping,
            row.note,
        )
        for row in Recode.objects.filter(territory=territory)
    )


def key_of(column: str, name: str) -> str:
    """Return the key by which a variable of a column is stored in recodes."""
    return f"{column}_{name}"


def _row(subject: str, found: Mapping[str, Variable]) -> CodebookRow:
    state, municipal = found.get(CodebookColumn.STATE), found.get(CodebookColumn.MUNICIPAL)
    titles = dict.fromkeys(one.title for one in (state, municipal) if one is not None)
    return CodebookRow(subject, " / ".join(titles), state, municipal)


def _of_method(row: CodebookVariable) -> Variable:
    return Variable(
        key=row.code,
        column=row.column,
        name=row.name,
        title=str(row),
        categories=tuple(Category(one["code"], resolve(one["texts"])) for one in row.categories),
        subject=row.subject,
        explanation=row.explanation,
        factor=row.factor,
        in_national_model=bool(row.in_force("in_national_model", row.in_national_model)),
    )


def _added(row: LocalVariable) -> Variable:
    return Variable(
        key=key_of(row.column, row.name),
        column=row.column,
        name=row.name,
        title=row.title,
        categories=tuple(Category(one["code"], one["text"]) for one in row.categories),
        factor=row.factor.code if row.factor else "",
        reason=row.reason,
        local_pk=row.pk,
    )
