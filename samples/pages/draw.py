"""From a document to its page."""

from samples.model import Document
from samples.pages import layouts, logos
from samples.pages.layouts import Layout
from samples.pages.look import Look
from samples.pages.parts import FOOT
from samples.pages.sheet import Sheet

LOOKS: dict[str, tuple[Layout, Look]] = {
    "brindleforge": (
        layouts.banner,
        Look(
            family="Inter",
            accent="#2b2f3a",
            tint="#f0f1f4",
            logo=logos.anvil,
            table="band",
            slogan="Tooling software for people who cut wood",
        ),
    ),
    "chenal": (
        layouts.letter,
        Look(
            family="Spectral",
            accent="#1f5f8b",
            logo=logos.boat,
            table="plain",
            slogan="Cuisine du port, tous les jours sauf mardi",
        ),
    ),
    "digue": (
        layouts.letter,
        Look(family="Inter", accent="#3c4650", logo=logos.waves, table="plain", slogan="Locations professionnelles"),
    ),
    "elyor": (layouts.utility, Look(family="WorkSans", accent="#0b7a4b", tint="#eaf5ef", logo=logos.bolt)),
    "fouldrin": (
        layouts.banner,
        Look(
            family="Barlow",
            accent="#b3261e",
            tint="#faf0ef",
            logo=logos.saw,
            table="band",
            slogan="Machines à bois, vente et entretien depuis 1978",
        ),
    ),
    "gazette": (
        layouts.letter,
        Look(
            family="Spectral",
            accent="#1c1a1f",
            logo=logos.letter("G"),
            table="plain",
            slogan="Le bimensuel des métiers du bois",
        ),
    ),
    "greves": (
        layouts.form,
        Look(family="Barlow", accent="#5b4a36", tint="#f3efe8", line="#b9b2a6", logo=logos.key, table="grid"),
    ),
    "guerzid": (layouts.sidebar, Look(family="Barlow", accent="#c2571a", tint="#f7f2ee", logo=logos.beams)),
    "karadeg": (
        layouts.banner,
        Look(
            family="WorkSans",
            accent="#14487a",
            tint="#eef3f8",
            logo=logos.chevrons,
            table="band",
            slogan="Bretagne, Pays de la Loire, Normandie",
        ),
    ),
    "keravis": (layouts.sidebar, Look(family="WorkSans", accent="#127c8a", tint="#eef6f7", logo=logos.facets)),
    "manuplan": (
        layouts.form,
        Look(family="Inter", accent="#e08a00", tint="#fdf3df", line="#cbc6bb", logo=logos.grid, table="grid"),
    ),
    "meuric": (
        layouts.form,
        Look(family="Bitter", accent="#23395b", tint="#eceff4", line="#b7bcc6", logo=logos.wheel, table="grid"),
    ),
    "morvezen": (
        layouts.letter,
        Look(
            family="Spectral",
            accent="#5c2a3a",
            logo=logos.letter("M"),
            table="plain",
            slogan="Expertise comptable, inscrit au tableau de l'Ordre de Bretagne",
        ),
    ),
    "nuagora": (layouts.sidebar, Look(family="Inter", accent="#3a3fb0", tint="#f1f1fb", logo=logos.cloud)),
    "pennroch": (layouts.utility, Look(family="Inter", accent="#7a1f5c", tint="#f8eef5", logo=logos.shield)),
    "pitons": (
        layouts.banner,
        Look(
            family="Inter",
            accent="#0f6b5f",
            tint="#edf5f3",
            logo=logos.peaks,
            table="band",
            slogan="Stockage et logistique, île de La Réunion",
        ),
    ),
    "poudrenn": (layouts.sidebar, Look(family="Barlow", accent="#8a2be2", tint="#f6f0fc", logo=logos.dots)),
    "rozhuel": (layouts.classic, Look(family="Bitter", accent="#2f6b3a", logo=logos.rings)),
    "sillage": (layouts.utility, Look(family="Barlow", accent="#c8102e", tint="#fbeef0", logo=logos.drop)),
    "tremael": (
        layouts.form,
        Look(family="WorkSans", accent="#8c5a2b", line="#c5c2bb", logo=logos.bricks, table="grid"),
    ),
    "trolan": (layouts.classic, Look(family="WorkSans", accent="#d1416b", logo=logos.page)),
    "vismer": (layouts.classic, Look(family="Inter", accent="#a01c20", logo=logos.hexagon)),
}
STAMP = "#c0392b"


def draw_page(document: Document) -> bytes:
    """Draw a document as its supplier would print it; give a PDF without data."""
    layout, look = LOOKS[document.slug]
    sheet = Sheet(look.family)
    end = layout(sheet, document, look)
    assert end < FOOT - 2, f"{document.number}: the body runs into the foot of the page"
    if document.stamp:
        sheet.stamp(128, 230, document.stamp, STAMP)
    return sheet.bytes()
