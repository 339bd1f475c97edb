"""The file as it will be: cells under their titles, or characters under a ruler."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecritoire.apps.exports.trying_templates import Trial

SOURCES: dict[str, str | Promise] = {
    "exported": gettext_lazy("Les premières écritures de votre dernier export"),
    "pending": gettext_lazy("Vos premières écritures en attente"),
    "specimen": gettext_lazy("Une facture d’exemple : la société n’a pas encore d’écriture"),
}
TENS = 10


@dataclass(frozen=True, slots=True)
class Preview:
    """What the page shows of a trial."""

    lines: str
    ruler: str
    file_name: str
    source: str | Promise
    proof: str
    problem_count: int


def preview_of(trial: Trial) -> Preview:
    """Return the file of a trial as the page shows it."""
    lines = tuple(line.replace("\t", " ⇥ ") if trial.separator == "\t" else line for line in trial.lines)
    widest = max(map(len, lines), default=0)
    return Preview(
        lines="\n".join(lines),
        ruler=_ruler(widest) if trial.is_fixed else "",
        file_name=trial.file_name,
        source=SOURCES[trial.sample.source],
        proof=_proof(trial),
        problem_count=len(trial.problems),
    )


def _ruler(width: int) -> str:
    """Return the tens, each above its character, and the figures of every position."""
    tens = "".join(f"{position:>{TENS}}" for position in range(TENS, width + TENS, TENS))
    return f"{tens[:width]}\n" + "".join(str(position % TENS) for position in range(1, width + 1))


def _proof(trial: Trial) -> str:
    if not trial.lines:
        return ""
    if trial.is_read_back:
        return _(
            "Chaque export est relu avant d’être proposé : une ligne par ligne d’écriture, mêmes débits et crédits, et "
            "les colonnes qui portent une donnée simple redonnent cette donnée. Le lecteur est déduit de ce modèle : "
            "il ne sait pas ce que votre logiciel attend. Essayez l’import d’un petit fichier d’abord."
        )
    return _(
        "Ce fichier n’est pas relu : ses lignes ne disent pas chacune un compte et un montant que l’on retrouve. "
        "Les écritures sont vérifiées avant l’écriture, pas le fichier. Vérifiez ses totaux dans votre logiciel."
    )
