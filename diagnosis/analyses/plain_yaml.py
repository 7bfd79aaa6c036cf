"""A YAML text as plain texts, lists and mappings: nothing is built from it, nothing is guessed."""

from __future__ import annotations

import unicodedata
from typing import cast

import yaml

from clrisk_site.figures.message import Message, says
from diagnosis.analyses.faults import BrokenSpecificationError, shortened

type Tree = str | list[Tree] | dict[str, Tree]
"""Everything is text until a key says what it is: `no` and `01` stay what was written."""

DEEPEST = 12
MOST_NODES = 100_000


def parse_tree(content: bytes) -> tuple[dict[str, Tree], dict[str, int]]:
    """Return the mapping that a YAML text holds, and the line of each of its keys.

    Raises
    ------
    BrokenSpecificationError
        If it is no mapping, or uses what plain lists and mappings do not need: tags, anchors, repeated keys.
    """
    try:
        text = unicodedata.normalize("NFC", content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BrokenSpecificationError(says("The specification is not in UTF-8. Save it so.")) from error
    try:
        _refuse_marvels(text)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise BrokenSpecificationError(
            says("The specification is no valid YAML. Check indents, colons and quotation marks."), line=line
        ) from error
    except yaml.YAMLError as error:
        raise BrokenSpecificationError(
            says(
                "The specification holds characters that YAML does not allow. Save it as plain text in UTF-8."
            )
        ) from error
    if not isinstance(node, yaml.MappingNode):
        raise BrokenSpecificationError(
            says("The specification must be a mapping: «key: value», one per line.")
        )
    tree = _plain(node)
    lines = {name.value: name.start_mark.line + 1 for name, _value in node.value}
    return cast("dict[str, Tree]", tree), lines


def _refuse_marvels(text: str) -> None:
    depth = 0
    for nodes, event in enumerate(yaml.parse(text, Loader=yaml.SafeLoader)):
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _broken(says("The specification uses anchors or references. Write the value out."), line)
        if getattr(event, "tag", None):
            raise _broken(says("The specification uses tags, which begin with «!». Remove them."), line)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST or nodes > MOST_NODES:
            raise _broken(says("The specification is nested too deeply or too long."), line)


def _broken(message: Message, line: int) -> BrokenSpecificationError:
    return BrokenSpecificationError(message, line=line)


def _plain(node: yaml.Node) -> Tree:
    if isinstance(node, yaml.ScalarNode):
        return str(node.value).strip()
    if isinstance(node, yaml.SequenceNode):
        return [_plain(one) for one in node.value]
    mapping: dict[str, Tree] = {}
    for name, value in node.value:
        line = name.start_mark.line + 1
        if not isinstance(name, yaml.ScalarNode):
            raise _broken(says("A key of the specification is a list or a mapping. Write a word."), line)
        key = str(name.value).strip()
        if key in mapping:
            raise _broken(says("The key «%(key)s» stands there twice.", key=shortened(key)), line)
        mapping[key] = _plain(value)
    return mapping
