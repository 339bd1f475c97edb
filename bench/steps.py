"""What is measured. Each step runs in a process of its own, on the company that the steps before it filled.

Seconds are those of the clock: what a person waits for.
"""

import statistics
import sys
from collections.abc import Callable
from datetime import date
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time

from django.core.management import call_command
from django.db import connection
from django.test import Client

from bench.archive import attach_files, measure_zip
from bench.invoices import ACTOR, SIREN, UNTIL, YEAR, invoices, make_company
from bench.one_by_one import record_one_by_one
from bench.packages import measure_packages
from bench.raw import write_raw
from ecritoire.apps import files
from ecritoire.apps.companies.models import Company, Membership, User
from ecritoire.apps.exports.models import Export, ExportFile
from ecritoire.apps.exports.preview import count_selection
from ecritoire.apps.exports.queries import all_left_out, explain_now, explain_payments, selection_for
from ecritoire.apps.exports.rendering import complete_export
from ecritoire.apps.exports.services import _claim_export
from ecritoire.apps.exports.totals import account_totals
from ecritoire.apps.ledger.models import Line
from ecritoire.apps.payments.bulk import BATCH, record_documents
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.purchases.queries import DocumentFilter, document_by_number, documents_page
from ecritoire.apps.purchases.receiving import ReceiptStatus, receive_files
from ecritoire.apps.scope import company_scope
from ecritoire.domain.exporting import ExportParameters
from ecritoire.domain.permissions import Role

Figures = dict[str, float]
SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "documents"
ONE_BY_ONE = 500
LISTS = (
    "", "accounting=not_exported", "accounting=exported", "approval=pending", "payment=to_pay",
    "payment=paid&accounting=not_exported", "type=credit_note", "reason=not_controlled", "reason=period_ends_after",
    "reason=purchase_account_missing", "since=2026-03-01&until=2026-03-31", "due_until=2026-02-28", "min=1000",
    "min=1 234,5&max=2 000", "account=6064", "q=fa", "q=1 200", "tag=1", "sort=date", "sort=due", "sort=-due",
    "sort=total", "sort=-total", "sort=supplier", "sort=number", "sort=approval", "sort=payment", "sort=accounting",
)  # fmt: skip
ASKED = 25  # documents that are explained, pages that are turned


def prepare(_count: int) -> Figures:
    """Make the tables and the company; not measured."""
    call_command("migrate", verbosity=0)
    make_company()
    return {}


def record(count: int) -> Figures:
    """Record ``count`` invoices in bulk, those invented meanwhile not counted."""
    seconds, cpu_seconds, waiting = 0.0, 0.0, invoices(count)
    while batch := list(islice(waiting, BATCH * 4)):
        start, cpu_start = perf_counter(), process_time()
        record_documents(_company(), batch, actor=ACTOR)
        seconds, cpu_seconds = seconds + perf_counter() - start, cpu_seconds + process_time() - cpu_start
    return {"seconds": seconds, "cpu_seconds": cpu_seconds, "lines": Line.objects.count()}


def select(count: int) -> Figures:
    """Dry run: which of ``count`` waiting documents an export until the end of October takes, all reasons counted."""
    start = perf_counter()
    selection = selection_for(_company(), ExportParameters("fec", UNTIL))
    found = count_selection(selection)
    counted = perf_counter()
    account_totals(selection)
    balanced = perf_counter()
    listed = sum(len(candidate.findings) for candidate in all_left_out(selection))
    assert found.document_count + found.left_out_count >= count, "every document is taken or left"
    return {
        "seconds": counted - start,
        "left_out": found.left_out_count,
        "balance_seconds": balanced - counted,
        "listing_seconds": perf_counter() - balanced,
        "findings": listed,
    }


def explain(_count: int) -> Figures:
    """Why one document is not in an export: from its number to the sentences, for documents from first to last."""
    numbers = _spread(ASKED)
    times = []
    for number in numbers:
        start = perf_counter()
        document = document_by_number(number)
        selection = selection_for(_company(), ExportParameters("fec", UNTIL))
        explanation = explain_now(document, selection)
        sentences = [finding.message for finding in explanation.findings]
        sentences += [finding.message for each in explain_payments(document, selection) for finding in each.findings]
        assert explanation.taken or sentences, number
        times.append(perf_counter() - start)
    return {"median_ms": statistics.median(times) * 1000, "worst_ms": max(times) * 1000}


def page(_count: int) -> Figures:
    """The list of documents: its first page and pages further and further down."""
    times, after = [], None
    for key in [None, *_spread_keys(ASKED)]:
        if key is not None:
            document = Document.objects.get(pk=key)
            after = (document.invoice_date, document.pk)
        start = perf_counter()
        found = documents_page(DocumentFilter(accounting=("not_exported",)), after=after)
        assert found or after, "the first page shows something"
        times.append(perf_counter() - start)
    return {"median_ms": statistics.median(times) * 1000, "worst_ms": max(times) * 1000}


def list_(_count: int) -> Figures:
    """The list of documents in the browser, as the server answers: orders, filters, places, and the panel."""
    person = User.objects.create_user("bench@example.fr", full_name=ACTOR)
    Membership.objects.create(company=_company(), user=person, role=Role.OWNER)
    browser = Client(headers={"host": "127.0.0.1"})
    browser.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    addresses = [f"/documents/?{query}" for query in LISTS]
    addresses += [f"/documents/{key}/volet/" for key in _spread_keys(ASKED)]
    times: dict[str, float] = {}
    for address in addresses:
        browser.get(address)
        start = perf_counter()
        assert browser.get(address).status_code == 200, address
        times[address] = (perf_counter() - start) * 1000
    slowest = max(times, key=times.__getitem__)
    print(f"slowest: {slowest} {times[slowest]:.0f} ms", file=sys.stderr)
    return {"p95_ms": statistics.quantiles(times.values(), n=20)[-1], "worst_ms": times[slowest]}


def claim(_count: int) -> Figures:
    """Claim and number every entry of the year, in one transaction."""
    start = perf_counter()
    outcome = _claim_export(_company(), ExportParameters("fec", date(YEAR, 12, 31)), actor=ACTOR)
    seconds = perf_counter() - start
    assert outcome.export is not None, "there is something to export"
    return {"seconds": seconds, "lines": outcome.export.line_count}


def render(_count: int) -> Figures:
    """Write the files of the claimed export and record them, then the same bytes without anything else."""
    export = Export.objects.select_related("company").get()
    start = perf_counter()
    complete_export(export)
    seconds = perf_counter() - start
    digests = list(ExportFile.objects.order_by("pk").values_list("sha256", flat=True))
    size_bytes = sum(files.path_of(digest).stat().st_size for digest in digests)
    return {
        "seconds": seconds,
        "lines": export.line_count,
        "size_mb": size_bytes / 1e6,
        "raw_seconds": write_raw(files.path_of(digest) for digest in digests),
    }


def one_by_one(count: int) -> Figures:
    """Record documents through the services, one transaction each, beside the ``count`` that are there."""
    sample = list(invoices(ONE_BY_ONE, first=count))
    start = perf_counter()
    recorded = record_one_by_one(_company(), sample)
    seconds = perf_counter() - start
    posted = Document.objects.filter(pk__in=[document.pk for document in recorded], entry__isnull=False).count()
    return {"seconds": seconds, "documents": len(recorded), "posted": posted}


def receive(_count: int) -> Figures:
    """Import the e-invoices of the demo, from the file to the document in the inbox."""
    contents = [(path.name, path.read_bytes()) for path in sorted(SAMPLES.iterdir())]
    start, cpu_start = perf_counter(), process_time()
    received = list(receive_files(_company(), contents, actor=ACTOR))
    imported = sum(each.status is ReceiptStatus.IMPORTED for each in received)
    return {
        "seconds": perf_counter() - start,
        "cpu_seconds": process_time() - cpu_start,
        "files": len(received),
        "imported": imported,
    }


def attach(_count: int) -> Figures:
    """Give each document a file; not measured."""
    attach_files(_company())
    return {}


def archive(_count: int) -> Figures:
    """Export everything with its documents in one ZIP."""
    return measure_zip(_company())


def packages(_count: int) -> Figures:
    """Processor time of each package's file, read back, for the entries of the first export: over that of the FEC."""
    return measure_packages(Export.objects.select_related("company").get())


def _company() -> Company:
    return Company.objects.get(siren=SIREN)


def _spread(count: int) -> list[str]:
    documents = Document.objects.filter(pk__in=_spread_keys(count))
    return list(documents.order_by("pk").values_list("number", flat=True))


def _spread_keys(count: int) -> list[int]:
    """Keys of documents, from the last to the first."""
    ends = Document.objects.order_by("pk")
    first, last = ends.first(), ends.last()
    assert first is not None and last is not None  # noqa: PT018 - for the type checker
    step = max((last.pk - first.pk) // count, 1)
    return list(range(last.pk, first.pk - 1, -step))[:count]


def _in_scope(step: Callable[[int], Figures]) -> Callable[[int], Figures]:
    def scoped(count: int) -> Figures:
        with company_scope(_company()):
            connection.ensure_connection()
            return step(count)

    return scoped


_MEASURED = (record, select, explain, page, list_, claim, render, one_by_one, receive, attach, archive, packages)
STEPS: dict[str, Callable[[int], Figures]] = {
    "prepare": prepare,
    **{step.__name__.rstrip("_"): _in_scope(step) for step in _MEASURED},
}
