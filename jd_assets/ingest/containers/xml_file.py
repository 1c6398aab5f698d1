"""XML: RSS, Atom, Personio and other lists of elements, one element in memory at a time."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from jd_assets.failures import PermanentFailure
from jd_assets.ingest.containers.drop import Drop, Found

#: A larger file is refused; real feeds have a few megabytes.
MAX_XML_BYTES = 500_000_000
#: Elements that are a posting each, by their local names.
ITEMS = frozenset("item entry position job vacancy offer posting jobposting job_offer".split())


def read_xml(drop: Drop) -> Found:
    """The postings of a feed, an element each; of a file that breaks off, those that are whole.

    Raises:
        PermanentFailure: It is too large, holds no element that could be a posting, or breaks off.
    """
    if drop.path.stat().st_size > MAX_XML_BYTES:
        raise PermanentFailure(f"it is larger than {MAX_XML_BYTES // 1_000_000} MB; split it")
    number = 0
    try:
        for item in _items(drop):
            number += 1
            yield drop.item(item, {}, number, "element")
    except etree.XMLSyntaxError as error:
        after = f"after element {number} " if number else ""
        raise PermanentFailure(f"{after}it is not XML: {error}") from error
    if not number:
        raise PermanentFailure(f"it holds no element that is a posting ({', '.join(sorted(ITEMS))})")


def _items(drop: Drop) -> Iterator[dict[str, Any]]:
    # Entities of a file's own are left as they are: they could name other files, or grow without end.
    events = etree.iterparse(
        str(drop.path), events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False
    )
    inside: etree._Element | None = None
    for event, element in events:
        if not isinstance(element.tag, str):
            continue
        if event == "start":
            if inside is None and _local(element) in ITEMS:
                inside = element
        elif element is inside:
            yield {"#tag": _local(element), **_fields(element)}
            inside = None
            _forget(element)
        elif inside is None:
            _forget(element)


def _forget(element: Any) -> None:
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _fields(element: Any) -> dict[str, Any]:
    """The children by local name; an element of the same name in a namespace goes behind one without."""
    found: dict[str, Any] = {}
    for child in sorted(element, key=lambda each: "}" in str(each.tag) and "Atom" not in str(each.tag)):
        if not isinstance(child.tag, str):
            continue
        name, value = _local(child), _value(child)
        if name not in found:
            found[name] = value
        elif etree.QName(child).namespace == etree.QName(element).namespace:
            found[name] = [*(found[name] if isinstance(found[name], list) else [found[name]]), value]
    return found


def _value(element: Any) -> Any:
    text = (element.text or "").strip()
    if len(element):
        if any("xhtml" in str(child.tag) for child in element):
            return {"#html": "".join(etree.tostring(child, encoding="unicode", method="html") for child in element)}
        return _fields(element)
    if element.attrib and not text:
        return {f"@{etree.QName(name).localname}": value for name, value in element.attrib.items()}
    return text


def _local(element: Any) -> str:
    return str(etree.QName(element).localname)
