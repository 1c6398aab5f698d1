import pytest

from jd_assets.database.connection import Connect
from jd_assets.library.importing.esco import read_esco
from jd_assets.library.importing.onet import read_onet
from jd_assets.library.importing.write import write_taxonomy
from jd_assets.settings import project_root

DATA = project_root().parent / "shared" / "data"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not DATA.is_dir(), reason="../shared is not there"),
]


def test_the_original_file_of_esco_is_read_whole() -> None:
    taxonomy = read_esco(DATA / "esco_1_1_1_en.zip")
    codes = {job.code for job in taxonomy.occupations}, {skill.code for skill in taxonomy.skills}
    assert (len(codes[0]), len(codes[1])) == (3007, 13896)
    assert codes[1].issuperset(skill for _, skill, _ in taxonomy.role_skills)


def test_the_original_file_of_onet_is_imported(connect: Connect) -> None:
    done = write_taxonomy(connect, read_onet(DATA / "onet_27_0.zip"), "original")
    assert done.added["roles"] > 800
    assert done.added["role_kras"] > 18_000
