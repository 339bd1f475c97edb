"""Templates and files of accounting packages, for the screens and the commands."""

from ecritoire.apps.exports.own_templates import own_templates
from ecritoire.formats.engine.sources import SOURCES
from ecritoire.formats.engine.template import Template
from ecritoire.formats.fec.check import FecReport, Finding, check_fec
from ecritoire.formats.own import own_template
from ecritoire.formats.registry import TEMPLATES, carried_by

__all__ = ["FecReport", "Finding", "check_fec", "company_templates", "names_of_templates", "templates"]


def company_templates() -> list[dict[str, object]]:
    """What the company in scope can choose: the templates it writes, then what ships."""
    return [_described(own_template(row.text)) for row in own_templates()] + templates()


def templates() -> list[dict[str, object]]:
    """What ships with Écritoire: name, label, vendor of each template, and what it carries."""
    return [
        {"name": name, "label": template.label, "vendor": template.vendor, "carries": sorted(template.carries)}
        for name, template in TEMPLATES.items()
    ]


def _described(template: Template) -> dict[str, object]:
    carries = sorted(carried_by(template))
    return {"name": template.name, "label": template.label, "vendor": template.vendor, "carries": carries}


def names_of_templates() -> list[tuple[str, int, str]]:
    """Every name a template may use, how often it changes (1 a file, 2 an entry, 3 a line), and what it says."""
    return [(source.name, int(source.level), source.says) for source in SOURCES.values()]
