"""Rows inserted at once are all there, with keys nobody else has."""

import pytest
from django.db import IntegrityError, connection, transaction

from ecritoire.apps.bulk import PARAMETERS_MAX, Row, insert_rows, refresh_statistics, reserve_keys
from ecritoire.apps.companies.models import Company
from ecritoire.apps.ledger.models import Account, Rate
from ecritoire.apps.ledger.services import create_company

COLUMNS = ("company_id", "number", "label", "family")
BLOCK = PARAMETERS_MAX // len(COLUMNS)


@pytest.fixture
def company(db: None) -> Company:
    return create_company("552100554", "Menuiserie Bréhat", actor="test")


def rows(company: Company, count: int) -> list[Row]:
    return [(company.pk, f"9{rank:05d}", f'L’œuvre n° {rank}\t\\ "x"', "general") for rank in range(count)]


@pytest.mark.parametrize("count", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 5 * BLOCK + 7])
def test_every_row_is_inserted_as_it_is(company: Company, count: int) -> None:
    wanted = rows(company, count)
    insert_rows(Account, COLUMNS, iter(wanted))
    found = Account.across_companies.filter(number__startswith="9").order_by("number")
    assert list(found.values_list(*COLUMNS)) == wanted


def test_making_a_row_may_ask_the_database(company: Company) -> None:
    def asking() -> object:
        for row in rows(company, 3):
            assert Company.objects.filter(pk=company.pk).exists()
            yield row

    insert_rows(Account, COLUMNS, asking())  # type: ignore[arg-type]
    assert Account.across_companies.filter(number__startswith="9").count() == 3


def test_a_row_that_breaks_a_constraint_is_refused(company: Company) -> None:
    twice = rows(company, 1) * 2
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(Account, COLUMNS, twice)


def test_keys_are_reserved_once(company: Company) -> None:
    with transaction.atomic():
        first, second = reserve_keys(Account, 3), reserve_keys(Account, 2)
        insert_rows(Account, ("id", *COLUMNS), [(first[0], *row) for row in rows(company, 1)])
        made = Account.across_companies.create(company=company, number="x", label="x", family="general")
    assert len({*first, *second, made.pk}) == 6
    highest_before = min(first) - 1
    assert Account.across_companies.filter(pk__gt=highest_before).count() == 2


def test_the_first_key_of_a_table_without_rows_is_free(db: None) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [Rate._meta.db_table])
    with transaction.atomic():
        keys = reserve_keys(Rate, 2)
    assert keys[1] == keys[0] + 1
    assert reserve_keys_in_transaction(1)[0] == keys[1] + 1


def reserve_keys_in_transaction(count: int) -> list[int]:
    with transaction.atomic():
        return reserve_keys(Rate, count)


def test_no_keys_are_reserved_for_no_rows(company: Company) -> None:
    with transaction.atomic():
        assert reserve_keys(Account, 0) == []


def test_statistics_are_counted_anew(company: Company) -> None:
    refresh_statistics(Account)
    table = "sqlite_stat1" if connection.vendor == "sqlite" else "pg_stats"
    column = "tbl" if connection.vendor == "sqlite" else "tablename"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {table} WHERE {column} = %s", [Account._meta.db_table])
        assert cursor.fetchone()[0] > 0


def counted(table: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = %s", [table])
        return {stat.split()[0] for (stat,) in cursor.fetchall()}


def test_sqlite_counts_every_row_and_again_once_they_have_doubled(company: Company) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL counts by itself")
    table, before = Account._meta.db_table, Account.across_companies.count()
    refresh_statistics(Account)
    assert counted(table) == {str(before)}
    more = rows(company, 2 * before)
    insert_rows(Account, COLUMNS, more[: before - 1])
    refresh_statistics(Account)
    assert counted(table) == {str(before)}
    insert_rows(Account, COLUMNS, more[before - 1 :])
    refresh_statistics(Account)
    assert counted(table) == {str(3 * before)}
