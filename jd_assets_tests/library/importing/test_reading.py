import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from jd_assets.failures import PermanentFailure
from jd_assets.library.importing.esco import read_esco
from jd_assets.library.importing.matching import match_rule
from jd_assets.library.importing.onet import read_onet

Make = Callable[..., Path]


def test_a_file_that_is_no_zip_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "esco_1_1_1_en.zip"
    file.write_text("occupations", encoding="utf-8")
    with pytest.raises(PermanentFailure, match="is not the zip file of ESCO"):
        read_esco(file)


def test_the_file_of_another_taxonomy_is_refused(esco_zip: Make) -> None:
    with pytest.raises(PermanentFailure, match=r"it lacks Occupation Data\.txt"):
        read_onet(esco_zip())


def test_a_table_without_a_column_is_refused(esco_zip: Make) -> None:
    with pytest.raises(PermanentFailure, match=r"skills_en\.csv lacks the column 'skillType'"):
        read_esco(esco_zip(skills_en=[("conceptUri",)]))


def test_a_damaged_archive_is_refused(esco_zip: Make) -> None:
    file = esco_zip()
    content = file.read_bytes()
    file.write_bytes(content.replace(b"ceramic thrower", b"ceramic thrOwer"))
    with pytest.raises(PermanentFailure, match="cannot be read"):
        read_esco(file)


def test_text_that_is_no_utf8_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "esco_1_1_1.zip", "w") as archive:
        archive.writestr("ISCOGroups_en.csv", "code,preferredLabel\n1,caf\xe9\n".encode("latin-1"))
    with pytest.raises(PermanentFailure, match=r"ISCOGroups_en\.csv cannot be read"):
        read_esco(tmp_path / "esco_1_1_1.zip")


def test_a_release_that_nothing_says_must_be_given(esco_zip: Make) -> None:
    file = esco_zip("esco.zip")
    with pytest.raises(PermanentFailure, match="--release"):
        read_esco(file)
    assert read_esco(file, "1.1.1").source.origin == "esco-1.1.1"


@pytest.mark.parametrize(
    ("name", "is_technology", "rule"),
    [
        ("arc welding", False, ""),
        ("welding", False, "never"),
        ("use the computer", False, "never"),
        ("Canvas", True, "context"),
        ("PowerPoint", True, "cased"),
        ("SAS", True, "cased"),
        ("less", True, "never"),
        ("Arabic", False, "never"),
    ],
)
def test_how_a_name_may_be_matched(name: str, is_technology: bool, rule: str) -> None:
    assert match_rule(name, is_technology) == rule
