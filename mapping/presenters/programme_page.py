"""The page of one programme: what it is, what it can do here, and where that reaches."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext

from clrisk_site.catalogue.quantities import grouped, money, words_for
from clrisk_site.figures.estimate import Basis, Estimate, Story, Unit, missing
from clrisk_site.figures.suppression import Audience
from clrisk_site.places.models import Territory
from mapping.eligibility import Eligibility
from mapping.models import Evidence, LocalOffer, OfferCoverage, Programme
from mapping.presenters.eligibility import eligibility_label
from mapping.presenters.support_words import support_summary, supported
from mapping.queries.fact_support import FactSupport
from mapping.shown_offer import shown_offer

type Row = dict[str, Any]
type Support = Mapping[str, FactSupport]


def programme_lead(programme: Programme, offer: LocalOffer | None, eligibility: Eligibility | None) -> str:
    """Say in two sentences what the page found; above the municipalities there is no eligibility."""
    owner = gettext("%(institution)s runs it at %(level)s level.") % {
        "institution": programme.institution.full_name,
        "level": programme.get_level_display().lower(),
    }
    if eligibility is None:
        found = gettext("What it can do is recorded in each municipality.")
    elif offer is None:
        found = gettext("What it can do here is not recorded yet.")
    else:
        found = gettext("For an action line: %(verdict)s.") % {
            "verdict": eligibility_label(eligibility.verdict).lower()
        }
    return f"{owner} {found}"


def definition_rows(programme: Programme, support: Support) -> list[Row]:
    """What the programme is, wherever it is offered, and how well each part is supported."""
    rules, year = programme.operation_rules, str(programme.operation_rules_year or "")
    if year not in rules:
        rules = " · ".join(part for part in (rules, year) if part)
    said = [
        ("status", gettext("Does it run?"), programme.get_status_display()),
        ("purpose", gettext("Purpose"), programme.purpose),
        ("strategy", gettext("Strategy"), programme.get_strategy_display() if programme.strategy else ""),
        (
            "acceleration_factor",
            gettext("Acceleration factor"),
            programme.get_acceleration_factor_display() if programme.acceleration_factor else "",
        ),
        ("target_population", gettext("Target population"), programme.target_population),
        ("age_from", gettext("Ages"), _ages(programme)),
        ("sex", gettext("Sex"), programme.get_sex_display()),
        ("territorial_scope", gettext("Where it works"), programme.territorial_scope),
        ("requirements", gettext("Requirements to enter"), programme.requirements),
        ("documents_requested", gettext("Documents requested"), programme.documents_requested),
        ("how_to_apply", gettext("How one applies"), programme.how_to_apply),
        ("benefit", gettext("Benefit"), _benefit(programme)),
        ("intake_period", gettext("Period of intake"), programme.intake_period),
        ("", gettext("Post or office to contact"), programme.contact),
        ("legal_basis", gettext("Legal basis"), programme.legal_basis),
        ("operation_rules", gettext("Rules of operation"), rules),
    ]
    return [_row(label, value, supported(support, fact)) for fact, label, value in said]


def evidence_row(record: Programme | LocalOffer, support: Support) -> Row:
    """How well a record is supported as a whole, with its source."""
    document = record.evidence_document if record.evidence == Evidence.CONFIRMED else ""
    said = " · ".join(part for part in (document, record.source, str(record.year or "")) if part)
    return {
        "label": gettext("Evidence"),
        "value": f"{record.get_evidence_display()}. {support_summary(support)}",
        "small": said,
        "illustrative": record.illustrative,
    }


def factor_rows(programme: Programme) -> list[Row]:
    """The factors it addresses, with strength."""
    return [
        {"label": str(link.factor), "value": link.get_strength_display(), "small": link.reason}
        for link in programme.factor_links.all()
    ]


def offer_rows(offer: LocalOffer, support: Support) -> list[Row]:
    """The inclusion block in words, each fact with its evidence; what is not known says so."""
    said = [
        (
            "funding_established",
            gettext("Is its source of funding established?"),
            offer.get_funding_established_display(),
        ),
        ("budget_source", gettext("Where its budget comes from"), offer.budget_source),
        ("admits_new", gettext("Can it admit new children?"), offer.get_admits_new_display()),
        (
            "redirects_to_zones",
            gettext("Can it redirect places to the priority zones?"),
            offer.get_redirects_to_zones_display(),
        ),
        (
            "criteria_can_change",
            gettext("Can its criteria of inclusion change?"),
            offer.get_criteria_can_change_display(),
        ),
        ("decided_by", gettext("Who decides"), offer.decided_by),
        (
            "blocking_rule",
            gettext("Rule that keeps the children concerned out"),
            offer.blocking_rule or gettext("None recorded"),
        ),
        ("marginal_cost", gettext("Cost of one more child"), _cost(offer)),
        (
            "register_shareable",
            gettext("Can its register be shared?"),
            offer.get_register_shareable_display(),
        ),
        ("next_window", gettext("Next period of intake"), offer.next_window),
        ("obstacles", gettext("Obstacles"), offer.obstacles),
        ("", gettext("Post to contact"), offer.contact_post),
    ]
    rows = [_row(label, value, supported(support, fact)) for fact, label, value in said]
    if offer.marginal_cost_basis:
        cost = rows[7]
        cost["small"] = " · ".join(part for part in (offer.marginal_cost_basis, cost["small"]) if part)
    return rows


def figure_columns(offer: LocalOffer, *, audience: Audience) -> list[list[Row]]:
    """Numbers of the offer in two columns; small counts of persons are hidden by audience."""
    shown = shown_offer(offer, audience=audience)
    unit = f" {offer.goal_unit}" if offer.goal_unit else ""
    places = gettext("Without quota") if offer.without_quota else ""
    delivered = [
        _figure(gettext("Annual goal"), _number(offer, offer.goal, Unit.NUMBER), suffix=unit),
        _figure(gettext("Achieved"), shown.achieved, suffix=unit),
        _figure(
            gettext("Places per year"), _number(offer, offer.places_per_year, Unit.PLACES), instead=places
        ),
        _figure(gettext("Places used"), shown.used),
        _figure(gettext("Free places"), shown.free),
    ]
    others = [
        _figure(gettext("Girls served"), shown.girls),
        _figure(gettext("Boys served"), shown.boys),
        _figure(gettext("Budget approved"), _amount(offer, offer.budget_approved_mxn)),
        _figure(gettext("Budget spent"), _amount(offer, offer.budget_spent_mxn)),
    ]
    return [delivered, others]


def coverage_table(rows: Iterable[OfferCoverage], letters: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Return the zones as a table for components/table.html; a zone without a row is not known."""
    known = {row.zone.letter: row for row in rows}
    labels = [gettext("Zone"), gettext("Does it reach it?"), gettext("Places per year")]
    table_rows = []
    for letter, name in letters:
        row = known.get(letter)
        cells: list[Row] = [
            {"text": f"{letter} {name}"},
            {"text": row.get_reaches_display() if row else gettext("Not known yet")},
            {"text": _zone_places(row), "number": True},
        ]
        table_rows.append(
            {"cells": [{"label": label, **cell} for label, cell in zip(labels, cells, strict=True)]}
        )
    return {
        "caption": gettext("Zones that it reaches"),
        "holds": gettext("Where nobody knows yet, the matrix of gaps says so too."),
        "columns": [{"label": label, "number": label == labels[2]} for label in labels],
        "rows": table_rows,
    }


def why_not_editable(owner: Territory, *, here: Territory, may_offer: bool) -> str:
    """Say who changes a record that is owned higher up."""
    if owner.path == here.path:
        return gettext("Only people who edit the mapping of %(place)s change it.") % {"place": owner.name}
    text = gettext("This record belongs to %(place)s, and its coordinator changes it.") % {
        "place": owner.name
    }
    return f"{text} {gettext('You change the local offer.')}" if may_offer else text


def _zone_places(row: OfferCoverage | None) -> str:
    if row is None or row.reaches == "unknown":
        return gettext("Not known")
    if row.reaches == "no":
        return gettext("No places")
    return gettext("Not known") if row.places is None else grouped(row.places)


def _row(label: str, value: str, small: str = "") -> Row:
    return {"label": label, "value": value, "small": small}


def _ages(programme: Programme) -> str:
    first, last = programme.age_from, programme.age_to
    if first is not None and last is not None:
        return gettext("%(first)s to %(last)s years") % {"first": first, "last": last}
    if first is not None:
        return gettext("from %(first)s years") % {"first": first}
    return gettext("up to %(last)s years") % {"last": last} if last is not None else ""


def _benefit(programme: Programme) -> str:
    kind = programme.get_benefit_kind_display() if programme.benefit_kind else ""
    amount = money(float(programme.benefit_mxn)) if programme.benefit_mxn is not None else ""
    return " · ".join(part for part in (kind, programme.benefit, amount) if part)


def _cost(offer: LocalOffer) -> str:
    said = [str(offer.get_marginal_cost_display())]
    if offer.marginal_cost_mxn is not None:
        said.append(money(float(offer.marginal_cost_mxn)))
    if offer.unit_cost_mxn is not None:
        each = money(float(offer.unit_cost_mxn))
        said.append(gettext("%(amount)s for each child served") % {"amount": each})
    return " · ".join(said)


def _story(offer: LocalOffer) -> Story:
    return Story(source=offer.source, year=offer.year, basis=Basis.COUNT, illustrative=offer.illustrative)


def _number(offer: LocalOffer, value: int | None, unit: Unit) -> Estimate:
    return missing(unit, _story(offer)) if value is None else Estimate(value, unit, _story(offer))


def _amount(offer: LocalOffer, value: Any) -> Estimate:
    if value is None:
        return missing(Unit.CURRENCY, _story(offer))
    return Estimate(float(value), Unit.CURRENCY, _story(offer))


def _figure(label: str, estimate: Estimate, *, suffix: str = "", instead: str = "") -> Row:
    words = words_for(estimate)
    if words.value:
        return {"label": label, "value": f"{words.value}{suffix}", "illustrative": words.illustrative}
    return {"label": label, "value": instead or words.missing}
