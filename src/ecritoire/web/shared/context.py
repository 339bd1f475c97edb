"""What the frame of every page needs: companies, navigation, themes, what the person may do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecritoire.apps.companies.models import FiscalYear, Membership
from ecritoire.apps.purchases.inbox import waiting_documents
from ecritoire.domain.permissions import Permission, may
from ecritoire.web.accounts.middleware import memberships_of
from ecritoire.web.shared.access import Allowed

STYLE_SHEETS = tuple(
    f"ecritoire/{name}.css"
    for name in (
        "tokens",
        "base",
        "shell",
        "components",
        "forms",
        "floating",
        "table",
        "documents",
        "columns",
        "panel",
        "exports",
        "formats",
        "picker",
        "why",
        "progress",
        "dashboard",
        "firm",
        "books",
        "approvals",
        "settings",
        "control",
        "keying",
        "inbox",
        "entrance",
        "reference",
        "print",
    )
)

SWITCHED_MOST = 12  # companies in the switcher; the page of all has a search


@dataclass(frozen=True, slots=True)
class NavItem:
    """One line of the navigation."""

    label: str
    icon: str
    url: str
    current: bool
    count: int = 0


@dataclass(frozen=True, slots=True)
class NavGroup:
    """Lines of the navigation under one title."""

    title: str
    items: tuple[NavItem, ...]


@dataclass(frozen=True, slots=True)
class ThemeChoice:
    """A look: light, dark, or the system's."""

    value: str
    label: str | Promise
    icon: str


_THEMES = (
    ThemeChoice("", gettext_lazy("Comme le système"), "device-desktop"),
    ThemeChoice("light", gettext_lazy("Clair"), "sun"),
    ThemeChoice("dark", gettext_lazy("Sombre"), "moon"),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """The frame's data; for a visitor, the style sheets alone."""
    membership: Membership | None = getattr(request, "membership", None)
    context: dict[str, Any] = {"style_sheets": STYLE_SHEETS}
    if membership is None:
        return context
    companies = [other.company for other in memberships_of(request)]
    return context | {
        "company": membership.company,
        "companies": companies[:SWITCHED_MOST],
        "has_more_companies": len(companies) > SWITCHED_MOST,
        "fiscal_year_label": _fiscal_year_label(),
        "navigation": _navigation(request, has_several=len(companies) > 1),
        "themes": _THEMES,
        "languages": settings.LANGUAGES,
        "can": Allowed(membership.role),
    }


def _fiscal_year_label() -> str:
    today = timezone.localdate()
    year = FiscalYear.objects.filter(start__lte=today, end__gte=today).first()
    if year is None:
        return _("Exercice %(year)s") % {"year": today.year}
    if year.start.year == year.end.year:
        return _("Exercice %(year)s") % {"year": year.end.year}
    return _("Exercice %(start)s-%(end)s") % {"start": year.start.year, "end": year.end.year}


def _navigation(request: HttpRequest, *, has_several: bool) -> tuple[NavGroup, ...]:
    waiting = waiting_documents().count()

    def item(label: str, icon: str, name: str, count: int = 0) -> NavItem:
        url = reverse(name)
        current = request.path == url if name == "home" else request.path.startswith(url)
        return NavItem(label, icon, url, current=current, count=count)

    first = [item(_("Tableau de bord"), "layout-dashboard", "home")]
    if has_several:
        first.append(item(_("Dossiers"), "folders", "firm:list"))
    return (
        NavGroup("", tuple(first)),
        NavGroup(
            _("Achats"),
            (
                item(_("Réception"), "inbox", "inbox:list", waiting),
                item(_("Documents"), "file-invoice", "documents:list"),
                *_approval(request, item),
            ),
        ),
        NavGroup("", (item(_("Fournisseurs"), "building", "suppliers:list"),)),
        NavGroup(_("Comptabilité"), _books(request, item)),
        NavGroup("", (item(_("Paramètres"), "user", "settings:profile"),)),
    )


def _approval(request: HttpRequest, item: Callable[[str, str, str], NavItem]) -> tuple[NavItem, ...]:
    """What waits for one's answer, for those who may approve."""
    if not may(request.membership.role, Permission.APPROVE):  # type: ignore[attr-defined]
        return ()
    return (item(_("À valider"), "circle-check", "approvals:list"),)


def _books(request: HttpRequest, item: Callable[[str, str, str], NavItem]) -> tuple[NavItem, ...]:
    """Exports for everybody, the configuration for those who may change it."""
    exports = item(_("Exports"), "file-export", "exports:list")
    if not may(request.membership.role, Permission.CONFIGURE):  # type: ignore[attr-defined]
        return (exports,)
    return exports, item(_("Configuration"), "adjustments", "configuration:home")
