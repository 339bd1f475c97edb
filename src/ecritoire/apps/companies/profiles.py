"""What a person says of themselves."""

from ecritoire.apps.companies.models import User


def change_profile(person: User, full_name: str, language: str) -> None:
    """Keep a name, which later history cites, and the language of pages and e-mails."""
    person.full_name, person.language = full_name, language
    person.save(update_fields=["full_name", "language"])
