"""No text on a page is outside the translation catalogue."""

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

import pytest

from tests.tidy.rules import Offence, Source
from tests.tidy.test_repository import sources
from tests.tidy.untranslated import UNTRANSLATED, text_of_pages, text_of_scripts, text_of_views

Rule = Callable[[Source], Iterator[Offence]]


@pytest.mark.parametrize("rule", UNTRANSLATED, ids=[rule.__name__ for rule in UNTRANSLATED])
def test_no_text_is_outside_the_catalogue(rule: Rule) -> None:
    offences = sorted(offence for source in sources() for offence in rule(source))
    assert not offences, "\n".join(map(str, ["", *offences]))


PAGE = PurePosixPath("src/ecritoire/web/templates/page.html")
VIEW = PurePosixPath("src/ecritoire/web/views.py")
SCRIPT = PurePosixPath("src/ecritoire/web/static/ecritoire/script.js")
CASES = [
    (text_of_pages, PAGE, "<p>Bonjour</p>", 1),
    (text_of_pages, PAGE, '<p title="Fermer">{{ name }}</p>', 1),
    (text_of_pages, PAGE, '<p title="{% translate "Fermer" %}">{% translate "Bonjour" %}</p>', 0),
    (text_of_pages, PAGE, "{% blocktranslate %}Bonjour {{ name }}{% endblocktranslate %} · Écritoire", 0),
    (text_of_pages, PAGE, "{# Bonjour #}<br>{{ count }} {{ word }}", 0),
    (text_of_views, VIEW, 'label = "Échéance"', 1),
    (text_of_views, VIEW, 'label = _("Échéance")', 0),
    (text_of_views, VIEW, '"""Échéance."""', 0),
    (text_of_scripts, SCRIPT, "say('Échéance')", 1),
    (text_of_scripts, SCRIPT, "say(it.dataset.word) // Échéance", 0),
]


@pytest.mark.parametrize(("rule", "path", "text", "count"), CASES)
def test_what_is_said_in_one_language_only_is_found(rule: Rule, path: PurePosixPath, text: str, count: int) -> None:
    assert len(list(rule(Source(path, text)))) == count
