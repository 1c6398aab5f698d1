"""A German posting through the whole graph: refused by the rules, decided with a model."""

import json
from pathlib import Path

import pytest

from jd_assets.contracts.run_record import RunRecord
from jd_assets_tests.llm.fake_server import FakeLlmServer, completion
from jd_assets_tests.pipeline import Pipeline, posting_record

TEXT = (Path(__file__).parents[2] / "samples" / "datenanalystin.txt").read_text(encoding="utf-8").strip()
DUTIES = {
    "Sie werten Verkaufs- und Lagerdaten aus und bereiten die Ergebnisse für die Geschäftsleitung auf": (
        "You analyse sales and stock data and prepare the results for the management"
    ),
    "Sie erstellen Berichte in Power BI und entwickeln unser Kennzahlensystem weiter": (
        "You build reports in Power BI and develop our system of key figures further"
    ),
    "Sie beraten die Fachabteilungen bei Fragen zur Datenqualität": (
        "You advise the departments on questions of data quality"
    ),
}
SKILLS = {
    "Power BI": "Power BI",
    "SQL": "SQL",
    "Excel": "Microsoft Excel",
    "Datenqualität": "Data Quality",
    "sorgfältige Arbeitsweise": "Attention to Detail",
}
#: A model's answer on the sample: evidence in German, names in English.
ANSWER = {
    "JD_type": "pass",
    "role": "Data Analyst",
    "role_as_stated": "Datenanalyst",
    "job_locations": [{"raw": "Leipzig", "city": "Leipzig", "country": "Germany", "country_code": "DE"}],
    "education": [
        {
            "level": "Bachelor's",
            "qualification": "Bachelor - Business Informatics",
            "raw": "Abgeschlossenes Studium der Wirtschaftsinformatik oder eine vergleichbare Ausbildung",
        }
    ],
    "roles_and_responsibilities": [
        {"heading": "Ihre Aufgaben", "text": "\n- ".join(DUTIES), "text_en": "\n".join(DUTIES.values())}
    ],
    "skills": [{"name": name, "mention": words, "is_primary": True} for words, name in SKILLS.items()],
}


@pytest.fixture
def record(pipeline: Pipeline, server: FakeLlmServer) -> RunRecord:
    """The sample, read with a model."""
    server.answer = lambda request: completion(json.dumps(ANSWER))
    [run_id] = pipeline.take_in([posting_record("datenanalystin", TEXT)])
    pipeline.materialise([run_id], llm={"engine": "openai", "base_url": server.url})
    return pipeline.record(run_id)


def test_it_is_decided_as_any_other(record: RunRecord) -> None:
    read, decision = record.extract_from_jd.nano_parsed, record.extract_from_jd.stage4_decision
    assert (read.JD_type, read.language, read.role, read.role_as_stated) == (
        "pass",
        "de",
        "Data Analyst",
        "Datenanalyst",
    )
    assert decision.chosen_role is not None
    assert (decision.case, decision.chosen_role.slug) == ("A", "data-analyst")
    assert decision.matched_kras


def test_its_evidence_is_in_its_own_words(record: RunRecord) -> None:
    skills = record.extract_from_jd.final_skills
    assert {seen.text for skill in skills for seen in skill.evidence} >= set(SKILLS)
    assert all(seen.holds_in(TEXT) for skill in skills for seen in skill.evidence)
    assert {"Power BI", "SQL"} <= {skill.skill_name for skill in skills if skill.skill_id}
    [block] = record.extract_from_jd.nano_parsed.roles_and_responsibilities
    assert block.text == TEXT[block.start : block.end]
    assert (block.text_en or "").splitlines() == list(DUTIES.values())


def test_the_rules_refuse_it_and_say_who_reads_it(pipeline: Pipeline) -> None:
    [run_id] = pipeline.take_in([posting_record("datenanalystin by rules", TEXT + "\n")])
    pipeline.materialise([run_id])
    assert pipeline.record(run_id).extract_from_jd.rejection_reason == (
        "language de is not supported by the engine rules: the engine openai reads it (set OPENAI_API_KEY, or "
        "JD_LLM_ENGINE=openai or auto)"
    )
