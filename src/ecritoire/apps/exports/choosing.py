"""Documents chosen by hand for one export: kept with it, so that what it left for that reason stays explained."""

from collections.abc import Iterable

from django.db import transaction

from ecritoire.apps import clock
from ecritoire.apps.companies.models import Company
from ecritoire.apps.exports.models import Choice, ChosenDocument
from ecritoire.domain.errors import EcritoireError

BATCH = 2000


class NothingChosenError(EcritoireError):
    """A choice of no document."""

    code = "nothing_chosen"
    template = "Aucun document n’est choisi : cochez-en au moins un, ou exportez tout ce qui attend."


@transaction.atomic
def choose_documents(company: Company, documents: Iterable[int], *, actor: str) -> Choice:
    """Keep the keys of documents of the company in scope, for an export limited to them. Never changed afterwards.

    Raises:
        NothingChosenError: there is none.
    """
    choice = Choice.objects.create(company=company, chosen_at=clock.now(), chosen_by=actor)
    rows = (ChosenDocument(company=company, choice=choice, document_id=key) for key in documents)
    choice.document_count = len(ChosenDocument.objects.bulk_create(rows, batch_size=BATCH))
    if not choice.document_count:
        raise NothingChosenError
    choice.save(update_fields=["document_count"])
    return choice
