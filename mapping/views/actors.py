"""Who matters in a municipality: the plot with its table, the kinds looked for, and the form of one actor."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from clrisk_site.files.export_links import export_links
from clrisk_site.files.exports import table_response
from clrisk_site.people.access import may, territory_for
from clrisk_site.people.filter_words import filter_words
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.saved_list import saved_views
from clrisk_site.people.views.editing import edit_record
from clrisk_site.places.models import Territory
from mapping.actor_filter import ActorFilter
from mapping.forms.actor import ActorForm
from mapping.models import ActorProfile, Institution
from mapping.presenters.actor_kinds import kind_rows
from mapping.presenters.actor_plot import actor_plot, plot_reading
from mapping.presenters.actors import actor_sheet, actor_table, actors_lead, unjudged_table
from mapping.queries.actor_kinds import kind_states
from mapping.queries.actors import Actor, actor_institutions, actors_of
from mapping.views.fetching import seen_from

PER_PAGE = 50


@require_safe
def list_actors(request: HttpRequest, path: str) -> HttpResponse:
    """Show who matters here, who was not judged yet, and which kinds were looked for."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    edits = may(request.user, Permission.EDIT_MAPPING, territory)
    actors = actors_of(territory)
    kinds = kind_states(territory, [actor.institution for actor in actors])
    narrowed = ActorFilter(request.GET or None, queryset=actor_institutions(territory), territory=territory)
    shown = _left_by(narrowed, actors)
    judged = [actor for actor in shown if actor.is_judged]
    others = Paginator([actor for actor in shown if not actor.is_judged], PER_PAGE)
    rows = others.get_page(request.GET.get("page"))
    context = page(
        request,
        territory,
        2,
        lead=actors_lead(actors, kinds),
        filter=narrowed,
        saved=saved_views(request, territory, "actors"),
        actors=actors,
        plot=actor_plot(judged),
        reading=plot_reading(),
        judged=judged,
        table=actor_table(judged, path=path, edits=edits)
        | {"exports": export_links(request, "actors-export", path)},
        rows=rows,
        others=unjudged_table(list(rows), path=path, edits=edits),
        kinds=kind_rows(kinds, path=path),
        edits=edits,
    )
    return render(request, "mapping/actors/list.html", context)


@require_safe
def export_actors(request: HttpRequest, path: str, format: str) -> HttpResponse:  # noqa: A002 - in the address
    """Hand out the actors that the filters leave."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    narrowed = ActorFilter(request.GET or None, queryset=actor_institutions(territory), territory=territory)
    sheet = actor_sheet(_left_by(narrowed, actors_of(territory)))
    sheet["narrowed"] = filter_words(narrowed.form)
    return table_response(request, sheet, format=format, territory=territory, name="actors")


def _left_by(narrowed: ActorFilter, actors: tuple[Actor, ...]) -> list[Actor]:
    kept = set(narrowed.qs.values_list("pk", flat=True)) if narrowed.is_active else None
    return [actor for actor in actors if kept is None or actor.institution.pk in kept]


@require_http_methods(["GET", "HEAD", "POST"])
def edit_actor(request: HttpRequest, path: str, institution: int) -> HttpResponse:
    """Say what an institution means here; whoever says it first makes its profile."""
    territory = territory_for(request.user, path, Permission.EDIT_MAPPING)
    found = seen_from(territory, Institution.objects.all(), institution)
    return edit_record(
        request,
        ActorForm,
        _profile_of(found, territory),
        template="mapping/actors/form.html",
        then=lambda _saved: reverse("institution", args=[territory.path, found.pk]),
        context=page(request, territory, 2, institution=found),
        form_options={"reads_notes": may(request.user, Permission.VIEW_RESTRICTED, territory)},
        above=reverse("institution", args=[territory.path, found.pk]),
    )


def _profile_of(institution: Institution, territory: Territory) -> ActorProfile:
    stored = ActorProfile.objects.filter(institution=institution, territory=territory).first()
    return stored or ActorProfile(institution=institution, territory=territory)
