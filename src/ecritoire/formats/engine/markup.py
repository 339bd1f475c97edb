"""XML: names of elements, and text that no reader takes for markup."""

import re

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def is_element_name(name: str) -> bool:
    """Tell whether an element can have that name; plain letters only, as every package has them."""
    return _NAME.fullmatch(name) is not None and not name.lower().startswith("xml")


def tags(name: str) -> tuple[str, str]:
    """Return what opens and what closes an element."""
    return f"<{name}>", f"</{name}>"


def element(name: str, text: str) -> str:
    """Return an element that holds ``text``; nothing for an empty one, which readers take for absent."""
    opening, closing = tags(name)
    return f"{opening}{text.translate(_ESCAPES)}{closing}" if text else ""
