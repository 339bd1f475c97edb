"""The commands of purchases and payments, as a person types them."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from ecritoire.apps.companies.models import Company, User
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.scope import company_scope
from ecritoire.cli.payments import pay_command, rate_command
from ecritoire.cli.purchases import (
    approve_command,
    ask_approval_command,
    attach_command,
    code_command,
    control_command,
    documents_command,
    hold_command,
    import_command,
    period_command,
    refuse_command,
    release_command,
)
from ecritoire.domain.errors import EcritoireError
from tests.apps.einvoices import BUYER_NAME, BUYER_SIREN, EInvoice, Item
from tests.apps.ground import NADIA, member

COMMANDS = {
    "import": import_command,
    "documents": documents_command,
    "code": code_command,
    "control": control_command,
    "ask-approval": ask_approval_command,
    "approve": approve_command,
    "refuse": refuse_command,
    "hold": hold_command,
    "release": release_command,
    "period": period_command,
    "attach": attach_command,
    "pay": pay_command,
    "rate": rate_command,
}


@pytest.fixture
def company(db: None) -> Company:
    from ecritoire.apps.ledger.services import create_company

    return create_company(BUYER_SIREN, BUYER_NAME, actor=NADIA)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for invoice in (EInvoice(), EInvoice(number="F-2", items=(Item(net="50.00"),))):
        (tmp_path / f"{invoice.number}.xml").write_bytes(invoice.xml)
    (tmp_path / "notes.txt").write_text("à faire", encoding="utf-8")
    return tmp_path


def run(line: str, *more: str, status: int = 0) -> Result:
    name, *arguments = line.split()
    result = CliRunner().invoke(COMMANDS[name], [*arguments, *more, "--company", BUYER_SIREN])
    if isinstance(result.exception, EcritoireError):
        raise result.exception
    assert result.exit_code == status, result.output
    return result


def answer(line: str, *more: str, status: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(line, *more, "--json", status=status).stdout)
    return found


def test_a_month_of_work(company: Company, folder: Path) -> None:
    imported = answer("import", str(folder))
    assert [(each["number"], each["status"]) for each in imported["files"]] == [
        ("F-1", "imported"),
        ("F-2", "imported"),
    ]
    assert imported["ignored"] == [str(folder / "notes.txt")]
    assert answer("code --all --account 606400")["done"] == [
        {"number": "F-1", "lines": 1},
        {"number": "F-2", "lines": 1},
    ]
    assert answer("control F-1 F-2") == {"done": [{"number": "F-1"}, {"number": "F-2"}], "refused": []}
    assert answer("pay F-1 --on 2026-11-02") == {"done": [{"number": "F-1"}], "refused": []}
    assert answer("pay F-2 --on 02/11/2026 --amount 12,50 --outside")["done"] == [{"number": "F-2"}]
    (first, second) = answer("documents --not-exported")["documents"]
    assert first.pop("document")
    assert first.pop("controlled_at")
    assert first == {
        "number": "F-2",
        "supplier": "Vismer Fixations",
        "type": "invoice",
        "invoice_date": "2026-10-14",
        "due_date": "2026-11-13",
        "currency": "EUR",
        "total_minor": 6000,
        "approval": "none",
        "payment": "partly_paid",
        "accounting": "not_exported",
    }
    assert second["payment"] == "paid"


def test_import_says_what_became_of_each_file_and_fails_when_all_are_refused(company: Company, folder: Path) -> None:
    (folder / "vide.pdf").touch()
    said = run("import", str(folder)).stdout
    assert f"{folder / 'F-1.xml'} : F-1, Vismer Fixations, 120,00\u00a0€ [iban_unverified]" in said
    assert "vide.pdf : refusée. Le fichier « vide.pdf » est vide." in said
    assert "notes.txt : ignoré, ni PDF ni XML." in said
    assert "2 importée(s) · 0 doublon(s) · 1 refusée(s)" in said
    assert "0 importée(s) · 2 doublon(s)" in run("import", str(folder)).stdout
    totals = answer("import", str(folder / "vide.pdf"), status=1)
    assert (totals["imported"], totals["duplicates"], totals["refused"]) == (0, 0, 1)


def test_import_controls_what_conforms(company: Company, folder: Path) -> None:
    answer("import", str(folder / "F-1.xml"))
    answer("code F-1 --account 606400")
    answer("control F-1")
    answer("import --control", str(folder))
    assert answer("documents --inbox") == {"documents": []}


def test_refusals_are_listed_one_by_one(company: Company, folder: Path) -> None:
    answer("import", str(folder))
    answer("control F-1")
    refused = answer("control F-1 F-2 F-3", status=1)
    assert refused["done"] == [{"number": "F-2"}]
    assert [(each["number"], each["code"]) for each in refused["refused"]] == [
        ("F-1", "controlled_already"),
        ("F-3", "document_not_found"),
    ]
    result = run("pay F-1 --on 2026-11-02 --amount 500", status=1)
    assert "500,00\u00a0€ dépassent le reste à payer de F-1" in result.stderr


def test_a_person_decides_of_one_document(company: Company, folder: Path) -> None:
    with company_scope(company):
        member(company, "claire.morel@example.fr", "Claire Morel", "approver")  # type: ignore[arg-type]
    answer("import", str(folder))
    done = {"done": [{"number": "F-1"}], "refused": []}
    assert answer("ask-approval F-1 --to claire.morel@example.fr") == done
    assert answer("refuse F-1 --by claire.morel@example.fr --reason Litige") == done
    assert answer("ask-approval F-1 --to claire.morel@example.fr") == done
    assert answer("approve F-1 --by claire.morel@example.fr") == done
    assert answer("hold F-1 --reason Litige") == done
    assert answer("release F-1") == done
    assert answer("period F-1 --start 2026-10-01 --end 2026-12-31") == done
    assert "période enregistrée" in run("period F-2 --end 2026-12-31").stdout
    with company_scope(company):
        document = Document.objects.get(number="F-1")
    assert (document.approval, str(document.period_end)) == ("approved", "2026-12-31")
    assert User.objects.count() == 1


def test_a_final_invoice_is_attached_to_its_order(company: Company, folder: Path) -> None:
    (folder / "bc.xml").write_bytes(EInvoice(number="BC-1", type_code="325").xml)
    answer("import", str(folder))
    assert answer("attach BC-1 F-1") == {"done": [{"number": "BC-1"}], "refused": []}
    with company_scope(company):
        assert Document.objects.get(number="F-1").order == Document.objects.get(number="BC-1")


def test_a_rate_is_entered(company: Company) -> None:
    assert answer("rate USD 2026-10-14 1.0845") == {"rate": {"currency": "USD", "day": "2026-10-14", "rate": "1.0845"}}
    assert "1 EUR = 1.1 USD" in run("rate USD 15/10/2026 1,1").stdout


@pytest.mark.parametrize(
    "line",
    [
        "control",
        "control F-1 --all",
        "code --account 606400",
        "pay F-1 F-2 --on 2026-11-02 --amount 5",
        "pay F-1 --on hier",
        "pay F-1 --on 2026-11-02 --amount beaucoup",
        "pay F-1 --on 2026-11-02 --amount NaN",
        "rate USD 2026-10-14 un",
        "documents --approval maybe",
        "import /nowhere/at/all",
    ],
)
def test_a_bad_command_is_said_to_be_one(company: Company, line: str) -> None:
    run(line, status=2)


def test_an_unknown_account_stops_before_anything_is_done(company: Company, folder: Path) -> None:
    answer("import", str(folder))
    with pytest.raises(EcritoireError, match="Comptes proches : 606400"):
        run("code --all --account 606401")


def test_a_list_reads_as_a_table(company: Company, folder: Path) -> None:
    answer("import", str(folder))
    line = run("documents --search vismer --until 2026-10-31").stdout.splitlines()[-1]
    assert line.startswith("14/10/26  F-1 ")
    assert line.endswith("120,00\u00a0€  En réception · Sans validation · À payer · Non comptabilisé")
