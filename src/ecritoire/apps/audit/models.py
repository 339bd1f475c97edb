"""Who did what when: an append-only chain of events for each company.

Each event carries the hash of the one before it, so that a row changed, removed or slipped in is found (``verify``).
"""

from typing import ClassVar

from django.db import models

from ecritoire.apps.scope import CompanyOwned

HASH_VERSION = 1


class Event(CompanyOwned):
    """One thing that happened. Never updated, never deleted: triggers of the database refuse it."""

    sequence = models.BigIntegerField()
    happened_at = models.DateTimeField()
    actor = models.CharField(max_length=200)
    action = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    facts = models.TextField(default="{}")  # canonical JSON
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    hash_version = models.SmallIntegerField(default=HASH_VERSION)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["company", "sequence"], name="audit_event_sequence"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["company", "subject_type", "subject_id"], name="audit_event_subject"),
        ]


class ChainHead(CompanyOwned):
    """The last link of a company's chain; locked while links are added."""

    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["company"], name="audit_chainhead_company")]
