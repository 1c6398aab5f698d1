"""Parquet: a row a posting, so many unpacked at once."""

from jd_assets.failures import PermanentFailure
from jd_assets.ingest.containers.drop import Drop, Found
from jd_assets.ingest.containers.rows import checked_header, known_columns, read_rows

#: A file that unpacks to more is refused.
MAX_TABLE_BYTES = 1_000_000_000
#: Rows unpacked at once: a few bytes may say a long text a million times.
_ROWS_AT_ONCE = 100


def read_parquet(drop: Drop) -> Found:
    """The postings of a file, a row each.

    Raises:
        PermanentFailure: It is broken, unpacks to too much, or none of its columns is known.
    """
    import pyarrow as pa  # noqa: PLC0415 - .2 s that only such a file should cost
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        with pq.ParquetFile(drop.path) as file:
            groups = (file.metadata.row_group(number) for number in range(file.metadata.num_row_groups))
            if sum(group.total_byte_size for group in groups) > MAX_TABLE_BYTES:
                raise PermanentFailure(f"it unpacks to more than {MAX_TABLE_BYTES // 1_000_000} MB; split it")
            names = checked_header(drop, file.schema_arrow.names)
            wanted = [name for name in names if name in known_columns(drop.mappings)]
            first = 1
            for batch in file.iter_batches(_ROWS_AT_ONCE, columns=wanted):
                rows = [[row[name] for name in wanted] for row in batch.to_pylist()]
                yield from read_rows(drop, wanted, enumerate(rows, start=first))
                first += len(rows)
    except pa.ArrowException as error:
        raise PermanentFailure(f"the Parquet file is broken ({' '.join(str(error).split())[:200]})") from error
