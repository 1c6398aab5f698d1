"""HTML to text: what a reader of the page would take for the posting, line by line."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from jd_assets.failures import PermanentFailure

MAX_DEPTH = 1000
"""Deeper nesting is no page anyone wrote, and takes the parser time with the square of the depth."""

_DROPPED = ", ".join(
    """script style noscript template svg nav footer iframe form button select dialog head object video audio""".split()
)
_BARS = ", ".join(
    f'{tag}[{attribute}*="{word}" i]'
    for tag in ("div", "section", "aside", "p")
    for attribute in ("id", "class")
    for word in ("cookie", "consent", "gdpr", "onetrust", "breadcrumb")
)
_MAX_BAR_CHARS = 3000  # what is longer holds the posting itself, whatever its class says
_HEADINGS = {f"h{level}": "#" * max(2, level) + " " for level in range(1, 7)}
_BLOCKS = frozenset(
    """address article aside blockquote body br dd details div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6 header
    hr li main ol p pre section summary table tbody tfoot thead tr ul""".split()
)
_CELLS = frozenset({"td", "th"})
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_BLANKS = re.compile(r"[^\S\n]+")
# A run of line breaks is looked at once, from its start: trying each place in it takes the square of its length.
_MANY_LINES = re.compile(r"\n{3,}")
_GAP_IN_LIST = re.compile(r"(?<!\n)\n{2,}+(?=- )")
_EMPTY_MARK = re.compile(r"^(?:-|#{2,6})\s*$", re.MULTILINE)
_NESTING_TAG = re.compile(
    r"<(/?)(?:div|span|section|article|main|aside|header|table|ul|ol|dl|blockquote|a|b|i|u|em|strong|font|small|big"
    r"|nobr"
    r"|code|tt|s|strike|center|details|fieldset|figure|label)\b",
    re.IGNORECASE,
)
_ESCAPED_TAGS = re.compile(r"</?(?:p|li|ul|div|br|strong|h[1-6])\b[^<>]{0,200}>", re.IGNORECASE)
_ESCAPED_ENOUGH = 3


def html_text(html: str) -> str:
    """The visible text without navigation, footers, forms and cookie bars.

    Feeds often escape their HTML twice; a result that is itself HTML is read once more.

    Raises:
        PermanentFailure: The markup nests too deep to be a page.
    """
    text = _text_of(html)
    return _text_of(text) if len(_ESCAPED_TAGS.findall(text)) >= _ESCAPED_ENOUGH else text


def refuse_deep(html: str) -> None:
    """Refuse markup that would keep the parser at work for hours.

    Raises:
        PermanentFailure: It nests too deep to be a page.
    """
    depth = 0
    for tag in _NESTING_TAG.finditer(html):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > MAX_DEPTH:
            raise PermanentFailure(f"the HTML nests more than {MAX_DEPTH} levels deep: its markup is broken")


def _text_of(html: str) -> str:
    refuse_deep(html)
    root = LexborHTMLParser(html).root
    if root is None:
        return ""
    for node in root.css(_DROPPED):
        node.decompose()
    for node in root.css(_BARS):
        if len(node.text()) <= _MAX_BAR_CHARS:
            node.decompose()
    joined = "".join(_pieces(root))
    lines = (_BLANKS.sub(" ", line).strip(" |") for line in joined.split("\n"))
    text = _EMPTY_MARK.sub("", "\n".join(lines))
    return _MANY_LINES.sub("\n\n", _GAP_IN_LIST.sub("\n", text)).strip()


def _pieces(root: LexborNode) -> list[str]:
    pieces: list[str] = []
    marked: int | None = None  # the list item or heading whose mark was just written; its first block stays beside it
    for node in root.traverse(include_text=True):
        tag = node.tag or ""
        if tag == "-text":
            words = _INVISIBLE.sub("", node.text_content or "").replace("\n", " ").replace("\r", " ")
            before = node.prev
            if before is not None and before.tag in _BLOCKS:
                pieces.append("\n")
            pieces.append(words)
            marked = marked if not words.strip() else None
        elif tag == "li" or tag in _HEADINGS:
            pieces.append("\n" + _HEADINGS.get(tag, "- "))
            marked = node.mem_id
        elif tag in _CELLS:
            pieces.append(" | ")
        elif tag in _BLOCKS:
            if marked is None or node.parent is None or node.parent.mem_id != marked:
                pieces.append("\n\n" if tag == "p" else "\n")
                marked = None
        elif node.prev is not None and node.prev.tag in _BLOCKS:
            pieces.append("\n")
    return pieces
