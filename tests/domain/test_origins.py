"""The origin of a proposal, kept in French, is said in the person's language."""

import pytest
from django.utils import translation

from ecritoire.domain.origins import said_origin

CASES = [
    ("", ""),
    ("Fiche du fournisseur", "Supplier record"),
    ("Règle « Téléphone »", "Rule “Téléphone”"),
    ("1 facture sur 2", "1 of 2 invoices"),
    ("7 factures sur 8 ; TVA : Fiche du fournisseur", "7 of 8 invoices; VAT: Supplier record"),
    ("période : Règle « Loyer »", "period: Rule “Loyer”"),
    ("Reprise de l’acompte AC-12", "Reprise de l’acompte AC-12"),
]


@pytest.mark.parametrize(("kept", "english"), CASES)
def test_an_origin_is_said_as_it_is_kept_in_french_and_anew_in_english(kept: str, english: str) -> None:
    assert said_origin(kept) == kept
    with translation.override("en"):
        assert said_origin(kept) == english
