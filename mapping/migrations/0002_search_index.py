"""On PostgreSQL, an index of three letters for the lists that are searched; where it cannot be, none."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from mapping import search_index


def put_up(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - the signature is Django's
    search_index.put_up(schema_editor.connection)


def take_down(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - the signature is Django's
    search_index.take_down(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("mapping", "0001_initial")]
    operations = [migrations.RunPython(put_up, take_down, elidable=False)]
