"""What a report of transferred risks must say, because it is true of every one or of this one."""

from __future__ import annotations

from collections.abc import Iterable

from clrisk_site.figures.message import Message, says
from diagnosis.statistics.coefficients import ModelCard
from diagnosis.statistics.transfer.transferred import Transfer


def caveats_of(found: Transfer, card: ModelCard, borderline: Iterable[str] = ()) -> tuple[Message, ...]:
    """Return the limits that are to be printed beside the risks.

    Parameters
    ----------
    found : Transfer
        The risks.
    card : ModelCard
        Where the coefficients come from.
    borderline : iterable of str
        Areas whose class is not sure.
    """
    said = [
        says(
            "These are synthetic estimates: areas differ only in who lives there, not in what is particular "
            "to them. The standard errors leave that out."
        ),
        says("The coefficients say what is associated with child labour, not what it comes from."),
    ]
    if found.benchmark is None:
        said.append(says("The risks were not made to add up to a direct estimate."))
    else:
        said.append(
            says(
                "All log odds were shifted by %(delta)s, so that the risk becomes %(target)s %% instead of "
                "%(before)s %%.",
                delta=f"{found.benchmark.delta:.4f}",
                target=f"{100 * found.benchmark.target:.1f}",
                before=f"{100 * found.benchmark.before:.1f}",
            )
        )
    if card.chores is False:
        said.append(says("Chores in the own home are not counted, so many girls who work remain invisible."))
    near = list(borderline)
    if near:
        said.append(
            says(
                "The class of these areas is not sure: %(codes)s. Their risk may lie beyond a cut point.",
                codes=", ".join(near[:20]) + (", …" if len(near) > 20 else ""),
            )
        )
    return tuple(said)
