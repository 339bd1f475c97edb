"""Stands for MyUnisoft, from its published guide for partners: not the service."""

import json
import re
from decimal import Decimal
from typing import Any

from tests.connectors.servers import Asked, Said, TargetServer

ALPHANUMERIC = re.compile(r"[A-Za-z0-9]+")
MEDIA_TYPES = {"application/pdf", "image/png", "image/jpeg", "image/tiff", "image/gif", "text/plain"}


class MyUnisoftServer(TargetServer):
    """Token and partner key, ids of this society, the JSON schema of the guide, a unique partner id."""

    def __init__(self) -> None:
        super().__init__()
        self.accounts = {"606400": 900, "445660": 901, "401LENOIR": 902, "512000": 903}
        self.entries: list[dict[str, Any]] = []

    def is_creation(self, asked: Asked) -> bool:
        return asked.method == "POST" and asked.path.startswith("/entry")

    def books(self) -> list[tuple[str, list[tuple[str, int, int]], list[str]]]:
        numbers = {number: text for text, number in self.accounts.items()}
        return [
            (
                made["entry_origin_partner_id"].removeprefix("ecritoire-"),
                [
                    (numbers[line["account_id"]], int(line["debit"] * 100), int(line["credit"] * 100))
                    for line in made["entry_list"]
                ],
                [attached["name"] for attached in made.get("pj_list", [])],
            )
            for made in self.entries
        ]

    def answer(self, asked: Asked) -> Said:
        keys = asked.headers.get("authorization"), asked.headers.get("x-third-party-secret")
        if keys != ("Bearer jeton", "partenaire") or self.is_revoked:
            return _refused("ERR-TOKEN", "token invalide", 401)
        match asked.method, asked.path:
            case "GET", "/society":
                return Said(200, {"society_id": 2123, "name": "SAS Lenoir et Fils", "siret": "55210055400013"})
            case "GET", "/society/exercice":
                years = [("2024", True), ("2026", False)]
                return Said(200, [{"start_date": f"{y}0101", "end_date": f"{y}1231", "closed": c} for y, c in years])
            case "GET", "/diary":
                diaries = [("HA", "ACH"), ("BQ", "BQ")]
                return Said(
                    200,
                    [
                        {"diary_id": 10 + place, "code": code, "name": code, "diary_type_code": kind, "blocked": False}
                        for place, (code, kind) in enumerate(diaries)
                    ],
                )
            case "GET", "/account":
                return Said(200, [{"account_id": n, "account_number": t, "label": t} for t, n in self.accounts.items()])
            case "POST", "/account":
                number = asked.json()["account_number"]
                self.accounts.setdefault(number, 900 + len(self.accounts))
                return Said(200, {"account_id": self.accounts[number], "account_number": number})
            case "GET", "/entry/id":
                return self._found(asked.query["id_origin"])
            case "POST", "/entry" | "/entry/temp":
                return self._create(json.loads(asked.body, parse_float=Decimal))
        return _refused("ERR-ROUTE", "route inconnue", 404)

    def _found(self, origin: str) -> Said:
        for place, made in enumerate(self.entries):
            if made["entry_origin_partner_id"] == origin:
                return Said(200, {"id_entry": 3000 + place, "type": "ENTRIES"})
        return _refused("ERR-ENTRY", "écriture inconnue", 404)

    def _create(self, body: dict[str, Any]) -> Said:
        if issue := self._issue_of_lines(body) or self._issue(body):
            return _refused("ERR-ENTRY", issue)
        self.entries.append(body)
        return Said(200, {"entry_id": 3000 + len(self.entries) - 1})

    def _issue_of_lines(self, body: dict[str, Any]) -> str:
        """What the schema of the guide, or accounting, has against the lines of an entry."""
        lines = body["entry_list"]
        if not all(isinstance(line[side], Decimal) for line in lines for side in ("debit", "credit")):
            return "debit et credit sont des nombres"
        if sum(line["debit"] - line["credit"] for line in lines) or any(
            line["debit"] * line["credit"] for line in lines
        ):
            return "écriture non équilibrée"
        if any(line["account_id"] not in self.accounts.values() or not 0 < len(line["label"]) <= 50 for line in lines):
            return "compte ou libellé invalide"
        if any(line["deadline"] < body["date_piece"] for line in lines):
            return "deadline avant date_piece"
        if not all(ALPHANUMERIC.fullmatch(line["piece"]) and ALPHANUMERIC.fullmatch(line["piece2"]) for line in lines):
            return "piece et piece2 sont alphanumériques"
        if any(("currency" in line) != ("value_currency" in line) for line in lines):
            return "devise sans montant"
        return ""

    def _issue(self, body: dict[str, Any]) -> str:
        """What they have against its head."""
        if any(sent["type"] not in MEDIA_TYPES or len(sent["name"]) > 50 for sent in body.get("pj_list", [])):
            return "pièce jointe invalide"
        if body["diary_id"] not in {10, 11} or body["etablissement_id"] != 2123:
            return "journal ou société inconnu"
        if not body["date_piece"].startswith("2026"):
            return f"exercice {body['date_piece'][:4]} clôturé"
        if any(made["entry_origin_partner_id"] == body["entry_origin_partner_id"] for made in self.entries):
            return "entry_origin_partner_id existe déjà"
        return ""


def _refused(code: str, message: str, status: int = 400) -> Said:
    return Said(status, {"error": {"code": code, "message": message, "details": []}})
