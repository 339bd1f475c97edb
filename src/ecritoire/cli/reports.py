"""What an export takes and leaves, as a person reads it in a terminal."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import islice

import click

from ecritoire.apps.exports.limits import cautions
from ecritoire.apps.exports.preview import Preview
from ecritoire.apps.exports.queries import preview_left_out
from ecritoire.apps.exports.selection import Candidate
from ecritoire.domain.language import say, say_count
from ecritoire.domain.reasons import ORDER, REASONS, Finding
from ecritoire.domain.wording import said_amount, said_number

SHOWN = 5  # documents named under one reason
Case = tuple[Candidate, Finding]


def print_preview(preview: Preview) -> None:
    """Print a dry run: totals by journal and by account, then what stays, by reason."""
    currency, counts = preview.selection.company.currency, preview.counts
    click.echo(
        say("Sera pris : %(entries)s, %(documents)s")
        % {"entries": entries(counts.entry_count), "documents": _documents(counts.document_count)}
    )
    for journal in counts.journals:
        total = said_amount(journal.debit_minor, currency)
        click.echo(f"  {journal.code:<4}{journal.label:<24}{entries(journal.entry_count):>17} {total:>18}")
    for account in preview.accounts:
        debit, credit = said_number(account.debit_minor, currency), said_number(account.credit_minor, currency)
        click.echo(f"  {account.number:<10}{account.label[:34]:<36}{debit:>16}{credit:>16}")
    click.echo(
        say("Ne sera pas pris : %(left)s, %(reasons)s")
        % {"left": _left(counts.left_out_count), "reasons": _reasons(counts.reason_count)}
    )
    for group in counts.groups:
        way_out = group.way_out_label or say("aucune action nécessaire")
        click.echo(f"  {group.count:>5}  {group.label}  → {way_out}")
        first = islice(preview_left_out(preview.selection, group.code), SHOWN)
        _print_cases([_case(candidate, group.code) for candidate in first], group.count)
    for caution in cautions(preview.selection):
        click.echo(say("Attention : %(caution)s.") % {"caution": caution})
    if counts.already_exported_count:
        click.echo(
            say("  %(already_exported_count)s  Déjà exportés en comptabilité")
            % {"already_exported_count": f"{counts.already_exported_count:>5}"}
        )


def entries(count: int) -> str:
    """1 écriture, 2 écritures."""
    return say_count("%(count)s écriture", "%(count)s écritures", count) % {"count": count}


def lines(count: int) -> str:
    """1 ligne, 2 lignes."""
    return say_count("%(count)s ligne", "%(count)s lignes", count) % {"count": count}


def _documents(count: int) -> str:
    return say_count("%(count)s document", "%(count)s documents", count) % {"count": count}


def _reasons(count: int) -> str:
    return say_count("%(count)s motif", "%(count)s motifs", count) % {"count": count}


def _left(count: int) -> str:
    return say_count("%(count)s document ou paiement", "%(count)s documents et paiements", count) % {"count": count}


def print_candidates(candidates: Iterable[Candidate]) -> None:
    """Print what an export left, by reason; something left for several reasons is under each."""
    counts: Counter[str] = Counter()
    cases: defaultdict[str, list[Case]] = defaultdict(list)
    for candidate in candidates:
        for finding in candidate.findings:
            counts[finding.code] += 1
            if len(cases[finding.code]) < SHOWN:
                cases[finding.code].append((candidate, finding))
    if counts:
        click.echo(say("Laissés :"))
    for code in sorted(counts, key=lambda code: (-counts[code], ORDER[code])):
        click.echo(f"  {counts[code]:>5}  {REASONS[code].group}")
        _print_cases(cases[code], counts[code])


def _case(candidate: Candidate, code: str) -> Case:
    """What one reason says of a candidate."""
    return candidate, next(finding for finding in candidate.findings if finding.code == code)


def _print_cases(first: list[Case], count: int) -> None:
    """Print the first cases of one reason, then how many more there are."""
    for candidate, finding in first:
        total = said_amount(candidate.total_minor, candidate.currency)
        named = {"what": f"{candidate.supplier}, {candidate.number}, {total}", "why": finding.message}
        click.echo(say("         %(what)s : %(why)s") % named)
    if count > len(first):
        others = count - len(first)
        said = say_count("et %(count)s autre", "et %(count)s autres", others) % {"count": others}
        click.echo(f"         {said}")
