"""The choice of an export template: packages by vendor, each with what its file carries."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecritoire.apps.exports.formats import company_templates
from ecritoire.apps.exports.legal import LEGAL_TEMPLATE
from ecritoire.apps.exports.template_settings import current_template
from ecritoire.domain.language import say

CARRIED: Mapping[str, str | Promise] = {
    "auxiliary": gettext_lazy("comptes auxiliaires"),
    "due_date": gettext_lazy("échéances"),
    "document": gettext_lazy("lien vers le document"),
    "currency": gettext_lazy("montant en devise"),
    "validation": gettext_lazy("date de validation"),
}


@dataclass(frozen=True, slots=True)
class Package:
    """One template that can be chosen."""

    name: str
    label: str
    carries: str
    chosen: bool


@dataclass(slots=True)
class Vendor:
    """A vendor's templates."""

    name: str
    packages: list[Package] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The template in use, as the page says it."""

    label: str
    carries: str
    limits: str


def vendors(chosen: str) -> list[Vendor]:
    """Every template by vendor, in the order of their names; files that any software reads come first."""
    found: defaultdict[str, list[Package]] = defaultdict(list)
    for template in company_templates():
        name, carries = str(template["name"]), template["carries"]
        if name != LEGAL_TEMPLATE:
            package = Package(name, say(str(template["label"])), carried(carries), name == chosen)
            found[say(str(template["vendor"]))].append(package)
    return [Vendor(name[:1].upper() + name[1:], found[name]) for name in sorted(found, key=_rank)]


def _rank(vendor: str) -> tuple[bool, str]:
    """Vendors have names; what any software reads is said in small letters."""
    return vendor[:1].isupper(), vendor.casefold()


def carried(carries: object) -> str:
    """What a file carries besides accounts, dates and amounts, in words."""
    assert isinstance(carries, list)
    return ", ".join(str(label) for code, label in CARRIED.items() if code in carries)


def chosen_package(name: str) -> Chosen | None:
    """The template of this name as the company sets it; nothing when there is none."""
    found = next((each for each in company_templates() if each["name"] == name), None)
    if found is None:
        return None
    template = current_template(name)
    accounts = [each for record in template.records for each in record.fields if each.read_as == "account"]
    longest = min((size for each in accounts if (size := each.width or each.longest)), default=None)
    facts = [template.layout.text.encoding.upper()] if template.layout.text.encoding else []
    if longest:
        facts.insert(0, _("compte de %(count)s caractères au plus") % {"count": longest})
    return Chosen(say(str(found["label"])), carried(found["carries"]), ", ".join(facts))
