"""Tokens, and the answers kept for requests that are sent again."""

from typing import ClassVar

from django.db import models

from ecritoire.apps.companies.models import User
from ecritoire.apps.scope import CompanyOwned


class ApiToken(CompanyOwned):
    """What lets a program in: a person's (``user``), or the company's own. Only its SHA-256 is kept.

    A token has 256 random bits, so a fast hash tells nothing of it (OWASP ASVS 5.0, 11.4).
    """

    name = models.CharField(max_length=80)
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    scopes = models.JSONField()  # values of domain.permissions.Permission, sorted
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=12)  # its first characters, to tell tokens apart
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=200)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["company", "created_at"], name="access_apitoken_company")]

    def __str__(self) -> str:
        return self.name


class KeptAnswer(CompanyOwned):
    """One request with its idempotency key, and what was answered; no status while it is under way."""

    token = models.ForeignKey(ApiToken, on_delete=models.CASCADE, related_name="answers", db_index=False)
    key = models.CharField(max_length=100)
    fingerprint = models.CharField(max_length=64)  # SHA-256 of what was asked
    started_at = models.DateTimeField()
    status = models.SmallIntegerField(null=True)
    body = models.TextField(blank=True)  # JSON

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["company", "token", "key"], name="access_keptanswer_key"),
        ]
        indexes: ClassVar = [models.Index(fields=["company", "started_at"], name="access_keptanswer_age")]
