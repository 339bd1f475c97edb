"""What waits for whose answer."""

from django.db import models

from ecritoire.apps.companies.models import User
from ecritoire.apps.purchases.models import ApprovalRequest, Document
from ecritoire.domain.lifecycle import Approval


def waiting_for(person: User) -> models.QuerySet[Document]:
    """Documents of the company in scope that wait for a person's answer, the oldest question first."""
    asked = ApprovalRequest.objects.filter(approver=person, closed_at=None).exclude(asked_at=None)
    rows = Document.objects.filter(approval=Approval.PENDING, pk__in=asked.values("document"))
    return rows.select_related("supplier").order_by("approval_asked_at", "pk")
