"""What a company sets of a template, and what it had set when an export was created."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the settings."""

    dependencies: ClassVar = [
        ("companies", "0001_initial"),
        ("exports", "0003_final_rows"),
    ]
    operations: ClassVar = [
        migrations.AddField("export", "template_settings", models.TextField(null=True)),
        migrations.CreateModel(
            name="TemplateSettings",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("template", models.CharField(max_length=30)),
                ("text", models.TextField(blank=True)),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="companies.company",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "template"), name="exports_templatesettings_template")
                ],
            },
        ),
    ]
