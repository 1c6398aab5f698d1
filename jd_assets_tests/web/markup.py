"""Reading a rendered page in tests, with the parser that the package reads postings with."""

from selectolax.lexbor import LexborHTMLParser, LexborNode


class Markup:
    """A parsed page."""

    def __init__(self, html: str) -> None:
        self._tree = LexborHTMLParser(html)

    def all(self, selector: str) -> list[LexborNode]:
        return self._tree.css(selector)

    def text(self, selector: str) -> str:
        """The text of the first element that fits, as it stands."""
        return self.all(selector)[0].text()

    def words(self, selector: str) -> str:
        """Its text with single blanks, as a reader sees it."""
        return words_of(self.all(selector)[0])

    def rows(self, selector: str) -> list[str]:
        """The same of every element that fits."""
        return [words_of(node) for node in self.all(selector)]


def words_of(node: LexborNode) -> str:
    return " ".join(node.text(separator=" ").split())
