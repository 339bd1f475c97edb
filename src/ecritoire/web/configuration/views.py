"""The cards of the configuration, the sheets behind them, and the accounts posting uses."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from ecritoire.apps.exports.formats import templates as packages
from ecritoire.apps.ledger.models import Account, Journal, VatAccount
from ecritoire.apps.ledger.services import posting_accounts, set_posting_accounts
from ecritoire.apps.purchases.models import CodingRule
from ecritoire.domain.chart import AccountFamily
from ecritoire.domain.entries import JournalType
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.permissions import Permission
from ecritoire.domain.posting import PostingAccounts
from ecritoire.domain.wording import said_date
from ecritoire.web.configuration.books import SHEETS
from ecritoire.web.configuration.sheets import show_sheet
from ecritoire.web.shared.access import CompanyRequest, page
from ecritoire.web.suppliers.forms import account_field

POSTING_LABELS: Mapping[str, str | Promise] = {
    "supplier": gettext_lazy("Fournisseurs"),
    "asset_supplier": gettext_lazy("Fournisseurs d’immobilisations"),
    "deposit": gettext_lazy("Avances et acomptes sur commandes"),
    "asset_deposit": gettext_lazy("Avances sur immobilisations"),
    "vat_on_assets": gettext_lazy("TVA déductible sur immobilisations"),
    "vat_pending": gettext_lazy("TVA en attente de paiement"),
    "rounding_loss": gettext_lazy("Écart d’arrondi, perte"),
    "rounding_gain": gettext_lazy("Écart d’arrondi, gain"),
    "exchange_loss": gettext_lazy("Perte de change"),
    "exchange_gain": gettext_lazy("Gain de change"),
    "foreign_vat_refund": gettext_lazy("TVA étrangère à récupérer"),
}


@dataclass(frozen=True, slots=True)
class Card:
    """One card of the first page."""

    title: str | Promise
    text: str
    icon: str
    url: str


@page(Permission.CONFIGURE)
@require_GET
def home(request: CompanyRequest) -> HttpResponse:
    """Every part of the configuration, with what it holds."""
    return render(request, "configuration/home.html", {"cards": _cards(request)})


def _cards(request: CompanyRequest) -> list[Card]:
    families: dict[str, int] = {}
    for family in Account.objects.order_by().values_list("family", flat=True):
        families[family] = families.get(family, 0) + 1
    F = AccountFamily  # noqa: N806 - as the table of sheets writes it
    journals = list(Journal.objects.order_by("code").values_list("code", "type"))
    missing = VatAccount.objects.filter(account="", vat_code__startswith="FR").count()

    def accounts(*names: str) -> str:
        return _("%(count)s comptes") % {"count": sum(families.get(name, 0) for name in names)}

    def card(name: str, icon: str, text: str) -> Card:
        return Card(SHEETS[name].title, text, icon, reverse("configuration:sheet", args=[name]))

    return [
        card("achats", "receipt-refund", accounts(F.PURCHASE, F.ASSET)),
        card("generaux", "table", accounts(F.GENERAL, F.VAT, F.REVERSE_CHARGE, F.BANK)),
        card("fournisseurs", "building", accounts(F.SUPPLIER, F.DEPOSIT)),
        card("banques", "credit-card", ", ".join(code for code, kind in journals if kind == JournalType.BANK)),
        card(
            "tva",
            "file-check",
            ngettext("%(count)s code sans compte", "%(count)s codes sans compte", missing) % {"count": missing}
            if missing
            else _("Chaque code a son compte"),
        ),
        card("journaux", "bookmark", ", ".join(code for code, _kind in journals)),
        card("axes", "layout-dashboard", _("Chantiers, services, projets")),
        card("sections", "selector", _("Les valeurs de chaque axe")),
        *_other_cards(request),
    ]


def _other_cards(request: CompanyRequest) -> list[Card]:
    """The parts that are no table edited in place."""
    lock_date, rules = request.company.lock_date, CodingRule.objects.count()
    return [
        Card(
            _("Comptes de comptabilisation"),
            _("Fournisseurs, acomptes, arrondis, change"),
            "folders",
            reverse("configuration:posting"),
        ),
        Card(
            _("Vos modèles d’export"),
            _("Ce que votre logiciel attend, quand aucun modèle ne le dit"),
            "file-export",
            reverse("formats:list"),
        ),
        Card(
            _("Règles d’imputation"),
            ngettext("%(count)s règle", "%(count)s règles", rules) % {"count": rules},
            "adjustments",
            reverse("configuration:rules"),
        ),
        Card(
            _("Règles de validation"),
            _("À qui demander, et dans quel ordre"),
            "user-check",
            reverse("configuration:approval_rules"),
        ),
        Card(
            _("Modèles d’export"),
            _("%(count)s modèles") % {"count": len(packages())},
            "file-export",
            reverse("configuration:templates"),
        ),
        Card(
            _("Exercices et verrou"),
            _("Verrouillé jusqu’au %(day)s") % {"day": said_date(lock_date)}
            if lock_date
            else _("Rien n’est verrouillé"),
            "lock",
            reverse("configuration:periods"),
        ),
    ]


@page(Permission.CONFIGURE)
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: CompanyRequest, name: str) -> HttpResponse:
    """One table, edited in place."""
    if name not in SHEETS:
        raise Http404
    return show_sheet(request, SHEETS[name], reverse("configuration:sheet", args=[name]))


class PostingForm(forms.Form):
    """The accounts posting uses; an empty field is the usual account."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for field in fields(PostingAccounts):
            usual = str(field.default)
            hint = _("D’habitude %(account)s") % {"account": usual} if usual else _("Vide : dans la charge")
            self.fields[field.name] = account_field(POSTING_LABELS[field.name], hint)


@page(Permission.CONFIGURE)
@require_http_methods(["GET", "HEAD", "POST"])
def posting(request: CompanyRequest) -> HttpResponse:
    """The accounts posting uses besides those of lines and VAT codes."""
    current = posting_accounts(request.company)
    initial = {field.name: getattr(current, field.name) for field in fields(PostingAccounts)}
    form = PostingForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        sent = {name: str(number).strip() for name, number in form.cleaned_data.items()}
        try:
            set_posting_accounts(request.company, sent, actor=request.actor)
        except EcritoireError as error:
            wrong = next((name for name, number in sent.items() if number == error.facts.get("account")), None)
            form.add_error(wrong, error.message)
        else:
            messages.success(request, _("Comptes enregistrés"))
            return redirect("configuration:posting")
    return render(request, "configuration/posting.html", {"form": form}, status=422 if form.is_bound else 200)
