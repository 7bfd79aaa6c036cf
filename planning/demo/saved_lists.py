"""Views of the list of programmes that the demonstration's liaison comes back to."""

from clrisk_site.people.actions.saved_views import save_view
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from planning.demo.reading import read


def build_saved_views(municipality: Territory, *, by: User) -> None:
    """Keep them under the names that a liaison would give."""
    for row in read("saved_lists")["views"]:
        save_view(by=by, territory=municipality, page=row["page"], title=row["title"], query=row["query"])
