"""Says before saving where a file gives another class than a Phase I release that is already stored."""

import pandas as pd

from clrisk_site.figures.message import counts, says
from clrisk_site.tables.spec import Problem, Severity
from diagnosis.imports.risk_results.release import ReleaseFacts
from diagnosis.models import ReleaseNature, RiskRelease, RiskResult
from diagnosis.models.risk import CLASS_LABELS


def warn_of_other_releases(frame: pd.DataFrame, facts: ReleaseFacts) -> list[Problem]:
    """Return one warning per other Phase I release whose classes differ, and one when nobody said the nature.

    Nothing is overwritten: both classes stay stored. But a page shows the newest first, which the person who
    saves must know.
    """
    stored = facts.find()
    nature = stored.nature if stored else facts.nature
    problems = []
    if stored is None and not facts.nature_said:
        message = says(
            "Nobody said whether this is a Phase I publication; it counts as one. "
            "If it is not, add: --set nature=proxy"
        )
        problems.append(Problem(None, None, message, Severity.WARNING))
    if nature != ReleaseNature.PHASE_I or "official_class" not in frame:
        return problems
    others = RiskRelease.objects.filter(country=facts.country, nature=ReleaseNature.PHASE_I)
    for other in others.exclude(pk=stored.pk) if stored else others:
        problems += _differing(frame, other)
    return problems


def _differing(frame: pd.DataFrame, other: RiskRelease) -> list[Problem]:
    found = RiskResult.objects.filter(release=other).exclude(official_class="")
    before = frame["territory"].map(dict(found.values_list("territory__path", "official_class")))
    read = frame["official_class"]
    rows = frame.index[before.notna() & read.notna() & (before != read)]
    if rows.empty:
        return []
    first = rows[0]
    message = counts(
        "In %(count)s row another class is stored from «%(source)s», %(year)s. Row %(row)s: %(before)s "
        "there, %(after)s here. Both stay; pages show the newest first and name the other.",
        "In %(count)s rows another class is stored from «%(source)s», %(year)s. Row %(row)s: %(before)s "
        "there, %(after)s here. Both stay; pages show the newest first and name the other.",
        len(rows),
        source=other.source,
        year=other.year,
        row=int(first),
        before=str(CLASS_LABELS[str(before[first])]),
        after=str(CLASS_LABELS.get(str(read[first]), read[first])),
    )
    return [Problem(None, "official_class", message, Severity.WARNING)]
