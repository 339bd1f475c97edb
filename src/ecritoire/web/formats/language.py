"""The little language of templates, on a page: the names it knows, and how they are put together."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from ecritoire.apps.exports.formats import names_of_templates
from ecritoire.domain.language import say
from ecritoire.domain.permissions import Permission
from ecritoire.web.shared.access import CompanyRequest, page

LEVELS: dict[int, str | Promise] = {
    1: _("Les mêmes pour tout le fichier"),
    2: _("De l’écriture"),
    3: _("De la ligne"),
}


@dataclass(frozen=True, slots=True)
class Names:
    """Names that change equally often."""

    title: str | Promise
    rows: list[tuple[str, str]]


def names() -> list[Names]:
    """Every name that a template may use, by how often it changes."""
    known = names_of_templates()
    return [
        Names(title, [(name, say(says)) for name, level_of, says in known if level_of == level])
        for level, title in LEVELS.items()
    ]


@page(Permission.READ)
@require_GET
def language(request: CompanyRequest) -> HttpResponse:
    """Explain the language."""
    return render(request, "formats/language.html", {"names": names()})
