"""Where the table of a page is handed out as a file or to be printed, with the filters that the page has."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

FORMATS = ("xlsx", "csv")


def export_links(request: HttpRequest, name: str, *args: object) -> list[dict[str, str]]:
    """Return label and address per format.

    Parameters
    ----------
    name : str
        Of the address of the export, such as "programmes-export".
    args : object
        Its arguments before the format.
    """
    query = request.GET.copy()
    query.pop("page", None)
    tail = f"?{query.urlencode()}" if query else ""
    labels = {"xlsx": gettext("Excel"), "csv": gettext("CSV"), "print": gettext("Print view")}
    return [{"label": labels[one], "url": reverse(name, args=[*args, one]) + tail} for one in labels]
