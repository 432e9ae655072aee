"""No guide and no room in two places at once: only PostgreSQL can hold it as a constraint, elsewhere the action does."""

from django.db import migrations

NAME = "resource_use_never_overlaps"
ADD = (
    "CREATE EXTENSION IF NOT EXISTS btree_gist",
    f"ALTER TABLE offers_resourceuse ADD CONSTRAINT {NAME} EXCLUDE USING gist "
    "(resource_id WITH =, tstzrange(starts_at, ends_at) WITH &&)",
)


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in ADD:
            schema_editor.execute(statement)


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE offers_resourceuse DROP CONSTRAINT {NAME}")


class Migration(migrations.Migration):
    dependencies = [("offers", "0002_terms_and_resources")]
    operations = [migrations.RunPython(add, remove)]
