"""Where the sender wants to be paid (BG-16, BG-17). Nothing here is trusted: a payment asks the supplier's record."""

import re
import warnings

from schwifty import IBAN
from schwifty.exceptions import NationalChecksumNotVerified, SchwiftyException

from ecritoire.domain.invoice import BankAccount
from ecritoire.intake.flags import Flag
from ecritoire.intake.terms import Node

_DIRECT_DEBIT_MEANS = frozenset({"49", "59"})  # UNTDID 4461: direct debit, SEPA direct debit
_LOOKS_LIKE_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{8,30}")


def read_accounts(document: Node) -> tuple[BankAccount, ...]:
    """Every account to be paid, each once, in order; a wrong IBAN, several of them and a direct debit are flagged."""
    accounts: dict[BankAccount, None] = {}
    for means in document.nodes("BG-16"):
        account = _read_account(means)
        if account is not None:
            accounts[account] = None
    ibans = {account.iban for account in accounts if account.iban}
    if len(ibans) > 1:
        document.reading.flag(Flag.SEVERAL_IBANS)
    if any(account.iban and not account.iban_is_valid for account in accounts):
        document.reading.flag(Flag.IBAN_INVALID)
    if _DIRECT_DEBIT_MEANS.intersection(document.texts("BT-81")):
        document.reading.flag(Flag.DIRECT_DEBIT)
    return tuple(accounts)


def _read_account(means: Node) -> BankAccount | None:
    stated = means.text("BT-84")
    proprietary_id = means.text("proprietary account")
    if not stated and not proprietary_id:
        return None
    iban = re.sub(r"\s", "", stated).upper()
    if not _LOOKS_LIKE_IBAN.fullmatch(iban):
        if stated and means.table.paths("proprietary account"):
            # Where domestic numbers have an element of their own, this one was meant to be an IBAN.
            means.reading.flag(Flag.IBAN_INVALID)
        iban, proprietary_id = "", stated or proprietary_id
    return BankAccount(
        iban=iban,
        iban_is_valid=bool(iban) and is_iban(iban),
        proprietary_id=proprietary_id,
        holder=means.text("BT-85"),
        bic=re.sub(r"\s", "", means.text("BT-86")).upper(),
    )


def is_iban(iban: str) -> bool:
    """Whether country, length, check digits and the national key (in France the clé RIB) of ``iban`` agree."""
    with warnings.catch_warnings():
        # A few countries have a national key that the library cannot compute: the check digits then have to do.
        warnings.simplefilter("ignore", NationalChecksumNotVerified)
        try:
            IBAN(iban, validate_bban=True)
        except SchwiftyException:
            return False
    return True
