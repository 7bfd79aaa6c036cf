"""What can be wrong with proxies, weights and children from which an index is to be made."""

from __future__ import annotations

from collections.abc import Sequence

from clrisk_site.figures.message import says
from diagnosis.statistics.errors import AnalysisError, listed


class NoProxyError(AnalysisError):
    """No proxy takes part."""

    def __init__(self) -> None:
        super().__init__(says("An index needs at least one proxy. Name its column and its sign."))


class SignError(AnalysisError):
    """A sign is neither 1 nor -1."""

    def __init__(self, proxies: Sequence[str]) -> None:
        super().__init__(
            says(
                "The sign of %(proxies)s is neither 1 nor -1. Write 1 where more goes with higher risk.",
                proxies=listed(proxies),
            )
        )


class ProxyWeightError(AnalysisError):
    """A proxy lacks its weight, or has a negative or infinite one."""

    def __init__(self, proxies: Sequence[str]) -> None:
        super().__init__(
            says("These weights must be known and not negative: %(proxies)s.", proxies=listed(proxies))
        )


class NoProxyWeightError(AnalysisError):
    """All weights are zero."""

    def __init__(self) -> None:
        super().__init__(says("All weights are zero. Give at least one proxy a weight above it."))


class NoIndexError(AnalysisError):
    """No area has an index."""

    def __init__(self, *, taking_part: bool, varying: bool) -> None:
        if not taking_part:
            message = says("No area has enough children, so none takes part. Check their column.")
        elif not varying:
            message = says("No proxy differs between the areas, so there is no index. Choose other proxies.")
        else:
            message = says("Too little is observed in every area, so there is no index. Check the proxies.")
        super().__init__(message)


class RepeatedFactorError(AnalysisError):
    """Two proxies stand for one factor, which would count twice."""

    def __init__(self, factor: str, proxies: Sequence[str]) -> None:
        super().__init__(
            says(
                "%(proxies)s stand for one factor, %(factor)s. Keep one of them, so that it counts once.",
                proxies=listed(proxies),
                factor=factor,
            )
        )


class InfiniteProxyError(AnalysisError):
    """A proxy is infinite in some area, or so large that its square is."""

    def __init__(self, proxy: str, code: str, row: int) -> None:
        super().__init__(
            says(
                "%(proxy)s is infinite or far too large in area %(area)s. "
                "Mend it, or leave it empty if unknown.",
                proxy=proxy,
                area=code,
            ),
            row,
        )


class GeometricScaleError(AnalysisError):
    """A geometric mean is asked of z-scores, which may be negative."""

    def __init__(self) -> None:
        super().__init__(
            says("A geometric mean cannot be taken of z-scores. Choose the scale min_max or rank.")
        )


class ChildrenError(AnalysisError):
    """A number of persons is negative, infinite, or larger than mankind."""

    def __init__(self, code: str, row: int) -> None:
        super().__init__(
            says(
                "The number of persons of area %(area)s is negative or too large. Leave it empty if unknown.",
                area=code,
            ),
            row,
        )


class AssumedShareError(AnalysisError):
    """The share of children is not a share."""

    def __init__(self) -> None:
        super().__init__(
            says("The share of children must lie between 0 and 1, such as 0.26 for 26 per cent.")
        )
