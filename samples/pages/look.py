"""What a supplier's paper looks like."""

from dataclasses import dataclass

from samples.pages.logos import Logo


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Font, colours, sign, and the way the table is drawn."""

    family: str
    accent: str
    logo: Logo
    table: str = "rules"  # rules, band, grid, plain
    ink: str = "#1c1a1f"
    soft: str = "#6a665e"
    line: str = "#d9d6cf"
    tint: str = "#f4f3f0"
    slogan: str = ""
