"""Every check of the audit names what was broken, and a sound database passes."""

import pytest

from jd_assets.audit.checks import CHECKS
from jd_assets.audit.run import AuditOutcome, audit
from jd_assets.database.connection import Connect

#: The first run that was decided to be a role and not rejected.
DECIDED = "(SELECT min(run_id::text)::uuid FROM role_centroid_member)"
#: A proposal a second time, where its unique key is gone.
DOUBLED = """ALTER TABLE proposal DROP CONSTRAINT proposal_kind_role_id_key_key;
INSERT INTO proposal (kind, role_id, key, spelling, label)
SELECT kind, role_id, key, spelling, label FROM proposal LIMIT 1"""


def set_in(stage: str, path: str, value: str) -> str:
    """A statement that changes one value of the run's row in a stage; of its record also what that leaves out."""
    if stage == "run_record":
        whole = f"(SELECT payload FROM whole_record WHERE run_id = {DECIDED})"
        return f"UPDATE run_record SET payload = jsonb_set({whole}, '{path}', '{value}') WHERE run_id = {DECIDED}"
    return f"UPDATE {stage} SET payload = jsonb_set(payload, '{path}', '{value}') WHERE run_id = {DECIDED}"


#: What a person, a bug or a restored backup may do to the tables, and the checks that must name it.
BREACHES = [
    (
        {"undone"},
        (
            "INSERT INTO posting_attempt (run_id, attempts, ended_at, stage, kind, reason) "
            f"VALUES ({DECIDED}, 1, now(), 'nano_parse', 'transient', 'away')"
        ),
    ),
    (
        {"undone"},
        f"INSERT INTO posting_attempt (run_id, attempts, began_at) VALUES ({DECIDED}, 1, now() - interval '1 hour')",
    ),
    (
        {"failures", "failed_postings"},
        (
            "UPDATE run_record SET payload = NULL, "
            f"""failure = '{{"stage": "enrichment", "kind": "permanent", "reason": "x"}}' WHERE run_id = {DECIDED}"""
        ),
    ),
    ({"stage_rows"}, f"DELETE FROM enrichment WHERE run_id = {DECIDED}"),
    ({"stage_rows", "evidence", "ledger_counted"}, f"DELETE FROM posting WHERE run_id = {DECIDED}"),
    ({"failures"}, f"UPDATE role_scoring SET payload = NULL, failure = '{{}}' WHERE run_id = {DECIDED}"),
    (
        {"failures"},
        f"""UPDATE run_record SET payload = NULL, failure = '{{"stage": "enrichment"}}' WHERE run_id = {DECIDED}""",
    ),
    *(
        ({"records"}, set_in("run_record", path, value))
        for path, value in (
            ("{extract_from_jd,nano_parsed,role}", '"Baker"'),
            ("{extract_from_jd,final_skills}", "[]"),
            ("{extract_from_jd,unmatched_mentions}", "[1]"),
            ("{extract_from_jd,stage3_signals,alias_found}", '"perhaps"'),
            ("{extract_from_jd,stage4_decision,confidence}", "0.123"),
            ("{extract_from_jd,rejected}", "true"),
            ("{extract_from_jd,stage5_updates,centroid_n_after}", "4711"),
            ("{extract_from_jd,stage5_updates,queue_entry_id}", "4711"),
            ("{extract_details,unmatched_skills}", '["Flour"]'),
            ("{final_role_output,chosen_role_resolution}", '"queued"'),
        )
    ),
    ({"decided_roles", "records"}, set_in("case_decision", "{stage4_decision,chosen_role,slug}", '"baker"')),
    ({"library_versions"}, set_in("role_scoring", "{library_version}", "99")),
    ({"library_versions", "records"}, set_in("case_decision", "{stage4_decision,versions,library_version}", "99")),
    ({"library_version_gaps"}, "INSERT INTO library_version VALUES (3, 'a', 'b')"),
    *(
        ({"library_orphans"}, statement)
        for statement in (
            "INSERT INTO role_alias (role_id, alias, normalised) VALUES (4711, 'a', 'a')",
            "INSERT INTO role_kra (role_id, kra) VALUES (4711, 'a')",
            "INSERT INTO role_skill VALUES (4711, 'sql', 1)",
            "INSERT INTO role_dimension VALUES (1, 'no-such')",
            "INSERT INTO skill_dimension VALUES ('no-such', 'data')",
            "INSERT INTO skill_alias VALUES ('a', 'no-such')",
            "UPDATE skill SET parent = 'no-such' WHERE skill_id = 'sql'",
        )
    ),
    (
        {"ledger_roles", "ledger_counted", "centroid_counts", "centroid_sums"},
        f"DELETE FROM role_centroid_member WHERE run_id = {DECIDED}",
    ),
    (
        {"ledger_roles", "centroid_counts", "centroid_sums"},
        f"UPDATE role_centroid_member SET role_id = 58 WHERE run_id = {DECIDED}",
    ),
    (
        {"ledger_embedders", "ledger_counted", "centroid_counts", "centroid_sums"},
        f"UPDATE role_centroid_member SET embedder = 'other' WHERE run_id = {DECIDED}",
    ),
    (
        {"ledger_embedders", "centroid_sums"},
        f"UPDATE role_centroid_member SET vector = '[1,2,3]' WHERE run_id = {DECIDED}",
    ),
    (
        {"centroid_sums"},
        f"UPDATE role_centroid_member SET vector = vector + vector WHERE run_id = {DECIDED}",
    ),
    ({"centroid_counts", "centroid_sums"}, "UPDATE role_centroid SET n = n + 1"),
    ({"centroid_sums"}, "UPDATE role_centroid SET total[7] = total[7] + 1"),
    ({"centroid_sums"}, "UPDATE role_centroid SET centroid = NULL"),
    ({"centroid_counts", "centroid_sums"}, "DELETE FROM role_centroid"),
    (
        {"ledger_counted", "centroid_counts", "centroid_sums"},
        f"UPDATE role_centroid_member SET counted = NOT counted WHERE run_id = {DECIDED}",
    ),
    ({"repost_groups", "ledger_counted"}, "UPDATE repost SET group_id = run_id WHERE group_id <> run_id"),
    ({"proposal_keys", "proposals_unseen"}, DOUBLED),
    (
        {"proposal_statuses"},
        "ALTER TABLE proposal DROP CONSTRAINT proposal_status_check; UPDATE proposal SET status = ''",
    ),
    ({"proposals_unseen", "proposal_spellings", "sightings"}, "DELETE FROM proposal_sighting"),
    ({"proposal_spellings"}, "UPDATE proposal SET label = label || '!'"),
    ({"proposal_spellings"}, """UPDATE proposal SET detail = '{"confidence": 2}'"""),
    ({"proposal_spellings"}, "UPDATE proposal_spelling SET sightings = sightings + 1"),
    ({"proposal_spellings"}, "UPDATE proposal_sighting SET label = label || '!'"),
    (
        {"sightings"},
        (
            "UPDATE proposal_sighting s SET run_id = (SELECT run_id FROM case_decision WHERE \"case\" = 'R' LIMIT 1) "
            "WHERE proposal_id = (SELECT min(proposal_id) FROM proposal WHERE kind = 'decision')"
        ),
    ),
    ({"collisions"}, "DELETE FROM collision_log"),
    ({"collisions"}, "UPDATE collision_log SET resolved_by = 'llm2'"),
    ({"collisions"}, f"UPDATE collision_log SET run_id = {DECIDED} WHERE collision_id = 1"),
    ({"links"}, "UPDATE observed_role_dimension SET role_id = 58"),
    ({"links"}, "DELETE FROM observed_role_dimension"),
    ({"links"}, f"INSERT INTO observed_skill_dimension VALUES ({DECIDED}, 'sql', 'data')"),
    ({"evidence"}, set_in("posting", "{text}", '"Bread"')),
    ({"costs"}, set_in("nano_parse", "{usage,cost_usd}", "0.1")),
]


def broken(connect: Connect) -> dict[str, AuditOutcome]:
    return {outcome.check.name: outcome for outcome in audit(connect) if outcome.count}


def test_a_sound_database_passes_every_check(processed: Connect) -> None:
    assert broken(processed) == {}


@pytest.mark.parametrize(("named", "statement"), BREACHES)
def test_what_is_broken_is_named(processed: Connect, named: set[str], statement: str) -> None:
    with processed() as connection:
        connection.execute("SET session_replication_role = replica")  # as after a restore: no foreign key is looked at
        connection.execute(statement.encode())
    assert set(broken(processed)) == named


def test_every_check_is_tried() -> None:
    assert {name for named, _ in BREACHES for name in named} == {check.name for check in CHECKS}
