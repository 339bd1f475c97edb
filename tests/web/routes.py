"""Every route of the site in one table: who may use it, how it answers, how many queries a page makes.

A route without a row fails ``test_routes``. ``about`` gives the arguments of its address from what is in a company.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from ecritoire.apps.companies.invitations import invite
from ecritoire.apps.companies.models import Company, Membership, User
from ecritoire.apps.desk.keeping import save_view
from ecritoire.apps.desk.models import SavedView
from ecritoire.apps.exports.models import Export, ExportFile
from ecritoire.apps.exports.own_templates import find_own_template, save_own_template
from ecritoire.apps.payments.models import Payment
from ecritoire.apps.payments.services import schedule_payment
from ecritoire.apps.purchases.models import ApprovalRule, CodingRule, Document, SourceFile
from ecritoire.apps.purchases.proposing import add_coding_rule
from ecritoire.apps.scope import company_scope
from ecritoire.apps.spreadsheets import Table
from ecritoire.apps.suppliers.drafts import keep_draft
from ecritoire.apps.suppliers.models import ImportDraft
from ecritoire.apps.suppliers.services import add_bank_details
from ecritoire.domain.coding import CodingRule as CodingRuleOfDomain
from ecritoire.domain.permissions import Permission, Role
from ecritoire.web.formats.starting import BLANK
from tests.apps.einvoices import EInvoice
from tests.apps.ground import coded, controlled, export
from tests.apps.purchases.test_keying import plain
from tests.web.conftest import Sent
from tests.web.test_exports import PARAMETERS
from tests.web.test_keying import TYPED
from tests.web.test_picture import pdf, with_file

P = Permission
PROPOSES = CodingRuleOfDomain(name="", words="papier", account="606400")


@dataclass(frozen=True, slots=True)
class Ground:
    """What is in a company when its routes are tried."""

    company: Company
    waiting: Document  # in the inbox, coded
    document: Document  # controlled, not exported
    export: Export
    file: SourceFile  # without data, of two pages


def ground_of(company: Company, serial: int = 0) -> Ground:
    """Put an exported document, a controlled one and one that waits in a company; ``serial`` keeps numbers apart."""

    def invoice(name: str) -> EInvoice:
        return EInvoice(
            number=f"{name}-{serial}",
            issue_date=date(2026, 10, 14),
            buyer_siren=company.siren,
            buyer_name=company.name,
        )

    with company_scope(company):
        controlled(company, invoice("EXP"))
        exported = export(company)
        waiting, document = coded(company, invoice("REC")), controlled(company, invoice("CTL"))
        return Ground(company, waiting, document, exported, plain(company, 2))


Arguments = Callable[[Ground], list[int | str]]


def _nothing(_ground: Ground) -> list[int | str]:
    return []


def _document(ground: Ground) -> list[int | str]:
    return [ground.document.pk]


def _with_picture(ground: Ground) -> list[int | str]:
    with company_scope(ground.company):
        return [with_file(ground.document, pdf()).pk]


def _view(ground: Ground) -> list[int | str]:
    """A view that somebody shares with the company."""
    with company_scope(ground.company):
        found = SavedView.objects.first()
        if found is None:
            owner = User.objects.create_user(f"vues-{ground.company.pk}@example.fr")
            found = save_view(ground.company, owner, "À relancer", "approval=refused", shared=True)
        return [found.pk]


def _planned(ground: Ground) -> list[int | str]:
    """A document and the payment that is planned for it."""
    with company_scope(ground.company):
        found = Payment.objects.filter(allocations__document=ground.document).first()
        if found is None:
            found = schedule_payment(
                ground.company, allocations=[(ground.document, None)], on=date(2026, 11, 30), actor="Paul Guillou"
            )
        return [ground.document.pk, found.pk]


def _waiting(ground: Ground) -> list[int | str]:
    return [ground.waiting.pk]


def _as_shown(_ground: Ground) -> Sent:
    return {"account_1": "606400", "vat_code_1": "FR20", "version": ""}


def _a_file(_ground: Ground) -> Sent:
    return {"files": SimpleUploadedFile("vide.pdf", b"rien")}


def _file_to_key(ground: Ground) -> list[int | str]:
    return [ground.file.pk]


def _typed(_ground: Ground) -> Sent:
    return TYPED


def _export(ground: Ground) -> list[int | str]:
    return [ground.export.number]


def _member(ground: Ground) -> list[int | str]:
    with company_scope(ground.company):
        person, _made = User.objects.get_or_create(email="parti@example.fr")
        membership, _made = Membership.objects.get_or_create(
            company=ground.company, user=person, defaults={"role": Role.READER}
        )
        return [membership.pk]


def _invitation(ground: Ground) -> list[int | str]:
    with company_scope(ground.company):
        return [invite(ground.company, "invite@example.fr", Role.READER, actor="Paul Guillou").pk]


def _supplier(ground: Ground) -> list[int | str]:
    return [ground.document.supplier_id]


def _iban(ground: Ground) -> list[int | str]:
    with company_scope(ground.company):
        supplier = ground.document.supplier
        details = add_bank_details(supplier, "FR7610107001011234567890129", actor="Nadia Ferrand")
        return [supplier.pk, details.pk]


def _rule(ground: Ground) -> list[int | str]:
    with company_scope(ground.company):
        found = CodingRule.objects.first()
        return [(found or add_coding_rule(ground.company, "Papier", proposes=PROPOSES, actor="Nadia Ferrand")).pk]


def _approval_rule(ground: Ground) -> list[int | str]:
    with company_scope(ground.company):
        rule, _is_new = ApprovalRule.objects.get_or_create(company=ground.company, name="Travaux", account="9")
        return [rule.pk]


def _draft(ground: Ground) -> list[int | str]:
    with company_scope(ground.company):
        found = ImportDraft.objects.filter(kind="suppliers").first()
        table = Table(("Nom",), [("Papeterie du Port",)])
        return [(found or keep_draft(ground.company, "suppliers", "f.csv", table, actor="Nadia Ferrand")).pk]


def _chart_draft(ground: Ground) -> list[int | str]:
    with company_scope(ground.company):
        found = ImportDraft.objects.filter(kind="chart").first()
        table = Table(("Numéro", "Intitulé"), [("606450", "Encre")])
        return [(found or keep_draft(ground.company, "chart", "p.csv", table, actor="Nadia Ferrand")).pk]


def _file(ground: Ground) -> list[int | str]:
    with company_scope(ground.company):
        return [ground.export.number, ExportFile.objects.filter(export=ground.export).values_list("pk", flat=True)[0]]


def _template(ground: Ground) -> list[int | str]:
    """A template of the company's own; each company's has a name of its own."""
    name = f"maison-{ground.company.siren}"
    with company_scope(ground.company):
        if find_own_template(name) is None:
            data = {**BLANK, "name": name, "label": "Maison", "vendor": "Maison"}
            save_own_template(ground.company, data, actor="Nadia Ferrand", shown=0)
    return [name]


@dataclass(frozen=True, slots=True)
class Route:
    """One route. ``permission`` none: any member. ``queries``: how many a page makes, whatever the number of rows."""

    name: str
    permission: Permission | None
    about: Arguments = _nothing
    gets: bool = True
    posts: bool = False
    queries: int = 0
    query: Callable[[Ground], Sent] = field(default=lambda _ground: {})
    sent: Callable[[Ground], Sent] = field(default=lambda _ground: {})  # by POST
    owned: bool = True  # its argument names something of one company, not an account or a code that all have


def page(name: str, permission: Permission, queries: int, about: Arguments = _nothing, **more: object) -> Route:
    """A page that only reads."""
    return Route(name, permission, about, queries=queries, **more)  # type: ignore[arg-type]


def action(name: str, permission: Permission | None, about: Arguments = _nothing, **more: object) -> Route:
    """An address that only writes."""
    return Route(name, permission, about, gets=False, posts=True, **more)  # type: ignore[arg-type]


def form(name: str, permission: Permission, queries: int, about: Arguments = _nothing, **more: object) -> Route:
    """A page that reads and writes."""
    return Route(name, permission, about, posts=True, queries=queries, **more)  # type: ignore[arg-type]


# Opened without signing in, by a signed link; their own tests try forged, used and expired ones.
BY_LINK = {"approvals:answer", "approvals:picture", "approvals:file", "invitation"}

ROUTES = [
    action("accounts:language", None, sent=lambda _ground: {"language": "en"}),
    page("home", P.READ, 22),
    action("accounts:company", None, sent=lambda ground: {"company": str(ground.company.pk)}),
    action("accounts:theme", None),
    page("documents:list", P.READ, 17),
    page("documents:csv", P.READ, 6),
    page("documents:xlsx", P.READ, 6),
    action("documents:keep_columns", P.READ, sent=lambda _ground: {"column": ["number", "due"]}),
    form("documents:keep_view", P.READ, 6, sent=lambda _ground: {"name": "À relancer", "query": "approval=refused"}),
    form("documents:forget_view", P.READ, 8, _view),
    page("firm:list", P.READ, 10),
    page("documents:accounts", P.READ, 7),
    # Asks the permission of its action; its documents are not in the address.
    form("documents:bulk", P.CODE, 7, query=lambda ground: {"action": "code", "documents": ground.document.pk}),
    action("documents:export_chosen", P.EXPORT, sent=lambda ground: {"documents": ground.document.pk}),
    page("documents:panel", P.READ, 24, _document),
    page("documents:picture", P.READ, 5, _with_picture),
    page("documents:file", P.READ, 4, _document),
    action("documents:control", P.CONTROL, _waiting),
    action("documents:code", P.CODE, _document, sent=lambda _ground: {"account": "606400"}),
    action("documents:comment", P.COMMENT, _document, sent=lambda _ground: {"text": "Vu avec le chantier"}),
    action("documents:tag", P.COMMENT, _document, sent=lambda _ground: {"name": "Litige"}),
    action("documents:untag", P.COMMENT, _document, sent=lambda _ground: {"tag": "1"}),
    form("documents:execute_payment", P.RECORD_PAYMENT, 8, _planned),
    action("documents:period", P.CODE, _document),
    action("documents:book_gap", P.CODE, _document),
    action("documents:vat_account", P.CODE, _document),
    action("documents:rate", P.CODE, _document),
    action("documents:first_open_day", P.CODE, _document),
    action("documents:release", P.HOLD_BACK, _document),
    action("documents:approve", P.APPROVE, _document),
    form("documents:attach", P.CONTROL, 10, _document),
    form("documents:hold_back", P.HOLD_BACK, 8, _document),
    form("documents:ask_approval", P.ASK_APPROVAL, 9, _document),
    form("documents:refuse", P.APPROVE, 8, _document),
    page("approvals:list", P.APPROVE, 8),
    form("approvals:remind", P.ASK_APPROVAL, 13, _document),
    page("exports:list", P.READ, 7),
    form("exports:new", P.EXPORT, 22),
    page("exports:account", P.READ, 9, lambda _ground: ["606400"], query=lambda _ground: PARAMETERS, owned=False),
    page("exports:cautions", P.READ, 9, query=lambda _ground: PARAMETERS),
    page(
        "exports:left_out", P.READ, 9, lambda _ground: ["not_controlled"], query=lambda _ground: PARAMETERS, owned=False
    ),
    page("exports:detail", P.READ, 18, _export),
    page("exports:opened_left_out", P.READ, 9, lambda ground: [ground.export.number, "not_controlled"]),
    page("exports:why", P.READ, 18, query=lambda _ground: {"q": "vismer"}),
    page("exports:progress", P.READ, 4, _export),
    action("exports:resume", P.EXPORT, _export),
    page("exports:report", P.READ, 20, _export),
    form("exports:cancel", P.CANCEL_EXPORT, 7, _export),
    action("exports:download_all", P.EXPORT, _export),
    action("exports:download", P.EXPORT, _file),
    page("configuration:home", P.CONFIGURE, 10),
    form("configuration:sheet", P.CONFIGURE, 7, lambda _ground: ["achats"], owned=False),
    form("configuration:posting", P.CONFIGURE, 6),
    page("configuration:periods", P.CONFIGURE, 7),
    form("configuration:lock", P.CONFIGURE, 8, query=lambda _ground: {"lock_date": "2026-09-30"}),
    page("formats:list", P.READ, 8),
    form("formats:new", P.CONFIGURE, 16),
    action("formats:preview", P.CONFIGURE),
    action("formats:import", P.CONFIGURE),
    page("formats:language", P.READ, 6),
    form("formats:edit", P.CONFIGURE, 17, _template),
    page("formats:download", P.READ, 5, _template),
    form("formats:withdraw", P.CONFIGURE, 8, _template),
    page("suppliers:list", P.READ, 9),
    form("suppliers:import", P.CODE, 6),
    form("suppliers:import_preview", P.CODE, 11, _draft),
    page("suppliers:export", P.READ, 5, lambda _ground: ["csv"], owned=False),
    page("configuration:approval_rules", P.CONFIGURE, 8),
    form("configuration:add_approval_rule", P.CONFIGURE, 7),
    form("configuration:approval_rule", P.CONFIGURE, 9, _approval_rule),
    action("configuration:move_approval_rule", P.CONFIGURE, _approval_rule),
    form("configuration:remove_approval_rule", P.CONFIGURE, 8, _approval_rule),
    page("configuration:rules", P.CONFIGURE, 7),
    form("configuration:add_rule", P.CONFIGURE, 6),
    form("configuration:rule", P.CONFIGURE, 8, _rule),
    page("configuration:templates", P.CONFIGURE, 7),
    form("configuration:template", P.CONFIGURE, 8, lambda _ground: ["quadra"], owned=False),
    form("sections:document", P.CODE, 15, _document),
    page("suppliers:options", P.READ, 7),
    form("suppliers:merge", P.CODE, 7, _supplier),
    form("configuration:import_chart", P.CONFIGURE, 6),
    form("configuration:chart_preview", P.CONFIGURE, 9, _chart_draft),
    page("configuration:export_chart", P.CONFIGURE, 4, lambda _ground: ["csv"], owned=False),
    action("configuration:move_rule", P.CONFIGURE, _rule),
    form("configuration:remove_rule", P.CONFIGURE, 8, _rule),
    form("suppliers:add", P.CODE, 6),
    page("suppliers:record", P.READ, 12, _supplier),
    form("suppliers:edit", P.CODE, 12, _supplier),
    form("suppliers:add_iban", P.CODE, 7, _supplier),
    form("suppliers:verify_iban", P.VERIFY_BANK_DETAILS, 13, _iban),
    form("settings:profile", P.READ, 6),
    form("settings:company", P.CONFIGURE, 6),
    page("settings:story", P.CONFIGURE, 7),
    page("settings:members", P.MANAGE_MEMBERS, 8),
    action("settings:invite", P.MANAGE_MEMBERS),
    action("settings:role", P.MANAGE_MEMBERS, _member),
    action("settings:remove", P.MANAGE_MEMBERS, _member),
    action("settings:withdraw", P.MANAGE_MEMBERS, _invitation),
    page("inbox:list", P.READ, 12),
    action("inbox:drop", P.IMPORT, sent=_a_file),
    form("control:sheet", P.CONTROL, 31, _waiting, sent=_as_shown),
    action("control:entry", P.CONTROL, _waiting, sent=_as_shown),
    form("control:aside", P.CONTROL, 12, _waiting),
    action("control:back", P.CONTROL, _waiting),
    form("control:compare", P.CONTROL, 18, _waiting),
    page("control:data", P.READ, 12, _waiting),
    page("control:picture", P.READ, 5, lambda ground: [*_with_picture(ground), 1, 900]),
    page("control:text", P.READ, 8, lambda ground: [*_with_picture(ground), 1]),
    action("inbox:control", P.CONTROL, _waiting),
    page("keying:suppliers", P.IMPORT, 7),
    form("keying:key", P.IMPORT, 9, _file_to_key, sent=_typed),
    action("keying:sums", P.IMPORT, _file_to_key, sent=_typed),
    form("keying:split", P.IMPORT, 8, _file_to_key, sent=lambda _ground: {"pages": "1, 2"}),
    form("keying:aside", P.IMPORT, 7, _file_to_key, sent=lambda _ground: {"reason": "Publicité"}),
    action("keying:back", P.IMPORT, _file_to_key),
    page("keying:file", P.READ, 4, _file_to_key),
    page("keying:picture", P.READ, 4, lambda ground: [*_file_to_key(ground), 1, 900]),
    page("keying:text", P.READ, 7, lambda ground: [*_file_to_key(ground), 1]),
]
