"""How texts of others reach a terminal: as text, in its width, and steering nothing."""

from rich.console import Console
from rich.markup import escape

from jd_assets.text.plain import plain

#: Columns of what is piped into a file or a pager.
_PIPED = 160


def wide_console() -> Console:
    """A console in the terminal's width; what is piped is wide enough for most lines."""
    return Console(width=None if Console().is_terminal else _PIPED, highlight=False)


def safe(text: object) -> str:
    """The text for a console that reads markup, without control, escape and direction characters."""
    return escape(plain(str(text)))
