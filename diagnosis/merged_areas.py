"""Areas whose children are not shown one by one, counted together instead (D9). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from clrisk_site.figures.estimate import Basis, Estimate, Story, incomplete_sum
from clrisk_site.figures.message import Message, says


@dataclass(frozen=True, slots=True)
class Part:
    """One zone by its letter, or the rest of the municipality by an empty one, with its children."""

    letter: str
    children: Estimate


@dataclass(frozen=True, slots=True)
class MergedPart:
    """One part, or several that are counted together."""

    letters: tuple[str, ...]
    children: Estimate

    @property
    def is_merged(self) -> bool:
        """Whether it holds more than one."""
        return len(self.letters) > 1


def merge_hidden(
    parts: Sequence[Part], shown: Sequence[Estimate], *, smallest: int
) -> tuple[MergedPart, ...]:
    """Count together the parts that are hidden one by one.

    The same parts are hidden in every other document, and their sum follows from the total and what is shown,
    so saying it gives nobody away.

    Parameters
    ----------
    parts : sequence of Part
        All parts of one total, before anything is hidden.
    shown : sequence of Estimate
        The same as the reader may see them.
    smallest : int
        Children that the hidden ones must have together; with fewer they stay hidden one by one.

    Returns
    -------
    tuple of MergedPart
        Those that stand alone, in order, then the others together.

    Examples
    --------
    >>> from clrisk_site.figures.estimate import Story, Unit
    >>> from diagnosis.shown_areas import shown_areas
    >>> from clrisk_site.figures.audience import Audience
    >>> counted = (("A", 900), ("B", 20), ("C", 45))
    >>> parts = [Part(name, Estimate(n, Unit.PERSONS, Story())) for name, n in counted]
    >>> shown = shown_areas([part.children for part in parts], audience=Audience.PUBLIC, smallest=50)
    >>> [(one.letters, one.children.value) for one in merge_hidden(parts, shown, smallest=50)]
    [(('A',), 900), (('B', 'C'), 65)]
    """
    gone = [
        at
        for at, (part, seen) in enumerate(zip(parts, shown, strict=True))
        if part.children.is_available and not seen.is_available
    ]
    total = sum(parts[at].children.value or 0 for at in gone)
    if len(gone) < 2 or total < smallest:
        return tuple(MergedPart((part.letter,), seen) for part, seen in zip(parts, shown, strict=True))
    alone = [
        MergedPart((part.letter,), seen)
        for at, (part, seen) in enumerate(zip(parts, shown, strict=True))
        if at not in gone
    ]
    return (*alone, _joined([parts[at] for at in gone], total))


def _note(stories: Sequence[Story]) -> Message:
    """Say that areas without a number are among those counted together, else that they are."""
    incomplete = [story.incomplete for story in stories if story.incomplete]
    if not incomplete:
        return says("counted together, since few children live in each")
    whole = sum(
        story.note.count or 0
        for story in stories
        if isinstance(story.note, Message) and story.incomplete is None
    )
    known, every = (sum(int(str(one.params[name])) for one in incomplete) for name in ("known", "all"))
    return incomplete_sum(known + whole, every + whole)


def _joined(parts: Sequence[Part], total: float) -> MergedPart:
    stories = [part.children.story for part in parts]
    story = replace(
        stories[0],
        source=" / ".join(dict.fromkeys(story.source for story in stories if story.source)),
        year=min((story.year for story in stories if story.year is not None), default=None),
        note=_note(stories),
        basis=Basis.COUNT if all(story.basis is Basis.COUNT for story in stories) else Basis.ESTIMATED,
        illustrative=any(story.illustrative for story in stories),
        official=False,
    )
    children = Estimate(total, parts[0].children.unit, story)
    return MergedPart(tuple(part.letter for part in parts), children)
