import re
from itertools import product
from pathlib import Path

import pytest

import jd_assets.web

#: WCAG 2.2 AA for text of normal size.
TEXT_CONTRAST = 4.5

TEXT_ON_GROUND = [
    *product(["ink", "quiet", "link"], ["ground", "surface", "sunken"]),
    *product(["ink"], ["required", "wanted", "bad-ground"]),
    ("good", "good-ground"),
    ("warn", "warn-ground"),
    ("bad", "bad-ground"),
]


def palettes() -> dict[str, dict[str, str]]:
    """The colours by name, for the light scheme and for the dark one."""
    style = (Path(jd_assets.web.__file__).parent / "static" / "run_page.css").read_text(encoding="utf-8")
    roots = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    light, dark = (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", root)) for root in roots[:2])
    return {"light": light, "dark": dark}


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_stands_out_from_its_ground(scheme: str, text: str, ground: str) -> None:
    colours = palettes()[scheme]
    lighter, darker = sorted([luminance(colours[text]), luminance(colours[ground])], reverse=True)

    assert (lighter + 0.05) / (darker + 0.05) >= TEXT_CONTRAST
