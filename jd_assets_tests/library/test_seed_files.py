import pytest

from jd_assets.failures import PermanentFailure
from jd_assets.library.seed.files import COLUMNS, read_seed_files, skill_aliases
from jd_assets_tests.library.conftest import SMALL, SeedFolder

TYPING = ["Kitchen", "Tools", "TOOL", "LOW", "EVERGREEN", "UNVERSIONED", "mature"]


@pytest.mark.parametrize(
    ("file", "row", "what"),
    [
        ("role_aliases", ["cook", "Cook", ""], "unknown role"),
        ("role_kras", ["cook", "Cooks."], "unknown role"),
        ("role_skills", ["cook", "Oven", "1"], "unknown role"),
        ("role_dimensions", ["cook", "heat"], "unknown role"),
        ("role_skills", ["baker", "Freezer", "1"], "unknown skill"),
        ("role_skills", ["waiter", "Oven", "4"], "weight is not 1, 2 or 3"),
        ("role_dimensions", ["baker", "cold"], "unknown dimension"),
        ("role_aliases", ["baker", "Senior", ""], "alias names no role"),
        ("role_kras", ["baker", "Bakes bread every morning."], "KRA stands twice"),
        ("roles", ["three", "cook", "Cook", "Kitchen", "Cooks."], "role_id is no number"),
        ("roles", ["2", "cook", "Cook", "Kitchen", "Cooks."], "role_id stands twice"),
        ("roles", ["3", "baker", "Cook", "Kitchen", "Cooks."], "slug stands twice"),
        ("dimensions", ["heat", "Warmth", "What is warm."], "dimension_id stands twice"),
        ("skills", ["oven", "Kiln", *TYPING, "", "", "", ""], "skill_id stands twice"),
        ("skills", ["kiln", "Oven", *TYPING, "", "", "", ""], "name stands twice"),
        ("skills", ["kiln", "Kiln", *TYPING, "furnace", "", "", ""], "unknown parent"),
        ("skills", ["kiln", "Kiln", *TYPING, "", "heat|cold", "", ""], "unknown dimension"),
        ("skills", ["kiln", "Kiln", *TYPING, "", "", "sometimes", ""], "unknown match rule"),
        ("skills", ["kiln", "Kiln", *TYPING, "", "", "", "=STOVE"], "alias stands twice"),
    ],
)
def test_a_broken_row_is_named_with_its_file(seed: SeedFolder, file: str, row: list[str], what: str) -> None:
    seed.add(file, *row)
    with pytest.raises(PermanentFailure) as failure:
        read_seed_files(seed.path)
    sentence = str(failure.value)
    assert sentence.startswith(f"{file}.csv row ")
    assert f": {what}: " in sentence
    assert any(cell in sentence for cell in row if cell)


def test_the_first_of_several_broken_rows_is_counted_from_the_head(seed: SeedFolder) -> None:
    seed.add("role_kras", "cook", "Cooks.")
    seed.add("role_kras", "cook", "Tastes.")
    place = len(SMALL["role_kras"]) + 2
    with pytest.raises(PermanentFailure, match=rf"role_kras\.csv row {place}: .*Cooks.*\(2 such rows\)"):
        read_seed_files(seed.path)


@pytest.mark.parametrize("row", [["baker"], ["baker", "Bakes.", "often"]])
def test_a_row_with_more_or_fewer_cells_than_columns_is_named(seed: SeedFolder, row: list[str]) -> None:
    seed.add("role_kras", *row)
    with pytest.raises(PermanentFailure, match=r"role_kras\.csv row 4: more or fewer cells"):
        read_seed_files(seed.path)


@pytest.mark.parametrize("file", COLUMNS)
def test_a_missing_file_is_named(seed: SeedFolder, file: str) -> None:
    (seed.path / f"{file}.csv").unlink()
    with pytest.raises(PermanentFailure, match=rf"The seed library lacks {file}\.csv"):
        read_seed_files(seed.path)


@pytest.mark.parametrize("file", COLUMNS)
def test_a_missing_column_is_named(seed: SeedFolder, file: str) -> None:
    path = seed.path / f"{file}.csv"
    last = COLUMNS[file].split()[-1]
    path.write_text(path.read_text().replace(last, "other", 1))
    with pytest.raises(PermanentFailure, match=rf"{file}\.csv lacks the column '{last}'"):
        read_seed_files(seed.path)


def test_a_file_that_a_spreadsheet_saved_is_read(seed: SeedFolder) -> None:
    path = seed.path / "roles.csv"
    path.write_text(path.read_text(), encoding="utf-8-sig", newline="\r\n")
    assert read_seed_files(seed.path)["roles"][0]["role_id"] == "1"


def test_skills_of_trades_are_skills_with_what_holds_of_trades(seed: SeedFolder) -> None:
    seed.add("trade_skills", "kneading", "Kneading", "Kitchen", "Dough", "PRACTICE", "heat", "", "kneading dough")

    row = read_seed_files(seed.path)["skills"][-1]

    assert (row["skill_id"], row["match"], row["version_strategy"]) == ("kneading", "", "UNVERSIONED")
    assert skill_aliases(row) == [("kneading dough", "")]


def test_further_names_of_a_skill_join_its_own(seed: SeedFolder) -> None:
    seed.add("skill_aliases", "Oven", "=AGA")

    oven = read_seed_files(seed.path)["skills"][0]

    assert skill_aliases(oven) == [("Stove", ""), ("OVN", "cased"), ("AGA", "cased")]


def test_a_further_name_of_an_unknown_skill_is_named(seed: SeedFolder) -> None:
    seed.add("skill_aliases", "Kiln", "furnace")
    with pytest.raises(PermanentFailure, match=r"skill_aliases\.csv row 2: unknown skill"):
        read_seed_files(seed.path)


def test_a_fault_among_skills_of_trades_is_told_with_their_own_row(seed: SeedFolder) -> None:
    seed.add("trade_skills", "kneading", "Kneading", "Kitchen", "Dough", "PRACTICE", "cellar", "", "")
    with pytest.raises(PermanentFailure, match=r"trade_skills\.csv row 2: unknown dimension"):
        read_seed_files(seed.path)
