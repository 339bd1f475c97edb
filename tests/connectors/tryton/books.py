"""What is in the database of the test's Tryton, read from its tables beside it."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

MAKER = Path(__file__).with_name("make_books.py")
PASSWORD = "mot de passe de Tryton"


@dataclass(frozen=True)
class Books:
    """A running server and its database."""

    url: str
    database: Path

    @property
    def settings(self) -> Mapping[str, str]:
        return {"url": self.url, "database": "books", "user": "admin", "password": PASSWORD}

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.database, timeout=30)) as connection:
            return connection.execute(query).fetchall()

    def write(self, *queries: str) -> None:
        with closing(sqlite3.connect(self.database, timeout=30)) as connection, connection:
            for query in queries:
                connection.execute(query)

    def empty(self) -> None:
        self.write(
            "DELETE FROM account_move_line",
            "DELETE FROM account_move",
            "DELETE FROM ir_attachment",
            "DELETE FROM party_identifier",
            "DELETE FROM party_party WHERE code = 'DUVAL'",
        )

    def moves(self) -> list[tuple[str, str]]:
        """State and description of each move."""
        return self.rows("SELECT state, description FROM account_move ORDER BY id")

    def lines(self) -> list[tuple[str, int, int, str | None]]:
        """Account, debit and credit in cents, party of each line."""
        return [
            (code, cents(debit), cents(credit), party)
            for code, debit, credit, party in self.rows(
                "SELECT a.code, l.debit, l.credit, p.code FROM account_move_line l"
                " JOIN account_account a ON a.id = l.account LEFT JOIN party_party p ON p.id = l.party ORDER BY l.id"
            )
        ]

    def files(self) -> list[str]:
        """Names of the documents on moves."""
        return [row[0] for row in self.rows("SELECT name FROM ir_attachment WHERE resource LIKE 'account.move,%'")]

    def stored(self) -> list[bytes]:
        """Bytes of the documents, which Tryton keeps in files beside its database."""
        return [path.read_bytes() for path in self.database.parent.glob("books/**/*") if path.is_file()]


def cents(amount: bytes) -> int:
    """Tryton writes decimal amounts into SQLite as text."""
    return int(Decimal(amount.decode()).scaleb(2).to_integral_exact())
