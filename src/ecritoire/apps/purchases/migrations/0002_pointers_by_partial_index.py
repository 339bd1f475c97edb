"""Index pointers that are mostly empty by what they point at alone; no table is copied."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ecritoire.apps.migrating import WithoutOwnIndex


class Migration(migrations.Migration):
    """Replace the indexes."""

    dependencies: ClassVar = [
        ("companies", "0001_initial"),
        ("ledger", "0002_pointers_by_partial_index"),
        ("purchases", "0001_initial"),
        ("suppliers", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        WithoutOwnIndex(
            model_name="document",
            name="corrects",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="correctives",
                to="purchases.document",
            ),
        ),
        WithoutOwnIndex(
            model_name="document",
            name="order",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="final_invoices",
                to="purchases.document",
            ),
        ),
        WithoutOwnIndex(
            model_name="document",
            name="previous_entry",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="ledger.entry",
            ),
        ),
        WithoutOwnIndex(
            model_name="document",
            name="settled_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="settled_deposits",
                to="purchases.document",
            ),
        ),
        WithoutOwnIndex(
            model_name="document",
            name="source",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="documents",
                to="purchases.sourcefile",
            ),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                condition=models.Q(("source__isnull", False)), fields=["source"], name="purchases_document_source"
            ),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                condition=models.Q(("order__isnull", False)), fields=["order"], name="purchases_document_order"
            ),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                condition=models.Q(("corrects__isnull", False)), fields=["corrects"], name="purchases_document_corrects"
            ),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                condition=models.Q(("settled_by__isnull", False)),
                fields=["settled_by"],
                name="purchases_document_settled_by",
            ),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                condition=models.Q(("previous_entry__isnull", False)),
                fields=["previous_entry"],
                name="purchases_document_previous",
            ),
        ),
    ]
