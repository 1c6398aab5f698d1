"""A posting as the model gets to read it."""

from jd_assets.contracts.posting import Posting


def posting_text(posting: Posting) -> str:
    """The posting's text under what came with it; a posting without title, company and place is its text alone."""
    known = {"Title": posting.title, "Company": posting.company, "Location": posting.location}
    head = [f"{name}: {value}" for name, value in known.items() if value]
    return "\n".join([*head, "", posting.text]) if head else posting.text
