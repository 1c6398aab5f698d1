"""Changed seed files are loaded over what admins decided: no decision is lost, and all else that is new comes in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jd_assets.contracts.proposal import ProposalKind
from jd_assets.failures import PermanentFailure
from jd_assets.library.change_log import Change, left_out_by, read_changes
from jd_assets.library.seed.load import Loaded, load_seed
from jd_assets.review.actions import approve, merge, reject
from jd_assets.review.undo import undo
from jd_assets_tests.library.conftest import SMALL, SeedFolder
from jd_assets_tests.review.conftest import TABLES, Kitchen
from jd_assets_tests.review.test_undo import STEPS, take

TYPING = SMALL["skills"][0][2:9]
WHO = ("ann", "said so")


def merge_skills(kitchen: Kitchen) -> Change:
    return merge(kitchen.connect, "skill:oven", "tray", *WHO)


def merge_name(kitchen: Kitchen) -> Change:
    return merge(kitchen.connect, kitchen.propose("skill", 2, "Kiln"), "oven", *WHO)


def approve_skill(kitchen: Kitchen) -> Change:
    return approve(kitchen.connect, kitchen.propose("skill", 2, "Trough"), *WHO, {"category": "new:Vessels"})


def approve_link(kitchen: Kitchen) -> Change:
    return approve(kitchen.connect, kitchen.propose("skill", 2, "Oven"), *WHO)


def approve_title(kitchen: Kitchen) -> Change:
    return approve(kitchen.connect, kitchen.propose("alias", 1, "Loaf Maker"), *WHO)


def approve_shared(kitchen: Kitchen) -> Change:
    return approve(kitchen.connect, kitchen.propose("alias", 2, "Bread Maker"), *WHO, {"collision": "yes"})


def approve_sub_role(kitchen: Kitchen) -> Change:
    return approve(kitchen.connect, kitchen.propose("sub_role", 1, "Pastry Baker"), *WHO)


def approve_kra(kitchen: Kitchen) -> Change:
    return approve(kitchen.connect, kitchen.propose("kra", 1, "Grinds corn."), *WHO)


def approve_role(kitchen: Kitchen) -> Change:
    ids = kitchen.propose("role", None, "miller")
    kitchen.draft("miller")
    return approve(kitchen.connect, ids, *WHO)


def merge_role(kitchen: Kitchen) -> Change:
    return merge(kitchen.connect, kitchen.propose("role", None, "miller"), "baker", *WHO)


def merge_kra(kitchen: Kitchen) -> Change:
    return merge(kitchen.connect, kitchen.propose("kra", 1, "Makes bread."), "Bakes bread every morning.", *WHO)


def refuse(kind: ProposalKind, role_id: int | None, label: str) -> Callable[[Kitchen], Change]:
    return lambda kitchen: reject(kitchen.connect, kitchen.propose(kind, role_id, label), *WHO)


def skill(skill_id: str, name: str, parent: str = "", aliases: str = "") -> list[str]:
    return [skill_id, name, *TYPING, parent, "heat", "", aliases]


@dataclass(frozen=True)
class Case:
    """A decision, and files that say something else.

    Attributes:
        decide: The decision.
        files: Rows that the files have more, by file; a skill that they have already is replaced.
        told: What the load says of it, without the change that it names.
        came: What the load brings, as rows of the log.
    """

    decide: Callable[[Kitchen], Change]
    files: Mapping[str, list[list[str]]]
    told: str
    came: tuple[str, ...] = ()


def tray(name: str = "Tray", aliases: str = "") -> list[str]:
    return ["tray", name, *TYPING, "", "service", "cased", aliases]


ROTISSERIE = skill("oven", "Oven", aliases="Stove|=OVN|Rotisserie")
MILLER = ["3", "miller", "Miller", "Mills", "Mills corn."]
CASES = {
    "merged skill": Case(
        merge_skills,
        {"skills": [ROTISSERIE, skill("peel", "Peel", "oven")], "role_skills": [["waiter", "Oven", "3"]]},
        "skill oven (Oven) stays merged into tray",
        ("role_skill tray 2", "skill peel", "skill_alias Rotisserie", "skill_dimension peel heat"),
    ),
    "merged name that is a skill of the files": Case(
        merge_name,
        {"skills": [skill("kiln", "Kiln", aliases="Pottery Kiln")], "role_skills": [["baker", "Kiln", "2"]]},
        "skill kiln (Kiln) is oven: what the files say of it goes there",
        ("skill_alias Pottery Kiln",),
    ),
    "merged name that is one of another skill in the files": Case(
        merge_name,
        {"skills": [tray(aliases="kiln")]},
        "'kiln' as a name of tray left out: it is one of oven",
    ),
    "renamed into what is merged": Case(
        merge_name,
        {"skills": [tray("Kiln")]},
        "skill tray is not renamed Kiln",
    ),
    "approved skill": Case(
        approve_skill,
        {"skills": [skill("trough", "Trough", aliases="Dough Box")]},
        "skill trough (Trough) stays: category 'Vessels', not 'Kitchen', sub_category 'general', not 'Tools', "
        "volatility 'MEDIUM', not 'LOW', typical_lifespan 'MULTI_YEAR', not 'EVERGREEN', maturity 'mainstream', "
        "not 'mature'",
        ("skill_alias Dough Box", "skill_dimension trough heat"),
    ),
    "approved skill under another id": Case(
        approve_skill,
        {"skills": [skill("dough-trough", "trough", aliases="Dough Box")]},
        "skill dough-trough (trough) is trough: what the files say of it goes there",
        ("skill_alias Dough Box", "skill_dimension trough heat"),
    ),
    "approved weight": Case(
        approve_link, {"role_skills": [["waiter", "Oven", "3"]]}, "waiter asks for oven with weight 1, not 3"
    ),
    "approved title that is another role's in the files": Case(
        approve_title,
        {"role_aliases": [["waiter", "Loaf Maker", ""]]},
        "'Loaf Maker' as a title of waiter left out: it is a title of baker",
    ),
    "specialisation that is a title in the files": Case(
        approve_sub_role,
        {"role_aliases": [["baker", "Pastry Baker", ""]]},
        "'Pastry Baker' as a title of baker left out: it is a specialisation of the role",
    ),
    "approved role": Case(
        approve_role,
        {"roles": [MILLER], "role_kras": [["miller", "Keeps the mill."]], "role_aliases": [["miller", "Miller", ""]]},
        "role miller is the one that the library has already: what the files say of it goes there",
        ("role_kra Keeps the mill.",),
    ),
    "renamed into an approved role": Case(
        approve_role,
        {"roles": [["2", "miller", "Waiter", "Hall", "Serves guests."]]},
        "role waiter keeps its slug: another role is called miller",
    ),
    "merged role": Case(
        merge_role,
        {"roles": [MILLER], "role_kras": [["miller", "Keeps the mill."]], "role_aliases": [["miller", "Miller", ""]]},
        "role miller with titles (1), KRAs (1) left out: it was proposed and is to be no role",
    ),
    "merged KRA": Case(
        merge_kra,
        {"role_kras": [["baker", "Makes bread"]]},
        "KRA of baker left out, it was proposed and refused: Makes bread",
    ),
    "refused skill": Case(
        refuse("skill", 1, "Quorvex"),
        {"skills": [skill("quorvex", "Quor-Vex")], "role_skills": [["baker", "Quor-Vex", "1"]]},
        "skill quorvex (Quor-Vex) left out: it was proposed and is to be no skill",
    ),
    "refused skill as a name": Case(
        refuse("skill", 1, "Quorvex"),
        {"skills": [tray(aliases="quorvex")]},
        "'quorvex' as a name of tray left out: it was proposed and is to be no skill",
    ),
    "refused title": Case(
        refuse("alias", 1, "Loaf Maker"),
        {"role_aliases": [["baker", "Loaf Maker", ""], ["waiter", "Loaf Maker", ""]]},
        "'Loaf Maker' as a title of baker left out: it was proposed and refused",
        ("role_alias Loaf Maker",),
    ),
    "refused KRA": Case(
        refuse("kra", 1, "Grinds corn."),
        {"role_kras": [["baker", "Grinds corn!"], ["waiter", "Grinds corn."]]},
        "KRA of baker left out, it was proposed and refused: Grinds corn!",
        ("role_kra Grinds corn.",),
    ),
    "refused role": Case(
        refuse("role", None, "head-miller"),
        {"roles": [["3", "mill-head", "Head Miller", "Mills", "Mills."]], "role_skills": [["mill-head", "Oven", "1"]]},
        "role mill-head with links to skills (1) left out: it was proposed and is to be no role",
    ),
}


def write(seed: SeedFolder, files: Mapping[str, list[list[str]]]) -> None:
    """Seed files with these rows more."""
    seed.rows = {name: [list(row) for row in rows] for name, rows in SMALL.items()}
    for name, rows in files.items():
        keys = {row[0] for row in rows} if name in ("skills", "roles") else set()
        seed.rows[name] = [row for row in seed.rows[name] if row[0] not in keys] + rows
    if ["2", "miller"] in [row[:2] for row in files.get("roles", [])]:
        for name in ("role_aliases", "role_kras", "role_skills", "role_dimensions"):
            seed.rows[name] = [["miller" if row[0] == "waiter" else row[0], *row[1:]] for row in seed.rows[name]]
    for row in seed.rows["role_skills"]:
        row[1] = {"Tray": next(each[1] for each in seed.rows["skills"] if each[0] == "tray")}.get(row[1], row[1])
    seed.write()


def came(kitchen: Kitchen, loaded: Loaded) -> tuple[str, ...]:
    """The rows that a load wrote, by table and what tells them apart."""
    assert loaded.change
    rows = kitchen.query(
        "SELECT table_name, coalesce(after ->> 'alias', after ->> 'kra', (SELECT string_agg(value, ' ' ORDER BY key "
        "DESC) FROM jsonb_each_text(key))) FROM library_change_net WHERE change_id = %s ORDER BY 1, 2",
        loaded.change.change_id,
    )
    return tuple(" ".join(row) for row in rows)


@pytest.mark.parametrize("name", CASES)
def test_a_decision_stands_against_the_files_and_is_told(kitchen: Kitchen, seed: SeedFolder, name: str) -> None:
    case = CASES[name]
    change = case.decide(kitchen)
    write(seed, case.files)
    loaded = load_seed(kitchen.connect, seed.path)
    assert loaded.left_out == [f"{case.told} (change {change.change_id} ({change.action} by ann: said so))"]
    assert came(kitchen, loaded) == case.came
    assert load_seed(kitchen.connect, seed.path) == Loaded(loaded.version, None, loaded.left_out)


@pytest.mark.parametrize("name", CASES)
def test_load_and_decision_are_undone_exactly_and_the_files_then_hold(
    kitchen: Kitchen, seed: SeedFolder, name: str
) -> None:
    case = CASES[name]
    first = kitchen.dump(TABLES)
    change = case.decide(kitchen)
    decided = kitchen.dump()
    write(seed, case.files)
    loaded = load_seed(kitchen.connect, seed.path).change
    assert loaded
    undo(kitchen.connect, loaded.change_id, "ben", "not yet")
    assert kitchen.dump() == decided
    undo(kitchen.connect, change.change_id, "ben", "a mistake")
    assert kitchen.dump(TABLES) == first
    assert load_seed(kitchen.connect, seed.path).left_out == []


@pytest.mark.parametrize(
    "name", [name for name in CASES if "refused" not in name and name not in ("merged KRA", "merged role")]
)
def test_a_decision_that_keeps_news_out_is_undone_behind_the_load(
    kitchen: Kitchen, seed: SeedFolder, name: str
) -> None:
    change = CASES[name].decide(kitchen)
    write(seed, CASES[name].files)
    loaded = load_seed(kitchen.connect, seed.path).change
    assert loaded
    with pytest.raises(PermanentFailure, match=rf"\(load by seed: .* undo change {loaded.change_id} first"):
        undo(kitchen.connect, change.change_id, "ben", "a mistake")


@pytest.mark.parametrize("decide", [merge_skills, merge_name, approve_skill, approve_shared, approve_role, merge_role])
def test_files_that_say_nothing_new_of_it_do_not_stand_in_the_way_of_an_undo(
    kitchen: Kitchen, seed: SeedFolder, decide: Callable[[Kitchen], Change]
) -> None:
    first = kitchen.dump(TABLES)
    change = decide(kitchen)
    write(seed, {"role_kras": [["waiter", "Lays the tables."]]})
    loaded = load_seed(kitchen.connect, seed.path).change
    assert loaded
    undo(kitchen.connect, change.change_id, "ben", "a mistake")
    undo(kitchen.connect, loaded.change_id, "ben", "not yet")
    assert kitchen.dump(TABLES) == first


def test_slugs_that_a_load_swapped_are_swapped_back(kitchen: Kitchen, seed: SeedFolder) -> None:
    first = kitchen.dump(TABLES)
    for row in seed.rows["roles"]:
        row[1] = {"baker": "waiter", "waiter": "baker"}[row[1]]
    seed.write()
    loaded = load_seed(kitchen.connect, seed.path).change
    assert loaded
    undo(kitchen.connect, loaded.change_id, *WHO)
    assert kitchen.dump(TABLES) == first


def test_a_title_that_an_admin_let_two_roles_share_stays_shared(kitchen: Kitchen, seed: SeedFolder) -> None:
    approve_shared(kitchen)
    write(seed, {"role_kras": [["waiter", "Lays the tables."]], "role_aliases": [["waiter", "bread maker", ""]]})
    load_seed(kitchen.connect, seed.path)
    assert kitchen.query("SELECT role_id, collision FROM role_alias WHERE normalised = 'bread maker' ORDER BY 1") == [
        (1, True),
        (2, True),
    ]


def test_a_skill_that_was_merged_twice_is_where_it_went_last(kitchen: Kitchen, seed: SeedFolder) -> None:
    merge_skills(kitchen)
    second = merge(kitchen.connect, "skill:tray", "dough-mixer", *WHO)
    write(seed, {"skills": [ROTISSERIE]})
    loaded = load_seed(kitchen.connect, seed.path)
    assert [line.partition(" (change")[0] for line in sorted(loaded.left_out)] == [
        "skill oven (Oven) stays merged into dough-mixer",
        "skill tray (Tray) stays merged into dough-mixer",
    ]
    assert ("Rotisserie", "") in kitchen.library().skills["dough-mixer"].aliases
    with pytest.raises(PermanentFailure, match="builds on it"):
        undo(kitchen.connect, second.change_id, *WHO)


def test_the_log_tells_what_a_load_left_out(kitchen: Kitchen, seed: SeedFolder) -> None:
    merge_skills(kitchen)
    write(seed, {"role_kras": [["waiter", "Lays the tables."]]})
    loaded = load_seed(kitchen.connect, seed.path)
    assert loaded.change
    with kitchen.connect() as connection:
        assert left_out_by(connection, loaded.change.change_id) == loaded.left_out != []


def test_a_rejection_under_another_id_is_told_by_its_change(kitchen: Kitchen, seed: SeedFolder) -> None:
    rejected = reject(kitchen.connect, kitchen.propose("skill", 1, "Trough"), *WHO)
    undone = undo(kitchen.connect, rejected.change_id, *WHO)
    kitchen.forget()
    kitchen.propose("skill", 1, "Trough")
    undo(kitchen.connect, undone.change_id, *WHO)
    write(seed, {"skills": [skill("trough", "Trough")]})
    [told] = load_seed(kitchen.connect, seed.path).left_out
    assert f"change {rejected.change_id} " in told


#: What files may say more than the small ones, by a name.
NEWS: Mapping[str, tuple[str, list[str]]] = {
    "trough": ("skills", skill("trough", "Trough")),
    "glove": ("skills", skill("dough-trough", "Oven Glove", "oven", "Kiln")),
    "oven": ("skills", ROTISSERIE),
    "mixer": ("skills", skill("dough-mixer", "Dough Mixer", "tray")),
    "link": ("role_skills", ["waiter", "Oven", "3"]),
    "other link": ("role_skills", ["waiter", "Dough Mixer", "1"]),
    "title": ("role_aliases", ["waiter", "Trough", ""]),
    "other title": ("role_aliases", ["baker", "Kiln", ""]),
    "KRA": ("role_kras", ["baker", "Kiln"]),
    "other KRA": ("role_kras", ["waiter", "Trough"]),
    "dimension": ("role_dimensions", ["waiter", "heat"]),
}
LOADS = st.sets(st.sampled_from(sorted(NEWS))).map(lambda names: ("load", names))


@given(st.lists(st.one_of(LOADS, STEPS.map(lambda steps: ("review", steps[0]))), min_size=1, max_size=9))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_was_decided_and_loaded_the_same_files_bring_nothing_more_and_all_is_undone_exactly(
    kitchen: Kitchen, seed: SeedFolder, steps: list[tuple[str, object]]
) -> None:
    loads: dict[int, frozenset[str]] = {}
    states: list[tuple[Change, str]] = []

    def load(names: frozenset[str]) -> Change | None:
        files: dict[str, list[list[str]]] = {}
        for name in sorted(names):
            files.setdefault(NEWS[name][0], []).append(NEWS[name][1])
        write(seed, files)
        before = kitchen.dump(TABLES)
        change = load_seed(kitchen.connect, seed.path).change
        if change:
            loads[change.change_id] = names
            states.append((change, before))
        return change

    def loaded_last() -> frozenset[str]:
        with kitchen.connect() as connection:
            found = (loads.get(each.change_id) for each in read_changes(connection) if each.undone_by is None)
            return next((names for names in found if names is not None), frozenset())

    for what, step in steps:
        if what == "load":
            load(frozenset(step))  # type: ignore[call-overload]
            continue
        before = kitchen.dump(TABLES)
        change = take(kitchen, step, [made for made, _ in states])  # type: ignore[arg-type]
        if change is None:
            continue
        states.append((change, before))
        held = kitchen.dump(TABLES)
        load(loaded_last())
        if kitchen.dump(TABLES) != held:
            undone = next((made for made, _ in states if made.change_id == change.undoes), None)
            assert undone
            assert undone.action in ("reject", "undo", "load")
    for change, before in reversed(states):
        undo(kitchen.connect, change.change_id, *WHO)
        assert kitchen.dump(TABLES) == before
