"""Keeping the list as somebody likes it: named views, for oneself or for the company, and one's columns."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q

from ecritoire.apps.audit.services import record
from ecritoire.apps.companies.models import Company, User
from ecritoire.apps.desk.models import ChosenColumns, SavedView
from ecritoire.domain.errors import EcritoireError

NAME_LENGTH = 40
VIEWS_MOST = 30  # of one person in one company
QUERY_LENGTH = 4000


class ViewNameError(EcritoireError):
    """A view has a short name."""

    code = "view_name"
    template = "Une vue a un nom, de %(length)s caractères au plus : il devient un onglet."


class TooManyViewsError(EcritoireError):
    """Tabs are of no use by the hundred."""

    code = "too_many_views"
    template = "Vous gardez déjà %(most)s vues : supprimez-en une d’abord."


class ViewTooLongError(EcritoireError):
    """The filters do not fit in an address."""

    code = "view_too_long"
    template = "Ces filtres sont trop longs pour une vue : choisissez moins de fournisseurs ou d’étiquettes."


class NotYourViewError(EcritoireError):
    """Somebody else's view."""

    code = "not_your_view"
    template = "« %(name)s » est une vue de %(owner)s : seule cette personne peut la supprimer."


@transaction.atomic
def save_view(company: Company, owner: User, name: str, query: str, *, shared: bool) -> SavedView:
    """Keep the address of a list under a name; one's view of the same name is replaced.

    Raises:
        ViewNameError: the name is empty or long.
        ViewTooLongError: the address is long.
        TooManyViewsError: one has ``VIEWS_MOST`` already.
    """
    name = " ".join(name.split())
    if not name or len(name) > NAME_LENGTH:
        raise ViewNameError(length=NAME_LENGTH)
    if len(query) > QUERY_LENGTH:
        raise ViewTooLongError
    others = SavedView.objects.filter(owner=owner).exclude(name=name)
    if others.count() >= VIEWS_MOST:
        raise TooManyViewsError(most=VIEWS_MOST)
    view, _ = SavedView.objects.update_or_create(
        company=company, owner=owner, name=name, defaults={"query": query, "is_shared": shared}
    )
    record(actor=owner.display_name, action="save_view", subject=view, name=name, query=query, shared=shared)
    return view


@transaction.atomic
def delete_view(view: SavedView, owner: User) -> None:
    """Forget a view.

    Raises:
        NotYourViewError: it is somebody else's.
    """
    if view.owner_id != owner.pk:
        raise NotYourViewError(name=view.name, owner=view.owner.display_name)
    record(actor=owner.display_name, action="delete_view", subject=view, name=view.name)
    view.delete()


def saved_views(person: User) -> list[SavedView]:
    """The views that somebody has in the company in scope: one's own, then those that others share."""
    mine = Q(owner=person)
    views = list(SavedView.objects.filter(mine | Q(is_shared=True)).select_related("owner").order_by("name", "pk"))
    return sorted(views, key=lambda view: view.owner_id != person.pk)


@transaction.atomic
def choose_columns(company: Company, owner: User, columns: Sequence[str]) -> None:
    """Keep the columns that somebody wants, in this order; none: those of everybody."""
    if not columns:
        ChosenColumns.objects.filter(owner=owner).delete()
        return
    ChosenColumns.objects.update_or_create(company=company, owner=owner, defaults={"columns": ",".join(columns)})


def chosen_columns(person: User) -> list[str]:
    """The columns that somebody chose in the company in scope; none when they never did."""
    kept = ChosenColumns.objects.filter(owner=person).values_list("columns", flat=True).first()
    return kept.split(",") if kept else []
