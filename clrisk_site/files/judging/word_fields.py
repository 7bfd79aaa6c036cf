"""Finds fields of a Word file that start programs or fetch text and pictures when the file is opened."""

import re
from xml.parsers import expat

# What Word does by itself, or after a question that people answer with "yes".
ACTING = frozenset(
    {"control", "database", "dde", "ddeauto", "embed", "html", "import", "include", "includepicture"}
    | {"includetext", "link", "macrobutton", "ocx", "rd"}
)
_NAME = re.compile(r"\s*([^\W\d_]+)(\0?)")
_INNER = "\0"  # stands where a field lies within the instruction of another: no XML text holds it


class Fields:
    """Reads one part; `acts` tells whether a field in it acts, and `has_doctype` whether it is unsafe.

    Word puts an instruction together from any number of pieces, and from other fields, so only the whole
    tells what it does. A name that another field would write is taken for one that acts.
    """

    def __init__(self) -> None:
        self.acts = False
        self.has_doctype = False
        self._open: list[str] = [""]
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def read(self, content: bytes) -> None:
        """Read the whole part.

        Raises
        ------
        xml.parsers.expat.ExpatError
            When it is no sound XML.
        """
        self._parser.Parse(content, True)  # noqa: FBT003 - expat takes it by position only
        for depth, instruction in enumerate(self._open):
            self._judge(instruction, whole=depth > 0)

    def _doctype(self, *_arguments: object) -> None:
        self.has_doctype = True

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _bare(tag)
        if name in ("instrText", "delInstrText"):
            self._parser.CharacterDataHandler = self._text
        elif name == "fldSimple":
            self._judge(_attribute(attributes, "instr"))
        elif name == "fldChar":
            self._step(_attribute(attributes, "fldCharType"))

    def _end(self, tag: str) -> None:
        if _bare(tag) in ("instrText", "delInstrText"):
            self._parser.CharacterDataHandler = None

    def _text(self, text: str) -> None:
        self._open[-1] += text

    def _step(self, kind: str) -> None:
        if kind == "begin":
            self._open[-1] += _INNER
            self._open.append("")
        elif kind == "separate":
            self._judge(self._open[-1])
        elif kind == "end" and len(self._open) > 1:
            self._judge(self._open.pop())

    def _judge(self, instruction: str, *, whole: bool = True) -> None:
        found = _NAME.match(instruction)
        named_by_field = whole and (instruction.lstrip().startswith(_INNER) or bool(found and found[2]))
        self.acts |= named_by_field or bool(found and found[1].casefold() in ACTING)


def _bare(tag: str) -> str:
    return tag.rpartition(":")[2]


def _attribute(attributes: dict[str, str], name: str) -> str:
    return next((value for key, value in attributes.items() if _bare(key) == name), "")
