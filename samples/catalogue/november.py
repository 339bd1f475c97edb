"""November 2026."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from samples import parties
from samples.catalogue import september
from samples.catalogue.mentions import LEGAL, legal_with_identity
from samples.model import Document, Line, Period, Profile, Reference, Syntax

RENT = replace(
    september.RENT,
    number="FD-2026-11",
    issued_on=date(2026, 11, 2),
    due_on=date(2026, 11, 5),
    period=Period(date(2026, 11, 1), date(2026, 11, 30)),
)

LARCH = Document(
    slug="rozhuel",
    seller=parties.ROZHUEL,
    buyer=parties.BREHAT,
    number="F26-1044",
    issued_on=date(2026, 11, 3),
    due_on=date(2026, 12, 31),
    delivered_on=date(2026, 11, 2),
    despatch="BL26-1560",
    terms="45 jours fin de mois, par virement",
    notes=legal_with_identity(parties.ROZHUEL),
    lines=(
        Line(
            name="Mélèze avivé, 45 mm",
            description="Classe 3, purgé d'aubier",
            item="MEL-45",
            unit="MTQ",
            quantity=Decimal("3.2"),
            price=Decimal("690.00"),
        ),
    ),
)

LIFT_HIRE = Document(
    slug="louarn",
    seller=parties.LOUARN,
    buyer=parties.BREHAT,
    number="L26-09377",
    issued_on=date(2026, 11, 9),
    due_on=date(2026, 12, 9),
    syntax=Syntax.UBL,
    process="S1",
    period=Period(date(2026, 11, 3), date(2026, 11, 4)),
    contract="CT-120077",
    terms="30 jours, par virement",
    notes=LEGAL,
    lines=(Line(name="Nacelle articulée 12 m", unit="DAY", quantity=Decimal(2), price=Decimal("185.00")),),
)

COATING = Document(
    slug="poudrenn",
    seller=parties.POUDRENN,
    buyer=parties.BREHAT,
    number="PO-2671",
    issued_on=date(2026, 11, 12),
    due_on=date(2026, 12, 12),
    profile=Profile.EXTENDED,
    process="S4",
    order="BC-2026-039",
    preceding=(Reference("AC-118", date(2026, 10, 6), "386"),),
    terms="30 jours, par virement",
    notes=legal_with_identity(parties.POUDRENN),
    lines=(
        Line(
            name="Thermolaquage RAL 7016, profilés",
            item="TH-7016",
            unit="MTR",
            quantity=Decimal(160),
            price=Decimal("10.00"),
        ),
        Line(
            name="Acompte facturé AC-118 du 06/10/26",
            quantity=Decimal(-1),
            price=Decimal("480.00"),
            deposit=Reference("AC-118", date(2026, 10, 6), "386"),
        ),
    ),
)

FEES = replace(
    september.FEES,
    number="H-2026-204",
    issued_on=date(2026, 11, 16),
    due_on=date(2026, 12, 16),
    lines=(
        Line(name="Tenue et révision, octobre 2026", unit="MON", quantity=Decimal(1), price=Decimal("620.00")),
        Line(name="Conseil social, entretiens", unit="HUR", quantity=Decimal("2.5"), price=Decimal("72.00")),
    ),
)

ELECTRICITY = replace(
    september.ELECTRICITY,
    number="10204793008",
    issued_on=date(2026, 11, 18),
    due_on=date(2026, 12, 16),
    period=Period(date(2026, 10, 15), date(2026, 11, 14)),
    terms="Prélèvement le 16 décembre 2026",
    history=(("juin", 5030), ("juil.", 4480), ("août", 3120), ("sept.", 6180), ("oct.", 5340), ("nov.", 6720)),
    lines=(
        Line(name="Abonnement 36 kVA", unit="MON", quantity=Decimal(1), price=Decimal("96.40")),
        Line(name="Consommation, tarif unique", unit="KWH", quantity=Decimal(6720), price=Decimal("0.1685")),
        Line(name="Acheminement", unit="MON", quantity=Decimal(1), price=Decimal("226.60")),
        Line(name="Accise sur l'électricité", unit="KWH", quantity=Decimal(6720), price=Decimal("0.01578")),
    ),
)

GERMAN_PANELS = replace(
    september.GERMAN_PANELS,
    number="RE-2026-5102",
    issued_on=date(2026, 11, 19),
    due_on=date(2026, 12, 19),
    delivered_on=date(2026, 11, 18),
    buyer_reference="BC-2026-044",
    order="BC-2026-044",
    lines=(replace(september.GERMAN_PANELS.lines[0], quantity=Decimal(25)),),
)

# What a garage that is not equipped yet sends by e-mail: a page, no data.
PAGE_ONLY = replace(
    september.VAN_SERVICE,
    number="G-26-1240",
    issued_on=date(2026, 11, 5),
    due_on=date(2026, 12, 5),
    syntax=Syntax.PDF,
    remark="Véhicule utilitaire GK-418-TZ, 145 910 km.",
    lines=(Line(name="Pneu hiver 215/65 R16, montage compris", quantity=Decimal(4), price=Decimal("118.00")),),
    name="facture_garage_sans_donnees.pdf",
)

NOVEMBER = (RENT, LARCH, LIFT_HIRE, COATING, FEES, ELECTRICITY, GERMAN_PANELS, PAGE_ONLY)
