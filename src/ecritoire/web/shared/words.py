"""Counts in words."""

from django.utils.translation import ngettext

SHOWN_SPACE = "\u2009"  # the thin space that the font has


def grouped(value: int) -> str:
    """A whole number with thin spaces."""
    return f"{value:,}".replace(",", SHOWN_SPACE)


def entries(value: int) -> str:
    """88 écritures."""
    return ngettext("%(count)s écriture", "%(count)s écritures", value) % {"count": grouped(value)}


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
    """A size in French units: 62 Ko, 18,2 Mo."""
    if value < 1024:
        return ngettext("%(count)s octet", "%(count)s octets", value) % {"count": value}
    if value < 1024 * 1024:
        return f"{round(value / 1024)}\u00a0Ko"
    return f"{value / 1024 / 1024:.1f}\u00a0Mo".replace(".", ",")
