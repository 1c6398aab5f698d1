"""Reading a batch, and importing, without the collector of reference cycles."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Let no cycle be looked for while a batch is read or modules are imported.

    Reading makes no cycles, but it keeps what it makes, so that every full collection walks the vocabulary and all
    payloads of the batch: 125 postings a second with it and 155 without (300 postings, one core, median of four pairs).
    Importing is the same: Dagster and all of ours take 5.6 s instead of 7.5.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
