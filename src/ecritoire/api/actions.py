"""Requests that act: each carries an idempotency key, acts once, and is answered the same again."""

import json
from abc import ABC, abstractmethod
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder

from ecritoire.api.access import CompanyView
from ecritoire.api.problems import CONTENT_TYPE, handle
from ecritoire.apps.access.idempotency import Answer, begin, forget, keep

KEY_HEADER = "Idempotency-Key"
KEY_LENGTH_MOST = 100


class ActionView(CompanyView, ABC):
    """An endpoint with a POST; what it does is in ``act``."""

    @abstractmethod
    def act(self, request: Request, **kwargs: Any) -> Response:
        """Do it once."""

    def post(self, request: Request, **kwargs: Any) -> Response:
        """Act, or answer what the first request with this key was answered."""
        kept = begin(self.caller.token, _key_of(request), _fingerprint(request))
        if isinstance(kept, Answer):
            return Response(kept.body, kept.status, content_type=_content_type(kept.status))
        try:
            response = self.act(request, **kwargs)
        except Exception as error:
            refusal = handle(error, {})
            if refusal is None:
                forget(kept)
                raise
            response = refusal
        keep(kept, response.status_code, json.dumps(response.data, cls=JSONEncoder, ensure_ascii=False))
        return response


def _content_type(status: int) -> str | None:
    return CONTENT_TYPE if status >= 400 else None


def _key_of(request: Request) -> str:
    key = request.headers.get(KEY_HEADER, "").strip()
    if not key:
        message = _(
            "Envoyez une clé d’idempotence, par exemple un UUID : la demande peut alors être répétée sans risque."
        )
        raise ValidationError({KEY_HEADER: message})
    if len(key) > KEY_LENGTH_MOST or not key.isprintable():
        raise ValidationError({KEY_HEADER: _("Cette clé dépasse %(most)s caractères.") % {"most": KEY_LENGTH_MOST}})
    return key


def _fingerprint(request: Request) -> str:
    """SHA-256 of what is asked; two uploads of the same files are the same, whatever separates their parts."""
    digest = sha256(f"{request.method} {request.get_full_path()}\n".encode())
    for part in _parts(request.data):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


def _parts(data: Any) -> Iterator[bytes]:  # noqa: ANN401 - whatever JSON or a form holds
    if not hasattr(data, "getlist"):
        yield json.dumps(data, sort_keys=True).encode()
        return
    for name in sorted(data):
        for value in data.getlist(name):
            yield str(name).encode()
            yield _file_digest(value) if isinstance(value, UploadedFile) else str(value).encode()


def _file_digest(file: "UploadedFile[bytes]") -> bytes:
    digest = sha256((file.name or "").encode())
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.digest()
