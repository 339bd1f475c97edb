"""The sheets of the configuration: accounts by family, banks, VAT, journals."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from ecritoire.apps.ledger.analytics import (
    AXIS_FIELDS,
    SECTION_FIELDS,
    add_axis,
    add_section,
    edit_axis,
    edit_section,
)
from ecritoire.apps.ledger.chart import ACCOUNT_FIELDS, add_account, edit_account
from ecritoire.apps.ledger.journals import JOURNAL_FIELDS, add_journal, edit_journal
from ecritoire.apps.ledger.models import Account, AnalyticAxis, AnalyticSection, Journal, VatAccount
from ecritoire.apps.purchases.balancing import set_company_vat_account
from ecritoire.apps.purchases.chart import remove_account
from ecritoire.domain.chart import AccountFamily
from ecritoire.domain.entries import JournalType
from ecritoire.domain.vat import VAT_CODES
from ecritoire.web.configuration.forms import (
    FAMILY_LABELS,
    JOURNAL_LABELS,
    AccountForm,
    AxisForm,
    BankForm,
    JournalForm,
    SectionForm,
    VatForm,
)
from ecritoire.web.configuration.sheets import Column, Sheet, Text
from ecritoire.web.shared.access import CompanyRequest

Sent = Mapping[str, Any]
NUMBER = Column(_("Numéro"))


def _accounts(title: Text, intro: Text, *families: AccountFamily) -> Sheet[Account]:
    return Sheet(
        title=title,
        intro=intro,
        columns=(NUMBER, Column(_("Intitulé")), Column(_("Famille"), "muted")),
        rows=lambda: Account.objects.filter(family__in=families),
        order="number",
        searched=("number", "label"),
        cells=lambda account: (account.number, account.label, FAMILY_LABELS[account.family]),
        form=AccountForm,
        initial=lambda account: {"number": account.number, "label": account.label, "family": account.family},
        versioned=ACCOUNT_FIELDS,
        edit=_edit_account,
        add=_add_account,
        remove=lambda request, account: remove_account(account, actor=request.actor),
        add_label=_("Ajouter un compte"),
        fields_of_errors={
            "invalid_account_number": "number",
            "account_exists": "number",
            "account_label_missing": "label",
        },
    )


def _edit_account(request: CompanyRequest, account: Account, sent: Sent) -> object:
    family = AccountFamily(sent["family"])
    return edit_account(account, sent["label"], family, actor=request.actor, shown=sent["shown"])


def _add_account(request: CompanyRequest, sent: Sent) -> object:
    family = AccountFamily(sent["family"])
    return add_account(request.company, sent["number"], sent["label"], family, actor=request.actor)


def _edit_journal(request: CompanyRequest, journal: Journal, sent: Sent) -> object:
    account = sent.get("bank_account", "")
    return edit_journal(
        journal, sent["code"], sent["label"], bank_account=account, actor=request.actor, shown=sent["shown"]
    )


def _add_bank(request: CompanyRequest, sent: Sent) -> object:
    return add_journal(
        request.company,
        sent["code"],
        sent["label"],
        JournalType.BANK,
        bank_account=sent["bank_account"],
        actor=request.actor,
    )


def _edit_vat(request: CompanyRequest, row: VatAccount, sent: Sent) -> object:
    return set_company_vat_account(
        request.company,
        row.vat_code,
        account=sent["account"],
        due_account=sent["due_account"],
        actor=request.actor,
        shown=sent["shown"],
    )


def _axis(sent: Sent) -> dict[str, Any]:
    return {name: sent[name] for name in AXIS_FIELDS}


_JOURNAL_ERRORS = {
    "invalid_journal": "code",
    "journal_exists": "code",
    "journal_in_use": "code",
    "bank_account_taken": "bank_account",
    "not_a_bank_account": "bank_account",
    "invalid_account_number": "bank_account",
}
BANKS: Sheet[Journal] = Sheet(
    title=_("Comptes de banque"),
    intro=_("Un compte de banque, un journal : ses paiements s’y écrivent."),
    columns=(Column(_("Compte")), Column(_("Journal")), Column(_("Intitulé"))),
    rows=lambda: Journal.objects.filter(type=JournalType.BANK),
    order="code",
    searched=("code", "label", "bank_account"),
    cells=lambda journal: (journal.bank_account, journal.code, journal.label),
    form=BankForm,
    initial=lambda journal: {name: getattr(journal, name) for name in JOURNAL_FIELDS},
    versioned=JOURNAL_FIELDS,
    edit=_edit_journal,
    add=_add_bank,
    add_label=_("Ajouter un compte de banque"),
    fields_of_errors=_JOURNAL_ERRORS,
)
JOURNALS: Sheet[Journal] = Sheet(
    title=_("Codes journaux"),
    intro=_("Les codes que le logiciel comptable attend. Un journal qui a des écritures garde son code."),
    columns=(Column(_("Code")), Column(_("Intitulé")), Column(_("Type"), "muted"), Column(_("Compte"), "muted")),
    rows=Journal.objects.all,
    order="code",
    searched=("code", "label"),
    cells=lambda journal: (journal.code, journal.label, JOURNAL_LABELS[journal.type], journal.bank_account),
    form=JournalForm,
    initial=lambda journal: {"code": journal.code, "label": journal.label},
    versioned=JOURNAL_FIELDS,
    edit=lambda request, journal, sent: _edit_journal(request, journal, {**sent, "bank_account": journal.bank_account}),
    fields_of_errors=_JOURNAL_ERRORS,
)
VAT: Sheet[VatAccount] = Sheet(
    title=_("TVA et autoliquidation"),
    intro=_(
        "Où va la TVA de chaque code. Sans compte, les factures qui la portent attendent ; les changer comptabilise "
        "celles qui attendaient."
    ),
    columns=(
        Column(_("Code")),
        Column(_("Ce que c’est")),
        Column(_("TVA déductible")),
        Column(_("TVA due")),
    ),
    rows=VatAccount.objects.all,
    order="vat_code",
    searched=("vat_code", "account", "due_account"),
    cells=lambda row: (row.vat_code, VAT_CODES[row.vat_code].label, row.account or "—", row.due_account or "—"),
    form=VatForm,
    initial=lambda row: {"account": row.account, "due_account": row.due_account},
    versioned=frozenset({"account", "due_account"}),
    edit=_edit_vat,
    fields_of_errors={"unknown_account": "account"},
)
AXES: Sheet[AnalyticAxis] = Sheet(
    title=_("Axes analytiques"),
    intro=_("Ce que la société suit à côté des comptes : chantiers, services, projets. Chaque axe a ses sections."),
    columns=(Column(_("Code")), Column(_("Nom")), Column(_("Au contrôle"), "muted")),
    rows=AnalyticAxis.objects.all,
    order="code",
    searched=("code", "name"),
    cells=lambda axis: (axis.code, axis.name, _("Obligatoire") if axis.is_compulsory else _("Facultatif")),
    form=AxisForm,
    initial=lambda axis: {name: getattr(axis, name) for name in AXIS_FIELDS},
    versioned=AXIS_FIELDS,
    edit=lambda request, axis, sent: edit_axis(axis, **_axis(sent), actor=request.actor, shown=sent["shown"]),
    add=lambda request, sent: add_axis(request.company, **_axis(sent), actor=request.actor),
    add_label=_("Ajouter un axe"),
    fields_of_errors={"invalid_analytic_code": "code", "analytic_code_taken": "code"},
)
SECTIONS: Sheet[AnalyticSection] = Sheet(
    title=_("Sections analytiques"),
    intro=_("Les valeurs de chaque axe. Une section qui ne sert plus n’est plus proposée, et reste où elle est."),
    columns=(Column(_("Code")), Column(_("Intitulé")), Column(_("Axe"), "muted"), Column(_("Saisie"), "muted")),
    rows=lambda: AnalyticSection.objects.select_related("axis"),
    order="pk",
    searched=("code", "label"),
    cells=lambda section: (
        section.code,
        section.label,
        section.axis.name,
        _("Proposée") if section.is_active else _("Retirée"),
    ),
    form=SectionForm,
    initial=lambda section: {
        "axis": section.axis.code,
        "code": section.code,
        "label": section.label,
        "is_active": section.is_active,
    },
    versioned=SECTION_FIELDS,
    edit=lambda request, section, sent: edit_section(
        section, sent["code"], sent["label"], is_active=sent["is_active"], actor=request.actor, shown=sent["shown"]
    ),
    add=lambda request, sent: add_section(
        AnalyticAxis.objects.get(code=sent["axis"]), sent["code"], sent["label"], actor=request.actor
    ),
    add_label=_("Ajouter une section"),
    fields_of_errors={"invalid_analytic_code": "code", "analytic_code_taken": "code"},
)
F = AccountFamily
SHEETS: Mapping[str, Sheet[Any]] = {
    "achats": _accounts(
        _("Comptes d’achat"), _("Ce que l’on impute : charges et immobilisations."), F.PURCHASE, F.ASSET
    ),
    "generaux": _accounts(
        _("Comptes généraux"), _("TVA, banque et le reste du plan."), F.GENERAL, F.VAT, F.REVERSE_CHARGE, F.BANK
    ),
    "fournisseurs": _accounts(
        _("Comptes fournisseurs"), _("Comptes collectifs, avances et acomptes."), F.SUPPLIER, F.DEPOSIT
    ),
    "banques": BANKS,
    "tva": VAT,
    "journaux": JOURNALS,
    "axes": AXES,
    "sections": SECTIONS,
}
