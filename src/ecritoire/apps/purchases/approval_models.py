"""What is kept of approvals: who was asked, in which order, by whom, and what they said."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from ecritoire.apps.companies.models import User
from ecritoire.apps.scope import CompanyOwned


class ApprovalRequest(CompanyOwned):
    """One step of one round of approval: a question to one person, asked when the step before it said yes."""

    document = models.ForeignKey("purchases.Document", on_delete=models.CASCADE, related_name="approval_requests")
    approver = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    position = models.SmallIntegerField()  # from 1, in the order of the steps
    asked_by = models.CharField(max_length=200)
    note = models.CharField(max_length=500, blank=True)  # a word from whoever asks
    asked_at = models.DateTimeField(null=True, blank=True)  # none: its turn has not come
    expires_at = models.DateTimeField(null=True, blank=True)  # of the link
    reminded_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=8, blank=True)  # "approved", "refused"; empty once closed: taken back

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["company", "approver"], condition=Q(closed_at=None), name="purchases_approvalrequest_open"
            ),
        ]
