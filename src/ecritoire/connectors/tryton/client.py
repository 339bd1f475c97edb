"""What the engine asks of Tryton: create a draft, attach, post; and find what an interrupted sending left."""

from collections.abc import Iterator, Sequence
from contextlib import suppress

from ecritoire.connectors.target import (
    Health,
    Parcel,
    Receipt,
    ReferenceData,
    TargetAccessError,
    TargetAccount,
    TargetAuxiliary,
    TargetFiscalYear,
    TargetJournal,
    TargetRefusedError,
    TargetUnavailableError,
)
from ecritoire.connectors.tryton.mapping import Account, Places, bytes_value, date_of, date_value, mark_of, move_of
from ecritoire.connectors.tryton.wire import NAME, Session
from ecritoire.connectors.wire import Json, reading
from ecritoire.formats.records import EntryRecord

PAGE = 1000
JOURNAL_TYPES = {"expense": "purchase", "cash": "bank", "general": "miscellaneous"}
DRAFT = "en brouillon dans Tryton"


class TrytonTarget:
    """One open session, in the company that the user works for."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._context: dict[str, Json] = {}

    @reading(NAME)
    def check(self) -> Health:
        """Say which company the user works for."""
        company = self._company("party.rec_name")
        return Health(identity=str(company["party."]["rec_name"]), version=self._session.version())

    @reading(NAME)
    def find(self, parcel: Parcel) -> Receipt | None:
        """Look for the key in the descriptions of moves."""
        move = self._move(parcel)
        return self._receipt(parcel, move) if move else None

    @reading(NAME)
    def send(self, parcel: Parcel) -> Receipt:
        """Create the draft with its lines, attach the documents, post; a draft left behind is finished, not doubled."""
        move = self._move(parcel)
        if not move:
            values = move_of(parcel, _entry_of(parcel), self._places(parcel))
            [made] = self._call("account.move", "create", [values], changes=True)
            move = {"id": made, "state": "draft", "number": None}
        return self._finish(parcel, move)

    @reading(NAME)
    def complete(self, parcel: Parcel, receipt: Receipt) -> Receipt:
        """Attach what is missing, and post what is still a draft."""
        move = self._move(parcel)
        if not move:
            words = f"l’écriture {receipt.reference} n’y est plus"
            raise TargetRefusedError(target=NAME, words=words)
        return self._finish(parcel, move)

    @reading(NAME)
    def reference_data(self) -> ReferenceData:
        """Read chart, journals, parties and fiscal years of the company; Tryton closes periods, it has no lock date."""
        ours = ["company", "=", self._company_id()]
        accounts = self._all("account.account", [ours, ["type", "!=", None]], ["code", "name", "closed"])
        years = self._all("account.fiscalyear", [ours], ["start_date", "end_date", "state"])
        return ReferenceData(
            accounts=[
                TargetAccount(item["code"], item["name"], not item["closed"]) for item in accounts if item["code"]
            ],
            journals=[
                TargetJournal(item["code"] or "", item["name"], JOURNAL_TYPES.get(item["type"], ""))
                for item in self._all("account.journal", [], ["code", "name", "type"])
            ],
            auxiliaries=list(self._auxiliaries()),
            fiscal_years=[
                TargetFiscalYear(date_of(item["start_date"]), date_of(item["end_date"]), item["state"] != "open")
                for item in years
            ],
        )

    @reading(NAME)
    def create_auxiliary(self, auxiliary: TargetAuxiliary) -> None:
        """Create the party, unless its code is there already."""
        if self._all("party.party", [["code", "=", auxiliary.code]], ["code"]):
            return
        identifiers = [("fr_siren", auxiliary.siren), ("eu_vat", auxiliary.vat_number)]
        given = [{"type": kind, "code": code} for kind, code in identifiers if code]
        values: dict[str, object] = {"code": auxiliary.code, "name": auxiliary.name}
        if given:
            values["identifiers"] = [["create", given]]
        self._call("party.party", "create", [values], changes=True)

    def _finish(self, parcel: Parcel, move: dict[str, Json]) -> Receipt:
        missing = self._missing(parcel, move["id"])
        for attachment in parcel.attachments:
            if attachment.name not in missing:
                continue
            with attachment.open() as file:
                data = bytes_value(file.read())
            values = {"name": attachment.name, "type": "data", "resource": f"account.move,{move['id']}", "data": data}
            self._call("ir.attachment", "create", [values], changes=True)
        if move["state"] == "draft":
            self._post(move["id"])
            move = self._move(parcel) or move
        return self._receipt(parcel, move)

    def _post(self, move_id: int) -> None:
        """Post a draft. A refused one is taken back: left there, somebody might post it beside its correction."""
        try:
            self._call("account.move", "post", [move_id], changes=True)
        except TargetRefusedError:
            with suppress(TargetRefusedError, TargetUnavailableError):
                self._call("account.move", "delete", [move_id], changes=True)
            raise

    def _move(self, parcel: Parcel) -> dict[str, Json] | None:
        """The move with our key. What cancels it has its description too, but an origin; of copies, the first."""
        domain = [
            ["company", "=", self._company_id()],
            ["description", "like", f"%{mark_of(parcel.key)}%"],
            ["origin", "=", None],
        ]
        found = self._all("account.move", domain, ["number", "state"])
        return found[0] if found else None

    def _receipt(self, parcel: Parcel, move: dict[str, Json]) -> Receipt:
        is_booked = move["state"] == "posted"
        return Receipt(
            reference=str(move["number"] or move["id"]),
            is_booked=is_booked,
            note="" if is_booked else DRAFT,
            missing_attachments=self._missing(parcel, move["id"]),
        )

    def _missing(self, parcel: Parcel, move_id: int) -> Sequence[str]:
        if not parcel.attachments:
            return ()
        there = self._all("ir.attachment", [["resource", "=", f"account.move,{move_id}"]], ["name"])
        names = {item["name"] for item in there}
        return [attachment.name for attachment in parcel.attachments if attachment.name not in names]

    def _places(self, parcel: Parcel) -> Places:
        """Everything the entry names, looked up before anything is written; what is not there is refused by name."""
        entry = _entry_of(parcel)
        company = self._company("currency.code")
        if company["currency."]["code"] != parcel.currency:
            words = f"la société y tient ses comptes en {company['currency.']['code']}, pas en {parcel.currency}"
            raise TargetRefusedError(target=NAME, words=words)
        accounts = self._accounts({line.account for line in entry.lines})
        auxiliaries = {line.auxiliary for line in entry.lines if accounts[line.account].is_party_required}
        second = entry.currency if entry.currency != parcel.currency else ""
        return Places(
            company=self._company_id(),
            journal=self._one("account.journal", "le journal", entry.journal_code),
            period=self._period_id(entry),
            accounts=accounts,
            parties={code: self._one("party.party", "le tiers", code) for code in sorted(auxiliaries)},
            second_currency=self._one("currency.currency", "la devise", second) if second else None,
        )

    def _accounts(self, numbers: set[str]) -> dict[str, Account]:
        ours = ["company", "=", self._company_id()]
        found = self._all("account.account", [ours, ["code", "in", sorted(numbers)]], ["code", "party_required"])
        accounts = {item["code"]: Account(item["id"], item["party_required"]) for item in found}
        if missing := sorted(numbers - accounts.keys()):
            raise TargetRefusedError(target=NAME, words=f"le compte {missing[0]} n’y existe pas")
        return accounts

    def _one(self, model: str, noun: str, code: str) -> int:
        if not code:
            raise TargetRefusedError(target=NAME, words=f"{noun} manque, alors que Tryton le demande")
        found = self._all(model, [["code", "=", code]], ["code"])
        if not found:
            raise TargetRefusedError(target=NAME, words=f"{noun} {code} n’y existe pas")
        return int(found[0]["id"])

    def _period_id(self, entry: EntryRecord) -> int:
        day = date_value(entry.date)
        domain = [
            ["company", "=", self._company_id()],
            ["type", "=", "standard"],
            ["start_date", "<=", day],
            ["end_date", ">=", day],
        ]
        found = self._all("account.period", domain, ["name", "state"])
        if not found:
            raise TargetRefusedError(target=NAME, words=f"aucune période n’y contient le {entry.date:%d/%m/%Y}")
        if found[0]["state"] != "open":
            words = f"la période {found[0]['name']}, où tombe le {entry.date:%d/%m/%Y}, y est close"
            raise TargetRefusedError(target=NAME, words=words)
        return int(found[0]["id"])

    def _auxiliaries(self) -> Iterator[TargetAuxiliary]:
        kinds = [["type", "in", ["fr_siren", "eu_vat"]]]
        known: dict[tuple[int, str], str] = {}
        for item in self._all("party.identifier", kinds, ["party", "type", "code"]):
            known.setdefault((item["party"], item["type"]), "".join(item["code"].split()))  # it spaces a SIREN
        for item in self._all("party.party", [], ["code", "name"]):
            siren, vat_number = (known.get((item["id"], kind), "") for kind in ("fr_siren", "eu_vat"))
            yield TargetAuxiliary(item["code"] or "", item["name"] or "", siren, vat_number)

    def _company(self, *fields: str) -> dict[str, Json]:
        [company] = self._call("company.company", "read", [self._company_id()], list(fields))
        assert isinstance(company, dict)
        return company

    def _company_id(self) -> int:
        if not self._context:
            self._context = self._session.call("model.res.user.get_preferences", True, {})  # noqa: FBT003 - theirs
        if not self._context.get("company"):
            raise TargetAccessError(target=NAME, words="l’utilisateur n’est rattaché à aucune société")
        return int(self._context["company"])

    def _all(self, model: str, domain: Sequence[object], fields: list[str]) -> list[dict[str, Json]]:
        """Every record of a search, to its last page, oldest first."""
        found: list[dict[str, Json]] = []
        while True:
            page = self._call(model, "search_read", domain, len(found), PAGE, [["id", "ASC"]], fields)
            found += page
            if len(page) < PAGE:
                return found

    def _call(self, model: str, method: str, *params: object, changes: bool = False) -> Json:
        self._company_id()  # the context has the company and the language of the user
        return self._session.call(f"model.{model}.{method}", *params, self._context, changes=changes)


def _entry_of(parcel: Parcel) -> EntryRecord:
    """The entry of a parcel; a whole export as files never comes here (``takes_files`` is false)."""
    assert parcel.entry is not None
    return parcel.entry
