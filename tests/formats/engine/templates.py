"""Templates that only tests use: the shapes of the accounting packages still to come."""

from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "templates"

QUADRA_LIKE = (FOLDER / "quadra_like.toml").read_text(encoding="utf-8")
TRA_LIKE = (FOLDER / "tra_like.toml").read_text(encoding="utf-8")
EBP_LIKE = (FOLDER / "ebp_like.toml").read_text(encoding="utf-8")
PADDED_AND_SEPARATED = (FOLDER / "padded_and_separated.toml").read_text(encoding="utf-8")
IBIZA_LIKE = (FOLDER / "ibiza_like.toml").read_text(encoding="utf-8")
DATEV_LIKE = (FOLDER / "datev_like.toml").read_text(encoding="utf-8")
EVERY_SHAPE = [QUADRA_LIKE, TRA_LIKE, EBP_LIKE, PADDED_AND_SEPARATED, IBIZA_LIKE, DATEV_LIKE]
