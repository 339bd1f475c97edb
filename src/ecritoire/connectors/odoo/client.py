"""An Odoo company: moves found by their origin, completed step by step, since each call is a transaction of its own."""

import base64
import datetime as dt
from collections.abc import Iterator, Sequence

from ecritoire.connectors.odoo.calls import NAME, Calls
from ecritoire.connectors.odoo.mapping import move_of
from ecritoire.connectors.target import (
    Health,
    Parcel,
    Receipt,
    ReferenceData,
    TargetAccount,
    TargetAuxiliary,
    TargetJournal,
    TargetRefusedError,
)
from ecritoire.connectors.wire import Json, reading
from ecritoire.formats.records import EntryRecord, LineRecord

PAGE = 500
JOURNAL_TYPES = {"purchase": "purchase", "bank": "bank", "general": "miscellaneous"}
# Which of them a company has depends on the version; the last one binds purchase journals only.
LOCKS = ("fiscalyear_lock_date", "hard_lock_date", "purchase_lock_date")


class OdooTarget:
    """One open session."""

    def __init__(self, calls: Calls, company_id: int | None, *, posts: bool) -> None:
        self._calls = calls
        self._company_id = company_id
        self._posts = posts
        self._ids: dict[tuple[str, str, str], int] = {}

    @reading(NAME)
    def check(self) -> Health:
        """Say which company the key opens."""
        return Health(identity=str(self._company()["name"]), version=self._calls.version)

    @reading(NAME)
    def find(self, parcel: Parcel) -> Receipt | None:
        """Look for the move with our key as its origin, and for which documents it lacks."""
        domain = [["invoice_origin", "=", parcel.key]]
        moves = list(self._all("account.move", domain, ["state"]))
        if not moves:
            return None
        move = moves[0]
        on_move = [["res_model", "=", "account.move"], ["res_id", "=", move["id"]]]
        names = {item["name"] for item in self._all("ir.attachment", on_move, ["name"])}
        note = "" if len(moves) == 1 else f"{len(moves)} pièces portent l’origine {parcel.key} : gardez-en une"
        missing = tuple(sent.name for sent in parcel.attachments if sent.name not in names)
        return Receipt(str(move["id"]), move["state"] == "posted", note, missing)

    @reading(NAME)
    def send(self, parcel: Parcel) -> Receipt:
        """Create the move as a draft, attach its documents, post it; what is refused does not stay as a draft."""
        if found := self.find(parcel):
            return self.complete(parcel, found)
        entry = parcel.entry
        assert entry is not None  # ``takes_files`` is false
        self._refuse_locked(entry)
        values = move_of(
            parcel,
            entry,
            self._id("account.journal", "code", entry.journal_code, "le journal"),
            lambda line: self._id("account.account", "code", line.account, "le compte"),
            self._partner_id,
            self._id("res.currency", "name", entry.currency, "la devise") if entry.currency else None,
        )
        [move_id] = self._calls.call("account.move", "create", vals_list=[values])
        missing = tuple(sent.name for sent in parcel.attachments)
        try:
            return self.complete(parcel, Receipt(str(move_id), is_booked=False, missing_attachments=missing))
        except TargetRefusedError:
            self._calls.call("account.move", "unlink", [move_id])
            raise

    @reading(NAME)
    def complete(self, parcel: Parcel, receipt: Receipt) -> Receipt:
        """Attach what is missing, then post what is still a draft, unless drafts are wanted."""
        move_id = int(receipt.reference)
        for attachment in parcel.attachments:
            if attachment.name in receipt.missing_attachments:
                with attachment.open() as file:
                    datas = base64.b64encode(file.read()).decode()
                values = {
                    "res_model": "account.move",
                    "res_id": move_id,
                    "name": attachment.name,
                    "mimetype": attachment.media_type,
                    "datas": datas,
                }
                self._calls.call("ir.attachment", "create", vals_list=[values])
        if self._posts and not receipt.is_booked:
            self._calls.call("account.move", "action_post", [move_id])
        return Receipt(receipt.reference, receipt.is_booked or self._posts, receipt.note)

    @reading(NAME)
    def reference_data(self) -> ReferenceData:
        """Read chart, journals, suppliers with a reference, and the lock date; Odoo has no list of fiscal years."""
        locks = self._locks()
        days = [day for name, day in locks.items() if name != "purchase_lock_date"]
        suppliers = [["ref", "!=", False], ["supplier_rank", ">", 0]]
        return ReferenceData(
            accounts=[
                TargetAccount(str(item["code"]), str(item["name"]))
                for item in self._all("account.account", [], ["code", "name"])
                if item["code"]
            ],
            journals=[
                TargetJournal(str(item["code"]), str(item["name"]), JOURNAL_TYPES.get(item["type"], ""))
                for item in self._all("account.journal", self._of_company(), ["code", "name", "type"])
            ],
            auxiliaries=[
                TargetAuxiliary(str(item["ref"]), str(item["name"]), vat_number=str(item["vat"] or ""))
                for item in self._all("res.partner", suppliers, ["ref", "name", "vat"])
            ],
            locked_until=max(days, default=None),
        )

    @reading(NAME)
    def create_auxiliary(self, auxiliary: TargetAuxiliary) -> None:
        """Create the supplier as a partner whose reference is our auxiliary account."""
        values: dict[str, object] = {
            "name": auxiliary.name,
            "ref": auxiliary.code,
            "is_company": True,
            "supplier_rank": 1,
        }
        if auxiliary.vat_number:
            values["vat"] = auxiliary.vat_number
        self._calls.call("res.partner", "create", vals_list=[values])

    def _refuse_locked(self, entry: EntryRecord) -> None:
        """Refuse what Odoo would not: posting on or before a lock date may move the date without a word."""
        for name, day in self._locks().items():
            binds = name != "purchase_lock_date" or entry.journal_type == "purchase"
            if binds and entry.date <= day:
                words = f"écriture du {entry.date:%d/%m/%Y}, comptabilité verrouillée jusqu’au {day:%d/%m/%Y}"
                raise TargetRefusedError(target=NAME, words=words)

    def _locks(self) -> dict[str, dt.date]:
        known = self._calls.call("res.company", "fields_get", allfields=list(LOCKS), attributes=["type"])
        company = self._company([name for name in LOCKS if name in known])
        return {name: dt.date.fromisoformat(company[name]) for name in LOCKS if company.get(name)}

    def _company(self, fields: list[str] | None = None) -> dict[str, Json]:
        domain = [["id", "=", self._company_id]] if self._company_id else []
        return next(self._all("res.company", domain, ["name", *(fields or [])]))

    def _of_company(self) -> list[object]:
        return [["company_id", "=", self._company_id]] if self._company_id else []

    def _partner_id(self, line: LineRecord) -> int | None:
        return self._id("res.partner", "ref", line.auxiliary, "le fournisseur") if line.auxiliary else None

    def _id(self, model: str, field: str, value: str, what: str) -> int:
        """The id of the first record that has the value; remembered as long as the session lasts."""
        key = model, field, value
        if key not in self._ids:
            domain: list[object] = [[field, "=", value]]
            if model == "account.journal":
                domain += self._of_company()
            record = next(self._all(model, domain, [field]), None)
            if record is None:
                raise TargetRefusedError(target=NAME, words=f"{what} {value} n’y existe pas")
            self._ids[key] = int(record["id"])
        return self._ids[key]

    def _all(self, model: str, domain: Sequence[object], fields: list[str]) -> Iterator[dict[str, Json]]:
        """Every record, oldest first, page by page."""
        offset = 0
        while True:
            page = self._calls.call(
                model, "search_read", domain=domain, fields=fields, offset=offset, limit=PAGE, order="id"
            )
            yield from page
            offset += len(page)
            if len(page) < PAGE:
                return
