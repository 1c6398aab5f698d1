"""The seed library's skills, as new ones are compared with them."""

from jd_assets_tests.stages.conftest import library, skill_index

__all__ = ["library", "skill_index"]
