"""What is typed so far adds up to, beside what the document states."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ecritoire.domain.keying import KeyedSums, sums_of
from ecritoire.domain.vat import VAT_CODES
from ecritoire.domain.wording import said_amount
from ecritoire.web.keying.forms import Keying


@dataclass(frozen=True, slots=True)
class SumRow:
    """The base and the tax of one code. Minor units of the document's currency."""

    label: str
    base_minor: int
    vat_minor: int


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums so far. ``tone`` is "ok" when they are the document's, "off" when not, empty before one can say."""

    rows: Sequence[SumRow]
    net_minor: int
    vat_minor: int
    total_minor: int
    currency: str
    tone: str
    word: str


def sums_so_far(keying: Keying) -> Sums:
    """Add up what can be read of a form that may not be finished."""
    keying.is_valid()
    lines, head = keying.keyed_lines(), keying.head
    sums = sums_of(lines, head.vat_minor)
    tone, word = _verdict(sums, head.total_minor, keying.currency) if lines else ("", _("Aucune ligne encore"))
    return Sums(
        rows=[SumRow(VAT_CODES[row.vat_code].label, row.base_minor, row.vat_minor) for row in sums.vat],
        net_minor=sums.net_minor,
        vat_minor=sums.vat_minor,
        total_minor=sums.total_minor,
        currency=keying.currency,
        tone=tone,
        word=word,
    )


def _verdict(sums: KeyedSums, stated_minor: int | None, currency: str) -> tuple[str, str]:
    if sums.vat_gap_minor:
        return "off", _("Écart de TVA %(gap)s") % {"gap": said_amount(sums.vat_gap_minor, currency)}
    if stated_minor is None:
        return "", _("Total TTC à recopier")
    if stated_minor != sums.total_minor:
        return "off", _("Écart %(gap)s") % {"gap": said_amount(stated_minor - sums.total_minor, currency)}
    return "ok", _("Les montants concordent")
