"""Accounts proposed for the lines of a new document, and the coding rules that propose them."""

from django.db import transaction
from django.db.models import Q

from ecritoire.apps.audit.services import record
from ecritoire.apps.companies.models import Company
from ecritoire.apps.purchases.coding import require_accounts, require_vat_codes
from ecritoire.apps.purchases.models import CodingRule, Document, DocumentLine
from ecritoire.apps.purchases.transcription import Transcript
from ecritoire.apps.suppliers.models import Supplier
from ecritoire.domain import coding as domain
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.invoice import Period
from ecritoire.domain.vat import VAT_CODES

HISTORY_DOCUMENTS = 12  # the last controlled ones of the supplier


class RuleWithoutCodingError(EcritoireError):
    """A rule that proposes nothing."""

    code = "rule_without_coding"
    template = "La règle « %(name)s » ne propose rien : donnez un compte, un code de TVA ou une période."


def propose_accounts(document: Document, transcript: Transcript) -> None:
    """Note on each line without an account the one proposed for it, in words too; none of it is saved here.

    A period that a rule gives is set on the document when it states none. VAT codes proposed for lines without French
    tax are left in ``transcript.vat_codes`` by position, to be applied once the rows are saved.
    """
    supplier = document.supplier
    defaults = domain.SupplierDefaults(supplier.default_account, supplier.default_vat_code)
    rules, history = _rules_for(supplier), _history_of(supplier)
    for line, text in zip(transcript.lines, transcript.texts, strict=True):
        to_code = domain.LineToCode(
            text=text,
            net_minor=line.net_minor,
            invoice_date=document.invoice_date,
            supplier=str(supplier.pk),
            supplier_category=supplier.category,
            vat_code=line.vat_code,
            period=Period(document.period_start, document.period_end),
        )
        proposal = domain.propose_coding(to_code, defaults=defaults, rules=rules, history=history)
        document.period_start, document.period_end = proposal.period.start, proposal.period.end
        _note(line, proposal, transcript)


def _note(line: DocumentLine, proposal: domain.Proposal, transcript: Transcript) -> None:
    if not line.account and proposal.account:
        line.proposed_account = proposal.account
        line.origin, line.origin_label = proposal.origin.value, proposal.origin_label
    if proposal.vat_code != line.vat_code and proposal.vat_code in VAT_CODES:
        transcript.vat_codes[line.position] = proposal.vat_code


def _rules_for(supplier: Supplier) -> list[domain.CodingRule]:
    rows = CodingRule.objects.filter(Q(supplier=None) | Q(supplier=supplier)).order_by("position", "pk")
    return [as_domain_rule(row) for row in rows]


def as_domain_rule(row: CodingRule) -> domain.CodingRule:
    """The rule of the domain that a row stands for."""
    return domain.CodingRule(
        name=row.name,
        supplier=str(row.supplier_id or ""),
        words=row.words,
        category=row.category,
        min_minor=row.min_minor,
        max_minor=row.max_minor,
        account=row.account,
        vat_code=row.vat_code,
        period_months=row.period_months,
    )


def _history_of(supplier: Supplier) -> list[domain.PastDocument]:
    """What the last controlled documents of a supplier used, latest first."""
    if supplier.known_at is None:
        return []  # a document is controlled only with its supplier
    last = Document.objects.filter(supplier=supplier, controlled_at__isnull=False).order_by("-invoice_date", "-pk")
    keys = list(last.values_list("pk", flat=True)[:HISTORY_DOCUMENTS])
    codings: dict[int, list[tuple[str, str]]] = {key: [] for key in keys}
    rows = DocumentLine.objects.filter(document__in=keys).order_by("document", "position")
    for key, account, vat_code in rows.values_list("document_id", "account", "vat_code"):
        codings[key].append((account, vat_code))
    return [domain.PastDocument(tuple(codings[key])) for key in keys]


@transaction.atomic
def add_coding_rule(
    company: Company, name: str, *, proposes: domain.CodingRule, supplier: Supplier | None = None, actor: str
) -> CodingRule:
    """Add a rule after those of the company in scope.

    Args:
        company: the company in scope.
        name: what the rule is called where it proposes something.
        proposes: criteria and coding; its own name and supplier are not used.
        supplier: the one supplier it is for, if it is for one.
        actor: who adds it.

    Raises:
        RuleWithoutCodingError: it would propose nothing.
        UnknownAccountError, UnknownVatCodeError: it would propose what does not exist.
    """
    if not (proposes.account or proposes.vat_code or proposes.period_months):
        raise RuleWithoutCodingError(name=name)
    require_accounts({proposes.account} - {""})
    require_vat_codes({proposes.vat_code} - {""})
    last = CodingRule.objects.order_by("-position").values_list("position", flat=True).first()
    rule = CodingRule.objects.create(
        company=company,
        name=name[:80],
        supplier=supplier,
        words=proposes.words[:200],
        category=proposes.category[:60],
        min_minor=proposes.min_minor,
        max_minor=proposes.max_minor,
        account=proposes.account,
        vat_code=proposes.vat_code,
        period_months=proposes.period_months,
        position=(last or 0) + 1,
    )
    record(actor=actor, action="add_coding_rule", subject=rule, name=rule.name, account=rule.account)
    return rule


@transaction.atomic
def remove_coding_rule(rule: CodingRule, *, actor: str) -> None:
    """Remove a rule; what it proposed already stays proposed."""
    record(actor=actor, action="remove_coding_rule", subject=rule, name=rule.name, account=rule.account)
    CodingRule.objects.filter(pk=rule.pk).delete()
