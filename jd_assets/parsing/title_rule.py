"""Whether a posting bears out the role that a model names: a title that is given wins over one that the body claims."""

import re
from collections.abc import Callable

from jd_assets.contracts.nano_parse import NanoParsed
from jd_assets.contracts.posting import Posting
from jd_assets.text.normalise import folded
from jd_assets.text.titles import normalise_title

_WORD = re.compile(r"[\w+#]+")


def is_borne_out(posting: Posting, rules: NanoParsed, claim: str, stated: Callable[[str], bool]) -> bool:
    """Whether nothing that a posting states speaks against a role.

    A role decides the case, so a text that talks the model into another one must not win over the title it carries.
    Where a posting states no title, naming the role is the model's work and nothing there can prove it.

    Args:
        posting: The posting, with the title that came with it.
        rules: What the rules read in it.
        claim: The role in the posting's own words.
        stated: Whether the text, or what came with it, holds some words.
    """
    if posting.title and _is_in(claim, posting.title):
        return True
    if posting.title and rules.role and _is_in(rules.role, posting.title):
        return False
    return rules.role is None or stated(claim)


def _is_in(role: str, title: str) -> bool:
    """Whether a title says a role, be it with words between or spelled as one."""
    words, said = _words(role), _words(title)
    return words <= said or "".join(_WORD.findall(folded(role))) in "".join(_WORD.findall(folded(title)))


def _words(title: str) -> set[str]:
    """The words of a title in the form that their variants share; of one of level words alone, as written."""
    return set((normalise_title(title).whole or folded(title)).split())
