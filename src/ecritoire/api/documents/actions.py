"""What can be done to one document: one endpoint for each verb."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from ecritoire.api.actions import ActionView
from ecritoire.api.documents.requests import (
    AskRequest,
    CodeRequest,
    NoContent,
    PaymentRequest,
    PeriodRequest,
    ReasonRequest,
    Sent,
)
from ecritoire.api.documents.shapes import DocumentShape, document_shape, version_of
from ecritoire.api.problems import VersionMismatch
from ecritoire.api.schema import IDEMPOTENT, IF_MATCH, problems
from ecritoire.apps.access.tokens import Caller
from ecritoire.apps.companies.models import User
from ecritoire.apps.payments.services import record_payment
from ecritoire.apps.purchases.approvals import approve, approver_by_email, ask_approval, refuse
from ecritoire.apps.purchases.coding import code_document
from ecritoire.apps.purchases.control import control_document
from ecritoire.apps.purchases.dates import set_accounting_period
from ecritoire.apps.purchases.holding import hold_back, release
from ecritoire.apps.purchases.locking import lock_document
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.purchases.queries import document_detail
from ecritoire.domain.permissions import Permission

Asked = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Action:
    """One verb: who may, what it is told, what it calls."""

    name: str
    summary: str
    permission: Permission
    request: type[Sent]
    run: Callable[[Document, Asked, Caller], object]


def _person(caller: Caller) -> User:
    if caller.user is None:
        raise PermissionDenied(_("Une personne répond d’une validation : prenez un jeton personnel."))
    return caller.user


def _pay(document: Document, asked: Asked, caller: Caller) -> None:
    record_payment(
        caller.company,
        allocations=[(document, asked["amount_minor"])],
        on=asked["on"],
        actor=caller.actor,
        outside=asked["outside"],
        reference=asked["reference"],
    )


_P = Permission
ACTIONS = (
    Action("control", "Confirm what a document says", _P.CONTROL, NoContent,
           lambda document, _asked, caller: control_document(document, actor=caller.actor)),
    Action("code", "Give an account to the lines that have none", _P.CODE, CodeRequest,
           lambda document, asked, caller: code_document(
               document, asked["account"], vat_code=asked["vat_code"], replace=asked["replace"], actor=caller.actor)),
    Action("period", "Set the accounting period", _P.CODE, PeriodRequest,
           lambda document, asked, caller: set_accounting_period(
               document, start=asked["start"], end=asked["end"], actor=caller.actor)),
    Action("hold-back", "Keep a document out of exports", _P.HOLD_BACK, ReasonRequest,
           lambda document, asked, caller: hold_back(document, reason=asked["reason"], actor=caller.actor)),
    Action("release", "Let a document into exports again", _P.HOLD_BACK, NoContent,
           lambda document, _asked, caller: release(document, actor=caller.actor)),
    Action("ask-approval", "Ask a member to approve", _P.ASK_APPROVAL, AskRequest,
           lambda document, asked, caller: ask_approval(
               document, approver_by_email(asked["approver"]), actor=caller.actor)),
    Action("approve", "Approve, as the person who was asked", _P.APPROVE, NoContent,
           lambda document, _asked, caller: approve(document, _person(caller))),
    Action("refuse", "Refuse, as the person who was asked", _P.APPROVE, ReasonRequest,
           lambda document, asked, caller: refuse(document, _person(caller), reason=asked["reason"])),
    Action("payments", "Record a payment that was made", _P.RECORD_PAYMENT, PaymentRequest, _pay),
)  # fmt: skip


def _view_of(action: Action) -> type[ActionView]:
    class DocumentAction(ActionView):
        needs = {"post": action.permission}

        @extend_schema(
            operation_id=f"documents_{action.name.replace('-', '_')}",
            summary=action.summary,
            request=action.request,
            parameters=[IDEMPOTENT, IF_MATCH],
            responses={200: DocumentShape, **problems(400, 404, 409, 412, 415, 422)},
        )
        def post(self, request: Request, **kwargs: Any) -> Response:
            return super().post(request, **kwargs)

        def act(self, request: Request, **kwargs: Any) -> Response:
            asked = action.request(data=request.data)
            asked.is_valid(raise_exception=True)
            with transaction.atomic():
                document = document_detail(kwargs["key"])
                _require_version(request, document)
                action.run(document, asked.validated_data, self.caller)
            shape = document_shape(document_detail(kwargs["key"]))
            return Response(shape, headers={"ETag": version_of(shape)})

    DocumentAction.__name__ = f"{action.name.title().replace('-', '')}Document"
    return DocumentAction


def _require_version(request: Request, document: Document) -> None:
    """Refuse to act on what changed since the caller read it."""
    wanted = request.headers.get("If-Match", "").strip()
    if wanted in {"", "*"}:
        return
    lock_document(document)
    if version_of(document_shape(document_detail(document.pk))) != wanted:
        raise VersionMismatch(_("Ce document a changé depuis que vous l’avez lu. Relisez-le avant de décider."))


def action_urls() -> list[URLPattern]:
    """One address for each verb."""
    return [
        path(f"documents/<key:key>/{action.name}/", _view_of(action).as_view(), name=action.name.replace("-", "_"))
        for action in ACTIONS
    ]
