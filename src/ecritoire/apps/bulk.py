"""Inserting many rows at once, as fast as each database can: prepared statements on SQLite, COPY on PostgreSQL.

For what is recorded by the thousand, such as the documents of a migration. Rows go in as they are: defaults, signals
and ``save()`` have no part in it; the constraints and triggers of the database do.
"""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import chain, islice
from typing import Any

from django.db import connection, models

PARAMETERS_MAX = 999  # in one statement, as old builds of SQLite have it
Row = tuple[object, ...]


def moment_value(moment: datetime) -> str:
    """A moment as both databases read it from text; a day is its ISO text."""
    return str(connection.ops.adapt_datetimefield_value(moment))


def reserve_keys(model: type[models.Model], count: int) -> list[int]:
    """Give ``count`` primary keys that no other row of ``model`` has or will get, in the caller's transaction."""
    assert connection.in_atomic_block, "keys are reserved for rows of the same transaction"
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            last = _advance_counter(cursor, table, count)
            return list(range(last - count + 1, last + 1))
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
        # Other transactions draw from the sequence too: the keys need not follow one another.
        cursor.execute("SELECT nextval(%s::regclass) FROM generate_series(1, %s)", [cursor.fetchone()[0], count])
        return [key for (key,) in cursor.fetchall()]


def _advance_counter(cursor: Any, table: str, count: int) -> int:  # noqa: ANN401 - Django does not type its cursors
    """Move AUTOINCREMENT's counter on; the transaction is IMMEDIATE, so nobody else writes until it ends."""
    cursor.execute("UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s RETURNING seq", [count, table])
    moved = cursor.fetchone()
    if moved is not None:
        return int(moved[0])
    # A table that never had a row has no counter yet.
    cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, count])
    return count


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Insert ``rows`` into the table of ``model``, in the caller's transaction.

    Args:
        model: whose table.
        columns: names of the columns the rows have, in their order; the others are empty or numbered by the database.
        rows: values as the database takes them: days and moments as text (``moment_value``), JSON as text.

    Raises:
        django.db.IntegrityError: a row breaks a constraint; on PostgreSQL, foreign keys speak at its end.
    """
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            insert = f"INSERT INTO {table} ({names}) VALUES "  # noqa: S608 - names of the model's own columns
            _insert_blocks(cursor, insert, len(columns), iter(rows))
            return
        rows = list(rows)  # making a row may ask the database, which answers nothing during a COPY
        with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def _insert_blocks(cursor: Any, insert: str, width: int, rows: Iterator[Row]) -> None:  # noqa: ANN401 - as above
    """Insert many rows a statement: half the time of one a statement, most of which goes into its start and end."""
    values = f"({', '.join(['%s'] * width)})"
    rest: list[Row] = []
    blocks = _full_blocks(rows, PARAMETERS_MAX // width, rest)
    for first in blocks:
        statement = insert + ", ".join([values] * (PARAMETERS_MAX // width))
        cursor.executemany(statement, chain([first], blocks))
    cursor.executemany(insert + values, rest)


def _full_blocks(rows: Iterator[Row], height: int, rest: list[Row]) -> Iterator[list[object]]:
    """The values of ``height`` rows at a time; what does not fill a block goes to ``rest``."""
    while len(block := list(islice(rows, height))) == height:
        yield list(chain.from_iterable(block))
    rest.extend(block)


@contextmanager
def without_cycle_search() -> Iterator[None]:
    """Free memory by reference counts alone for a while: looking for cycles takes a fifth of the time of a batch.

    For work that makes many objects and no cycles, and ends soon.
    """
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searched:
            gc.enable()


def refresh_statistics(*tables: type[models.Model]) -> None:
    """Count anew what is in ``tables``, so that queries are planned for what they hold now.

    SQLite counts exactly, and so only what has doubled: from a sample it takes all rows of a company for a few, and
    reads a whole company by an index, row by row from all over the disk.
    """
    with connection.cursor() as cursor:
        for model in tables:
            table = connection.ops.quote_name(model._meta.db_table)
            if connection.vendor != "sqlite" or _has_doubled(cursor, model._meta.db_table):
                cursor.execute(f"ANALYZE {table}")


def _has_doubled(cursor: Any, table: str) -> bool:  # noqa: ANN401 - as above
    """Whether a table of SQLite has twice the rows it had when it was last counted; keys, asked first, cost nothing."""
    cursor.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'")
    counted = 0
    if cursor.fetchone():
        cursor.execute("SELECT MAX(CAST(stat AS INTEGER)) FROM sqlite_stat1 WHERE tbl = %s", [table])
        counted = cursor.fetchone()[0] or 0
    for rows in ("MAX(rowid)", "COUNT(*)"):
        cursor.execute(f"SELECT {rows} FROM {connection.ops.quote_name(table)}")  # noqa: S608 - a model's own table
        if (cursor.fetchone()[0] or 0) < max(2 * counted, 1):
            return False
    return True
