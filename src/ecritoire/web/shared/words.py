"""Counts in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ecritoire.domain.language import in_english

# Inter's Latin file has no narrow no-break space: the thin space it has takes its place, where lines cannot break.
SHOWN_SPACE = "\u2009"


def grouped(value: int) -> str:
    """A whole number with its thousands apart: by thin spaces, in English by commas."""
    return f"{value:,}" if in_english() else f"{value:,}".replace(",", SHOWN_SPACE)


def entries(value: int) -> str:
    """88 écritures."""
    return ngettext("%(count)s écriture", "%(count)s écritures", value) % {"count": grouped(value)}


def lines(value: int) -> str:
    """264 lignes."""
    return ngettext("%(count)s ligne", "%(count)s lignes", value) % {"count": grouped(value)}


def documents(value: int) -> str:
    """57 documents."""
    return ngettext("%(count)s document", "%(count)s documents", value) % {"count": grouped(value)}


def payments(value: int) -> str:
    """3 paiements."""
    return ngettext("%(count)s paiement", "%(count)s paiements", value) % {"count": grouped(value)}


def reasons(value: int) -> str:
    """2 motifs."""
    return ngettext("%(count)s motif", "%(count)s motifs", value) % {"count": grouped(value)}


def waiting(value: int) -> str:
    """43 documents et paiements: what an export leaves."""
    return ngettext("%(count)s document ou paiement", "%(count)s documents et paiements", value) % {
        "count": grouped(value)
    }


def size(value: int) -> str:
    """A size: 62 Ko, 18,2 Mo, in English 62 KB, 18.2 MB."""
    if value < 1024:
        return ngettext("%(count)s octet", "%(count)s octets", value) % {"count": value}
    if value < 1024 * 1024:
        return _("%(count)s\u00a0Ko") % {"count": round(value / 1024)}
    megabytes = f"{value / 1024 / 1024:.1f}"
    return _("%(count)s\u00a0Mo") % {"count": megabytes if in_english() else megabytes.replace(".", ",")}
