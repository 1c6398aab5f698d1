"""How human languages are called in the languages of postings, to find "German" in "gute Deutschkenntnisse"."""

from collections.abc import Mapping, Sequence

from jd_assets.text.normalise import folded

#: By language of the posting: what English calls a language, and how the words for it begin there, without accents.
_STEMS: Mapping[str, str] = {
    "de": "english=englisch german=deutsch french=franzosisch spanish=spanisch portuguese=portugiesisch "
    "dutch=niederlandisch,hollandisch polish=polnisch italian=italienisch",
    "fr": "english=anglais german=allemand french=francais spanish=espagnol portuguese=portugais dutch=neerlandais "
    "polish=polonais italian=italien",
    "es": "english=ingles german=aleman french=frances spanish=espanol,castellano portuguese=portugues "
    "dutch=neerlandes,holandes polish=polaco italian=italiano",
    "pt": "english=ingles german=alemao french=frances spanish=espanhol portuguese=portugues dutch=holandes,neerlandes "
    "polish=polaco,polones italian=italiano",
    "nl": "english=engels german=duits french=frans spanish=spaans portuguese=portugees dutch=nederlands polish=pools "
    "italian=italiaans",
    "pl": "english=angielsk german=niemieck french=francusk spanish=hiszpansk portuguese=portugalsk "
    "dutch=niderlandzk,holendersk polish=polsk italian=wlosk",
    "it": "english=inglese german=tedesc french=frances spanish=spagnol portuguese=portoghes "
    "dutch=olandese,nederlandese polish=polacc italian=italian",
}
#: The one letter of these languages that has no accent to take off.
_STROKED = str.maketrans("łŁ", "lL")


def is_named(language: str, text: str, written_in: str) -> bool:
    """Whether a text in some language names a human language by its word for it.

    Args:
        language: The English name.
        text: The text.
        written_in: ISO 639-1 code of the text's language.
    """
    stems = _stems(written_in).get(language.lower(), ())
    words = folded(text.translate(_STROKED)).split()
    return any(word.lstrip("(\"'„«").startswith(stem) for word in words for stem in stems)


def _stems(written_in: str) -> dict[str, Sequence[str]]:
    rows = (item.partition("=") for item in _STEMS.get(written_in, "").split())
    return {name: stems.split(",") for name, _, stems in rows}
