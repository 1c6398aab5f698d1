"""What approving a card would write to the library, in words, and the typing that a new skill would get."""

from jd_assets.contracts.enrichment import NewSkillMeta
from jd_assets.database.connection import Connect
from jd_assets.review.card import Card
from jd_assets.review.new_skill import read_typing
from jd_assets.text.slugs import slug_of

#: Confidence of a category below which a card asks for it: of 32 proposals read by eye two of 24 above it were wrong,
#: and four of eight below.
ASKED = 0.5


def typing_of(connect: Connect, card: Card) -> NewSkillMeta | None:
    """What enrichment found out about a proposed skill, as approving its card would take it."""
    if card.kind != "skill":
        return None
    with connect() as connection:
        return read_typing(connection, [spelling.proposal_id for spelling in card.spellings])


def typing_in_words(meta: NewSkillMeta) -> str:
    """The typing in a line, a default marked as one."""
    typing = meta.derived
    marked = " (a default: nothing near is known)" if typing.is_default else ""
    return (
        f"{typing.category} / {typing.sub_category}, {typing.skill_nature}, volatility {typing.volatility}, "
        f"lifespan {typing.typical_lifespan}, versions {typing.version_strategy}{marked}"
    )


def approval_in_words(card: Card, meta: NewSkillMeta | None) -> str:
    """One sentence that says what approving the card means for the library."""
    roles = ", ".join(role.slug for role in card.roles)
    others = [spelling.label for spelling in card.spellings if spelling.label != card.label]
    match card.kind:
        case "skill":
            spelled = f", with the aliases {', '.join(others)}" if others else ""
            suggested = f"; perhaps {' or '.join(meta.placed.dimensions)}" if meta and meta.placed else ""
            placed = f" It lies in no dimension until you say in which{suggested}."
            asked = f", asked by {roles}" if roles else ""
            return f"The skill '{card.label}' ({slug_of(card.label)}){spelled}{asked}.{_category(meta)}{placed}"
        case "alias":
            return f"'{card.label}' as a title of {roles}: postings with it are decided by their title."
        case "sub_role":
            return f"'{card.label}' as a sub-role of {roles}."
        case "kra":
            return f"What holders of {roles} do: '{card.label}'"
        case "role":
            spelled = f", also called {', '.join(others)}" if others else ""
            drafted = "as `jd-assets library drafts` shows it; one that is not there yet waits for more employers"
            return f"The role '{card.label}'{spelled}, {drafted}."
        case "decision":
            return f"Nothing in the library: the posting stays {roles}."


def _category(meta: NewSkillMeta | None) -> str:
    """What is asked of the admin about a category that is no more than a guess."""
    if meta is None or meta.derived.is_default:
        return " Nothing tells its category: say which."
    if (meta.derived.confidence or 0) < ASKED:
        return f" Its category is a guess: say which, if not {meta.derived.category}."
    return ""
