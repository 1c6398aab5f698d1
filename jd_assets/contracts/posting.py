"""`posting`: one job description as it arrived."""

from pydantic import Field

from jd_assets.contracts.base import Payload


class Posting(Payload):
    """The stored text of a job description and what came with it; evidence offsets point into `text`."""

    run_id: str = Field(description="UUIDv5 of source, source id and content hash; the Dagster partition key")
    source: str = Field(description="Where the posting came from: a file, a drop, an HTTP caller")
    source_id: str = Field(description="The posting's id within its source")
    content_hash: str = Field(description="SHA-256 of text, title, company and location")
    text: str = Field(description="Clean text; what every offset points into")
    title: str | None = None
    company: str | None = None
    location: str | None = None
    media_type: str = Field(default="text/plain", description="Media type of the original")
