"""Companies, the people who work in them, and their fiscal years."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models

from ecritoire.apps.scope import CompanyOwned
from ecritoire.domain.permissions import Role


class UserManager(BaseUserManager["User"]):
    """Creates people known by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        """Create a person; without a password they cannot sign in by password."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        """Create a person with access to the administration."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """A person, known by an e-mail address."""

    username = None  # type: ignore[assignment]
    email = models.EmailField("adresse électronique", unique=True)
    full_name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=2, default="fr")

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = []

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    @property
    def display_name(self) -> str:
        """The name shown on screens and in the history."""
        return self.full_name or self.email


class Company(models.Model):
    """One legal entity with its own books (société, dossier)."""

    siren = models.CharField(max_length=9, unique=True)
    name = models.CharField(max_length=200)
    siret = models.CharField(max_length=14, blank=True)  # of the head office
    vat_number = models.CharField(max_length=20, blank=True)
    address = models.TextField(max_length=400, blank=True)
    contact_email = models.EmailField(blank=True)  # where those who are reminded may answer
    currency = models.CharField(max_length=3, default="EUR")
    fiscal_year_end_month = models.SmallIntegerField(default=12)
    lock_date = models.DateField(null=True, blank=True)  # nothing new is dated on or before it
    # Overrides of domain.posting.PostingAccounts, by field name.
    posting_accounts = models.JSONField(default=dict, blank=True)
    auxiliary_prefix = models.CharField(max_length=4, default="F")
    next_export_number = models.IntegerField(default=1)  # locked with the row while an export is created
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "companies"

    def __str__(self) -> str:
        return f"{self.name} ({self.siren})"


class FiscalYear(CompanyOwned):
    """A fiscal year (exercice) and its counter of entry numbers."""

    start = models.DateField()
    end = models.DateField()
    next_entry_number = models.BigIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["company", "end"], name="companies_fiscalyear_end"),
            models.CheckConstraint(condition=models.Q(start__lt=models.F("end")), name="companies_fiscalyear_order"),
        ]


class Membership(CompanyOwned):
    """What a person may do in a company."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=[(role.value, role.value) for role in Role])

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["company", "user"], name="companies_membership_user"),
        ]


class Invitation(CompanyOwned):
    """A place offered to whoever reads an address; the link names it and is signed."""

    email = models.EmailField()
    role = models.CharField(max_length=12, choices=[(role.value, role.value) for role in Role])
    invited_by = models.CharField(max_length=200)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
