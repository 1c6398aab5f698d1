"""How an imported name may be matched in text.

Taxonomies name everything, also in plain words ("communication", "welding", "less"): found as such in a posting they
are mostly no skill. So a name of two telling words or more is matched anywhere, and a single word only where it is
the name of a technology: in its exact case where no plain word is written so ("PowerPoint", "SAS"), and beside other
skills besides where one could be ("Canvas", "Access"). All other single words are never matched.
"""

import re

from jd_assets.skills.vocabulary import MatchRule

#: Words that do not make a phrase of the word beside them: "to weld" and "use tools" are single words.
_FILLERS = frozenset(
    "a an and apply at be by do for from handle have in it make of on or other our perform the to use with".split()
)
_WORD = re.compile(r"[^\W_][\w+#.]*")
#: A capital behind the first letter, a digit or a sign: not how a plain word is written.
_UNLIKE_A_WORD = re.compile(r".+[A-Z\d+#.]")


def match_rule(name: str, is_technology: bool) -> MatchRule:
    """The match rule of an imported name.

    Example:
        match_rule("welding", False) == "never" and match_rule("arc welding", False) == ""
    """
    words = [word for word in _WORD.findall(name) if word.lower() not in _FILLERS]
    if len(words) > 1:
        return ""
    if not is_technology or not words or len(name) < 2 or name == name.lower():
        return "never"
    return "cased" if _UNLIKE_A_WORD.match(name) else "context"
