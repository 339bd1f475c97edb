"""Templates and files of accounting packages, for the screens and the commands."""

from ecritoire.formats.fec.check import FecReport, Finding, check_fec
from ecritoire.formats.registry import TEMPLATES

__all__ = ["FecReport", "Finding", "check_fec", "templates"]


def templates() -> list[dict[str, object]]:
    """What ships with Écritoire: name, label, vendor of each template, and what it carries."""
    return [
        {"name": name, "label": template.label, "vendor": template.vendor, "carries": sorted(template.carries)}
        for name, template in TEMPLATES.items()
    ]
