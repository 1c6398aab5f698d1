"""`posting`: one job description as it arrived."""

from datetime import date

from pydantic import Field

from jd_assets.contracts.base import Payload
from jd_assets.contracts.nano_parse import EmploymentType, PayPeriod, WorkArrangement


class StatedPay(Payload):
    """Pay as structured fields of a feed give it."""

    min: float | None = None
    max: float | None = None
    currency: str | None = Field(default=None, description="ISO 4217")
    period: PayPeriod | None = None


class Stated(Payload):
    """Facts beside the text, from structured fields of a feed; null where the feed does not state them."""

    pay: StatedPay | None = None
    employment_type: EmploymentType | None = None
    work_arrangement: WorkArrangement | None = None
    remote: bool | None = Field(default=None, description="The feed's remote flag")
    industry: str | None = Field(default=None, description="Industry in the feed's own words")
    date_posted: date | None = None
    valid_through: date | None = Field(default=None, description="Last day on which the posting is open")
    url: str | None = Field(default=None, description="Address of the posting")


class Posting(Payload):
    """The stored text of a job description and what came with it; evidence offsets point into `text`."""

    run_id: str = Field(description="UUIDv5 of the posting's own id and content hash; the Dagster partition key")
    source: str = Field(description="Where the posting first came from: a file, a table, an HTTP caller")
    source_id: str = Field(description="The posting's own id, else its place in the source")
    content_hash: str = Field(description="SHA-256 of text, title, company, location and the facts stated beside them")
    text: str = Field(description="Clean text; what every offset points into")
    title: str | None = None
    company: str | None = None
    location: str | None = None
    media_type: str = Field(default="text/plain", description="Media type of the original")
    own_id: str | None = Field(default=None, description="The posting's id in its feed; null where it has none")
    feed: str | None = Field(default=None, description="Kind of the feed, as 'greenhouse'; null for plain files")
    stated: Stated | None = Field(default=None, description="Facts that the feed states beside the text")
    replaces: str | None = Field(default=None, description="run_id of the posting of the same id that this one follows")
