"""What a record said when it was frozen, and how two versions differ."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clrisk_site.people.freezing import content_of, difference, fingerprint, verify
from clrisk_site.people.page import page
from clrisk_site.people.presenters.frozen import (
    frozen_facts,
    language_note,
    moment,
    text_groups,
    version_lines,
)
from clrisk_site.people.queries.frozen_version import earlier_versions, frozen_version_for


@require_safe
def show_snapshot(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Show a frozen version as it was, with its fingerprint."""
    snapshot, kind = frozen_version_for(request.user, path, pk)
    content = content_of(snapshot)
    context = page(
        request,
        snapshot.territory,
        kind.section,
        heading=content.title,
        trail=kind.trail(snapshot.territory),
        snapshot=snapshot,
        number=kind.number(snapshot),
        moment=moment(snapshot),
        fingerprint=fingerprint(snapshot),
        intact=verify(snapshot),
        groups=text_groups(content),
        facts=frozen_facts(snapshot),
        versions=version_lines(path, earlier_versions(snapshot), against=snapshot),
    )
    return render(request, "people/snapshot.html", context)


@require_safe
def show_difference(request: HttpRequest, path: str, pk: int, other: int) -> HttpResponse:
    """Show what changed between two versions of one kind of record, the earlier one first."""
    (before, kind), (after, _kind) = (frozen_version_for(request.user, path, one) for one in (pk, other))
    if before.subject_type_id != after.subject_type_id:
        raise Http404
    if (after.frozen_at, after.pk) < (before.frozen_at, before.pk):
        before, after = after, before
    context = page(
        request,
        after.territory,
        kind.section,
        trail=kind.trail(after.territory),
        before=before,
        after=after,
        sides=version_lines(path, [before, after], against=None),
        difference=difference(before, after),
        other_language=language_note(before, after),
        intact=verify(before) and verify(after),
    )
    return render(request, "people/snapshot_difference.html", context)
