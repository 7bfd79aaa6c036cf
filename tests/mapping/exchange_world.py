"""A directory taken in, and a file of the mapping that waits, so that their addresses can be tried."""

from django.db.models import Model

from clrisk_site.files.models import Upload
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from mapping.actions.keep_exchange import WORKBOOK
from mapping.models import ServiceDirectory


def exchange_world(territory: Territory, person: User) -> dict[str, Model]:
    """Make one of each."""
    return {
        "service_directory": ServiceDirectory.objects.create(
            territory=territory, name="Directorio", sha256="0" * 64, organizations=1
        ),
        "exchange_upload": Upload.objects.create(
            kind=WORKBOOK,
            territory=territory,
            file_name="mapa.xlsx",
            stored_name="1" * 32,
            size_bytes=1,
            sha256="1" * 64,
            created_by=person,
        ),
    }
