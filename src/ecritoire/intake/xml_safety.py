"""Turn bytes from anybody into an XML tree: no DTD, no entity, no network, no giant.

Without a DOCTYPE there are no entities to expand, so it is looked for before the parser sees the document; the parser
is then told to load nothing and keeps its own limits (depth 256, ten million characters in one value).
"""

import codecs
import re

from lxml import etree

from ecritoire.intake.errors import (
    EmptyFileError,
    XmlBadEncodingError,
    XmlForbiddenDtdError,
    XmlNotWellFormedError,
    XmlTooComplexError,
    excerpt,
)

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED_ENCODING = re.compile(rb"""\A<\?xml[^>]*?\sencoding\s*=\s*["']([^"'>]*)["']""")
# Python's names of what libxml2 reads the same way; codecs that compute (rot13, zip, unicode_escape) stay outside.
_ENCODINGS = re.compile(r"utf-8|utf-16(-[lb]e)?|utf-32|ascii|iso8859-\d{1,2}|cp125\d")
_BLANKS = b" \t\r\n"


def is_xml(content: bytes) -> bool:
    """Whether ``content`` starts as XML does, in any encoding: byte order mark, blanks, then ``<``."""
    head = content[:1024]
    for mark, _ in _BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return head[len(mark) :].lstrip(_BLANKS + b"\0").startswith(b"<")
    return head.lstrip(_BLANKS).startswith(b"<") or head.startswith(b"\0<")


def parse_xml(content: bytes) -> etree._Element:
    """Parse ``content`` and return its root; comments and processing instructions are dropped.

    Raises:
        EmptyFileError: nothing but blanks.
        XmlBadEncodingError: the bytes are not in the encoding they claim.
        XmlForbiddenDtdError: there is a DOCTYPE.
        XmlTooComplexError: nested too deep, or a value too long.
        XmlNotWellFormedError: anything else that is not XML.
    """
    content = content.lstrip(_BLANKS)
    if not content:
        raise EmptyFileError(filename="XML")
    text = _decode(content)
    if _has_doctype(text):
        raise XmlForbiddenDtdError
    # What was checked is what is parsed: the decoded text, not the bytes under another reading of their encoding.
    root = _parse(_without_declaration(text).encode())
    if root.getroottree().docinfo.internalDTD is not None:
        raise XmlForbiddenDtdError
    return root


def _decode(content: bytes) -> str:
    encoding = _encoding_of(content)
    try:
        name = codecs.lookup(encoding).name
    except (LookupError, ValueError) as error:
        raise XmlBadEncodingError(encoding=excerpt(encoding)) from error
    if not _ENCODINGS.fullmatch(name):
        raise XmlBadEncodingError(encoding=excerpt(encoding))
    try:
        return content.decode(encoding).removeprefix("\N{BYTE ORDER MARK}").lstrip(" \t\r\n")
    except UnicodeDecodeError as error:
        raise XmlBadEncodingError(encoding=encoding) from error


def _encoding_of(content: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return encoding
    if content.startswith(b"<\0"):
        return "utf-16-le"
    if content.startswith(b"\0<"):
        return "utf-16-be"
    declared = _DECLARED_ENCODING.match(content[:200])
    encoding = declared[1].decode("ascii", "replace") if declared else "utf-8"
    if encoding.lower().startswith(("utf-16", "utf-32", "ucs-")):
        # The declaration could be read byte by byte, so it is wrong about itself.
        raise XmlBadEncodingError(encoding=excerpt(encoding))
    return encoding


def _has_doctype(text: str) -> bool:
    """Whether a DOCTYPE stands before the first element; comments and processing instructions are skipped over."""
    position = 0
    while True:
        position = text.find("<", position)
        if position < 0:
            return False
        if text.startswith("<?", position):
            end = text.find("?>", position)
        elif text.startswith("<!--", position):
            end = text.find("-->", position + 4)
        else:
            return text.startswith("<!", position)
        if end < 0:
            return False
        position = end


def _without_declaration(text: str) -> str:
    if not text.startswith("<?xml"):
        return text
    end = text.find("?>")
    # Keep the line count, so that an error names the line of the original.
    return "\n" * text.count("\n", 0, end) + text[end + 2 :] if end > 0 else text


def _parse(content: bytes) -> etree._Element:
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        if error.code == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
            raise XmlTooComplexError(line=error.lineno) from error
        raise XmlNotWellFormedError(line=error.lineno) from error
