"""What people call their files: made harmless to show and to save, and held against the content."""

from clrisk_site.figures.message import says
from clrisk_site.files.forms.upload import shown_name
from clrisk_site.files.judging.kinds import ACCEPTED, ENDINGS, FileKind, Refusal, Refused

FORBIDDEN = frozenset('\\/:*?"<>|')
DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
)
LONGEST = 150
PROGRAMS = frozenset(
    {"app", "bat", "cmd", "com", "dll", "exe", "hta", "htm", "html", "jar", "js", "jse", "lnk", "msi", "php"}
    | {"ps1", "py", "scr", "sh", "svg", "svgz", "url", "vbe", "vbs", "wsf", "xhtml"}
)


def name_for(given: str, kind: FileKind) -> str:
    """Return the name under which a file is shown and handed out; its ending agrees with the content.

    Raises
    ------
    Refused
        When the ending tells another kind of file than the content, or the name hides a program's ending.
    """
    name = shown_name(given)
    stem, _, ending = name.rpartition(".")
    told = ENDINGS.get(ending.casefold())
    if not stem or told is None:
        raise Refused(
            says(
                "The file «%(file)s» does not end like a file that is taken. %(accepted)s "
                "Name it as what it is.",
                file=name,
                accepted=says(ACCEPTED),
            ),
            Refusal.NAME,
        )
    if any(part.casefold() in PROGRAMS for part in stem.split(".")[1:]):
        raise Refused(
            says("The file «%(file)s» has two endings, one of a program. Give it a plain name.", file=name),
            Refusal.NAME,
        )
    if told is not kind:
        raise Refused(
            says(
                "The file «%(file)s» is called %(told)s, but its content is %(found)s. "
                "Give it the ending of its content, or choose the right file.",
                file=name,
                told=told.upper(),
                found=kind.upper(),
            ),
            Refusal.NAME,
        )
    return f"{_harmless(stem)}.{kind.value}"


def _harmless(stem: str) -> str:
    plain = "".join("_" if c in FORBIDDEN else c for c in stem).strip(". ")[:LONGEST] or "_"
    return f"_{plain}" if plain.partition(".")[0].casefold() in DEVICES else plain
