"""Opening a company and keeping its fiscal years."""

from calendar import monthrange
from datetime import date, timedelta

from django.db import transaction
from stdnum.exceptions import ValidationError
from stdnum.fr import siren as siren_rules

from ecritoire.apps.audit.services import record
from ecritoire.apps.companies.models import Company, FiscalYear, Membership, User
from ecritoire.apps.scope import company_scope
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.permissions import Role

MONTHS_IN_YEAR = 12


class InvalidSirenError(EcritoireError):
    """The SIREN has a wrong length or key."""

    code = "invalid_siren"
    template = (
        "« %(siren)s » n’est pas un SIREN : il en faut neuf chiffres dont le dernier est une clé. Vérifiez la saisie."
    )


class CompanyExistsError(EcritoireError):
    """A company with this SIREN is already there."""

    code = "company_exists"
    template = "La société %(siren)s existe déjà : %(name)s."


class CompanyNotFoundError(EcritoireError):
    """No company has this SIREN."""

    code = "company_not_found"
    template = (
        "Aucune société n’a le SIREN %(siren)s. Créez-la : ecritoire company create --siren %(siren)s --name « … »."
    )


def company_by_siren(siren: str) -> Company:
    """Return the company with this SIREN, spaces aside.

    Raises:
        CompanyNotFoundError: there is none.
    """
    company = Company.objects.filter(siren=siren.replace(" ", "")).first()
    if company is None:
        raise CompanyNotFoundError(siren=siren)
    return company


@transaction.atomic
def open_company(siren: str, name: str, *, actor: str, fiscal_year_end_month: int = 12) -> Company:
    """Create a company without its books (see ``ledger.services.create_company``).

    Raises:
        InvalidSirenError: the SIREN's length or key is wrong.
        CompanyExistsError: it is already there.
    """
    try:
        siren = siren_rules.validate(siren)
    except ValidationError as error:
        raise InvalidSirenError(siren=siren) from error
    existing = Company.objects.filter(siren=siren).first()
    if existing is not None:
        raise CompanyExistsError(siren=siren, name=existing.name)
    company = Company.objects.create(
        siren=siren,
        name=name,
        vat_number="FR" + siren_rules.to_tva(siren).replace(" ", ""),
        fiscal_year_end_month=fiscal_year_end_month,
    )
    with company_scope(company):
        record(actor=actor, action="open_company", subject=company, siren=siren, name=name)
    return company


def fiscal_year_for(company: Company, day: date) -> FiscalYear:
    """Return the fiscal year of the company in scope that holds ``day``, opening it when there is none yet."""
    found = FiscalYear.objects.filter(start__lte=day, end__gte=day).first()
    if found is not None:
        return found
    end = _year_end(day, company.fiscal_year_end_month)
    start = _year_end(date(end.year - 1, end.month, 1), company.fiscal_year_end_month) + timedelta(days=1)
    year, _ = FiscalYear.objects.get_or_create(company=company, end=end, defaults={"start": start})
    return year


def _year_end(day: date, month: int) -> date:
    """The first last-day-of-``month`` on or after ``day``."""
    year = day.year if day.month <= month else day.year + 1
    return date(year, month, monthrange(year, month)[1])


@transaction.atomic
def set_lock_date(company: Company, lock_date: date | None, *, actor: str) -> None:
    """Lock everything dated on or before ``lock_date`` in the company in scope."""
    company.lock_date = lock_date
    company.save(update_fields=["lock_date"])
    record(actor=actor, action="set_lock_date", subject=company, lock_date=lock_date)


def add_member(company: Company, user: User, role: Role, *, actor: str) -> Membership:
    """Give a person a role in the company in scope."""
    membership, _ = Membership.objects.update_or_create(company=company, user=user, defaults={"role": role})
    record(actor=actor, action="add_member", subject=company, email=user.email, role=role)
    return membership


def set_language(person: User, language: str) -> None:
    """Speak ``language`` to a person from now on; it is theirs, of no company, and in no history."""
    person.language = language
    person.save(update_fields=["language"])
