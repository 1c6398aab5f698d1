"""`case_decision`: the decision table over a batch, with LLM2 for what the evidence leaves open."""

from jd_assets.contracts.batch import Batch
from jd_assets.contracts.case_decision import CaseDecision
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.role_scoring import RoleScoring
from jd_assets.contracts.skill_extraction import SkillExtraction
from jd_assets.decision.llm2 import RoleChooser, ask_llm2
from jd_assets.decision.outcome import decided, rejected
from jd_assets.decision.signal_view import read_evidence
from jd_assets.decision.table import judge
from jd_assets.decision.thresholds import Thresholds
from jd_assets.library.snapshot import Library
from jd_assets.stages.batch import map_batch, ready
from jd_assets.text.titles import speaks_of_work


def case_decision(
    nano_parse: Batch[NanoParse],
    skill_extraction: Batch[SkillExtraction],
    role_scoring: Batch[RoleScoring],
    library: Library,
    thresholds: Thresholds,
    chooser: RoleChooser | None = None,
) -> Batch[CaseDecision]:
    """Decide every posting; the close ones are put to LLM2 in one go, and queued where it cannot answer."""
    role_scoring = ready(role_scoring, nano_parse, skill_extraction)
    evidence = {run_id: read_evidence(scoring) for run_id, scoring in role_scoring.payloads.items()}
    verdicts = {
        run_id: judge(evidence[run_id], _has_title(nano_parse.payloads[run_id]), thresholds)
        for run_id in role_scoring.payloads
        if nano_parse.payloads[run_id].nano_parsed.JD_type == "pass"
    }
    choices = ask_llm2(chooser, verdicts, nano_parse.payloads, evidence, library)

    def decide(run_id: str, scoring: RoleScoring) -> CaseDecision:
        parse = nano_parse.payloads[run_id]
        if run_id not in verdicts:
            return rejected(parse, scoring)
        choice = choices.get(run_id)
        extraction, verdict = skill_extraction.payloads[run_id], verdicts[run_id]
        return decided(parse, extraction, evidence[run_id], verdict, choice, library, thresholds)

    return map_batch("case_decision", role_scoring, decide)


def _has_title(parse: NanoParse) -> bool:
    return speaks_of_work(parse.nano_parsed.role, parse.title_given)
