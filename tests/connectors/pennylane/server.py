"""Stands for Pennylane, from the published description of its API v2: not the service."""

import json
import re
from decimal import Decimal
from typing import Any

from tests.connectors.servers import Asked, Said, TargetServer

PAGE = 2  # so that everything has pages
AMOUNT = re.compile(r"\d+\.\d\d")


class PennylaneServer(TargetServer):
    """Bearer token, ids of this company, balanced entries of open years, cursors, a page of two."""

    def __init__(self) -> None:
        super().__init__()
        numbers = ["606400", "445660", "401LENOIR", "512000"]
        self.accounts: list[dict[str, Any]] = [
            {"id": 900 + place, "number": number, "label": number, "enabled": True}
            for place, number in enumerate(numbers)
        ]
        self.entries: list[dict[str, Any]] = []
        self.files: dict[int, str] = {}

    def is_creation(self, asked: Asked) -> bool:
        return asked.method == "POST" and asked.path == "/ledger_entries"

    def books(self) -> list[tuple[str, list[tuple[str, int, int]], list[str]]]:
        numbers = {account["id"]: account["number"] for account in self.accounts}
        return [
            (
                made["piece_number"],
                [
                    (numbers[line["ledger_account_id"]], _cents(line["debit"]), _cents(line["credit"]))
                    for line in made["ledger_entry_lines"]
                ],
                [self.files[made["file_attachment_id"]]] if "file_attachment_id" in made else [],
            )
            for made in self.entries
        ]

    def answer(self, asked: Asked) -> Said:
        if asked.headers.get("authorization") != "Bearer jeton" or self.is_revoked:
            return Said(401, {"error": "Access token is missing or invalid", "status": 401})
        match asked.method, asked.path:
            case "GET", "/me":
                return Said(200, {"user": {"id": 1}, "company": {"id": 7, "name": "SAS Lenoir et Fils"}})
            case "GET", "/journals":
                journals = [("HA", "purchases"), ("BQ", "bank")]
                return _page(
                    asked, [{"id": 10 + n, "code": c, "label": c, "type": t} for n, (c, t) in enumerate(journals)]
                )
            case "GET", "/fiscal_years":
                years = [("2024", "closed"), ("2026", "open")]
                items = [{"start": f"{y}-01-01", "finish": f"{y}-12-31", "status": status} for y, status in years]
                return _page(asked, [{"id": 1 + place, **item} for place, item in enumerate(items)])
            case "GET", "/ledger_accounts":
                return _page(asked, self.accounts)
            case "GET", "/ledger_entries":
                return _page(asked, self.entries)
            case "POST", "/ledger_accounts":
                self.accounts.append({"id": 900 + len(self.accounts), "enabled": True, **asked.json()})
                return Said(201, self.accounts[-1])
            case "POST", "/file_attachments":
                [name] = re.findall(rb'name="file"; filename="([^"]+)"', asked.body)
                self.files[500 + len(self.files)] = name.decode()
                return Said(201, {"id": max(self.files)})
            case "POST", "/ledger_entries":
                return self._create(asked.json())
        return Said(404, {"error": "The resource was not found", "status": 404})

    def _create(self, body: dict[str, Any]) -> Said:
        lines = body["ledger_entry_lines"]
        for line in lines:
            if not all(isinstance(line[side], str) and AMOUNT.fullmatch(line[side]) for side in ("debit", "credit")):
                return _refused("debit and credit are decimal strings")
        if any(line["ledger_account_id"] not in {account["id"] for account in self.accounts} for line in lines):
            return _refused("ledger_account_id not found")
        if body["journal_id"] not in {10, 11}:
            return _refused("journal_id not found")
        if sum(_cents(line["debit"]) - _cents(line["credit"]) for line in lines):
            return _refused("Total debit must equal total credit")
        if not body["date"].startswith("2026"):
            return _refused(f"Fiscal year {body['date'][:4]} is closed")
        if "file_attachment_id" in body and body["file_attachment_id"] not in self.files:
            return _refused("file_attachment_id not found")
        self.entries.append({"id": 3000 + len(self.entries), **body})
        return Said(201, self.entries[-1])


def _refused(issue: str) -> Said:
    return Said(422, {"error": "unprocessable_entity", "message": issue, "details": {"field": "base", "issue": issue}})


def _page(asked: Asked, items: list[dict[str, Any]]) -> Said:
    for rule in json.loads(asked.query.get("filter", "[]")):
        if rule["operator"] != "eq" or rule["field"] not in {"journal_id", "date", "number"}:
            return Said(400, {"error": f"filter {rule['field']} is not allowed"})
        items = [item for item in items if str(item[rule["field"]]) == rule["value"]]
    start = int(asked.query.get("cursor", "0"))
    has_more = start + PAGE < len(items)
    following = str(start + PAGE) if has_more else None
    return Said(200, {"items": items[start : start + PAGE], "has_more": has_more, "next_cursor": following})


def _cents(text: str) -> int:
    return int(Decimal(text) * 100)
