"""What the pages of coding rules and of approval rules share: criteria, the list in its order, taking one out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.urls import reverse, reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecritoire.apps.purchases.models import ApprovalRule, CodingRule
from ecritoire.apps.suppliers.models import Supplier
from ecritoire.domain.wording import said_amount
from ecritoire.web.configuration.forms import RowForm, text
from ecritoire.web.shared.access import CompanyRequest
from ecritoire.web.shared.dialogs import Dialog, close_dialog, show_dialog
from ecritoire.web.suppliers.choosing import supplier_named, supplier_widget

STEPS_OF_DIRECTIONS = {"up": -1, "down": 1}


class CriteriaForm(RowForm):
    """The criteria that any rule may have; its amounts, and what comes of it, are the subclass's own."""

    GROUPS: ClassVar[Sequence[tuple[str | Promise, tuple[str, ...]]]]

    name = text(gettext_lazy("Nom de la règle"), 80)
    supplier = forms.CharField(
        label=gettext_lazy("Fournisseur"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Son compte auxiliaire ou son nom ; vide : tous."),
        widget=supplier_widget(reverse_lazy("suppliers:options")),
    )
    category = text(gettext_lazy("Catégorie du fournisseur"), 60, required=False)

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields under their titles."""
        return [(title, [self[name] for name in names]) for title, names in self.GROUPS]

    def clean_supplier(self) -> Supplier | None:
        """The supplier that was meant."""
        wanted = str(self.cleaned_data["supplier"]).strip()
        return supplier_named(wanted) if wanted else None

    def clean(self) -> dict[str, Any]:
        """The range of amounts the right way round."""
        cleaned = super().clean() or {}
        low, high = cleaned.get("min_minor"), cleaned.get("max_minor")
        if low is not None and high is not None and low > high:
            self.add_error("max_minor", _("Le plus petit montant dépasse le plus grand : inversez-les."))
        return cleaned

    def show_again(self, shown: str) -> None:
        """Show what was sent beside what somebody else saved meanwhile, whose version is ``shown``."""
        assert isinstance(self.data, QueryDict), "only what was sent is shown again"
        again = self.data.copy()
        again["shown"] = shown
        self.data = again


@dataclass(frozen=True, slots=True)
class Row:
    """One rule of the list; ``outcome`` is what comes of it, in words."""

    name: str
    criteria: list[str]
    outcome: str
    is_active: bool
    url: str
    move_url: str
    is_first: bool
    is_last: bool


def supplier_said(rule: ApprovalRule | CodingRule) -> list[str]:
    """The supplier a rule is about, in words; nothing when it is about all."""
    return [_("fournisseur %(name)s") % {"name": rule.supplier.name}] if rule.supplier else []


def category_said(rule: ApprovalRule | CodingRule) -> list[str]:
    """The category a rule is about, in words."""
    return [_("catégorie %(category)s") % {"category": rule.category}] if rule.category else []


def amounts_said(rule: ApprovalRule | CodingRule, currency: str) -> list[str]:
    """The range of amounts a rule is about, in words."""
    said = []
    if rule.min_minor is not None:
        said.append(_("au moins %(amount)s") % {"amount": said_amount(rule.min_minor, currency)})
    if rule.max_minor is not None:
        said.append(_("au plus %(amount)s") % {"amount": said_amount(rule.max_minor, currency)})
    return said


def supplier_typed(rule: ApprovalRule | CodingRule) -> str:
    """The supplier of a rule as its field takes it."""
    return f"{rule.supplier.auxiliary} {rule.supplier.name}" if rule.supplier else ""


def steps_asked(request: CompanyRequest) -> int:
    """How many places a rule is to move: up is negative."""
    return STEPS_OF_DIRECTIONS.get(request.POST.get("direction", ""), 0)


def ask_removal(
    request: CompanyRequest, name: str, *, url: str, back: str, stays: str, remove: Callable[[], None]
) -> HttpResponse:
    """Ask whether to take a rule out, then ``remove`` it; ``stays`` says what its removal leaves as it is."""
    back_url = reverse(back)
    if request.method == "POST":
        remove()
        messages.success(request, _("Règle « %(name)s » retirée") % {"name": name})
        return close_dialog(request, back_url)
    dialog = Dialog(
        title=_("Retirer la règle « %(name)s » ?") % {"name": name},
        text=[stays],
        url=url,
        back_url=back_url,
        form=None,
        keep_label=_("Garder"),
        submit_label=_("Retirer la règle"),
        tone="danger-solid",
    )
    return show_dialog(request, dialog)
