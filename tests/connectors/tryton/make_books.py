"""Makes the database of a Tryton with one company, its chart, journals and fiscal years, in a process of its own.

Usage: ``python make_books.py trytond.conf PASSWORD``. By hand instead of through ``account_fr``, which takes
half a minute.
"""

import datetime as dt
import sys
from typing import Any

from trytond import config

config.update_etc(sys.argv[1])

from trytond.pool import Pool  # noqa: E402 - reads the configuration when imported
from trytond.transaction import Transaction, TransactionError  # noqa: E402

Record = Any  # trytond has no types

DATABASE = "books"
ACCOUNTS = [
    # number, label, statement, payable
    ("606400", "Fournitures administratives", "income", False),
    ("445660", "TVA déductible", "balance", False),
    ("401000", "Fournisseurs", "balance", True),
    ("512000", "Banque", "balance", False),
]
JOURNALS = [("HA", "Achats", "expense"), ("BQ", "Banque", "cash"), ("OD", "Opérations diverses", "general")]

PASSWORD = sys.argv[2]


def main() -> None:
    pool = Pool(DATABASE)
    pool.init()
    extras: dict[str, Any] = {}
    while True:  # a transaction learns on the way which tables it should have locked, and wants to start again
        try:
            make(pool, extras)
        except TransactionError as error:
            error.fix(extras)
        else:
            return


def make(pool: Pool, extras: dict[str, Any]) -> None:
    with Transaction().start(DATABASE, 1, context={"_check_access": False}, **extras) as transaction:
        company = make_company(pool)
        with transaction.set_context(company=company.id):
            make_chart(pool, company)
            for year in (2024, 2026):
                make_year(pool, company, year)
            pool.get("party.party").create([{"name": "Lenoir", "code": "LENOIR"}])
            user = pool.get("res.user")(1)
            user.companies, user.company, user.password = [company], company, PASSWORD
            user.save()
        transaction.commit()


def make_company(pool: Pool) -> Record:
    currencies = [
        {"name": code, "symbol": code, "code": code, "numeric_code": number} for code, number in EUROS_AND_DOLLARS
    ]
    euro, _dollar = pool.get("currency.currency").create(currencies)
    party, _other = pool.get("party.party").create([{"name": "SAS Lenoir et Fils"}, {"name": "Autre"}])
    [company] = pool.get("company.company").create([{"party": party.id, "currency": euro.id}])
    return company


EUROS_AND_DOLLARS = [("EUR", "978"), ("USD", "840")]


def make_chart(pool: Pool, company: Record) -> None:
    for number, label, statement, is_payable in ACCOUNTS:
        kind = {"name": label, "company": company.id, "statement": statement, "payable": is_payable}
        if statement == "balance":
            kind["assets"] = not is_payable
        [made] = pool.get("account.account.type").create([kind])
        account = {"name": label, "code": number, "company": company.id, "type": made.id}
        pool.get("account.account").create([{**account, "party_required": is_payable, "reconcile": is_payable}])
    Journal = pool.get("account.journal")  # noqa: N806 - a class looked up by name
    Journal.delete(Journal.search([]))
    Journal.create([{"code": code, "name": name, "type": kind} for code, name, kind in JOURNALS])


def make_year(pool: Pool, company: Record, year: int) -> None:
    [kind] = pool.get("ir.sequence.type").search([("name", "=", "Account Move")])
    sequences = pool.get("ir.sequence.strict").create(
        [{"name": f"{year}", "sequence_type": kind.id, "company": company.id, "prefix": f"{year}-"}]
    )
    FiscalYear = pool.get("account.fiscalyear")  # noqa: N806 - same
    fields = {"name": str(year), "start_date": dt.date(year, 1, 1), "end_date": dt.date(year, 12, 31)}
    [made] = FiscalYear.create([{**fields, "company": company.id, "move_sequence": sequences[0].id}])
    FiscalYear.create_period([made])
    if year == 2024:
        FiscalYear.close([made])


if __name__ == "__main__":
    main()
