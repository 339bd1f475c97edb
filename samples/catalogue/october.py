"""October 2026."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from samples import parties
from samples.catalogue import september
from samples.catalogue.mentions import LEGAL, legal_with_identity
from samples.model import (
    BE12,
    BE21,
    EXPORTED,
    OUT_OF_SCOPE,
    S10,
    S21,
    S55,
    S85,
    Document,
    Line,
    Period,
    Profile,
    Reference,
    Syntax,
)

RENT = replace(
    september.RENT,
    number="FD-2026-10",
    issued_on=date(2026, 10, 1),
    due_on=date(2026, 10, 5),
    period=Period(date(2026, 10, 1), date(2026, 10, 31)),
)

PRESS = Document(
    slug="gazette",
    seller=parties.GAZETTE,
    buyer=parties.BREHAT,
    number="GC-26-20714",
    issued_on=date(2026, 10, 5),
    due_on=date(2026, 11, 4),
    process="M1",
    period=Period(date(2026, 10, 1), date(2027, 9, 30)),
    terms="30 jours, par virement",
    notes=LEGAL,
    lines=(
        Line(name="La Gazette du Copeau, abonnement d'un an", quantity=Decimal(1), price=Decimal("96.00"), tax=S21),
        Line(name="Guide des essences, 4e édition (livre)", quantity=Decimal(1), price=Decimal("38.00"), tax=S55),
        Line(name="Base des prix du bois, accès d'un an", quantity=Decimal(1), price=Decimal("60.00")),
    ),
)

HARDWARE = Document(
    slug="greves",
    seller=parties.GREVES,
    buyer=parties.BREHAT,
    number="DG-26-30188",
    issued_on=date(2026, 10, 6),
    due_on=date(2026, 11, 5),
    profile=Profile.BASIC,
    terms="30 jours, par virement",
    notes=LEGAL,
    lines=(
        Line(name="Charnière invisible 3D", quantity=Decimal(20), price=Decimal("9.45")),
        Line(name="Ferme-porte force 3", quantity=Decimal(1), price=Decimal("48.00")),
    ),
)

COATING_DEPOSIT = Document(
    slug="poudrenn",
    seller=parties.POUDRENN,
    buyer=parties.BREHAT,
    number="AC-118",
    type_code="386",
    title="Facture d'acompte",
    issued_on=date(2026, 10, 6),
    due_on=date(2026, 10, 9),
    process="S1",
    order="BC-2026-039",
    terms="À la commande, par virement",
    notes=LEGAL,
    lines=(Line(name="Acompte de 30 %, thermolaquage, BC-2026-039", quantity=Decimal(1), price=Decimal("480.00")),),
)

FUEL = Document(
    slug="sillage",
    seller=parties.SILLAGE,
    buyer=parties.BREHAT,
    number="CS-2610-55210",
    issued_on=date(2026, 10, 8),
    due_on=date(2026, 10, 8),
    profile=Profile.BASIC_WL,
    process="B2",
    means="48",
    prepaid_minor=64217,
    terms="Payé par carte le 8 octobre 2026",
    remark="Carte n° 4 415 882, véhicule GK-418-TZ.",
    notes=LEGAL,
    lines=(
        Line(name="Gazole, station de Lannion", unit="LTR", quantity=Decimal("318.6"), price=Decimal("1.4525")),
        Line(name="AdBlue", unit="LTR", quantity=Decimal(40), price=Decimal("0.98")),
        Line(name="Service carte", quantity=Decimal(1), price=Decimal("33.17")),
    ),
)

FEES = replace(
    september.FEES,
    number="H-2026-188",
    issued_on=date(2026, 10, 12),
    due_on=date(2026, 11, 11),
    lines=(
        Line(name="Tenue et révision, septembre 2026", unit="MON", quantity=Decimal(1), price=Decimal("620.00")),
        Line(name="Conseil social, entretiens", unit="HUR", quantity=Decimal("2.5"), price=Decimal("72.00")),
    ),
)

HOSTING = Document(
    slug="nuagora",
    seller=parties.NUAGORA,
    buyer=parties.BREHAT,
    number="NG48120937",
    issued_on=date(2026, 10, 12),
    due_on=date(2026, 10, 31),
    process="S1",
    period=Period(date(2026, 10, 1), date(2026, 12, 31)),
    contract="NG-BREHAT-01",
    terms="Payable le 31 octobre 2026, par virement",
    remark="Option pour le paiement de la TVA d'après les débits.",
    notes=legal_with_identity(parties.NUAGORA),
    lines=(
        Line(
            name="Serveurs dédiés",
            description="2 serveurs S-16, du 01/10/26 au 31/12/26",
            item="S-16",
            unit="MON",
            quantity=Decimal(3),
            price=Decimal("290.00"),
        ),
        Line(
            name="Licences logicielles",
            description="Poste distant, 5 utilisateurs",
            item="LIC-RD5",
            unit="MON",
            quantity=Decimal(3),
            price=Decimal("40.00"),
        ),
    ),
)

VENEERS = Document(
    slug="ashwyn",
    seller=parties.ASHWYN,
    buyer=parties.BREHAT,
    number="77120",
    issued_on=date(2026, 10, 13),
    due_on=date(2026, 11, 12),
    currency="GBP",
    syntax=Syntax.UBL,
    process="urn:fdc:peppol.eu:2017:poacc:billing:01:1.0",
    delivered_on=date(2026, 10, 12),
    buyer_reference="BC-2026-040",
    terms="30 days net",
    remark="Origin: GB. EORI GB918342758000.",
    lines=(
        Line(
            name="European oak veneer 0.6 mm, crown cut",
            item="EOV-06C",
            unit="MTK",
            quantity=Decimal(140),
            price=Decimal("6.40"),
            tax=EXPORTED,
        ),
        Line(name="Carriage to Lannion", quantity=Decimal(1), price=Decimal("84.00"), tax=EXPORTED),
    ),
)

SOFTWARE = Document(
    slug="brindleforge",
    seller=parties.BRINDLEFORGE,
    buyer=parties.BREHAT,
    number="INV-10-2231",
    title="Invoice",
    issued_on=date(2026, 10, 14),
    due_on=date(2026, 11, 13),
    currency="USD",
    process="urn:brindleforge.example:billing",
    terms="Net 30, wire transfer",
    remark="Services supplied from the United States. No VAT charged: the customer accounts for it.",
    lines=(
        Line(
            name="CNC post-processor licence",
            description="One seat, perpetual",
            item="PP-5X",
            quantity=Decimal(1),
            price=Decimal("950.00"),
            tax=OUT_OF_SCOPE,
        ),
        Line(name="Remote setup", unit="HUR", quantity=Decimal(2), price=Decimal("150.00"), tax=OUT_OF_SCOPE),
    ),
)

GLAZING = replace(
    september.GLAZING_ORDER,
    number="KV-26-0588",
    type_code="380",
    title="Facture",
    issued_on=date(2026, 10, 14),
    due_on=date(2026, 10, 29),
    delivered_on=date(2026, 10, 13),
    order="PF-2026-117",
    prepaid_minor=155520,
    terms="15 jours, par virement",
    remark="Acompte de 1 555,20 € reçu le 11 septembre 2026, déduit du net à payer.",
)

STATIONERY = Document(
    slug="trolan",
    seller=parties.TROLAN,
    buyer=parties.BREHAT,
    number="TR-061077",
    issued_on=date(2026, 10, 14),
    due_on=date(2026, 11, 13),
    terms="30 jours, par virement",
    notes=LEGAL,
    lines=(
        Line(name="Papier A4 80 g, ramette", item="PA4-80", quantity=Decimal(10), price=Decimal("4.62")),
        Line(name="Toner noir, imprimante de l'atelier", item="TN-28", quantity=Decimal(1), price=Decimal("34.00")),
    ),
)
STATIONERY_AGAIN = replace(STATIONERY, suffix="_duplicata", stamp="DUPLICATA")

# VAT rounded line by line, then summed: two cents more than 20 % of the net, one cent less than what the total says.
SHELVING = Document(
    slug="manuplan",
    seller=parties.MANUPLAN,
    buyer=parties.BREHAT,
    number="MAN-5520431",
    issued_on=date(2026, 10, 15),
    due_on=date(2026, 11, 30),
    delivered_on=date(2026, 10, 14),
    order="BC-2026-034",
    terms="45 jours fin de mois, par virement",
    notes=legal_with_identity(parties.MANUPLAN),
    stated_vat={Decimal(20): 192093},
    stated_total_minor=1152551,
    lines=(
        Line(
            name="Rayonnage cantilever 3 m, travée",
            description="5 niveaux, 600 kg par bras",
            item="RC-3005",
            quantity=Decimal(6),
            price=Decimal("1245.90"),
        ),
        Line(name="Établi d'atelier 2 m, plateau hêtre", item="ET-200H", quantity=Decimal(4), price=Decimal("389.95")),
        Line(name="Livraison et montage", item="MONT-22", quantity=Decimal(1), price=Decimal("569.37")),
    ),
)

ELECTRICITY = replace(
    september.ELECTRICITY,
    number="10204702215",
    issued_on=date(2026, 10, 18),
    due_on=date(2026, 11, 16),
    period=Period(date(2026, 9, 15), date(2026, 10, 14)),
    terms="Prélèvement le 16 novembre 2026",
    history=(("mai", 4870), ("juin", 5030), ("juil.", 4480), ("août", 3120), ("sept.", 6180), ("oct.", 5340)),
    lines=(
        Line(name="Abonnement 36 kVA", unit="MON", quantity=Decimal(1), price=Decimal("96.40")),
        Line(name="Consommation, tarif unique", unit="KWH", quantity=Decimal(5340), price=Decimal("0.1685")),
        Line(name="Acheminement", unit="MON", quantity=Decimal(1), price=Decimal("203.12")),
        Line(name="Accise sur l'électricité", unit="KWH", quantity=Decimal(5340), price=Decimal("0.01578")),
    ),
)

GLOVES = Document(
    slug="manuplan",
    seller=parties.MANUPLAN,
    buyer=parties.BREHAT,
    number="MAN-5519876",
    issued_on=date(2026, 10, 19),
    due_on=date(2026, 11, 30),
    rounding_minor=1,
    terms="45 jours fin de mois, par virement",
    notes=legal_with_identity(parties.MANUPLAN),
    lines=(Line(name="Gants anti-coupure, la paire", item="GAC-9", quantity=Decimal(12), price=Decimal("6.68")),),
)

FASTENERS = Document(
    slug="vismer",
    seller=parties.VISMER,
    buyer=parties.BREHAT,
    number="FA-8817",
    issued_on=date(2026, 10, 27),
    due_on=date(2026, 11, 30),
    delivered_on=date(2026, 10, 26),
    order="BC-2026-038",
    despatch="BL-4471",
    terms="30 jours fin de mois, par virement",
    notes=LEGAL,
    lines=(
        Line(name="Vis inox A2 5×60, boîte de 200", item="V-A2-560", quantity=Decimal(24), price=Decimal("18.90")),
        Line(name="Cheville nylon 10×80, boîte de 50", item="C-N-1080", quantity=Decimal(40), price=Decimal("12.35")),
        Line(name="Mastic polyuréthane gris 310 ml", item="M-PU-310", quantity=Decimal(60), price=Decimal("7.98")),
        Line(name="Frais de port", quantity=Decimal(1), price=Decimal("60.00")),
    ),
)
FASTENERS_ORDER = replace(
    FASTENERS,
    number="BC-2026-038",
    type_code="325",
    title="Confirmation de commande",
    issued_on=date(2026, 10, 19),
    due_on=None,
    delivered_on=None,
    order="",
    despatch="",
    remark="Pour votre bon de commande BC-2026-038. Livraison le 26 octobre 2026. Ce document n'est pas une facture.",
)

STORAGE = Document(
    slug="pitons",
    seller=parties.PITONS,
    buyer=parties.BREHAT,
    number="TP-2026-0318",
    issued_on=date(2026, 10, 20),
    due_on=date(2026, 11, 19),
    process="S1",
    period=Period(date(2026, 10, 1), date(2026, 10, 31)),
    terms="30 jours, par virement",
    remark="Chantier Hôtel du Lagon, Saint-Gilles-les-Bains.",
    notes=LEGAL,
    lines=(
        Line(
            name="Local de stockage 120 m², 22 rue des Docks",
            quantity=Decimal(1),
            unit="MON",
            price=Decimal("1680.00"),
            tax=S85,
        ),
        Line(name="Gardiennage du local", quantity=Decimal(1), unit="MON", price=Decimal("460.00"), tax=S85),
    ),
)

HOTEL = Document(
    slug="wilgen",
    seller=parties.WILGEN,
    buyer=parties.BREHAT,
    number="2026-1187",
    issued_on=date(2026, 10, 22),
    due_on=date(2026, 10, 22),
    syntax=Syntax.UBL,
    profile=Profile.PEPPOL,
    process="urn:fdc:peppol.eu:2017:poacc:billing:01:1.0",
    period=Period(date(2026, 10, 20), date(2026, 10, 22)),
    buyer_reference="P. Guillou",
    means="48",
    prepaid_minor=30116,
    terms="Payé par carte",
    lines=(
        Line(name="Chambre, 2 nuits", unit="DAY", quantity=Decimal(2), price=Decimal("115.00"), tax=BE12),
        Line(name="Parking", unit="DAY", quantity=Decimal(2), price=Decimal("18.00"), tax=BE21),
    ),
)

MEAL = Document(
    slug="chenal",
    seller=parties.CHENAL,
    buyer=parties.BREHAT,
    number="AC-3381",
    issued_on=date(2026, 10, 23),
    due_on=date(2026, 11, 22),
    profile=Profile.BASIC,
    process="S1",
    terms="30 jours, par virement",
    remark="Repas de fin de chantier du 22/10/26, 17 couverts.",
    notes=LEGAL,
    lines=(
        Line(name="Menu du marché", quantity=Decimal(17), price=Decimal("20.00"), tax=S10),
        Line(name="Vins et cidre", quantity=Decimal(1), price=Decimal("31.67")),
    ),
)

HAULAGE = Document(
    slug="karadeg",
    seller=replace(parties.KARADEG, iban="FR7617806901640187451954174"),
    buyer=parties.BREHAT,
    number="TKG-2702",
    issued_on=date(2026, 10, 23),
    due_on=date(2026, 11, 22),
    process="S1",
    despatch="CMR-90544",
    terms="30 jours, par virement (C. com. L441-11)",
    notes=LEGAL,
    lines=(
        Line(
            name="Belle-Isle-en-Terre - Lannion, bois débité",
            description="Enlèvement du 21/10/26",
            quantity=Decimal(1),
            price=Decimal("462.00"),
        ),
        Line(name="Hayon élévateur", quantity=Decimal(1), price=Decimal("50.00")),
    ),
)

SCREWS_CORRECTED = replace(
    september.SCREWS,
    number="FA-8850",
    type_code="384",
    title="Facture rectificative",
    issued_on=date(2026, 10, 26),
    due_on=date(2026, 11, 30),
    preceding=(Reference("FA-8790", date(2026, 9, 25)),),
    remark="Annule et remplace la facture FA-8790 du 25 septembre 2026 : prix du contrat cadre.",
    lines=(Line(name="Vis inox A2 4×40, boîte de 200", item="V-A2-440", quantity=Decimal(20), price=Decimal("12.40")),),
)

RAILING = Document(
    slug="guerzid",
    seller=parties.GUERZID,
    buyer=parties.BREHAT,
    number="FC-2026-144",
    issued_on=date(2026, 10, 28),
    due_on=date(2026, 11, 27),
    process="B4",
    delivered_on=date(2026, 10, 27),
    order="BC-2026-037",
    preceding=(Reference("AC-2026-021", date(2026, 9, 24), "386"),),
    prepaid_minor=180000,
    terms="30 jours, par virement",
    remark="Acompte AC-2026-021 du 24 septembre 2026, 1 800,00 € TTC, déduit du net à payer.",
    notes=LEGAL,
    lines=(
        Line(name="Garde-corps acier, le mètre", unit="MTR", quantity=Decimal("12.5"), price=Decimal("336.00")),
        Line(name="Main courante chêne, fixations", unit="MTR", quantity=Decimal("12.5"), price=Decimal("64.00")),
    ),
)

OAK_CREDIT = Document(
    slug="rozhuel",
    seller=parties.ROZHUEL,
    buyer=parties.BREHAT,
    number="AV26-031",
    type_code="381",
    title="Avoir",
    issued_on=date(2026, 10, 28),
    syntax=Syntax.CII,
    preceding=(Reference("F26-0912", date(2026, 9, 28)),),
    notes=legal_with_identity(parties.ROZHUEL),
    lines=(
        Line(
            name="Chêne plot, 41 mm, retour",
            description="Plot fendu, BL26-1477",
            item="CHE-41P",
            unit="MTQ",
            quantity=Decimal("0.4"),
            price=Decimal("1150.00"),
        ),
    ),
)

STATIONERY_BACK = replace(
    STATIONERY,
    number="TR-061102",
    title="Avoir",
    issued_on=date(2026, 10, 29),
    due_on=date(2026, 11, 28),
    terms="À déduire de votre prochain règlement",
    remark="Retour partiel, facture TR-061077.",
    lines=(
        Line(name="Papier A4 80 g, ramette, retour", item="PA4-80", quantity=Decimal(-5), price=Decimal("4.62")),
        Line(name="Toner noir, échange standard", item="TN-28", quantity=Decimal(-1), price=Decimal("17.00")),
    ),
)

TELEPHONE = replace(
    september.TELEPHONE,
    number="OV-1026-771204",
    issued_on=date(2026, 10, 30),
    due_on=date(2026, 11, 12),
    period=Period(date(2026, 10, 1), date(2026, 10, 31)),
    terms="Prélèvement le 12 novembre 2026",
    lines=(
        *september.TELEPHONE.lines[:2],
        Line(name="Communications hors forfait", quantity=Decimal(1), price=Decimal("13.65")),
    ),
)

FOR_A_NEIGHBOUR = Document(
    slug="manuplan",
    seller=parties.MANUPLAN,
    buyer=parties.GOELO,
    number="MAN-5521007",
    issued_on=date(2026, 10, 30),
    due_on=date(2026, 12, 31),
    terms="45 jours fin de mois, par virement",
    notes=legal_with_identity(parties.MANUPLAN),
    lines=(Line(name="Transpalette manuel 2,5 t", item="TP-25", quantity=Decimal(1), price=Decimal("349.00")),),
)

OCTOBER = (
    RENT,
    PRESS,
    HARDWARE,
    COATING_DEPOSIT,
    FUEL,
    FEES,
    HOSTING,
    VENEERS,
    SOFTWARE,
    GLAZING,
    STATIONERY,
    STATIONERY_AGAIN,
    SHELVING,
    ELECTRICITY,
    GLOVES,
    FASTENERS_ORDER,
    STORAGE,
    HOTEL,
    MEAL,
    HAULAGE,
    SCREWS_CORRECTED,
    FASTENERS,
    RAILING,
    OAK_CREDIT,
    STATIONERY_BACK,
    TELEPHONE,
    FOR_A_NEIGHBOUR,
)
