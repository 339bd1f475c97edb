"""Pennylane on the wire: bearer token, pages, limits, and the look before a second send."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

from ecritoire.connectors.pennylane.mapping import account_of, payload_of
from ecritoire.connectors.target import (
    Attachment,
    Health,
    Http,
    Parcel,
    Receipt,
    ReferenceData,
    TargetAccount,
    TargetAuxiliary,
    TargetFiscalYear,
    TargetJournal,
    TargetRefusedError,
    TargetUnavailableError,
)
from ecritoire.connectors.wire import Json, TokenBucket, reading, understand
from ecritoire.formats.records import EntryRecord, LineRecord

NAME = "Pennylane"
PAGE = 100
PAGES_MAX = 1000
# 25 requests in 5 seconds for a token; one less, for the clocks.
REQUESTS, SECONDS = 24, 5.0
JOURNAL_TYPES = {"purchases": "purchase", "bank": "bank", "miscellaneous": "miscellaneous"}


class PennylaneTarget:
    """One open session; journals and accounts found are remembered as long as it lasts."""

    def __init__(self, settings: Mapping[str, str], http: Http) -> None:
        self._url = settings["url"].rstrip("/")
        self._prefix = settings.get("auxiliary_prefix", "")
        self._headers = {"authorization": f"Bearer {settings['token']}", "accept": "application/json"}
        if company_id := settings.get("company_id"):
            self._headers["x-company-id"] = company_id
        self._http = http
        self._bucket = TokenBucket(REQUESTS, SECONDS)
        self._journals: dict[str, int] = {}
        self._accounts: dict[str, int] = {}

    @reading(NAME)
    def check(self) -> Health:
        """Say which company the token opens (``GET /me``)."""
        said = self._get("/me")
        company = said.get("company") or {}
        return Health(identity=str(company.get("name") or company.get("id") or NAME), version="v2")

    @reading(NAME)
    def find(self, parcel: Parcel) -> Receipt | None:
        """Look for the key in ``piece_number``.

        The list filters by journal and date, not by piece number (« Filter Ledger Entries »), so the entries of that
        day in that journal are read to the last page.
        """
        entry = _entry_of(parcel)
        filters = [
            ("journal_id", "eq", str(self._journal_id(entry.journal_code))),
            ("date", "eq", entry.date.isoformat()),
        ]
        found = [item for item in self._pages("/ledger_entries", filters) if self._piece_of(item) == parcel.key]
        if not found:
            return None
        note = "" if len(found) == 1 else f"{len(found)} écritures portent la pièce {parcel.key} : gardez-en une"
        return Receipt(reference=str(min(int(item["id"]) for item in found)), is_booked=True, note=note)

    @reading(NAME)
    def send(self, parcel: Parcel) -> Receipt:
        """Upload the first document, then create the entry that names it: an entry that exists has its document."""
        if found := self.find(parcel):
            return found
        entry = _entry_of(parcel)
        journal_id = self._journal_id(entry.journal_code)
        for line in entry.lines:
            self._account_id(line)
        file_id = self._upload(parcel.attachments[0]) if parcel.attachments else None
        payload = payload_of(parcel, entry, journal_id, self._account_id, file_id)
        created = self._request("POST", "/ledger_entries", payload)
        if not isinstance(created, dict) or "id" not in created:
            raise TargetUnavailableError(target=NAME, words="réponse sans identifiant", is_in_doubt=True)
        left = [attachment.name for attachment in parcel.attachments[1:]]
        note = f"Pennylane n’attache qu’un fichier : {', '.join(left)} n’est pas envoyé" if left else ""
        return Receipt(reference=str(created["id"]), is_booked=True, note=note)

    def complete(self, parcel: Parcel, receipt: Receipt) -> Receipt:  # noqa: ARG002 - the interface gives it
        """Nothing is ever missing: the document is there before the entry that names it."""
        return receipt

    @reading(NAME)
    def reference_data(self) -> ReferenceData:
        """Read chart, journals and fiscal years; Pennylane says no lock date."""
        return ReferenceData(
            accounts=[
                TargetAccount(str(item["number"]), str(item.get("label", "")), item.get("enabled", True) is True)
                for item in self._pages("/ledger_accounts")
            ],
            journals=[
                TargetJournal(
                    str(item["code"]), str(item.get("label", "")), JOURNAL_TYPES.get(str(item.get("type")), "")
                )
                for item in self._pages("/journals")
            ],
            fiscal_years=[
                TargetFiscalYear(
                    dt.date.fromisoformat(item["start"]),
                    dt.date.fromisoformat(item["finish"]),
                    str(item.get("status", "")) in {"closed", "frozen"},
                )
                for item in self._pages("/fiscal_years")
            ],
        )

    @reading(NAME)
    def create_auxiliary(self, auxiliary: TargetAuxiliary) -> None:
        """Create the supplier's account in the chart."""
        self._request("POST", "/ledger_accounts", {"number": self._prefix + auxiliary.code, "label": auxiliary.name})

    def _journal_id(self, code: str) -> int:
        if not self._journals:
            self._journals = {str(item["code"]): int(item["id"]) for item in self._pages("/journals")}
        if code not in self._journals:
            raise TargetRefusedError(target=NAME, words=f"le journal {code} n’y existe pas")
        return self._journals[code]

    def _account_id(self, line: LineRecord) -> int:
        number = account_of(line, self._prefix)
        if number not in self._accounts:
            for item in self._pages("/ledger_accounts", [("number", "eq", number)]):
                self._accounts[str(item["number"])] = int(item["id"])
        if number not in self._accounts:
            raise TargetRefusedError(target=NAME, words=f"le compte {number} n’y existe pas")
        return self._accounts[number]

    def _piece_of(self, item: Mapping[str, Json]) -> str:
        """The piece number of an entry; asked for by itself when the list leaves it out."""
        if "piece_number" not in item:
            item = self._get(f"/ledger_entries/{item['id']}")
        if "piece_number" not in item:
            words = "la liste des écritures ne donne plus les numéros de pièce : impossible de vérifier avant d’envoyer"
            raise TargetUnavailableError(target=NAME, words=words)
        return str(item["piece_number"] or "")

    def _upload(self, attachment: Attachment) -> int:
        with attachment.open() as file:
            files = {"file": (attachment.name, file.read(), attachment.media_type)}
        self._bucket.take()
        answer = self._http.request(
            "POST", f"{self._url}/file_attachments", headers=self._headers, files=files, timeout_seconds=120.0
        )
        # A file without entry harms nobody: no doubt about the entry yet.
        return int(understand(answer, NAME, changes=False)["id"])

    def _pages(self, path: str, filters: list[tuple[str, str, str]] | None = None) -> Iterator[dict[str, Json]]:
        """Every item of a list, to its last page.

        Lists have cursors (``has_more``, ``next_cursor``) or numbered pages (``total_pages``), and sources disagree
        which of them the entries have: both are asked for, and what comes back decides.
        """
        asked = {"limit": str(PAGE), "per_page": str(PAGE)}
        if filters:
            named = [{"field": field, "operator": operator, "value": value} for field, operator, value in filters]
            asked["filter"] = json.dumps(named)
        seen: set[object] = set()
        for page in range(1, PAGES_MAX + 1):
            answer = self._get(f"{path}?{urlencode(asked)}")
            if not isinstance(answer, dict) or not isinstance(answer.get("items"), list):
                raise TargetUnavailableError(target=NAME, words="liste illisible")
            fresh = [item for item in answer["items"] if item.get("id", id(item)) not in seen]
            yield from fresh
            seen.update(item.get("id", id(item)) for item in fresh)
            if cursor := answer.get("next_cursor"):
                asked["cursor"] = cursor
            elif answer.get("has_more") is False or not fresh or page == answer.get("total_pages"):
                return
            else:
                asked["page"] = str(page + 1)
        raise TargetUnavailableError(target=NAME, words=f"liste de plus de {PAGES_MAX} pages")

    def _get(self, path: str) -> Json:
        self._bucket.take()
        return understand(self._http.request("GET", self._url + path, headers=self._headers), NAME, changes=False)

    def _request(self, method: str, path: str, body: object) -> Json:
        self._bucket.take()
        answer = self._http.request(method, self._url + path, headers=self._headers, json=body)
        return understand(answer, NAME, changes=True)


def _entry_of(parcel: Parcel) -> EntryRecord:
    """The entry of a parcel; a whole export as files never comes here (``takes_files`` is false)."""
    assert parcel.entry is not None
    return parcel.entry
