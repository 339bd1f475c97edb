"""Delimited files: quotes, counters, padded fields, records that depend on the line."""

from tests.formats.engine.templates import EBP_LIKE, PADDED_AND_SEPARATED
from tests.formats.scenario import (
    IN_DOLLARS,
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

EBP = template_of(EBP_LIKE)
PADDED = template_of(PADDED_AND_SEPARATED)


def test_an_instalment_follows_the_line_it_pays() -> None:
    assert rendered(EBP, SCENARIO).decode("cp850").split("\r\n") == [
        '1,14032025,HA,606400,,"LENOIR FA-8817","FA-8817",1250.00,D',
        '2,14032025,HA,445660,,"LENOIR FA-8817","FA-8817",250.00,D',
        '3,14032025,HA,FLENOIR,,"LENOIR FA-8817","FA-8817",1500.00,C',
        "E13042025,1500.00,VIR",
        '4,11042025,BQ,FLENOIR,,"VIR LENOIR FA-8817","FA-8817",1500.00,D',
        '5,11042025,BQ,512000,,"VIR LENOIR FA-8817","FA-8817",1500.00,C',
        "",
    ]


def test_what_the_charset_lacks_is_spelt_otherwise_and_counted() -> None:
    content, report = rendered_with_report(EBP, [NASTY_TEXT._replace(reference="n° «7»")])
    first, second = content.decode("cp850").split("\r\n")[:2]
    assert second == '2,14032025,HA,FLENOIR,,"coeur - d\'artichaut... \'bio\'; 5 EUR","n° «7»",0.01,C'
    assert first.endswith(",0.01,D")
    assert report.substitutions == 1


def test_fields_can_be_padded_and_separated() -> None:
    lines = rendered(PADDED, [PURCHASE, PAYMENT._replace(document_file="releve é.pdf")]).decode("ascii").split("\r\n")
    assert lines == [
        "E|     1500,00|00000042",
        'ha|14032025|     1|606400|      1250,00|             |0001250.00|1250000   |"1250,00"',
        'ha|14032025|     2|445660|       250,00|             |0000250.00|250000    |"250,00"',
        'ha|14032025|     3|401000|         0,00|      1500,00|-001500.00|1500000   |"1500,00"',
        "E|     1500,00|RELEVE E",
        'bq|11042025|     1|401000|      1500,00|             |0001500.00|1500000   |"1500,00"',
        'bq|11042025|     2|512000|         0,00|      1500,00|-001500.00|1500000   |"1500,00"',
        "",
    ]


def test_general_accounts_are_brought_to_the_length_of_the_folder() -> None:
    accounts = ["6064", "60640000", "606400"]
    lines = [line(account, "x", debit=1) for account in accounts]
    written = rendered(PADDED, [entry(1, [*lines, supplier_line(credit=3)])]).decode().split("\r\n")[1:4]
    assert [each.split("|")[3] for each in written] == ["606400"] * 3


def test_a_separator_inside_text_becomes_a_space() -> None:
    first, *_ = rendered(EBP, [IN_DOLLARS._replace(journal_code="A,B")]).decode().split("\r\n")
    assert first.startswith("1,14032025,A B,613500,")


def test_only_the_general_account_is_brought_to_the_folders_length() -> None:
    account = '{ name = "compte", source = "auxiliary or account", max = 15 }'
    assert account in EBP_LIKE
    template = template_of(EBP_LIKE.replace(account, account.replace("max = 15", "account_length = 8")))
    lines = [line("6064", "", debit=5_00), supplier_line(credit=5_00, auxiliary="0123")]
    first, second, _ = rendered(template, [entry(1, lines)]).decode("cp850").split("\r\n")
    assert [text.split(",")[3] for text in (first, second)] == ["60640000", "0123"]
