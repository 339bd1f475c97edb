"""What the law wants on an invoice between French companies (C. com. L441-9, L441-10), by subject code of the note."""

from samples.model import Party

PENALTY = "Pénalités de retard : trois fois le taux d'intérêt légal, exigibles sans rappel le lendemain de l'échéance."
INDEMNITY = "Indemnité forfaitaire pour frais de recouvrement en cas de retard de paiement : 40 €."
NO_DISCOUNT = "Pas d'escompte pour paiement anticipé."

LEGAL = (("PMD", PENALTY), ("PMT", INDEMNITY), ("AAB", NO_DISCOUNT))


def legal_with_identity(seller: Party) -> tuple[tuple[str, str], ...]:
    """The same, and who the seller is: capital (REG), registry (ABL), kind of exchange (BAR)."""
    return (
        ("REG", f"{seller.name}, {seller.legal_form} au capital de {seller.capital}"),
        ("ABL", f"RCS {seller.registry} {seller.siren}"),
        ("BAR", "B2B"),
        *LEGAL,
    )
