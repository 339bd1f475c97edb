"""Changes of tables that Django would make by copying them: on SQLite a copy takes long, and loses the triggers."""

from typing import Any

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import ProjectState


class WithoutOwnIndex(migrations.AlterField):
    """Alter a foreign key in nothing but that it loses the index Django gave it."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,  # noqa: ARG002 - Django's signature
    ) -> None:
        """Drop the index."""
        model, column = self._column(app_label, from_state)
        with schema_editor.connection.cursor() as cursor:
            found = schema_editor.connection.introspection.get_constraints(cursor, model._meta.db_table)
        for name, constraint in found.items():
            if constraint["index"] and not constraint["unique"] and constraint["columns"] == [column]:
                schema_editor.remove_index(model, models.Index(fields=[self.name], name=name))

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002 - Django's signature
        to_state: ProjectState,
    ) -> None:
        """Make it again."""
        model, column = self._column(app_label, to_state)
        name = f"{model._meta.db_table}_{column}"
        schema_editor.add_index(model, models.Index(fields=[self.name], name=name))

    def _column(self, app_label: str, state: ProjectState) -> tuple[Any, str]:
        model: Any = state.apps.get_model(app_label, self.model_name)
        return model, model._meta.get_field(self.name).column
