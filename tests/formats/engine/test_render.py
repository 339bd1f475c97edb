"""Rendering: counts, bytes, chunks, and what is refused."""

import hashlib
import tracemalloc
from collections.abc import Iterator

import pytest

from ecritoire.formats import memo
from ecritoire.formats.engine import render
from ecritoire.formats.engine.errors import (
    InvalidLineError,
    TemplateError,
    TemplateFieldMissingError,
    UnbalancedEntryError,
)
from ecritoire.formats.engine.fit import Problem
from ecritoire.formats.engine.limits import LimitFinding
from ecritoire.formats.engine.render import CHUNK_CHARACTERS, Renderer
from ecritoire.formats.records import EntryRecord
from ecritoire.formats.registry import load_template
from tests.formats.engine.templates import PADDED_AND_SEPARATED, TRA_LIKE
from tests.formats.engine.test_parse import SMALL
from tests.formats.scenario import (
    CONTEXT,
    NASTY_TEXT,
    PAYMENT,
    PURCHASE,
    SCENARIO,
    entry,
    line,
    rendered,
    rendered_with_report,
    supplier_line,
    template_of,
)

FEC = load_template("fec")


def test_the_report_counts_what_was_written() -> None:
    content, report = rendered_with_report(FEC, SCENARIO)
    assert (report.entries, report.lines, report.zero_lines) == (2, 5, 0)
    assert report.debit_minor == report.credit_minor == 3000_00
    assert report.size_bytes == len(content)
    assert report.sha256 == hashlib.sha256(content).hexdigest()
    assert report.substitutions == 0


def test_texts_that_had_to_change_are_counted() -> None:
    assert rendered_with_report(FEC, [NASTY_TEXT])[1].substitutions == 4


def test_the_same_entries_give_the_same_bytes() -> None:
    assert rendered(FEC, SCENARIO) == rendered(FEC, iter(SCENARIO))


def test_plain_tuples_do_as_well_as_records() -> None:
    plain = [(*each[:-1], [tuple(of) for of in each.lines]) for each in SCENARIO]
    assert rendered(FEC, plain) == rendered(FEC, SCENARIO)  # type: ignore[arg-type]


def test_a_large_export_is_written_in_chunks_of_a_million_bytes() -> None:
    def many() -> Iterator[EntryRecord]:
        return (PURCHASE._replace(number=number) for number in range(1, 20_001))

    sizes: list[int] = []
    report = Renderer(FEC).render(many(), lambda chunk: sizes.append(len(chunk)), CONTEXT)
    assert report.lines == 60_000
    assert sum(sizes) == report.size_bytes
    assert len(sizes) > 4
    assert max(sizes) < 1.3 * CHUNK_CHARACTERS
    assert all(size > 0.7 * CHUNK_CHARACTERS for size in sizes[1:-1])


def test_what_was_written_is_not_kept_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render, "CHUNK_CHARACTERS", 20_000)
    monkeypatch.setattr(memo, "REMEMBERED_MAX", 200)

    def many(count: int) -> Iterator[EntryRecord]:
        for number in range(1, count + 1):
            lines = [line("606", f"x{number}", debit=number), supplier_line(credit=number, auxiliary=f"F{number}")]
            yield entry(number, lines, reference=f"FA-{number}", label=f"Facture {number}")

    tracemalloc.start()
    try:
        report = Renderer(FEC).render(many(12_000), lambda _: None, CONTEXT)
        peak_bytes = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert report.size_bytes > 2_000_000
    assert peak_bytes < 1_000_000


def test_lines_without_amount_are_left_out_and_counted() -> None:
    lines = [line("606", "x", debit=1), line("445660", "TVA 0 %"), supplier_line(credit=1)]
    content, report = rendered_with_report(template_of(SMALL), [entry(1, lines)])
    assert content.decode().split("\r\n") == ["606;0,01", "401000;0,00", ""]
    assert (report.lines, report.zero_lines) == (2, 1)


def test_left_out_lines_do_not_count() -> None:
    lines = [line("445660", "TVA 0 %"), line("606000", "x", debit=1), supplier_line(credit=1)]
    written = rendered(template_of(PADDED_AND_SEPARATED), [entry(1, lines)]).decode().split("\r\n")
    assert [each.split("|")[2].strip() for each in written[1:3]] == ["1", "2"]


@pytest.mark.parametrize(("debit", "credit"), [(1, 1), (-1, 0), (0, -1), (2, -2)])
def test_a_line_on_both_sides_or_negative_is_refused(debit: int, credit: int) -> None:
    with pytest.raises(InvalidLineError, match="l’écriture 9"):
        rendered(FEC, [entry(9, [line("606", "x", debit=debit, credit=credit), supplier_line(credit=1)])])


def test_an_entry_out_of_balance_is_refused() -> None:
    with pytest.raises(UnbalancedEntryError, match="L’écriture 9 n’est pas équilibrée : débit 2, crédit 1"):
        rendered(FEC, [PURCHASE, entry(9, [line("606", "x", debit=2), supplier_line(credit=1)])])


def test_what_the_importer_requires_is_required() -> None:
    with pytest.raises(TemplateFieldMissingError) as refused:
        rendered(load_template("fec-tax"), [PURCHASE, PAYMENT._replace(validated_on=None)])
    assert refused.value.message == (
        "La date de validation : rien n’est renseigné, et l’administration fiscale l’exige (écriture 43, ligne –). "
        "Complétez."
    )


def test_a_dry_run_tells_what_is_missing() -> None:
    entries = [PURCHASE._replace(validated_on=None), entry(9, [line(" ", "", debit=1), supplier_line(credit=1)])]
    findings = list(Renderer(load_template("fec-tax")).check(entries, CONTEXT))
    assert [(each.entry_number, each.line_index, each.field, each.code) for each in findings] == [
        (42, None, "ValidDate", "template_field_missing"),
        (9, 0, "CompteNum", "template_field_missing"),
    ]


def test_a_dry_run_of_good_entries_tells_nothing() -> None:
    for name in ("fec", "fec-tax", "csv", "xlsx"):
        assert list(Renderer(load_template(name)).check(SCENARIO, CONTEXT)) == []


def test_a_template_without_limits_says_so_before_looking_at_entries() -> None:
    assert not Renderer(load_template("csv")).has_limits(CONTEXT)
    assert Renderer(FEC).has_limits(CONTEXT)


@pytest.mark.parametrize("problem", list(Problem))
def test_every_problem_has_its_error_and_the_same_words_without_the_place(problem: Problem) -> None:
    finding = LimitFinding(0, 7, 1, "compte", problem, "60640000", 6, "Le compte", "Quadra")
    assert finding.message.startswith(finding.reason + " (écriture 7, ligne 2). ")
    assert finding.code == finding.error.code


def test_a_header_that_does_not_fit_is_told_without_an_entry() -> None:
    text = TRA_LIKE.replace('source = "company", overflow = "cut"', 'source = "company"')
    template = template_of(text.replace("at = 54, width = 35", "at = 54, width = 5"))
    (finding,) = Renderer(template).check(SCENARIO, CONTEXT)
    assert (finding.entry_index, finding.line_index, finding.value, finding.limit) == (None, None, "SARL EXEMPLE", 5)
    with pytest.raises(type(finding.error)) as refused:
        rendered(template, SCENARIO)
    assert refused.value.message == finding.message


def test_what_a_condition_keeps_out_is_not_refused() -> None:
    text = SMALL.replace('source = "account" }', 'source = "account", required = true, max = 3, when = "auxiliary" }')
    template = template_of(text)
    lines = [line("606400", "x", debit=1), line("401", "y", credit=1, auxiliary="F")]
    assert rendered(template, [entry(1, lines)]).decode().split("\r\n") == [";0,01", "401;0,00", ""]
    assert list(Renderer(template).check([entry(1, lines)], CONTEXT)) == []


def test_what_a_records_condition_keeps_out_is_not_refused() -> None:
    second = """
[[records]]
name = "document"
for = "line"
when = "auxiliary"
fields = [
  { name = "fichier", source = "document_file", required = true, max = 12 },
  { name = "montant", source = "amount", amount = "cents", width = 4 },
]
"""
    template = template_of(SMALL + second)
    without = entry(1, [line("606", "x", debit=10**9), line("401", "y", credit=10**9)], document_file="")
    assert len(rendered(template, [without]).splitlines()) == 2
    assert list(Renderer(template).check([without], CONTEXT)) == []
    with_auxiliary = PURCHASE._replace(document_file="")
    findings = list(Renderer(template).check([with_auxiliary], CONTEXT))
    assert [(each.line_index, each.field, each.code) for each in findings] == [
        (2, "fichier", "template_field_missing"),
        (2, "montant", "template_amount_limit"),
    ]


def test_utf8_files_can_carry_a_mark_and_their_header() -> None:
    text = SMALL.replace('separator = ";"', 'separator = ";"\nheader = true\nline_end = "lf"').replace(
        "cp850", "utf-8-sig"
    )
    assert rendered(template_of(text), []) == "\ufeffcompte;débit\n".encode()


def test_templates_from_users_cannot_run_code() -> None:
    evil = "x\"+__import__('os').system('touch /tmp/owned')+\"{debit}\\\\N{BULLET}"
    text = SMALL.replace('source = "account"', f"value = '''{evil}'''")
    content = rendered(template_of(text), [PURCHASE]).decode()
    assert content.startswith(evil + ";1250,00")
    with pytest.raises(TemplateError):
        template_of(SMALL.replace('source = "account"', 'value = "\\u0007"'))
