"""The table that the scraper JobSpy writes: a row a posting, of several boards."""

from jd_assets.contracts.posting import Stated
from jd_assets.failures import PermanentFailure
from jd_assets.ingest.feeds.values import Item, day_of, employment_of, first, flag_of, is_html, pay_of
from jd_assets.ingest.records import Record

NAME = "jobspy"
#: What is read of its columns.
COLUMNS = (
    *("id", "site", "job_url", "job_url_direct", "title", "company", "location", "description", "date_posted"),
    *("job_type", "interval", "min_amount", "max_amount", "currency", "is_remote", "company_industry"),
)


def recognises(item: Item) -> bool:
    """Rows name the board (`site`) and the page (`job_url`)."""
    return "job_url" in item and "description" in item and "title" in item


def read(item: Item, around: Item) -> Record:
    """A row; the description is Markdown, or HTML where the scraper was told so.

    Raises:
        PermanentFailure: The scraper brought no description.
    """
    text = first(item, "description")
    if text is None:
        raise PermanentFailure("it has no description: let the scraper fetch descriptions")
    remote = flag_of(item.get("is_remote"))
    return Record(
        source="",
        own_id=first(item, "id", "job_url"),
        content=text,
        media_type="text/html" if is_html(text) else "text/markdown",
        title=first(item, "title"),
        company=first(item, "company"),
        location=first(item, "location"),
        feed=NAME,
        stated=Stated(
            pay=pay_of(item.get("min_amount"), item.get("max_amount"), item.get("currency"), item.get("interval")),
            employment_type=employment_of((first(item, "job_type") or "").split(",")),
            work_arrangement="remote" if remote else None,
            remote=remote,
            industry=first(item, "company_industry"),
            date_posted=day_of(item.get("date_posted")),
            url=first(item, "job_url_direct", "job_url"),
        ),
    )
