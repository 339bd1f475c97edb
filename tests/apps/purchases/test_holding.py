"""Hors export, and back."""

import pytest

from ecritoire.apps.companies.models import Company
from ecritoire.apps.purchases.coding import code_document
from ecritoire.apps.purchases.holding import (
    ExportedAlreadyError,
    HeldBackAlreadyError,
    NotHeldBackError,
    ReasonMissingError,
    hold_back,
    release,
)
from ecritoire.apps.purchases.locking import DocumentNotFoundError
from ecritoire.apps.purchases.queries import accounting_state
from ecritoire.apps.scope import company_scope
from ecritoire.domain.lifecycle import Accounting
from tests.apps.ground import NADIA, controlled, export, fresh


def test_a_document_is_held_back_with_a_reason_and_released(company: Company) -> None:
    document = hold_back(controlled(company), reason=" Litige ", actor=NADIA)
    assert accounting_state(fresh(document)) is Accounting.HELD_BACK
    assert (document.held_back_by, document.held_back_reason) == (NADIA, "Litige")
    assert fresh(document).entry is not None
    document = release(document, actor=NADIA)
    assert accounting_state(fresh(document)) is Accounting.NOT_EXPORTED
    assert (document.held_back_at, document.held_back_by, document.held_back_reason) == (None, "", "")


def test_a_hold_needs_a_reason(company: Company) -> None:
    with pytest.raises(ReasonMissingError, match="Le motif manque"):
        hold_back(controlled(company), reason=" ", actor=NADIA)


def test_a_document_is_held_back_once_and_released_once(company: Company) -> None:
    document = hold_back(controlled(company), reason="Litige", actor=NADIA)
    with pytest.raises(HeldBackAlreadyError, match=r"F-1 est déjà hors export : Nadia Ferrand, le .*, « Litige »"):
        hold_back(document, reason="Autre", actor=NADIA)
    release(document, actor=NADIA)
    with pytest.raises(NotHeldBackError):
        release(document, actor=NADIA)


def test_what_the_books_have_is_not_held_back(company: Company) -> None:
    document = controlled(company)
    export(company)
    with pytest.raises(ExportedAlreadyError):
        hold_back(document, reason="Litige", actor=NADIA)
    code_document(document, "606300", replace=True, actor=NADIA)
    with pytest.raises(ExportedAlreadyError):
        hold_back(document, reason="Litige", actor=NADIA)


def test_a_document_of_another_company_is_not_found(company: Company, other_company: Company) -> None:
    document = controlled(company)
    with company_scope(other_company):
        with pytest.raises(DocumentNotFoundError):
            hold_back(document, reason="Litige", actor=NADIA)
        with pytest.raises(DocumentNotFoundError):
            release(document, actor=NADIA)
