"""What an export takes and leaves, as a person reads it in a terminal."""

from collections import defaultdict
from collections.abc import Iterable

import click

from ecritoire.apps.exports.queries import Preview, preview_left_out
from ecritoire.apps.exports.selection import Candidate
from ecritoire.domain.reasons import ORDER, REASONS, Finding
from ecritoire.domain.wording import french_amount, french_number

SHOWN = 5  # documents named under one reason


def print_preview(preview: Preview) -> None:
    """Print a dry run: totals by journal and by account, then what stays, by reason."""
    currency = preview.selection.company.currency
    click.echo(f"Sera pris : {preview.entry_count} écritures, {preview.document_count} documents")
    for journal in preview.journals:
        total = french_amount(journal.debit_minor, currency)
        click.echo(f"  {journal.code:<4}{journal.label:<24}{journal.entry_count:>7} écritures {total:>18}")
    for account in preview.accounts:
        debit, credit = french_number(account.debit_minor, currency), french_number(account.credit_minor, currency)
        click.echo(f"  {account.number:<10}{account.label[:34]:<36}{debit:>16}{credit:>16}")
    click.echo(f"Ne sera pas pris : {preview.left_out_count} documents ou paiements, {preview.reason_count} motifs")
    for group in preview.groups:
        way_out = group.way_out_label or "aucune action nécessaire"
        click.echo(f"  {group.count:>5}  {group.label}  → {way_out}")
        found = preview_left_out(preview.selection, group.code)
        _print_cases([(candidate, finding) for candidate in found for finding in candidate.findings], group.code)
    if preview.already_exported_count:
        click.echo(f"  {preview.already_exported_count:>5}  Déjà exportés en comptabilité")


def print_candidates(candidates: Iterable[Candidate]) -> None:
    """Print what an export left, by reason; something left for several reasons is under each."""
    groups: defaultdict[str, list[tuple[Candidate, Finding]]] = defaultdict(list)
    for candidate in candidates:
        for finding in candidate.findings:
            groups[finding.code].append((candidate, finding))
    if groups:
        click.echo("Laissés :")
    for code in sorted(groups, key=lambda code: (-len(groups[code]), ORDER[code])):
        click.echo(f"  {len(groups[code]):>5}  {REASONS[code].group}")
        _print_cases(groups[code], code)


def _print_cases(cases: list[tuple[Candidate, Finding]], code: str) -> None:
    own = [(candidate, finding) for candidate, finding in cases if finding.code == code]
    for candidate, finding in own[:SHOWN]:
        total = french_amount(candidate.total_minor, candidate.currency)
        click.echo(f"         {candidate.supplier}, {candidate.number}, {total} : {finding.message}")
    if len(own) > SHOWN:
        click.echo(f"         et {len(own) - SHOWN} autres")
