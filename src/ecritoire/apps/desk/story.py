"""What happened to a document, its payments included: who did what, and when."""

from django.db.models import Q, QuerySet

from ecritoire.apps.audit.models import Event
from ecritoire.apps.payments.models import Allocation
from ecritoire.apps.purchases.models import Document


def story_of(document: Document) -> QuerySet[Event]:
    """The events of a document and of its payments, oldest first."""
    payments = Allocation.objects.filter(document=document).values_list("payment", flat=True)
    of_payments = Q(subject_type="payment", subject_id__in=list(payments))
    return Event.objects.filter(Q(subject_type="document", subject_id=document.pk) | of_payments).order_by("sequence")
