"""A large export: claimed at once, written by a process of its own, its progress on the page."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from ecritoire.apps.companies.models import Company
from ecritoire.apps.exports import background
from ecritoire.apps.exports.cancelling import cancel_export
from ecritoire.apps.exports.models import Export
from ecritoire.apps.exports.running import Stage, alone, announce, progress_of
from ecritoire.apps.exports.services import claim_export, complete_all_interrupted, complete_claimed
from ecritoire.domain.exporting import ExportParameters
from tests.apps.ground import NADIA, controlled
from tests.web.test_exports import PARAMETERS


@pytest.fixture
def claimed(company: Company) -> Export:
    """An export whose entries are taken and whose files are not written."""
    controlled(company)
    until = timezone.localdate() + timedelta(days=60)
    export = claim_export(company, ExportParameters("fec", until), actor=NADIA).export
    assert export is not None
    return export


@pytest.fixture
def writing(claimed: Export) -> Iterator[Export]:
    """The same, while a process writes it."""
    with alone(claimed, wait=False) as notes:
        assert notes is not None
        notes.stage(Stage.ENTRIES, 1)
        yield claimed


def test_the_page_shows_how_far_it_is_and_asks_again(browser: Client, writing: Export) -> None:
    text = browser.get(f"/exports/{writing.number}/").content.decode()
    assert "Écriture du fichier" in text
    assert f'data-hx-get="/exports/{writing.number}/avancement/"' in text
    assert "Vous pouvez fermer cette page" in text
    assert '<progress aria-labelledby="running-title" max="1" value="1">' in " ".join(text.split())
    assert "En cours d’écriture" in text


def test_once_it_is_over_the_page_is_drawn_anew(browser: Client, claimed: Export) -> None:
    complete_claimed(claimed, actor=NADIA)
    response = browser.get(f"/exports/{claimed.number}/avancement/")
    assert response.headers["HX-Refresh"] == "true"
    assert "running" not in browser.get(f"/exports/{claimed.number}/").content.decode()


def test_one_that_stopped_says_so_and_can_be_taken_up_again(
    browser: Client, claimed: Export, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = browser.get(f"/exports/{claimed.number}/").content.decode()
    assert "L’écriture des fichiers s’est interrompue." in text
    assert "Reprendre l’écriture" in text
    started: list[int] = []
    monkeypatch.setattr("ecritoire.web.exports.progress.complete_in_background", lambda each: started.append(each.pk))
    assert browser.post(f"/exports/{claimed.number}/reprendre/").status_code == 302
    assert started == [claimed.pk]


def test_while_it_is_written_nobody_starts_it_twice(
    browser: Client, writing: Export, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ecritoire.web.exports.progress.complete_in_background", pytest.fail)
    browser.post(f"/exports/{writing.number}/reprendre/")
    complete_all_interrupted()
    assert Export.objects.get(pk=writing.pk).completed_at is None


def test_a_process_has_half_a_minute_to_start(browser: Client, claimed: Export) -> None:
    announce(claimed)
    assert "Préparation" in browser.get(f"/exports/{claimed.number}/").content.decode()
    with time_machine.travel(timezone.now() + timedelta(seconds=31)):
        assert not progress_of(claimed).is_running
    complete_claimed(claimed, actor=NADIA)
    assert Export.objects.get().completed_at is not None


def test_a_failure_is_told_in_its_own_words(browser: Client, claimed: Export) -> None:
    with alone(claimed, wait=False) as notes:
        assert notes is not None
        notes.stage(Stage.FAILED, failure="Il n’y a plus de place sur le disque.")
    assert progress_of(claimed).failure == "Il n’y a plus de place sur le disque."
    assert "Il n’y a plus de place sur le disque." in browser.get(f"/exports/{claimed.number}/").content.decode()
    complete_claimed(claimed, actor=NADIA)
    assert progress_of(claimed).failure == ""


def test_one_cancelled_while_it_is_written_stays_cancelled_without_files(browser: Client, claimed: Export) -> None:
    cancel_export(claimed, reason="trop tôt", actor=NADIA)
    complete_claimed(claimed, actor=NADIA)
    assert not claimed.files.exists()
    text = browser.get(f"/exports/{claimed.number}/").content.decode()
    assert "trop tôt" in text
    assert "Reprendre" not in text


def test_only_one_export_of_a_company_is_under_way(browser: Client, claimed: Export) -> None:
    response = browser.post("/exports/nouveau/", PARAMETERS)
    assert response.status_code == 409
    assert f"L’export n° {claimed.number} est encore en cours d’écriture." in response.content.decode()
    assert Export.objects.count() == 1


def test_from_so_many_entries_on_a_process_of_its_own_writes_it(
    browser: Client, company: Company, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    controlled(company)
    started: list[Export] = []
    monkeypatch.setattr(background, "complete_in_background", started.append)
    settings.ECRITOIRE_BACKGROUND_ENTRIES = 1
    assert browser.post("/exports/nouveau/", PARAMETERS).status_code == 302
    assert [export.number for export in started] == [1]
    assert Export.objects.get().completed_at is None
