from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from jd_assets.database.connection import Connect, connector
from jd_assets.failures import PermanentFailure
from jd_assets.library.changes import begin_change
from jd_assets.library.importing.archive import sha256_of
from jd_assets.library.importing.esco import read_esco
from jd_assets.library.importing.onet import read_onet
from jd_assets.library.importing.plan import RANKING_WORD
from jd_assets.library.importing.write import Imported, write_taxonomy
from jd_assets.library.seed.load import load_seed
from jd_assets.library.snapshot import Library, read_library
from jd_assets.review.actions import merge
from jd_assets_tests.library.importing.conftest import ESCO, ONET, POTTER, SOC, write_zip

Make = Callable[..., Path]


def import_esco(connect: Connect, file: Path) -> Imported:
    return write_taxonomy(connect, read_esco(file), sha256_of(file))


def import_onet(connect: Connect, file: Path) -> Imported:
    return write_taxonomy(connect, read_onet(file), sha256_of(file))


def library_of(connect: Connect) -> Library:
    with connect() as connection:
        return read_library(connection)


def titles(library: Library, slug: str) -> set[str]:
    return {alias.normalised for alias in library.role_by_slug[slug].aliases}


def all_rows(connect: Connect, *tables: str) -> list[list[tuple[object, ...]]]:
    with connect() as connection:
        return [connection.execute(f"SELECT * FROM {t} ORDER BY 1, 2".encode()).fetchall() for t in tables]


LIBRARY = ("role", "role_alias", "role_skill", "skill", "skill_alias", "imported_role")


def test_new_occupations_become_roles_in_the_range_of_their_source(
    connect: Connect, esco_zip: Make, onet_zip: Path
) -> None:
    import_esco(connect, esco_zip(occupations_en=ESCO["occupations_en.csv"][:2]))
    import_onet(connect, onet_zip)
    library = library_of(connect)
    assert library.role_by_slug["onet-potters"].role_id == 200_000
    import_esco(connect, esco_zip())
    assert library_of(connect).role_by_slug["esco-potter"].role_id == 100_000


def test_an_occupation_whose_title_a_role_has_is_that_role(connect: Connect, esco_zip: Make) -> None:
    done = import_esco(connect, esco_zip())
    library = library_of(connect)
    assert done.skipped["roles_known"] == 1
    assert "esco-backend-developer" not in library.role_by_slug
    assert "server side coder" in titles(library, "backend-engineer")


def test_a_title_that_another_role_has_stays_there(connect: Connect, esco_zip: Make) -> None:
    import_esco(connect, esco_zip())
    library = library_of(connect)
    assert [role.slug for role, _ in library.alias_index["frontend developer"]] == ["frontend-engineer"]


def test_titles_that_seed_roles_share_are_no_title_of_an_imported_role(connect: Connect, esco_zip: Make) -> None:
    import_esco(connect, esco_zip())
    assert titles(library_of(connect), "esco-potter") == {"potter", "ceramic thrower"}


def test_a_curated_role_takes_titles_and_no_skills(connect: Connect, esco_zip: Make) -> None:
    before = library_of(connect).role_by_slug["backend-engineer"].skills
    import_esco(connect, esco_zip())
    assert library_of(connect).role_by_slug["backend-engineer"].skills == before


def test_an_imported_role_has_its_skills_by_how_needed_they_are(connect: Connect, esco_zip: Make) -> None:
    import_esco(connect, esco_zip())
    assert library_of(connect).role_by_slug["esco-potter"].skills == {"esco-fire-kilns": 2, "esco-engobing": 1}


def test_a_known_skill_takes_only_new_names(connect: Connect, esco_zip: Make) -> None:
    import_esco(connect, esco_zip())
    skills = library_of(connect).skills
    assert ("Java language nine", "") in skills["java"].aliases
    assert "Python" not in {alias for alias, _ in skills["java"].aliases}
    assert "esco-java" not in skills


def test_single_words_are_matched_only_as_names_of_technologies(connect: Connect, esco_zip: Make) -> None:
    import_esco(connect, esco_zip())
    skills = library_of(connect).skills
    assert (skills["esco-zorb"].match, skills["esco-engobing"].match) == ("context", "never")
    assert skills["esco-zorb"].aliases == (("ZORB9", "cased"), ("Zorb language", ""))
    assert skills["esco-engobing"].aliases == (("apply engobes by hand", ""),)


def test_skills_keep_their_broader_skill(connect: Connect, esco_zip: Make) -> None:
    import_esco(connect, esco_zip())
    assert library_of(connect).skills["esco-engobing"].parent == "esco-fire-kilns"


def test_tasks_become_kras_as_they_are_written(connect: Connect, onet_zip: Path) -> None:
    import_onet(connect, onet_zip)
    assert library_of(connect).role_by_slug["onet-potters"].kras == ('Raise and shape "green" wares on wheels.',)


def test_groups_of_all_other_jobs_are_no_roles(connect: Connect, onet_zip: Path) -> None:
    assert import_onet(connect, onet_zip).added["roles"] == 1


def test_a_word_that_ends_many_titles_is_one_where_it_tells_a_work_that_several_share(
    connect: Connect, tmp_path: Path
) -> None:
    codes = [f"53-30{number:02}.00" for number in range(RANKING_WORD)]
    longer = [
        (code, f"Cart{number} {word}") for number, code in enumerate(codes) for word in ("Driver", "Teacher", "Aide")
    ]
    lone = [(codes[0], "Driver"), (codes[1], "Driver"), (codes[0], "Aide"), (codes[1], "Aide"), (codes[2], "Teacher")]
    occupations = [(code, f"Cart Hands {number}") for number, code in enumerate(codes)]
    tables = {
        **ONET,
        "Occupation Data.txt": [(SOC, "Title"), *occupations],
        "Alternate Titles.txt": [(SOC, "Alternate Title"), *longer, *lone],
    }
    import_onet(connect, write_zip(tmp_path / "db_text.zip", tables, "\t"))
    held = library_of(connect).alias_index
    assert [role.display_name for role, _ in held["driver"]] == ["Cart Hands 0", "Cart Hands 1"]
    assert not {"aide", "teacher"} & held.keys()


def test_the_same_file_again_changes_nothing(connect: Connect, esco_zip: Make) -> None:
    first = import_esco(connect, esco_zip())
    before = all_rows(connect, *LIBRARY, "library_version", "library_import")
    again = import_esco(connect, esco_zip())
    assert (again.changed, again.library_version) == (False, first.library_version)
    assert all_rows(connect, *LIBRARY, "library_version", "library_import") == before


def test_another_file_with_the_same_content_leaves_every_row_as_it_was(
    connect: Connect, esco_zip: Make, onet_zip: Path
) -> None:
    import_esco(connect, esco_zip())
    import_onet(connect, onet_zip)
    before = all_rows(connect, *LIBRARY)
    write_taxonomy(connect, read_esco(esco_zip()), "other bytes")
    assert all_rows(connect, *LIBRARY) == before


def test_a_skill_keeps_the_id_that_an_earlier_import_gave_it(connect: Connect, esco_zip: Make) -> None:
    import_esco(connect, esco_zip())
    with connect() as connection:
        connection.execute("SET session_replication_role = replica")  # no change of a library renames a skill
        for table in ("skill", "skill_alias"):
            connection.execute(f"UPDATE {table} SET skill_id = 'esco-z-orb' WHERE skill_id = 'esco-zorb'".encode())
    before = all_rows(connect, *LIBRARY)
    write_taxonomy(connect, read_esco(esco_zip()), "other bytes")
    assert "esco-z-orb" in library_of(connect).skills
    assert all_rows(connect, *LIBRARY) == before


def test_a_newer_release_keeps_ids_and_takes_away_what_it_lacks(connect: Connect, esco_zip: Make) -> None:
    import_esco(connect, esco_zip())
    role_id = library_of(connect).role_by_slug["esco-potter"].role_id
    newer = esco_zip(
        "esco_1_2_0_en.zip",
        occupations_en=[ESCO["occupations_en.csv"][0], (POTTER, "7314", "studio potter", "", "released", "7314.1")],
        skills_en=[row for row in ESCO["skills_en.csv"] if "fire kilns" not in row],
    )
    import_esco(connect, newer)
    library = library_of(connect)
    assert library.role_by_slug["esco-potter"].role_id == role_id
    assert titles(library, "esco-potter") == {"studio potter"}
    assert "server side coder" not in titles(library, "backend-engineer")
    assert "esco-fire-kilns" not in library.skills


def test_what_an_admin_hung_on_an_imported_skill_stays(connect: Connect, esco_zip: Make) -> None:
    import_esco(connect, esco_zip())
    with connect() as connection:
        begin_change(connection, "approve", "ann", "asked for")
        connection.execute(
            "INSERT INTO skill_alias (alias, skill_id, origin) VALUES ('kiln work', 'esco-fire-kilns', 'review')"
        )
    import_esco(
        connect,
        esco_zip("esco_1_2_0.zip", skills_en=[row for row in ESCO["skills_en.csv"] if "fire kilns" not in row]),
    )
    assert library_of(connect).skills["esco-fire-kilns"].aliases == (("kiln work", ""),)


def test_an_imported_skill_that_an_admin_merged_into_another_one_does_not_come_back(
    connect: Connect, esco_zip: Make
) -> None:
    import_esco(connect, esco_zip())
    merge(connect, "skill:esco-engobing", "esco-fire-kilns", "ann", "one thing")
    import_esco(connect, esco_zip("esco_1_2_0.zip", ISCOGroups_en=[*ESCO["ISCOGroups_en.csv"], ("1", "Managers")]))
    library = library_of(connect)
    assert "esco-engobing" not in library.skills
    assert "engobing" in {alias for alias, _ in library.skills["esco-fire-kilns"].aliases}


def test_the_seed_files_need_no_loading_again_after_an_import(connect: Connect, esco_zip: Make) -> None:
    version = import_esco(connect, esco_zip()).library_version
    assert load_seed(connect).version == version


def test_an_import_records_licence_and_attribution(connect: Connect, onet_zip: Path) -> None:
    import_onet(connect, onet_zip)
    ((source, version, licence, attribution, *_),) = all_rows(connect, "library_import")[0]
    assert (source, version, licence) == ("onet", "27.0", "CC BY 4.0")
    assert "U.S. Department of Labor, Employment and Training Administration" in str(attribution)


def test_an_empty_library_takes_no_import(database_url: str, onet_zip: Path) -> None:
    with pytest.raises(PermanentFailure, match="library load"):
        import_onet(connector(database_url), onet_zip)


def test_an_import_that_fails_leaves_the_library_as_it_was(connect: Connect, esco_zip: Make) -> None:
    before = all_rows(connect, *LIBRARY, "library_version")
    taxonomy = read_esco(esco_zip())
    broken = type(taxonomy)(
        taxonomy.source, taxonomy.occupations, taxonomy.skills, [(POTTER, taxonomy.skills[0].code, 9)]
    )
    with pytest.raises(psycopg.errors.CheckViolation):
        write_taxonomy(connect, broken, "broken")
    assert all_rows(connect, *LIBRARY, "library_version") == before


def test_a_title_of_two_imported_roles_is_a_known_collision(connect: Connect, esco_zip: Make) -> None:
    throwers = [
        ("other", "7314", "plate maker", "ceramic thrower", "released", "7314.2"),
        ("third", "7314", "data engineer", "ceramic thrower", "released", "7314.3"),
    ]
    import_esco(connect, esco_zip(occupations_en=[*ESCO["occupations_en.csv"], *throwers]))
    found = library_of(connect).alias_index["ceramic thrower"]
    assert sorted((role.slug, alias.collision) for role, alias in found) == [
        ("esco-plate-maker", True),
        ("esco-potter", True),
    ]


def test_a_word_that_ends_titles_of_twenty_occupations_is_no_title_by_itself(connect: Connect, esco_zip: Make) -> None:
    helpers = [(f"uri{n}", "7314", f"kiln{n} hand helper", "", "released", f"7314.{n + 10}") for n in range(20)]
    other = [("other", "7314", "plate maker", "helper\nthrower", "released", "7314.2")]
    import_esco(connect, esco_zip(occupations_en=[*ESCO["occupations_en.csv"], *helpers, *other]))
    assert titles(library_of(connect), "esco-plate-maker") == {"plate maker", "thrower"}
