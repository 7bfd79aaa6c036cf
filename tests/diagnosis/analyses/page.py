"""Writes docs/analyse.md from the keys of the methods and what their examples print: `make analyses`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django

PAGE = Path(__file__).parents[3] / "docs" / "analyse.md"
FOLDER = "tests/diagnosis/analyses/examples"

HEAD = """# Analyses on the command line

Made by `make analyses` from the keys of the methods and from what their examples print; a test fails when it
is not up to date. The formulas stand beside the code, in `diagnosis/statistics`.

```sh
.venv/bin/python manage.py analyse METHOD FILE --spec SPEC.yaml [--format json|text] [--language es|en|pt|fr]
```

One method, one file, one page of specification; nothing is stored, and no database is needed.
`manage.py analyse --help` lists methods and keys.

**The file** is text with commas, semicolons or tabs, in UTF-8 or cp1252, or Parquet. Separator, encoding and
decimal mark are found out, and can be said. A row is a record. A row with too many or too few cells is named,
not mended.

**Missing values** are blank cells, marks such as `NA`, `N/D`, `S/D`, `*` or `..`, and errors of spreadsheets
such as `#REF!`: in every column, in numbers as in codes. A warning names those that were words. Missing is
never zero.

**Codes** that are written in several ways (`Sur`, `SUR`; in a column of numbers 1, 01, 1.0) are one, and a
warning says so. Codes of areas keep their zeros.

**The specification** is plain YAML. Columns are named as in the header. Every key is known: a slip of the pen
is named with what was probably meant. `title` is repeated in the output.

**A condition** (`outcome`, `domain`) is written in one of these ways:

| written | holds for a record |
|---|---|
| `works` | whose column says yes: 1, yes, true, sí, oui, sim; 0, no, false, non, não mean no |
| `{column: works, value: 2}` | with this code; every other code is a no |
| `{column: works, values: [1, 2], blank: [9]}` | with one of these codes; 9 means no answer |
| `{column: age, least: 5, most: 17}` | with a number in these bounds |
| `{sex: 2, age: {least: 5, most: 17}}` | that meets all of several columns |
| `{any: [works, {column: hours, least: 1}]}` | that meets one of several conditions; `all` asks for each |
| `{any: [works, sells], skipped: yes}` | that meets one; a blank beside an answer means no |

`skipped` is for questionnaires that leave a question out after another answer. Codes are compared as people
read them. A code that no record has is an error. Where several other codes of an outcome count as a no, a
warning lists them: one may mean that nobody answered.

**The output** is tables, or with `--format json` one document in UTF-8 without NaN: the keys of the method,
then `warnings` (each with a `name` that is the same in every language), `analysis`, `title`, `software`,
`file` and `specification` with their SHA-256, and `seed`. What is not a number is `null`. Shares run from 0
to 1.

**The end** is 0 with a result, 1 when the data permit none, 2 when the call or the specification is not
understood. An error is a sentence, its name, the row of the file as people count it (the header is row 1),
and the column; in JSON `{"error": {"name", "message", "row", "column", "line"}}`.

**Languages**: `es` and `en` are complete. `pt` and `fr` answer in Spanish until somebody translates them.

A star marks the keys that a method needs. Below, the two lines at the end of each output are left out: they
name the file, the software and the fingerprints.
"""


def page() -> str:
    """Return the whole page."""
    from diagnosis.analyses.key_texts import key_table
    from diagnosis.analyses.keys import READING_KEYS, SAMPLE_KEYS
    from diagnosis.analyses.methods import NAMES

    parts = [HEAD, "## Keys of every method\n", *key_table(READING_KEYS, str), ""]
    parts += ["## Keys of a sample\n", *key_table(SAMPLE_KEYS, str), ""]
    for name in NAMES:
        parts += _method(name)
    return "\n".join(parts)


def _method(name: str) -> Iterator[str]:
    from diagnosis.analyses.key_texts import has_sample, key_table, own_keys
    from diagnosis.analyses.methods import method_of
    from tests.diagnosis.analyses.running import EXAMPLES, data_of, example, example_text

    method = method_of(name)
    yield f"## {name}\n"
    yield f"{method.meaning}\n"
    yield f"{(EXAMPLES / name / 'about.md').read_text(encoding='utf-8').strip()}\n"
    yield from key_table(own_keys(method.keys), str)
    if has_sample(method.keys):
        yield "\nIt has the [keys of a sample](#keys-of-a-sample) too."
    spec = (EXAMPLES / name / "spec.yaml").read_text(encoding="utf-8")
    yield f"\nAn example, with made-up data:\n\n```yaml\n{spec}```\n"
    file = f"{FOLDER}/{name}/{data_of(name).name}"
    yield f"```console\n$ manage.py analyse {name} {file} --spec {FOLDER}/{name}/spec.yaml --language en"
    yield f"{example_text(name)}\n```\n"
    document = example(name)
    own = list(document)[: list(document).index("warnings")]
    told = "; ".join(_keys(key, document[key]) for key in own)
    yield f"The JSON document: {told}.\n"


def _keys(key: str, value: Any) -> str:
    """Return a key, and what stands in each entry where it is a list of mappings."""
    if not isinstance(value, list) or not value or not all(isinstance(one, dict) for one in value):
        return f"`{key}`"
    inside = dict.fromkeys(name for one in value for name in one)
    return f"`{key}[]` with {', '.join(f'`{name}`' for name in inside)}"


if __name__ == "__main__":
    django.setup()
    PAGE.write_text(page(), encoding="utf-8")
