"""What a person reads of a page: its text, and the attributes that are read aloud or shown."""

from collections.abc import Iterator
from html.parser import HTMLParser

HUMAN_ATTRIBUTES = {"title", "aria-label", "placeholder", "alt", "data-tooltip", "data-confirm"}
UNREAD = {"script", "style", "code"}  # what is code is the same in every language


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.read: list[tuple[int, str]] = []
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unread += tag in UNREAD
        for name, value in attrs:
            if name in HUMAN_ATTRIBUTES and value and value.strip():
                self.read.append((self.getpos()[0], value))

    def handle_endtag(self, tag: str) -> None:
        self._unread -= tag in UNREAD and self._unread > 0

    def handle_data(self, data: str) -> None:
        if not self._unread and data.strip():
            self.read.append((self.getpos()[0], data))


def texts_of(html: str) -> Iterator[tuple[int, str]]:
    """Each text a person reads, on one line, with the line it starts on."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    for line, text in reader.read:
        yield line, " ".join(text.split())
