"""MyUnisoft on the wire: token and partner key, limits, and the partner id an entry is found again by."""

import datetime as dt
from collections.abc import Mapping
from urllib.parse import urlencode

from ecritoire.connectors.myunisoft.mapping import account_of, attachments_of, origin_of, payload_of
from ecritoire.connectors.target import (
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
from ecritoire.connectors.wire import Json, TokenBucket, json_bytes, reading, understand
from ecritoire.formats.records import LineRecord

NAME = "MyUnisoft"
# 20 requests in 10 seconds for a token; one less, for the clocks.
REQUESTS, SECONDS = 19, 10.0
JOURNAL_TYPES = {"ACH": "purchase", "BQ": "bank", "OD": "miscellaneous"}
# Entries are booked or wait to be validated; the id of an entry changes when it is, our partner id does not.
BOOKED = "ENTRIES"
PATHS = {"definitive": "/entry?type=e", "pending": "/entry/temp"}
SEND_SECONDS = 120.0
NOT_FOUND = 404


class MyUnisoftTarget:
    """One open session; chart, journals and society are read once as long as it lasts."""

    def __init__(self, settings: Mapping[str, str], http: Http) -> None:
        self._settings = settings
        self._url = settings["url"].rstrip("/")
        self._headers = {
            "authorization": f"Bearer {settings['token']}",
            "x-third-party-secret": settings["secret"],
            "content-type": "application/json",
        }
        if society_id := settings.get("society_id"):
            self._headers["society-id"] = society_id
        self._http = http
        self._bucket = TokenBucket(REQUESTS, SECONDS)
        self._accounts: dict[str, int] = {}
        self._diaries: dict[str, int] = {}
        self._establishment_id = int(settings.get("establishment_id") or 0)

    @reading(NAME)
    def check(self) -> Health:
        """Say which society the token opens (``GET /society``)."""
        return Health(identity=str(self._get("/society")["name"]), version="v1")

    @reading(NAME)
    def find(self, parcel: Parcel) -> Receipt | None:
        """Ask for the entry with our partner id (``GET /entry/id?id_origin=``)."""
        self._bucket.take()
        url = f"{self._url}/entry/id?{urlencode({'id_origin': origin_of(parcel)})}"
        answer = self._http.request("GET", url, headers=self._headers)
        if answer.status == NOT_FOUND:
            return None
        found = understand(answer, NAME, changes=False)
        # How « no such entry » looks with status 200 is not documented: nothing at all, or no id.
        if not found or not found.get("id_entry"):
            return None
        return Receipt(reference=str(found["id_entry"]), is_booked=found["type"] == BOOKED)

    @reading(NAME)
    def send(self, parcel: Parcel) -> Receipt:
        """Send the entry with its documents in one request, then read its id back by our partner id."""
        if found := self.find(parcel):
            return found
        entry = parcel.entry
        assert entry is not None  # ``takes_files`` is false
        attachments, left = attachments_of(parcel)
        payload = payload_of(
            parcel,
            entry,
            diary_id=self._diary_id(entry.journal_code),
            establishment_id=self._establishment(),
            account_id=self._account_id,
            reference_length=int(self._settings["reference_length"]),
            attachments=attachments,
        )
        try:
            self._post(PATHS[self._settings["booking"]], payload)
        except TargetRefusedError:
            # The partner id is unique there: another worker may have been first.
            if found := self.find(parcel):
                return found
            raise
        receipt = self.find(parcel)
        if receipt is None:
            raise TargetUnavailableError(target=NAME, words="écriture reçue mais introuvable", is_in_doubt=True)
        names = ", ".join(attachment.name for attachment in left)
        note = f"MyUnisoft ne prend pas ce fichier avec l’écriture : {names}" if left else ""
        return Receipt(receipt.reference, receipt.is_booked, note)

    def complete(self, parcel: Parcel, receipt: Receipt) -> Receipt:  # noqa: ARG002 - the interface gives it
        """Nothing is ever missing: entry and documents go in one request."""
        return receipt

    @reading(NAME)
    def reference_data(self) -> ReferenceData:
        """Read chart, journals and fiscal years; MyUnisoft says no lock date."""
        return ReferenceData(
            accounts=[TargetAccount(str(item["account_number"]), str(item["label"])) for item in self._chart()],
            journals=[
                TargetJournal(str(item["code"]), str(item["name"]), JOURNAL_TYPES.get(item["diary_type_code"], ""))
                for item in self._get("/diary")
                if not item["blocked"]
            ],
            fiscal_years=[
                TargetFiscalYear(_day(item["start_date"]), _day(item["end_date"]), item["closed"] is True)
                for item in self._get("/society/exercice")
            ],
        )

    @reading(NAME)
    def create_auxiliary(self, auxiliary: TargetAuxiliary) -> None:
        """Create the supplier's account; MyUnisoft gives the one there is when it exists."""
        number = self._settings.get("auxiliary_prefix", "") + auxiliary.code
        account: dict[str, object] = {"account_number": number, "label": auxiliary.name, "provider": True}
        if auxiliary.siren:
            account["complementary_info"] = {"siren": auxiliary.siren, "name": auxiliary.name}
        made = self._post("/account", account)
        self._accounts[number] = int(made["account_id"])

    def _chart(self) -> list[dict[str, Json]]:
        chart: list[dict[str, Json]] = self._get("/account?mode=1")
        self._accounts |= {str(item["account_number"]): int(item["account_id"]) for item in chart}
        return chart

    def _account_id(self, line: LineRecord) -> int:
        """The id of an account that exists. ``POST /account`` would give one too, and create what it does not know."""
        number = account_of(line, self._settings.get("auxiliary_prefix", ""))
        if number not in self._accounts:
            self._chart()
        if number not in self._accounts:
            raise TargetRefusedError(target=NAME, words=f"le compte {number} n’y existe pas")
        return self._accounts[number]

    def _diary_id(self, code: str) -> int:
        if not self._diaries:
            self._diaries = {str(item["code"]): int(item["diary_id"]) for item in self._get("/diary")}
        if code not in self._diaries:
            raise TargetRefusedError(target=NAME, words=f"le journal {code} n’y existe pas")
        return self._diaries[code]

    def _establishment(self) -> int:
        self._establishment_id = self._establishment_id or int(self._get("/society")["society_id"])
        return self._establishment_id

    def _get(self, path: str) -> Json:
        self._bucket.take()
        return understand(self._http.request("GET", self._url + path, headers=self._headers), NAME, changes=False)

    def _post(self, path: str, body: object) -> Json:
        self._bucket.take()
        answer = self._http.request(
            "POST", self._url + path, headers=self._headers, content=json_bytes(body), timeout_seconds=SEND_SECONDS
        )
        return understand(answer, NAME, changes=True)


def _day(text: str) -> dt.date:
    """MyUnisoft writes ``20210101``."""
    return dt.date.fromisoformat(text)
