"""The catalogue of findings says what the program says."""

import re
from pathlib import Path

from ecritoire.formats.fec_check.sentences import SENTENCES

CATALOGUE = Path(__file__).resolve().parents[3] / "docs" / "errors" / "check-fec.md"
ROW = re.compile(
    r"\| `(?P<code>\w+)` \| (?P<severity>\w+) \| (?P<sentence>.*?) \| (?P<when>.+?) \| (?P<way_out>.+?) \|"
)


def test_every_finding_is_in_the_catalogue_in_the_same_words() -> None:
    text = CATALOGUE.read_text(encoding="utf-8").replace("\\|", "¦")
    listed = {
        match["code"]: (match["severity"], match["sentence"].replace("¦", "|"))
        for match in map(ROW.fullmatch, text.splitlines())
        if match
    }
    said = {code: (severity, re.sub(r"%\(\w+\)s", "…", sentence)) for code, (severity, sentence) in SENTENCES.items()}
    assert listed == said
