"""The entry of a document while it is being computed: what each account takes, before the sides are decided."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

# From the document's currency to the company's, both in minor units.
Conversion = Callable[[int], int]


@dataclass(slots=True)
class Movement:
    """What one account takes, debit positive."""

    account: str
    minor: int  # document currency
    book_minor: int  # company currency
    is_asset: bool = False  # owed to the supplier of fixed assets (404) rather than of goods and services (401)
    is_supplier: bool = False
    tax_account: str = ""  # of a tax: the deductible (or due) account, which may differ from where it waits


@dataclass(slots=True)
class Draft:
    """Movements by kind, in the order their lines have."""

    purchases: list[Movement]
    roundings: list[Movement]
    taxes: list[Movement]
    cleared: list[Movement] = field(default_factory=list)  # deposits taken back
    suppliers: list[Movement] = field(default_factory=list)

    def __iter__(self) -> Iterator[Movement]:
        yield from self.purchases
        yield from self.roundings
        yield from self.cleared
        yield from self.taxes
        yield from self.suppliers

    @property
    def is_all_assets(self) -> bool:
        """Whether everything bought is a fixed asset, so that rounding and the rest follow it."""
        return bool(self.purchases) and all(movement.is_asset for movement in self.purchases)
