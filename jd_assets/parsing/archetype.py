"""The role family of a title."""

import re

from jd_assets.parsing.title import family_of_head, head_of

# The first family whose wording a title holds; where none does, the head noun decides.
_FAMILIES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (family, re.compile(pattern, re.IGNORECASE))
    for family, pattern in (
        (
            "Product",
            r"\bproduct (?:manager|owner|lead|director|specialist|marketing manager|management)|head of product",
        ),
        (
            "Design",
            r"\b(?:ux|ui|user experience|user interface|interaction|visual|graphic|web|motion|product|service|industrial"
            r"|instructional) (?:/ ?ui |& ui )?design|\bdesigner\b|\bux\b",
        ),
        (
            "Support",
            r"\bhelp ?desk|service desk|\b(?:technical|it|desktop|customer|application|product|user) support\b|\btechnician\b"
            r"|\bsupport (?:engineer|specialist|analyst|agent|representative)|customer (?:success|service)",
        ),
        (
            "Management",
            r"\b(?:engineering|project|program(?:me)?|delivery|development|it|technology|software|data|analytics|operations"
            r"|general|office|people|team) (?:\w+ )?(?:manager|director|head)\b|\bscrum master|agile coach|\bdirector\b"
            r"|\bhead of\b|\bchief\b|\bc[teif]o\b|\bvice president|\bvp\b|\bteam lead(?:er)?\b",
        ),
        (
            "Research",
            r"\bresearch (?:scientist|engineer|fellow|associate|assistant|analyst)|\bresearcher\b|\bapplied scientist"
            r"|\b(?:ux|user) research",
        ),
        (
            "Business",
            r"\bbusiness (?:systems? )?analyst|\b(?:systems?|process|requirements|functional|market|operations|policy) analyst"
            r"|\b(?:financial|finance|sales|account|marketing|hr|legal|credit|risk) (?:\w+ )?(?:analyst|manager|executive|officer)",
        ),
        (
            "Data",
            r"\bdata\b|\banalytics?\b|\banalytical\b|\bbi\b|business intelligence|\bmachine learning|\bml\b|\bai\b|\bnlp\b"
            r"|artificial intelligence|\bdeep learning|computer vision|statistic|\bquant|\betl\b|reporting analyst|\bmlops\b",
        ),
        (
            "Engineering",
            r"\bsecurity (?:\w+ )?(?:analyst|consultant|specialist)|\bqa\b|quality assurance|\btest(?:er|ing)\b|\bnetwork"
            r"|\bcloud|\bdevops|\bsoc analyst|penetration",
        ),
    )
)


def archetype_of(title: str | None) -> str | None:
    """The role family of a title, e.g. "Engineering"; null where the title says nothing of it."""
    if not title:
        return None
    for family, pattern in _FAMILIES:
        if pattern.search(title):
            return family
    head = head_of(title)
    return family_of_head(head) if head else None
