"""Purchases: import, list, code, control; what is decided of one document is in ``decisions``."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

import click

from ecritoire.apps.companies.models import Company
from ecritoire.apps.purchases.coding import code_document, require_accounts, uncoded_documents
from ecritoire.apps.purchases.control import control_document
from ecritoire.apps.purchases.folders import gather_files
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.purchases.queries import DocumentFilter, document_by_number, find_documents
from ecritoire.apps.purchases.receiving import ReceiptStatus, Received, receive_files
from ecritoire.cli.decisions import (
    approve_command,
    ask_approval_command,
    attach_command,
    hold_command,
    period_command,
    refuse_command,
    release_command,
)
from ecritoire.cli.output import DayType, actor_name, emit_json, in_company, json_option
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.language import say
from ecritoire.domain.lifecycle import LABELS, Accounting, Approval, PaymentState
from ecritoire.domain.wording import said_amount, said_date

__all__ = [
    "approve_command",
    "ask_approval_command",
    "attach_command",
    "code_command",
    "control_command",
    "documents_command",
    "hold_command",
    "import_command",
    "period_command",
    "refuse_command",
    "release_command",
]
CHUNK = 500
STATUS_WORDS = {
    ReceiptStatus.IMPORTED: say("importée"),
    ReceiptStatus.DUPLICATE: say("doublon"),
    ReceiptStatus.REFUSED: say("refusée"),
}
STATUS_COUNTS = {
    ReceiptStatus.IMPORTED: say("%(count)s importée(s)"),
    ReceiptStatus.DUPLICATE: say("%(count)s doublon(s)"),
    ReceiptStatus.REFUSED: say("%(count)s refusée(s)"),
}
supplier_option = click.option("--supplier", help=say("Quand plusieurs fournisseurs ont ce numéro."))


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--control", is_flag=True, help=say("Contrôler d’office ce qui est conforme et de fournisseurs connus."))
@json_option
@in_company
def import_command(company: Company, paths: Sequence[Path], *, control: bool, as_json: bool) -> None:
    """Importer des factures électroniques (PDF, XML), ou des dossiers qui en contiennent.

    Un fichier refusé n’empêche pas les autres ; le statut n’est 1 que si tous sont refusés.
    """
    gathered = gather_files(paths)
    received = []
    for each in receive_files(company, gathered.files, actor=actor_name(), control=control):
        received.append(each.as_dict())
        if not as_json:
            click.echo(_received_line(each))
    if as_json:
        emit_json({"files": received, "ignored": gathered.ignored, **_totals(received)})
    else:
        for path in gathered.ignored:
            click.echo(say("%(path)s : ignoré, ni PDF ni XML.") % {"path": path})
        click.echo(_counts(received))
    if received and all(each["status"] == ReceiptStatus.REFUSED for each in received):
        raise SystemExit(1)


def _received_line(received: Received) -> str:
    document = received.document
    if received.error is not None:
        return say("%(path)s : %(status)s. %(message)s") % {
            "path": received.path,
            "status": STATUS_WORDS[received.status],
            "message": received.error.message,
        }
    assert document is not None, "what is imported without an error is a document"
    flags = f" [{', '.join(document.flags)}]" if document.flags else ""
    total = said_amount(document.total_minor, document.currency)
    return say("%(path)s : %(document)s") % {
        "path": received.path,
        "document": f"{document.number}, {document.supplier.name}, {total}{flags}",
    }


def _totals(received: Sequence[dict[str, object]]) -> dict[str, int]:
    statuses = [each["status"] for each in received]
    return {
        "imported": statuses.count(ReceiptStatus.IMPORTED),
        "duplicates": statuses.count(ReceiptStatus.DUPLICATE),
        "refused": statuses.count(ReceiptStatus.REFUSED),
    }


def _counts(received: Sequence[dict[str, object]]) -> str:
    statuses = [each["status"] for each in received]
    return " · ".join(said % {"count": statuses.count(status)} for status, said in STATUS_COUNTS.items())


@click.command("documents")
@click.option("--not-exported", is_flag=True, help=say("Non comptabilisés, ou modifiés depuis leur export."))
@click.option("--inbox", is_flag=True, help=say("Encore en Réception."))
@click.option("--uncoded", is_flag=True, help=say("Avec une ligne sans compte."))
@click.option("--search", default="", help=say("Début du numéro, ou nom du fournisseur."))
@click.option("--from", "start", type=DayType())
@click.option("--until", type=DayType())
@click.option("--approval", type=click.Choice([state.value for state in Approval]), multiple=True)
@click.option("--payment", type=click.Choice([state.value for state in PaymentState]), multiple=True)
@json_option
@in_company
def documents_command(  # noqa: PLR0913 - one parameter for each option of the command
    company: Company,
    search: str,
    start: date | None,
    until: date | None,
    approval: Sequence[str],
    payment: Sequence[str],
    *,
    not_exported: bool,
    inbox: bool,
    uncoded: bool,
    as_json: bool,
) -> None:
    """Lister les documents, les plus récents d’abord."""
    del company  # the scope
    chosen = DocumentFilter(
        search=search,
        invoice_from=start,
        invoice_until=until,
        approval=approval,
        payment=payment,
        accounting=(Accounting.NOT_EXPORTED, Accounting.CHANGED_SINCE) if not_exported else (),
        controlled=False if inbox else None,
        uncoded=uncoded,
    )
    documents = find_documents(chosen).iterator(CHUNK)
    if as_json:
        emit_json({"documents": [_shape(document) for document in documents]})
        return
    for document in documents:
        click.echo(_document_line(document))


def _shape(document: Document) -> dict[str, object]:
    return {
        "document": document.pk,
        "number": document.number,
        "supplier": document.supplier.name,
        "type": document.type,
        "invoice_date": document.invoice_date,
        "due_date": document.due_date,
        "currency": document.currency,
        "total_minor": document.total_minor,
        "controlled_at": document.controlled_at,
        "approval": document.approval,
        "payment": document.payment,
        "accounting": accounting_of(document),
    }


def accounting_of(document: Document) -> str:
    """The state that the list annotates each document with."""
    return str(getattr(document, "accounting"))  # noqa: B009 - an annotation is no field of the model


def _document_line(document: Document) -> str:
    total = said_amount(document.total_minor, document.currency)
    control = "" if document.controlled_at else say("En réception · ")
    states = (Approval(document.approval), PaymentState(document.payment), Accounting(accounting_of(document)))
    return (
        f"{said_date(document.invoice_date)}  {document.number:<20} {document.supplier.name:<32.32} {total:>16}  "
        f"{control}{' · '.join(say(LABELS[state]) for state in states)}"
    )


@click.command("code")
@click.argument("numbers", nargs=-1)
@click.option("--all", "everything", is_flag=True, help=say("Tout ce qui a une ligne sans compte."))
@click.option("--account", required=True, help=say("Compte d’achat."))
@click.option("--vat-code", default="", help=say("Code de TVA."))
@click.option("--replace", is_flag=True, help=say("Aussi les lignes qui ont déjà un compte."))
@supplier_option
@json_option
@in_company
def code_command(
    company: Company,
    numbers: Sequence[str],
    account: str,
    vat_code: str,
    supplier: str | None,
    *,
    everything: bool,
    replace: bool,
    as_json: bool,
) -> None:
    """Imputer les lignes sans compte ; toutes, avec --replace."""
    del company
    require_accounts([account])
    actor = actor_name()

    def code(document: Document) -> dict[str, object]:
        return {"lines": code_document(document, account, vat_code=vat_code, replace=replace, actor=actor)}

    for_each(_chosen(numbers, uncoded_documents() if everything else None), code, supplier, as_json=as_json)


@click.command("control")
@click.argument("numbers", nargs=-1)
@click.option("--all", "everything", is_flag=True, help=say("Tout ce qui est en Réception."))
@supplier_option
@json_option
@in_company
def control_command(
    company: Company, numbers: Sequence[str], supplier: str | None, *, everything: bool, as_json: bool
) -> None:
    """Contrôler : confirmer ce que disent les documents, et accepter les comptes proposés."""
    del company
    actor = actor_name()
    inbox = Document.objects.filter(controlled_at=None).order_by("invoice_date", "pk") if everything else None

    def control(document: Document) -> dict[str, object]:
        control_document(document, actor=actor)
        return {}

    for_each(_chosen(numbers, inbox), control, supplier, as_json=as_json)


def _chosen(numbers: Sequence[str], everything: Iterable[Document] | None) -> Iterable[str | Document]:
    if (everything is None) == (not numbers):
        raise click.UsageError(say("Donnez des numéros, ou --all."))
    return numbers if everything is None else everything


def for_each(
    chosen: Iterable[str | Document],
    act: Callable[[Document], dict[str, object]],
    supplier: str | None,
    *,
    as_json: bool,
) -> None:
    """Do something to each document by itself, say what came of it, and end with status 1 if one was refused."""
    done: list[dict[str, object]] = []
    refused: list[dict[str, object]] = []
    for item in chosen:
        number = item if isinstance(item, str) else item.number
        try:
            document = document_by_number(item, supplier) if isinstance(item, str) else item
            done.append({"number": document.number, **act(document)})
        except EcritoireError as error:
            refused.append({"number": number, "code": error.code, "message": error.message})
    if as_json:
        emit_json({"done": done, "refused": refused})
    else:
        for each in refused:
            click.echo(f"{each['number']} : {each['message']}", err=True)
        click.echo(
            say("%(done)s document(s) fait(s), %(refused)s refusé(s).") % {"done": len(done), "refused": len(refused)}
        )
    if refused:
        raise SystemExit(1)
