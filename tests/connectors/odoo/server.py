"""Stands for Odoo, from its published documentation: JSON-2 and JSON-RPC over the same few models. Not the software."""

import json
from decimal import Decimal
from typing import Any

from tests.connectors.servers import Asked, Said, TargetServer

LOCKED_UNTIL = "2024-12-31"


class OdooError(Exception):
    """What a model raises: a name of Odoo's exceptions and a message."""

    def __init__(self, status: int, name: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.name = name


class OdooServer(TargetServer):
    """Models as lists of records; moves balance, name known ids, and are posted outside of locked periods."""

    def __init__(self) -> None:
        super().__init__()
        codes = ["606400", "445660", "401000", "512000"]
        self.records: dict[str, list[dict[str, Any]]] = {
            "res.company": [{"id": 1, "name": "SAS Lenoir et Fils", "fiscalyear_lock_date": LOCKED_UNTIL}],
            "res.currency": [{"id": 1, "name": "EUR"}, {"id": 2, "name": "USD"}],
            "res.partner": [{"id": 7, "ref": "LENOIR", "name": "Lenoir", "vat": False, "supplier_rank": 1}],
            "account.account": [{"id": 900 + place, "code": code, "name": code} for place, code in enumerate(codes)],
            "account.journal": [
                {"id": 10, "code": "HA", "name": "Achats", "type": "purchase"},
                {"id": 11, "code": "BQ", "name": "Banque", "type": "bank"},
            ],
            "account.move": [],
            "ir.attachment": [],
        }

    def is_creation(self, asked: Asked) -> bool:
        return asked.path.endswith("/account.move/create") or (b'"account.move", "create"' in asked.body)

    def books(self) -> list[tuple[str, list[tuple[str, int, int]], list[str]]]:
        codes = {account["id"]: account["code"] for account in self.records["account.account"]}
        return [
            (
                move["invoice_origin"],
                [
                    (codes[line["account_id"]], int(line["debit"] * 100), int(line["credit"] * 100))
                    for _command, _zero, line in move["line_ids"]
                ],
                [file["name"] for file in self.records["ir.attachment"] if file["res_id"] == move["id"]],
            )
            for move in self.records["account.move"]
        ]

    def answer(self, asked: Asked) -> Said:
        body = json.loads(asked.body, parse_float=Decimal)
        if asked.path == "/jsonrpc":
            return self._json_rpc(body["params"])
        keys = asked.headers.get("authorization"), asked.headers.get("x-odoo-database")
        if keys != ("bearer cle", "lenoir") or self.is_revoked:
            return Said(401, {"name": "werkzeug.exceptions.Unauthorized", "message": "Invalid apikey"})
        _root, _json, _two, model, method = asked.path.split("/")
        try:
            return Said(200, self._call(model, method, body.pop("ids", []), body))
        except OdooError as error:
            return Said(
                error.status, {"name": error.name, "message": str(error), "arguments": [], "debug": "Traceback"}
            )

    def _json_rpc(self, params: dict[str, Any]) -> Said:
        arguments = params["args"]
        if params["method"] == "authenticate":
            known = arguments[:3] == ["lenoir", "robot", "cle"] and not self.is_revoked
            return Said(200, {"jsonrpc": "2.0", "id": 1, "result": 2 if known else False})
        database, user, key, model, method, positional, named = arguments
        try:
            self._admit((database, user, key) == ("lenoir", 2, "cle"))
            result = self._call(model, method, positional[0] if positional else [], named)
        except OdooError as error:
            data = {"name": error.name, "message": str(error), "debug": "Traceback"}
            return Said(
                200, {"jsonrpc": "2.0", "id": 1, "error": {"code": 200, "message": "Odoo Server Error", "data": data}}
            )
        return Said(200, {"jsonrpc": "2.0", "id": 1, "result": result})

    def _admit(self, is_known: bool) -> None:
        if self.is_revoked or not is_known:
            raise OdooError(403, "odoo.exceptions.AccessDenied", "Access Denied")

    def _call(self, model: str, method: str, ids: list[int], named: dict[str, Any]) -> object:
        records = self.records[model]
        match method:
            case "search_read":
                found = [record for record in records if all(_holds(record, *rule) for rule in named["domain"])]
                page = found[named["offset"] : named["offset"] + named["limit"]]
                return [{"id": record["id"], **{name: record[name] for name in named["fields"]}} for record in page]
            case "fields_get":
                return {name: {"type": "date"} for name in named["allfields"] if name in records[0]}
            case "create":
                return [self._create(model, values) for values in named["vals_list"]]
            case "unlink":
                records[:] = [record for record in records if record["id"] not in ids]
                return True
            case "action_post":
                return self._post(ids)
        raise OdooError(404, "werkzeug.exceptions.NotFound", f"no {method} on {model}")

    def _create(self, model: str, values: dict[str, Any]) -> int:
        if model == "account.move":
            self._check(values)
            values = {**values, "state": "draft"}
        made = {"id": 1 + max((record["id"] for record in self.records[model]), default=3000), "vat": False, **values}
        self.records[model].append(made)
        return int(made["id"])

    def _check(self, values: dict[str, Any]) -> None:
        lines = [line for _command, _zero, line in values["line_ids"]]
        if sum(line["debit"] - line["credit"] for line in lines):
            raise OdooError(422, "odoo.exceptions.UserError", "The entry is not balanced.")
        accounts = {account["id"] for account in self.records["account.account"]}
        if values["journal_id"] not in {10, 11} or any(line["account_id"] not in accounts for line in lines):
            raise OdooError(422, "odoo.exceptions.MissingError", "Record does not exist or has been deleted.")
        if any(("currency_id" in line) != ("amount_currency" in line) for line in lines):
            raise OdooError(422, "odoo.exceptions.ValidationError", "Amount in currency without its currency.")

    def _post(self, ids: list[int]) -> bool:
        for move in self.records["account.move"]:
            if move["id"] in ids and move["state"] == "posted":
                raise OdooError(422, "odoo.exceptions.UserError", "The entry must be in draft.")
            if move["id"] in ids:
                move["state"] = "posted"
                if move["date"] <= LOCKED_UNTIL:  # as Odoo does: without a word
                    move["date"] = "2025-01-01"
        return False


def _holds(record: dict[str, Any], field: str, operator: str, value: object) -> bool:
    match operator:
        case "=":
            return bool(record[field] == value)
        case "!=":
            return bool(record[field] != value)
        case ">":
            return bool(record[field] > value)
    raise OdooError(422, "builtins.ValueError", f"Invalid operator {operator}")
