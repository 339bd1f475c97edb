"""Cutting a file that holds several invoices."""

import pytest

from ecritoire.apps import files
from ecritoire.apps.companies.models import Company
from ecritoire.apps.purchases.keying import KeyedAlreadyError, key_document
from ecritoire.apps.purchases.models import FileAside, FilePart, SourceFile
from ecritoire.apps.purchases.splitting import (
    AsideReasonEmptyError,
    OnePartError,
    PagesOutsideError,
    PagesRepeatedError,
    PagesUnreadableError,
    TooManyPartsError,
    read_pages,
    set_file_aside,
    split_file,
    take_file_back,
)
from ecritoire.domain.errors import EcritoireError
from ecritoire.intake.splitting import Pages
from tests.apps.ground import NADIA
from tests.apps.purchases.test_keying import KEYED, plain
from tests.intake.test_splitting import pdf_of, texts_of


def test_pages_are_read_as_people_write_them() -> None:
    assert read_pages(" 1-2, 3 ; 4 – 6 ", 6) == [Pages(1, 2), Pages(3, 3), Pages(4, 6)]
    assert read_pages("2-3", 3) == [Pages(2, 3)]


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", PagesUnreadableError),
        ("un à deux", PagesUnreadableError),
        ("1-2-3", PagesUnreadableError),
        ("²", PagesUnreadableError),
        ("1-999999999999999", PagesUnreadableError),
        ("0-2", PagesOutsideError),
        ("3-2", PagesOutsideError),
        ("1-7", PagesOutsideError),
        ("1-3, 3-4", PagesRepeatedError),
        ("1-6", OnePartError),
        (",".join(["1"] * 101), TooManyPartsError),
    ],
)
def test_what_cannot_be_cut_is_refused(text: str, refusal: type[EcritoireError]) -> None:
    with pytest.raises(refusal):
        read_pages(text, 6)


def test_each_part_is_a_file_to_key_and_the_whole_stays(company: Company) -> None:
    whole = plain(company, 3)
    first, second = split_file(whole, "1-2, 3", actor=NADIA)
    assert [file.name for file in (first, second)] == ["scan, pages 1-2.pdf", "scan, pages 3.pdf"]
    assert texts_of(files.load(first.sha256)) == ["Facture FA-1", "Facture FA-2"]
    assert files.load(whole.sha256) == pdf_of(3)
    assert {part.whole_id for part in FilePart.objects.all()} == {whole.pk}
    with pytest.raises(KeyedAlreadyError, match="découpé en 2 fichiers"):
        key_document(whole, KEYED, actor=NADIA)
    assert key_document(second, KEYED, actor=NADIA).source == second


def test_a_file_is_cut_otherwise_as_long_as_no_part_is_keyed(company: Company) -> None:
    whole = plain(company, 3)
    wrong = split_file(whole, "1, 2-3", actor=NADIA)
    right = split_file(whole, "1, 2, 3", actor=NADIA)
    assert right[0] == wrong[0]  # the same pages are the same file
    assert list(FileAside.objects.values_list("file", "reason")) == [(wrong[1].pk, "Découpé autrement")]
    key_document(right[0], KEYED, actor=NADIA)
    with pytest.raises(KeyedAlreadyError, match="les pages 1 sont 2026-118"):
        split_file(whole, "1-2, 3", actor=NADIA)
    assert SourceFile.objects.filter(aside=None, parts=None).count() == 3


def test_a_keyed_file_is_not_cut(company: Company) -> None:
    whole = plain(company, 2)
    key_document(whole, KEYED, actor=NADIA)
    with pytest.raises(KeyedAlreadyError):
        split_file(whole, "1, 2", actor=NADIA)
    assert not FilePart.objects.exists()


def test_a_file_is_set_aside_with_its_reason_and_taken_back(company: Company) -> None:
    file = plain(company)
    with pytest.raises(AsideReasonEmptyError):
        set_file_aside(file, reason=" ", actor=NADIA)
    set_file_aside(file, reason="Publicité", actor=NADIA)
    assert FileAside.objects.get().reason == "Publicité"
    take_file_back(file, actor=NADIA)
    assert not FileAside.objects.exists()


def test_a_keyed_file_is_not_set_aside(company: Company) -> None:
    file = plain(company)
    key_document(file, KEYED, actor=NADIA)
    with pytest.raises(KeyedAlreadyError):
        set_file_aside(file, reason="Publicité", actor=NADIA)
