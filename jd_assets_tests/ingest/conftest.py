"""Fixtures of the intake tests."""

import pytest

from jd_assets.database.connection import Connect, connector


@pytest.fixture
def connect(emptied_url: str) -> Connect:
    return connector(emptied_url)
