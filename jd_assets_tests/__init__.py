"""The specification of jd_assets, as tests."""
