"""Links of approval: signed, so that nobody makes one up; each names one question, which is answered once."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from ecritoire.apps.purchases.models import ApprovalRequest
from ecritoire.domain.errors import EcritoireError

_SIGNER = signing.Signer(sep=".", salt="ecritoire.approval")


class LinkForgedError(EcritoireError):
    """Its signature is not ours."""

    code = "approval_link_unreadable"
    template = (
        "Ce lien n’est pas complet. Ouvrez-le à nouveau depuis l’e-mail, ou demandez-en un autre à qui l’a envoyé."
    )


def token_of(request: ApprovalRequest) -> str:
    """The part of the link that names a question."""
    return _SIGNER.sign(str(request.pk))


def path_of(request: ApprovalRequest) -> str:
    """Where the question is answered, on this site."""
    return reverse("approvals:answer", args=[token_of(request)])


def link_of(request: ApprovalRequest) -> str:
    """The whole address, as an e-mail has it."""
    return settings.SITE_URL + path_of(request)


def request_of(token: str) -> ApprovalRequest:
    """Return the question a link names, of whichever company.

    Raises:
        LinkForgedError: the signature is not ours, or the question is not there any more.
    """
    try:
        key = _SIGNER.unsign(token)
    except signing.BadSignature as error:
        raise LinkForgedError from error
    rows = ApprovalRequest.across_companies.select_related("company", "approver")
    request = rows.filter(pk=int(key)).first()
    if request is None:
        raise LinkForgedError
    return request
