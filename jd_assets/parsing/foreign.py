"""What the rules can tell of a posting in a language that they do not read."""

from jd_assets.contracts.nano_parse import NanoParse, NanoParsed
from jd_assets.contracts.posting import Posting


def unread(posting: Posting, rules: NanoParse) -> NanoParse:
    """The reading with the fields that no language touches: sentences, addresses, and the title that was given.

    What English wordings found in it is no reading, so that nothing of it fills what a model leaves empty.
    """
    read = rules.nano_parsed
    parsed = NanoParsed(JD_type="pass", language=read.language, urls=read.urls, role=posting.title)
    return rules.model_copy(
        update={"nano_parsed": parsed, "company_names": [posting.company] if posting.company else []}
    )
