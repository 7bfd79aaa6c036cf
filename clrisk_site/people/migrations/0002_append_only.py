"""The database refuses to change or remove audit entries, checkpoints, chains and snapshots."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from clrisk_site.people import append_only


def put_up(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - the signature is Django's
    append_only.put_up(schema_editor.connection)


def take_down(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - the signature is Django's
    append_only.take_down(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunPython(put_up, take_down, elidable=False)]
