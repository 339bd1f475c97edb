"""The field that chooses the analytic section of a line on an axis, the same wherever lines are coded."""

from django import forms
from django.utils.translation import gettext as _

from ecritoire.apps.ledger.models import AnalyticSection
from ecritoire.apps.purchases.analytics import OfferedAxis
from ecritoire.apps.purchases.models import DocumentLine


def section_name(line: DocumentLine, offered: OfferedAxis) -> str:
    """The name of the field of a line and an axis."""
    return f"line_{line.position}_axis_{offered.axis.pk}"


def section_field(line: DocumentLine, offered: OfferedAxis, own: AnalyticSection | None) -> forms.TypedChoiceField:
    """Choose one of the axis's sections, none, or the line's own though it is no longer offered to others."""
    label = _("%(axis)s, ligne %(line)s") % {"axis": offered.axis.name, "line": line.position}
    sections = list(offered.sections)
    if own is not None and own not in sections:
        sections.append(own)
    choices = [("", "—"), *((str(each.pk), f"{each.code} {each.label}") for each in sections)]
    widget = forms.Select(attrs={"class": "input", "aria-label": label})
    return forms.TypedChoiceField(
        label=label,
        choices=choices,
        initial=own.pk if own else "",
        coerce=int,
        empty_value=None,
        required=False,
        widget=widget,
    )
