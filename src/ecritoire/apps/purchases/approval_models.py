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


class ApprovalRule(CompanyOwned):
    """Whom to ask when a document is controlled; every criterion set must hold, the first rule that matches wins."""

    name = models.CharField(max_length=80)
    supplier = models.ForeignKey("suppliers.Supplier", on_delete=models.CASCADE, null=True, related_name="+")
    category = models.CharField(max_length=60, blank=True)  # of the supplier
    account = models.CharField(max_length=20, blank=True)  # or its beginning, of one line at least
    min_minor = models.BigIntegerField(null=True, blank=True)  # of the document, gross, in the company's currency
    max_minor = models.BigIntegerField(null=True, blank=True)
    # Keys of users in the order of the steps. Whoever left the company since is skipped, so a pointer would not help.
    people = models.JSONField(default=list)
    is_active = models.BooleanField(default=True)
    position = models.IntegerField(default=0)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["company", "position"], name="purchases_approvalrule_order")]
