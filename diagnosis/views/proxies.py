"""The register of proxies: the page, its file, the form of one, putting one into use, and removing one."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clrisk_site.files.export_links import export_links
from clrisk_site.files.exports import table_response
from clrisk_site.people.access import may, record_for, territory_for
from clrisk_site.people.models import User
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.views.editing import edit_record
from clrisk_site.people.views.once import once
from clrisk_site.people.views.removing import remove_record
from clrisk_site.people.writing import ConflictError
from clrisk_site.places.models import Territory
from diagnosis.actions.use_proxy import use_proxy
from diagnosis.forms.proxy import ProxyForm
from diagnosis.models import Direction, Factor, Proxy
from diagnosis.presenters.proxy_table import ProxyUrls, proxies_lead, proxy_table, proxy_warnings
from diagnosis.queries.proxies import proxies_of
from diagnosis.queries.proxy_data import ProxyData, proxy_data


@require_safe
def show_proxies(request: HttpRequest, path: str) -> HttpResponse:
    """Show what stands for each factor in the areas, and what could."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    findings = proxies_of(territory)
    edits = may(request.user, Permission.EDIT_DIAGNOSIS, territory)
    table = proxy_table(findings, urls=_urls(path) if edits else None)
    context = page(
        request,
        territory,
        2,
        lead=proxies_lead(findings),
        findings=findings,
        table={**table, "exports": export_links(request, "proxies-export", path)},
        warnings=proxy_warnings(findings),
        unused=[one for one in findings.proxies if not one.in_use],
        edits=edits,
        imports=may(request.user, Permission.IMPORT_RISK_RESULTS, territory),
    )
    return render(request, "diagnosis/proxies.html", context)


@require_safe
def export_proxies(request: HttpRequest, path: str, format: str) -> HttpResponse:  # noqa: A002 - in the address
    """Hand out the register of proxies."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    table = proxy_table(proxies_of(territory))
    return table_response(request, table, format=format, territory=territory, name="proxies")


@require_http_methods(["GET", "HEAD", "POST"])
def create_proxy(request: HttpRequest, path: str) -> HttpResponse:
    """Register what stands for a factor; the address may name the factor and the numbers."""
    territory = territory_for(request.user, path, Permission.EDIT_DIAGNOSIS)
    data = proxy_data(territory)
    return _edit(request, Proxy(territory=territory), data, {"initial": _wanted(request, territory, data)})


@require_http_methods(["GET", "HEAD", "POST"])
def edit_proxy(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Change an entry of the register."""
    proxy = _proxy(request, path, pk)
    return _edit(request, proxy, proxy_data(proxy.territory), {})


@require_POST
@once
def put_into_use(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Let this proxy stand for its factor in place of the one that does."""
    proxy = _proxy(request, path, pk)
    try:
        use_proxy(proxy, by=cast("User", request.user), expected_version=_seen(request))
    except ConflictError:
        messages.error(request, gettext("The proxy changed while you read it. Look at it again."))
    else:
        said = gettext("«%(title)s» now stands for the factor. The index was computed again.")
        messages.success(request, said % {"title": proxy.title})
    return HttpResponseRedirect(reverse("proxies", args=[path]))


@require_POST
@once
def remove_proxy(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Take an entry out of the register; the audit keeps it."""
    return remove_record(request, _proxy(request, path, pk), reverse("proxies", args=[path]))


def _edit(
    request: HttpRequest, proxy: Proxy, data: tuple[ProxyData, ...], options: dict[str, Any]
) -> HttpResponse:
    path = proxy.territory.path
    return edit_record(
        request,
        ProxyForm,
        proxy,
        template="diagnosis/proxy_edit.html",
        then=lambda _saved: reverse("proxies", args=[path]),
        above=reverse("proxies", args=[path]),
        context=page(request, proxy.territory, 2, proxy=proxy, has_data=bool(data)),
        form_options={"data_of_areas": data, **options},
    )


def _proxy(request: HttpRequest, path: str, pk: int) -> Proxy:
    proxies = Proxy.objects.filter(territory__path=path).select_related("factor")
    return record_for(request.user, proxies, Permission.EDIT_DIAGNOSIS, pk=pk)


def _wanted(request: HttpRequest, territory: Territory, data: tuple[ProxyData, ...]) -> dict[str, Any]:
    """Return what the form begins with: the factor and the numbers that the address names."""
    factor = Factor.objects.filter(pk=_number(request.GET.get("factor", ""))).first()
    wanted: dict[str, Any] = {}
    if factor is not None:
        taken = Proxy.objects.filter(territory=territory, factor=factor, in_use=True).exists()
        wanted = {"factor": factor.pk, "in_use": not taken}
        if factor.direction in {Direction.RAISES, Direction.LOWERS}:
            wanted["direction"] = factor.direction
    origin = next((one for one in data if one.key == request.GET.get("data")), None)
    if origin is not None:
        wanted |= {"numbers": origin.key, "year": origin.newest, "source": origin.newest_source}
        wanted |= {"title": origin.name[:200], "unit": origin.unit}
    return wanted


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _seen(request: HttpRequest) -> int:
    return _number(request.POST.get("version", ""))


def _urls(path: str) -> ProxyUrls:
    def create(factor: int, data: str) -> str:
        asked = f"?factor={factor}" + (f"&data={data}" if data else "")
        return reverse("proxy-create", args=[path]) + asked

    return ProxyUrls(lambda proxy: reverse("proxy-edit", args=[path, proxy.pk]), create)
