"""The small library of the library tests, for what is proposed to it."""

from jd_assets_tests.library.conftest import connect, loaded, run_ids, seed

__all__ = ["connect", "loaded", "run_ids", "seed"]
