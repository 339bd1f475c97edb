import pytest

from ecritoire.intake import IntakeError
from ecritoire.intake.xml_safety import is_xml, parse_xml


def refusal(content: bytes) -> IntakeError:
    with pytest.raises(IntakeError) as caught:
        parse_xml(content)
    return caught.value


@pytest.mark.parametrize(
    "content",
    [
        "<a>é</a>".encode(),
        b"\xef\xbb\xbf<a>\xc3\xa9</a>",
        '<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>'.encode("latin-1"),
        '<?xml version="1.0" encoding="iso-8859-15" standalone="yes"?><a>é</a>'.encode("iso-8859-15"),
        "<?xml version='1.0' encoding='windows-1252'?><a>é</a>".encode("cp1252"),
        '<?xml version="1.0" encoding="UTF-16"?><a>é</a>'.encode("utf-16"),
        '<?xml version="1.0" encoding="UTF-16"?><a>é</a>'.encode("utf-16-le"),
        "<a>é</a>".encode("utf-16-be"),
        "<a>é</a>".encode("utf-32"),
        '\n  <?xml version="1.0"?>\n<a>é</a>'.encode(),
        "<?xml-stylesheet href='x.xsl'?><!-- note --><a>é<!-- note --></a>".encode(),
    ],
)
def test_every_encoding_that_says_what_it_is_is_read(content: bytes) -> None:
    assert is_xml(content)
    assert parse_xml(content).text == "é"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ('<?xml version="1.0" encoding="UTF-8"?><a>é</a>'.encode("latin-1"), "UTF-8"),
        ("<a>é</a>".encode("latin-1"), "utf-8"),
        ('<?xml version="1.0" encoding="US-ASCII"?><a>é</a>'.encode(), "US-ASCII"),
        (b'<?xml version="1.0" encoding="UTF-16"?><a>e</a>', "UTF-16"),
        (b'<?xml version="1.0" encoding="KLINGON"?><a>e</a>', "KLINGON"),
        (b'<?xml version="1.0" encoding="UTF-7"?><a>+AOk-</a>', "UTF-7"),
        (b'<?xml version="1.0" encoding="rot13"?><n/>', "rot13"),
        (b'<?xml version="1.0" encoding="unicode_escape"?><a>\\x3c</a>', "unicode_escape"),
        (b'<?xml version="1.0" encoding="\x00"?><a>e</a>', ""),
        (b"\xff\xfe<\x00a\x00>\x00\x00\xd8", "utf-16"),
    ],
)
def test_an_encoding_that_is_not_what_it_says_is_refused_by_name(content: bytes, encoding: str) -> None:
    error = refusal(content)
    assert error.code == "xml_bad_encoding"
    assert encoding in error.message


BILLION_LAUGHS = (
    '<!DOCTYPE a [<!ENTITY l0 "lol">'
    + "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    + "]><a>&l9;</a>"
)


@pytest.mark.parametrize(
    "document",
    [
        "<!DOCTYPE a><a/>",
        BILLION_LAUGHS,
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        '<!DOCTYPE a SYSTEM "http://127.0.0.1/evil.dtd"><a/>',
        '<?xml version="1.0"?>\n<!-- > <a> --><?pi <b> ?>\n<!DOCTYPE a [<!ENTITY % x "y">%x;]><a/>',
        "<!doctype html><html/>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-32"])
def test_a_doctype_is_refused_before_anything_is_expanded(document: str, encoding: str) -> None:
    assert refusal(document.encode(encoding)).code == "xml_forbidden_dtd"


def test_the_word_doctype_in_a_text_is_only_a_word() -> None:
    assert parse_xml(b"<a><![CDATA[<!DOCTYPE html>]]></a>").text == "<!DOCTYPE html>"


def test_xinclude_fetches_nothing() -> None:
    include = b'<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/passwd" parse="text"/></a>'
    assert parse_xml(include)[0].text is None


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"<a>\n<b>\n</a>", "3"), (b"<a>&x;</a>", "1"), (b"<a>x\x00</a>", "1"), (b"<a/><b/>", "1"), (b"<a/>\x00", "1"),
        (b'<?xml version="1.0"?>\n\n<a>', "3"), (b"<?xml", "1"), (b"<!-- ", "1"), (b"<", "1"),
        (b"<a b='1' b='2'/>", "1"),
    ],
)  # fmt: skip
def test_broken_xml_is_refused_with_its_line(content: bytes, line: str) -> None:
    error = refusal(content)
    assert error.code == "xml_not_well_formed"
    assert f"ligne {line}" in error.message


@pytest.mark.parametrize(
    "content", [b"<a>" * 5_000 + b"</a>" * 5_000, b"<a>" + b"x" * 11_000_000 + b"</a>"], ids=["deep", "long"]
)
def test_xml_beyond_the_limits_of_the_parser_is_refused(content: bytes) -> None:
    assert refusal(content).code == "xml_too_complex"


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"PK\x03\x04", b"{}", b"a<b", b"\xff\xfe", b"\x00\x00<"])
def test_other_files_are_not_xml(content: bytes) -> None:
    assert not is_xml(content)
