"""What every connector offers and what it is given: the one interface between the delivery engine and a target.

Of most targets one cannot ask « do this once »: a request can be lost on the way back, after it was obeyed. So every
parcel has a key that stays the same for ever; a connector writes it where the target keeps it (partner id, origin,
reference), and finds the parcel again by it (``Target.find``) before anything is sent a second time.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import IO, ClassVar, Protocol

from ecritoire.domain.errors import EcritoireError
from ecritoire.formats.records import EntryRecord


class TargetUnavailableError(EcritoireError):
    """The target could not be reached or would not answer now: what may pass.

    ``retry_after_seconds`` is what the target asked for. With ``is_in_doubt`` the request may have been obeyed all the
    same (a time-out, half an answer): the engine looks with ``find`` before it sends again.
    """

    code = "target_unavailable"
    template = "%(target)s ne répond pas : %(words)s. L’envoi sera retenté."

    def __init__(
        self, *, target: str, words: str, retry_after_seconds: float | None = None, is_in_doubt: bool = False
    ) -> None:
        self.words = words
        self.retry_after_seconds = retry_after_seconds
        self.is_in_doubt = is_in_doubt
        super().__init__(target=target, words=words)


class TargetRefusedError(EcritoireError):
    """The target refuses this parcel, in its own words: sending it again as it is changes nothing."""

    code = "target_refused"
    template = "Refusée par %(target)s : « %(words)s »"

    def __init__(self, *, target: str, words: str) -> None:
        self.words = words
        super().__init__(target=target, words=words)


class TargetAccessError(EcritoireError):
    """The target does not let us in any more (token revoked, rights taken away): the connection stops for a person."""

    code = "target_access"
    template = "%(target)s refuse l’accès : « %(words)s ». Renouvelez les identifiants de la connexion, puis reprenez."

    def __init__(self, *, target: str, words: str) -> None:
        self.words = words
        super().__init__(target=target, words=words)


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a person fills in to connect. ``label`` and ``help`` are French; the catalogue says them in English."""

    name: str
    label: str
    help: str = ""
    is_secret: bool = False
    is_required: bool = True
    default: str = ""
    choices: Sequence[tuple[str, str]] = ()  # value, label; none: free text


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document that goes with a parcel. ``open`` gives its bytes anew each time."""

    name: str
    media_type: str
    size_bytes: int
    sha256: str
    open: Callable[[], IO[bytes]]


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is sent at once: one entry with its documents, or the files of a whole export (``entry`` is then none).

    ``key`` is at most 40 characters of A-Z, a-z, 0-9 and ``-``, unique in the target for ever: a second parcel with the
    same key is the same parcel.
    """

    key: str
    siren: str
    currency: str  # the company's, of all amounts in minor units
    export_number: int
    fiscal_year_start: dt.date
    fiscal_year_end: dt.date
    entry: EntryRecord | None
    attachments: Sequence[Attachment] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the target said of a parcel it has.

    ``is_booked``: it is in the target's books (« Comptabilisé chez … »), not only received (« Reçu »).
    ``missing_attachments`` are names of attachments the target does not have yet: ``Target.complete`` sends them.
    """

    reference: str  # the target's own number or key
    is_booked: bool
    note: str = ""
    missing_attachments: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Health:
    """The connection as seen just now: who we are there, and what a person should know."""

    identity: str  # the company, file or account as the target calls it
    version: str = ""
    warnings: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class TargetAccount:
    """An account of the target's chart."""

    number: str
    label: str
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class TargetJournal:
    """A journal of the target."""

    code: str
    label: str
    type: str  # purchase, bank, miscellaneous, or empty when the target does not say


@dataclass(frozen=True, slots=True)
class TargetAuxiliary:
    """A supplier as the target knows it; the code is its auxiliary account there."""

    code: str
    name: str
    siren: str = ""
    vat_number: str = ""


@dataclass(frozen=True, slots=True)
class TargetFiscalYear:
    """A fiscal year of the target."""

    start: dt.date
    end: dt.date
    is_closed: bool


@dataclass(frozen=True, slots=True)
class ReferenceData:
    """What the target knows, to compare with ours. None: the target does not say, which is not the same as empty."""

    accounts: Sequence[TargetAccount] | None = None
    journals: Sequence[TargetJournal] | None = None
    auxiliaries: Sequence[TargetAuxiliary] | None = None
    fiscal_years: Sequence[TargetFiscalYear] | None = None
    locked_until: dt.date | None = None


class Target(Protocol):
    """One open session with a target. Any method may raise the three errors above, and nothing else of the wire."""

    def check(self) -> Health:
        """Say who we are there; used by « Tester la connexion » and the health line. Changes nothing in the target."""

    def find(self, parcel: Parcel) -> Receipt | None:
        """Look for a parcel by its key; nothing when the target surely does not have it."""

    def send(self, parcel: Parcel) -> Receipt:
        """Hand a parcel over, entry and attachments. Not repeated without ``find`` when in doubt."""

    def complete(self, parcel: Parcel, receipt: Receipt) -> Receipt:
        """Send what ``receipt`` says is missing of a parcel the target has already, and book what is still a draft."""

    def reference_data(self) -> ReferenceData:
        """Read the chart, journals, auxiliaries, fiscal years and lock date, as far as the target tells."""

    def create_auxiliary(self, auxiliary: TargetAuxiliary) -> None:
        """Create a supplier there; called only where the company allows it."""


class Connector(Protocol):
    """One kind of target. Stateless; found by ``connectors.registry``."""

    name: ClassVar[str]  # tryton
    label: ClassVar[str]  # Tryton
    fields: ClassVar[Sequence[Field]]
    # Whole exports go as files (SFTP, webhook of files) instead of one parcel for each entry.
    takes_files: ClassVar[bool]
    # The target wants the entries of a company one after the other, in the order of their numbers.
    is_ordered: ClassVar[bool]
    # What it was tested against: « un Tryton 7.x réel », or « la description publiée, pas le service ».
    tested_against: ClassVar[str]

    def open(self, settings: Mapping[str, str], http: "Http") -> AbstractContextManager[Target]:
        """Open a session with what the person filled in (secrets included)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status, headers with lower-case names, at most the bytes that were allowed."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


class Http(Protocol):
    """The guarded way out (``connectors.http``): no private address, bounded time and size, redirects re-checked.

    Raises ``TargetUnavailableError`` for everything that keeps an answer away; a status is an answer, whatever it is.
    """

    def request(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        json: object | None = None,
        content: bytes | None = None,
        files: Mapping[str, tuple[str, bytes, str]] | None = None,  # field → name, bytes, media type
        data: Mapping[str, str] | None = None,
        timeout_seconds: float = 30.0,
    ) -> Answer:
        """Make one request; never repeated here."""
