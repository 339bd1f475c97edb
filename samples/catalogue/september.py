"""September 2026, and one of December 2025 that came late."""

from datetime import date
from decimal import Decimal

from samples import parties
from samples.catalogue.mentions import LEGAL, legal_with_identity
from samples.model import (
    EXEMPT_INSURANCE,
    INTRA_EU,
    SUBCONTRACTING,
    Adjustment,
    Document,
    Line,
    Period,
    Profile,
    Reference,
    Syntax,
)

LATE_HARDWARE = Document(
    slug="greves",
    seller=parties.GREVES,
    buyer=parties.BREHAT,
    number="DG-25-9921",
    issued_on=date(2025, 12, 18),
    due_on=date(2026, 1, 31),
    syntax=Syntax.UBL,
    delivered_on=date(2025, 12, 17),
    terms="30 jours fin de mois, par virement",
    notes=LEGAL,
    lines=(
        Line(name="Paumelle inox 140 × 70, la paire", item="PAU-140", quantity=Decimal(12), price=Decimal("8.90")),
        Line(name="Serrure à larder axe 50", item="SER-050", quantity=Decimal(2), price=Decimal("20.70")),
    ),
)

RENT = Document(
    slug="digue",
    seller=parties.DIGUE,
    buyer=parties.BREHAT,
    number="FD-2026-09",
    title="Avis d'échéance",
    issued_on=date(2026, 9, 1),
    due_on=date(2026, 9, 5),
    process="S1",
    period=Period(date(2026, 9, 1), date(2026, 9, 30)),
    contract="BAIL-2021-07",
    terms="Payable d'avance le 5 du mois, par virement",
    notes=LEGAL,
    lines=(
        Line(name="Loyer atelier, 14 rue des Chantiers", unit="MON", quantity=Decimal(1), price=Decimal("1350.00")),
        Line(name="Provision pour charges", unit="MON", quantity=Decimal(1), price=Decimal("125.00")),
    ),
)

TIMBER = Document(
    slug="rozhuel",
    seller=parties.ROZHUEL,
    buyer=parties.BREHAT,
    number="F26-0871",
    issued_on=date(2026, 9, 3),
    due_on=date(2026, 10, 15),
    delivered_on=date(2026, 9, 2),
    order="BC-2026-033",
    despatch="BL26-1402",
    terms="45 jours, par virement",
    notes=legal_with_identity(parties.ROZHUEL),
    lines=(
        Line(
            name="Chêne avivé QF1, 27 mm",
            description="Séché 10 %, PEFC 100 %",
            item="CHE-27",
            unit="MTQ",
            quantity=Decimal("2.4"),
            price=Decimal("1180.00"),
        ),
        Line(
            name="Frêne plot, 54 mm",
            description="Séché 12 %",
            item="FRE-54",
            unit="MTQ",
            quantity=Decimal("0.85"),
            price=Decimal("1040.00"),
        ),
    ),
    adjustments=(
        Adjustment(
            is_charge=False,
            amount_minor=11148,
            reason="Remise quantité",
            reason_code="100",
            percent=Decimal(3),
            base_minor=371600,
        ),
        Adjustment(is_charge=True, amount_minor=9500, reason="Frais de port", reason_code="FC"),
    ),
)

SAW_ORDER = Document(
    slug="fouldrin",
    seller=parties.FOULDRIN,
    buyer=parties.BREHAT,
    number="BC-2026-041",
    type_code="325",
    title="Pro forma",
    issued_on=date(2026, 9, 4),
    terms="Acompte de 30 % à la commande, soit 4 492,80 €. Solde à la mise en service, semaine 47.",
    remark="Pour votre bon de commande BC-2026-041. Ce document n'est pas une facture.",
    notes=LEGAL,
    lines=(
        Line(
            name="Scie à format F-320",
            description="Chariot 3 200 mm, inciseur, 5,5 kW triphasé",
            item="F320-55",
            quantity=Decimal(1),
            price=Decimal("11900.00"),
        ),
        Line(name="Livraison et mise en service", item="MES-1", quantity=Decimal(1), price=Decimal("580.00")),
    ),
)

GLAZING_ORDER = Document(
    slug="keravis",
    seller=parties.KERAVIS,
    buyer=parties.BREHAT,
    number="PF-2026-117",
    type_code="325",
    title="Pro forma",
    issued_on=date(2026, 9, 7),
    terms="Acompte de 40 % à la commande, soit 1 555,20 €. Solde à la livraison.",
    remark="Ce document n'est pas une facture.",
    notes=LEGAL,
    lines=(
        Line(name="Double vitrage 4/16/4 argon, sur mesure", unit="MTK", quantity=Decimal(36), price=Decimal("78.50")),
        Line(name="Vitrage feuilleté 44.2, sur mesure", unit="MTK", quantity=Decimal(6), price=Decimal("69.00")),
    ),
)

GERMAN_PANELS = Document(
    slug="brennecke",
    seller=parties.BRENNECKE,
    buyer=parties.BREHAT,
    number="RE-2026-4471",
    issued_on=date(2026, 9, 8),
    due_on=date(2026, 10, 8),
    syntax=Syntax.UBL,
    profile=Profile.PEPPOL,
    process="urn:fdc:peppol.eu:2017:poacc:billing:01:1.0",
    delivered_on=date(2026, 9, 7),
    buyer_reference="BC-2026-035",
    order="BC-2026-035",
    means="58",
    terms="30 Tage netto",
    lines=(
        Line(
            name="Birke Multiplex 18 mm",
            item="BMX-18",
            description="2500 × 1250 mm, BB/BB",
            quantity=Decimal(40),
            price=Decimal("48.50"),
            tax=INTRA_EU,
        ),
        Line(name="MDF 19 mm", item="MDF-19", quantity=Decimal(30), price=Decimal("21.40"), tax=INTRA_EU),
        Line(name="Fracht Korbach - Lannion", quantity=Decimal(1), price=Decimal("85.00"), tax=INTRA_EU),
    ),
)

FEES = Document(
    slug="morvezen",
    seller=parties.MORVEZEN,
    buyer=parties.BREHAT,
    number="H-2026-171",
    title="Note d'honoraires",
    issued_on=date(2026, 9, 10),
    due_on=date(2026, 10, 10),
    process="S1",
    contract="LM-2024-118",
    terms="30 jours, par virement",
    remark="Mission de présentation des comptes annuels, lettre de mission LM-2024-118.",
    notes=legal_with_identity(parties.MORVEZEN),
    lines=(
        Line(name="Tenue et révision, août 2026", unit="MON", quantity=Decimal(1), price=Decimal("620.00")),
        Line(name="Conseil social, entretiens", unit="HUR", quantity=Decimal("2.5"), price=Decimal("72.00")),
    ),
)

LIFT_HIRE = Document(
    slug="louarn",
    seller=parties.LOUARN,
    buyer=parties.BREHAT,
    number="L26-08841",
    issued_on=date(2026, 9, 14),
    due_on=date(2026, 10, 14),
    syntax=Syntax.UBL,
    process="S1",
    period=Period(date(2026, 9, 7), date(2026, 9, 11)),
    contract="CT-118842",
    terms="30 jours, par virement",
    notes=LEGAL,
    lines=(
        Line(name="Nacelle articulée 12 m", unit="DAY", quantity=Decimal(4), price=Decimal("185.00")),
        Line(name="Groupe électrogène 6 kVA", unit="DAY", quantity=Decimal(3), price=Decimal("52.50")),
        Line(name="Transport aller et retour", quantity=Decimal(1), price=Decimal("107.50")),
    ),
)

INSURANCE = Document(
    slug="pennroch",
    seller=parties.PENNROCH,
    buyer=parties.BREHAT,
    number="PR-26-004417",
    title="Avis d'échéance",
    issued_on=date(2026, 9, 15),
    due_on=date(2026, 9, 30),
    process="S1",
    period=Period(date(2026, 7, 1), date(2026, 9, 30)),
    contract="DEC-774120",
    means="59",
    mandate="PR774120M01",
    terms="Prélèvement le 30 septembre 2026",
    notes=LEGAL,
    lines=(
        Line(
            name="Responsabilité décennale, 3e trimestre 2026",
            quantity=Decimal(1),
            price=Decimal("1178.53"),
            tax=EXEMPT_INSURANCE,
        ),
        Line(
            name="Taxe sur les conventions d'assurance, 9 %",
            quantity=Decimal(1),
            price=Decimal("106.07"),
            tax=EXEMPT_INSURANCE,
        ),
    ),
)

HAULAGE = Document(
    slug="karadeg",
    seller=parties.KARADEG,
    buyer=parties.BREHAT,
    number="TKG-2611",
    issued_on=date(2026, 9, 16),
    due_on=date(2026, 10, 16),
    process="S1",
    despatch="CMR-90211",
    terms="30 jours, par virement (C. com. L441-11)",
    notes=LEGAL,
    lines=(
        Line(
            name="Lannion - Rennes, menuiseries, 2 palettes",
            description="Enlèvement du 14/09/26",
            quantity=Decimal(2),
            price=Decimal("382.00"),
        ),
        Line(name="Hayon élévateur", quantity=Decimal(2), price=Decimal("50.00")),
    ),
)

DUST_EXTRACTOR = Document(
    slug="fouldrin",
    seller=parties.FOULDRIN,
    buyer=parties.BREHAT,
    number="FM-26-1189",
    issued_on=date(2026, 9, 17),
    due_on=date(2026, 10, 17),
    delivered_on=date(2026, 9, 16),
    order="BC-2026-036",
    terms="30 jours, par virement",
    notes=legal_with_identity(parties.FOULDRIN),
    lines=(
        Line(
            name="Aspirateur à copeaux AC-250",
            description="N° de série AC250-26-0417, garantie 2 ans",
            item="AC-250",
            quantity=Decimal(1),
            price=Decimal("2450.00"),
        ),
        Line(name="Jeu de manches filtrantes", item="AC-M5", unit="SET", quantity=Decimal(1), price=Decimal("186.00")),
    ),
)

ELECTRICITY = Document(
    slug="elyor",
    seller=parties.ELYOR,
    buyer=parties.BREHAT,
    number="10204611874",
    issued_on=date(2026, 9, 18),
    due_on=date(2026, 10, 16),
    process="B1",
    period=Period(date(2026, 8, 15), date(2026, 9, 14)),
    contract="PDL-22811470036514",
    means="59",
    mandate="ELY0098124471",
    terms="Prélèvement le 16 octobre 2026",
    notes=legal_with_identity(parties.ELYOR),
    history=(("avril", 5210), ("mai", 4870), ("juin", 5030), ("juil.", 4480), ("août", 3120), ("sept.", 6180)),
    lines=(
        Line(name="Abonnement 36 kVA", unit="MON", quantity=Decimal(1), price=Decimal("96.40")),
        Line(name="Consommation, tarif unique", unit="KWH", quantity=Decimal(6180), price=Decimal("0.1685")),
        Line(name="Acheminement", unit="MON", quantity=Decimal(1), price=Decimal("218.75")),
        Line(name="Accise sur l'électricité", unit="KWH", quantity=Decimal(6180), price=Decimal("0.01578")),
    ),
)

LIFT_CREDIT = Document(
    slug="louarn",
    seller=parties.LOUARN,
    buyer=parties.BREHAT,
    number="L26-A0117",
    type_code="381",
    title="Avoir",
    issued_on=date(2026, 9, 21),
    syntax=Syntax.UBL,
    process="S1",
    preceding=(Reference("L26-08841", date(2026, 9, 14)),),
    notes=LEGAL,
    lines=(
        Line(
            name="Nacelle articulée 12 m, panne du 10/09/26", unit="DAY", quantity=Decimal(1), price=Decimal("185.00")
        ),
        Line(name="Groupe électrogène 6 kVA, geste commercial", quantity=Decimal(1), price=Decimal("80.00")),
    ),
)

FITTING = Document(
    slug="tremael",
    seller=parties.TREMAEL,
    buyer=parties.BREHAT,
    number="SIT-2026-04",
    title="Facture, situation n° 4",
    issued_on=date(2026, 9, 22),
    due_on=date(2026, 10, 22),
    process="S1",
    contract="ST-2026-002",
    terms="30 jours, par virement",
    remark="Autoliquidation : TVA due par le preneur, article 283-2 nonies du CGI.",
    notes=LEGAL,
    lines=(
        Line(
            name="Pose de menuiseries extérieures, résidence des Ajoncs",
            quantity=Decimal(14),
            price=Decimal("210.00"),
            tax=SUBCONTRACTING,
        ),
        Line(
            name="Finitions et calfeutrement",
            unit="HUR",
            quantity=Decimal(22),
            price=Decimal("39.00"),
            tax=SUBCONTRACTING,
        ),
    ),
)

RAILING_DEPOSIT = Document(
    slug="guerzid",
    seller=parties.GUERZID,
    buyer=parties.BREHAT,
    number="AC-2026-021",
    type_code="386",
    title="Facture d'acompte",
    issued_on=date(2026, 9, 24),
    due_on=date(2026, 9, 28),
    order="BC-2026-037",
    terms="À la commande, par virement",
    notes=LEGAL,
    lines=(
        Line(name="Acompte de 30 %, garde-corps acier, BC-2026-037", quantity=Decimal(1), price=Decimal("1500.00")),
    ),
)

VAN_SERVICE = Document(
    slug="meuric",
    seller=parties.MEURIC,
    buyer=parties.BREHAT,
    number="G-26-1187",
    issued_on=date(2026, 9, 24),
    due_on=date(2026, 10, 24),
    profile=Profile.BASIC,
    process="M1",
    terms="30 jours, par virement",
    remark="Véhicule utilitaire GK-418-TZ, 142 380 km.",
    notes=LEGAL,
    lines=(
        Line(name="Plaquettes et disques avant", quantity=Decimal(1), price=Decimal("212.60")),
        Line(name="Huile 5W30 et filtre", quantity=Decimal(1), price=Decimal("54.90")),
        Line(name="Main-d'œuvre", unit="HUR", quantity=Decimal("3.5"), price=Decimal("68.00")),
    ),
)

SCREWS = Document(
    slug="vismer",
    seller=parties.VISMER,
    buyer=parties.BREHAT,
    number="FA-8790",
    issued_on=date(2026, 9, 25),
    due_on=date(2026, 10, 31),
    delivered_on=date(2026, 9, 24),
    terms="30 jours fin de mois, par virement",
    notes=LEGAL,
    lines=(Line(name="Vis inox A2 4×40, boîte de 200", item="V-A2-440", quantity=Decimal(20), price=Decimal("14.20")),),
)

OAK = Document(
    slug="rozhuel",
    seller=parties.ROZHUEL,
    buyer=parties.BREHAT,
    number="F26-0912",
    issued_on=date(2026, 9, 28),
    due_on=date(2026, 11, 30),
    delivered_on=date(2026, 9, 25),
    despatch="BL26-1477",
    terms="45 jours fin de mois, par virement",
    notes=legal_with_identity(parties.ROZHUEL),
    lines=(
        Line(
            name="Chêne plot, 41 mm",
            description="Séché 10 %, PEFC 100 %",
            item="CHE-41P",
            unit="MTQ",
            quantity=Decimal("3.8"),
            price=Decimal("1150.00"),
        ),
        Line(
            name="Douglas avivé, 50 mm",
            description="Purgé d'aubier",
            item="DOU-50",
            unit="MTQ",
            quantity=Decimal("2.5"),
            price=Decimal("380.00"),
        ),
    ),
)

TELEPHONE = Document(
    slug="onvelia",
    seller=parties.ONVELIA,
    buyer=parties.BREHAT,
    number="OV-0926-771204",
    issued_on=date(2026, 9, 30),
    due_on=date(2026, 10, 12),
    syntax=Syntax.CII,
    process="S1",
    period=Period(date(2026, 9, 1), date(2026, 9, 30)),
    contract="CLI-771204",
    means="59",
    mandate="OV771204R1",
    terms="Prélèvement le 12 octobre 2026",
    notes=LEGAL,
    lines=(
        Line(name="Fibre professionnelle", unit="MON", quantity=Decimal(1), price=Decimal("59.00")),
        Line(name="Lignes mobiles", unit="MON", quantity=Decimal(4), price=Decimal("21.50")),
        Line(name="Communications hors forfait", quantity=Decimal(1), price=Decimal("10.40")),
    ),
)

SEPTEMBER = (
    LATE_HARDWARE,
    RENT,
    TIMBER,
    SAW_ORDER,
    GLAZING_ORDER,
    GERMAN_PANELS,
    FEES,
    LIFT_HIRE,
    INSURANCE,
    HAULAGE,
    DUST_EXTRACTOR,
    ELECTRICITY,
    LIFT_CREDIT,
    FITTING,
    RAILING_DEPOSIT,
    VAN_SERVICE,
    SCREWS,
    OAK,
    TELEPHONE,
)
