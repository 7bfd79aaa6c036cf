"""What is wrong with a choice of columns: repeated and unknown headers, unknown and missing fields."""

from collections.abc import Iterator, Mapping, Sequence

from clrisk_site.figures.message import N_, says
from clrisk_site.tables.matching.settling import leading_parts
from clrisk_site.tables.spec import ImportSpec, Problem, Severity


def find_faults(
    spec: ImportSpec, headers: Sequence[str], chosen: Mapping[str, str], fields: Sequence[str | None]
) -> tuple[Problem, ...]:
    """Return the problems of a file whose `headers` mean these `fields`."""
    used = {field for field in fields if field}
    return (
        *_unknown_choices(spec, headers, chosen),
        *_repeated(headers, fields),
        *_missing_fields(spec, used),
    )


def _repeated(headers: Sequence[str], fields: Sequence[str | None]) -> Iterator[Problem]:
    """Yield an error for each header that stands twice and is used, a warning when it is not."""
    seen: set[str] = set()
    for header, field in zip(headers, fields, strict=True):
        if header in seen:
            message = says(
                N_("Two columns are called «%(column)s». Rename one of them in the file."), column=header
            )
            yield Problem(None, header, message, Severity.ERROR if field else Severity.WARNING)
        seen.add(header)


def _unknown_choices(
    spec: ImportSpec, headers: Sequence[str], chosen: Mapping[str, str]
) -> Iterator[Problem]:
    used: set[str] = set()
    for header, field in chosen.items():
        if header not in headers:
            known = ", ".join(headers)[:300]
            message = says(
                N_("The file has no column «%(column)s». It has: %(known)s."), column=header, known=known
            )
            yield Problem(None, header, message)
        elif field and spec.column(field) is None:
            names = ", ".join(column.name for column in spec.columns)
            message = says(
                N_("There is no field «%(field)s». Choose one of: %(known)s."), field=field, known=names
            )
            yield Problem(None, header, message)
        elif field and field in used:
            message = says(N_("Two columns were chosen for «%(field)s». Choose one of them."), field=field)
            yield Problem(None, header, message)
        used.add(field)


def _missing_fields(spec: ImportSpec, found: set[str]) -> Iterator[Problem]:
    by_field = dict.fromkeys(found, True)
    for column in spec.columns:
        if column.required and column.name not in found and not leading_parts(spec, column.name, by_field):
            message = says(
                N_("No column was found for «%(label)s». Choose the column that holds it."),
                label=column.label,
            )
            yield Problem(None, column.name, message, Severity.ERROR)
