"""What a template starts from when it starts from nothing."""

from collections.abc import Collection
from itertools import count

from ecritoire.web.formats.draft import Data

NAME_LENGTH_MAX = 30
BLANK: Data = {
    "file": {
        "kind": "delimited",
        "separator": ";",
        "encoding": "utf-8",
        "line_end": "crlf",
        "date": "JJ/MM/AAAA",
        "amount": "comma",
        "header": True,
        "file_name": "ecritures-{siren}-{fiscal_year_end:AAAAMMJJ}[-{export_number}].csv",
    },
    "records": [
        {
            "name": "ligne",
            "for": "line",
            "fields": [
                {"name": "Date", "source": "date"},
                {"name": "Journal", "source": "journal_code"},
                {"name": "Compte", "source": "auxiliary or account"},
                {"name": "Pièce", "source": "reference"},
                {"name": "Libellé", "source": "label"},
                {"name": "Débit", "source": "debit"},
                {"name": "Crédit", "source": "credit"},
            ],
        }
    ],
}


def free_name(wanted: str, taken: Collection[str]) -> str:
    """Return a short name that no template of the company has."""
    name = wanted[:NAME_LENGTH_MAX].rstrip("-")
    if name not in taken:
        return name
    numbered = (f"{wanted[: NAME_LENGTH_MAX - 4]}-{number}" for number in count(2))
    return next(name for name in numbered if name not in taken)
