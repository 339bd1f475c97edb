"""What a person says of themselves."""

from django.db import transaction

from ecritoire.apps.audit.services import record
from ecritoire.apps.companies.models import Membership, User
from ecritoire.apps.scope import company_scope


@transaction.atomic
def change_profile(person: User, full_name: str, language: str) -> None:
    """Keep a name and the language of pages and e-mails.

    Histories cite people by name: each company the person works in keeps who is called what from when. The language
    is theirs alone, and in no history.
    """
    before, person.full_name, person.language = person.display_name, full_name, language
    person.save(update_fields=["full_name", "language"])
    if person.display_name == before:
        return
    for membership in Membership.across_companies.filter(user=person).select_related("company").order_by("company"):
        with company_scope(membership.company):
            record(
                actor=person.display_name,
                action="change_name",
                subject=membership.company,
                email=person.email,
                before=before,
                after=person.display_name,
            )
