"""Looks in institutions, offices and posts: what they do about child labour, and never names of persons."""

from mapping.models import ActorProfile, Institution, Office, Official
from mapping.queries.finding.asking import FindQuestion, Hit, Hits, read_and_match
from mapping.queries.finding.words import matches
from mapping.queries.level_order import by_level


def find_institutions(question: FindQuestion) -> Hits:
    """Return institutions by name, acronym, description, and what they do about child labour here."""
    profiles = ActorProfile.objects.filter(territory=question.territory).exclude(child_labour_actions="")
    does = dict(profiles.values_list("institution_id", "child_labour_actions"))
    seen = Institution.objects.filter(territory__path__in=question.paths)
    if question.level:
        seen = seen.filter(level=question.level)
    return read_and_match(
        question,
        seen.order_by(by_level(), "name"),
        lambda one: (one.name, one.acronym, one.description, does.get(one.pk, "")),
        lambda one, said: Hit(
            one.full_name,
            "institution",
            one.pk,
            note=f"{one.get_sector_display()} · {one.get_level_display()}",
            texts=said[1:],
            illustrative=one.illustrative,
        ),
    )


def find_offices(question: FindQuestion) -> Hits:
    """Return offices and posts; who holds a post is a person's name, and none is looked for."""
    offices = Office.objects.filter(territory__path__in=question.paths).select_related("institution")
    posts = Official.objects.filter(territory__path__in=question.paths).select_related("institution")
    found = [_of_office(one) for one in offices if matches(question.words, one.name, one.address, one.hours)]
    found += [_of_post(one) for one in posts if matches(question.words, one.post)]
    return Hits(len(found), tuple(found[: question.most]))


def _of_office(one: Office) -> Hit:
    return Hit(
        one.name,
        "institution",
        one.institution_id,
        note=one.institution.full_name,
        texts=(one.address, one.hours),
        illustrative=one.illustrative,
    )


def _of_post(one: Official) -> Hit:
    note = one.institution.full_name
    return Hit(one.post, "institution", one.institution_id, note=note, illustrative=one.illustrative)
