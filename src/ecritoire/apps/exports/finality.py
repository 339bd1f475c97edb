"""Triggers of the database that keep posted entries, the chain of events and past exports as they are.

An entry held by an export changes in one way only: the export is cancelled, and the entry is released. French
accounting rules ask for it (validated entries are irreversible); the triggers hold whoever writes, by whatever way.
"""

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper

MESSAGE = "ecritoire: this row is final"
# Tables whose rows are only ever added.
APPEND_ONLY = ("audit_event", "exports_exportedentry", "exports_exportfile")
_ENTRY_COLUMNS = (
    "id", "company_id", "fiscal_year_id", "journal_id", "date", "document_date", "reference", "label", "kind",
    "supplier_id", "currency", "total_minor", "reversal_of_id", "replaces_id", "created_at", "voided_at",
)  # fmt: skip
_RELEASED = "NEW.export_id IS NULL AND NEW.number IS NULL AND " + " AND ".join(
    f"NEW.{column} IS NOT DISTINCT FROM OLD.{column}" for column in _ENTRY_COLUMNS
)
_CANCELLED = "EXISTS (SELECT 1 FROM exports_export WHERE id = OLD.export_id AND cancelled_at IS NOT NULL)"
_HELD = "EXISTS (SELECT 1 FROM ledger_entry WHERE id = {row}.entry_id AND export_id IS NOT NULL)"


def install(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers."""
    statements = _sqlite() if connection.vendor == "sqlite" else _postgresql()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers, to undo the migration."""
    with connection.cursor() as cursor:
        for name, table in _names():
            on = "" if connection.vendor == "sqlite" else f" ON {table}"
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def _names() -> Iterator[tuple[str, str]]:
    for table in APPEND_ONLY:
        yield f"{table}_no_update", table
        yield f"{table}_no_delete", table
    for action in ("update", "delete"):
        yield f"ledger_entry_final_{action}", "ledger_entry"
    for action in ("insert", "update", "delete"):
        yield f"ledger_line_final_{action}", "ledger_line"


def _sqlite() -> Iterator[str]:
    body = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    for table in APPEND_ONLY:
        yield f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {body}"
        yield f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {body}"
    released = _RELEASED.replace("IS NOT DISTINCT FROM", "IS")
    yield (
        "CREATE TRIGGER ledger_entry_final_update BEFORE UPDATE ON ledger_entry "
        f"WHEN OLD.export_id IS NOT NULL AND NOT ({released} AND {_CANCELLED}) {body}"
    )
    yield (
        f"CREATE TRIGGER ledger_entry_final_delete BEFORE DELETE ON ledger_entry WHEN OLD.export_id IS NOT NULL {body}"
    )
    for action, row in (("insert", "NEW"), ("update", "OLD"), ("delete", "OLD")):
        yield (
            f"CREATE TRIGGER ledger_line_final_{action} BEFORE {action.upper()} ON ledger_line "
            f"WHEN {_HELD.format(row=row)} {body}"
        )


def _postgresql() -> Iterator[str]:
    raise_ = f"RAISE EXCEPTION '{MESSAGE}'"
    yield _function("ecritoire_refuse", f"{raise_};")
    yield _function(
        "ecritoire_entry_final",
        f"""IF OLD.export_id IS NULL THEN RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END; END IF;
        IF TG_OP = 'UPDATE' THEN
            IF {_RELEASED} AND {_CANCELLED} THEN RETURN NEW; END IF;
        END IF;
        {raise_};""",
    )
    yield _function(
        "ecritoire_line_final",
        f"""IF EXISTS (
            SELECT 1 FROM touched JOIN ledger_entry ON ledger_entry.id = touched.entry_id
            WHERE ledger_entry.export_id IS NOT NULL
        ) THEN {raise_}; END IF;
        RETURN NULL;""",  # noqa: S608 - constants of this module
    )
    for table in APPEND_ONLY:
        for action in ("update", "delete"):
            yield (
                f"CREATE TRIGGER {table}_no_{action} BEFORE {action.upper()} ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION ecritoire_refuse()"
            )
    for action in ("update", "delete"):
        yield (
            f"CREATE TRIGGER ledger_entry_final_{action} BEFORE {action.upper()} ON ledger_entry "
            "FOR EACH ROW WHEN (OLD.export_id IS NOT NULL) EXECUTE FUNCTION ecritoire_entry_final()"
        )
    # One look for each statement, not for each line: millions of lines are posted in bulk.
    for action, rows in (("insert", "NEW"), ("update", "OLD"), ("delete", "OLD")):
        yield (
            f"CREATE TRIGGER ledger_line_final_{action} AFTER {action.upper()} ON ledger_line "
            f"REFERENCING {rows} TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION ecritoire_line_final()"
        )


def _function(name: str, body: str) -> str:
    return f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"
