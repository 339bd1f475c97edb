"""Small words for writing XML in a fixed order."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from lxml import etree

Element = etree._Element


def amount(minor: int) -> str:
    """Write minor units as a decimal with two places."""
    sign = "-" if minor < 0 else ""
    return f"{sign}{abs(minor) // 100}.{abs(minor) % 100:02d}"


def number(value: Decimal) -> str:
    """Write a decimal without needless zeros."""
    return format(value.normalize(), "f")


def serialize(root: Element) -> bytes:
    """Write the whole tree, indented."""
    etree.indent(root, space="  ")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


class Writer:
    """Adds elements whose names carry a prefix, and leaves out those without a text."""

    def __init__(self, namespaces: Mapping[str | None, str]) -> None:
        self._namespaces = namespaces

    def name(self, prefixed: str) -> str:
        prefix, _, local = prefixed.rpartition(":")
        return f"{{{self._namespaces[prefix or None]}}}{local}"

    def root(self, prefixed: str) -> Element:
        return etree.Element(self.name(prefixed), nsmap=dict(self._namespaces))

    def group(self, parent: Element, prefixed: str) -> Element:
        return etree.SubElement(parent, self.name(prefixed))

    def text(self, parent: Element, prefixed: str, text: str, **attributes: str) -> None:
        if not text:
            return
        element = etree.SubElement(parent, self.name(prefixed))
        for key, value in attributes.items():
            element.set(key, value)
        element.text = text


def compact_date(day: date) -> str:
    """Write a date as CII wants it (format 102)."""
    return f"{day:%Y%m%d}"
