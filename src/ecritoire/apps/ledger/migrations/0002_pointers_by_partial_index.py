"""Index pointers that are mostly empty by what they point at alone; no table is copied."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

from ecritoire.apps.migrating import WithoutOwnIndex


class Migration(migrations.Migration):
    """Replace the indexes."""

    dependencies: ClassVar = [
        ("companies", "0001_initial"),
        ("exports", "0004_template_settings"),
        ("ledger", "0001_initial"),
        ("suppliers", "0001_initial"),
    ]

    operations: ClassVar = [
        WithoutOwnIndex(
            model_name="entry",
            name="replaces",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replacements",
                to="ledger.entry",
            ),
        ),
        WithoutOwnIndex(
            model_name="entry",
            name="reversal_of",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reversals",
                to="ledger.entry",
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                condition=models.Q(("reversal_of__isnull", False)),
                fields=["reversal_of"],
                name="ledger_entry_reversal_of",
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                condition=models.Q(("replaces__isnull", False)), fields=["replaces"], name="ledger_entry_replaces"
            ),
        ),
    ]
