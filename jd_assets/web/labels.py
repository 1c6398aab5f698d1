"""What the run page says about the values of the payloads."""

CASES = {
    "A": "Exact alias",
    "B": "Shared alias",
    "C": "Alias against evidence",
    "D": "Evidence without alias",
    "E": "Specialisation",
    "F": "New role",
    "R": "Rejected",
}

RESOLUTIONS = {
    "in_db": "The role is in the library. Links between its skills, dimensions and itself were saved where missing.",
    "sub_role": "The role is in the library; the specialisation that the title names waits for review.",
    "new_role_proposed": "No role of the library fits well enough; a new one is proposed for review.",
    "rejected": "The posting did not pass the gate; nothing was written to the library.",
    "queued": "The evidence left this close; the decision waits for an admin to confirm it.",
}

SIGNALS = {
    "alias": "Title against the role's aliases",
    "kra": "Sentences against what the role's holders do",
    "skill": "Skills found against the role's skills",
    "wording": "Words of the posting that are peculiar to the role",
    "prior": "How common postings of the role are",
    "centroid": "The posting against those decided for the role before",
    "evidence_model": "What words of postings confirmed before say for or against the role",
}

SECTIONS = {
    "about_company": "About the company",
    "role_summary": "Summary",
    "responsibilities": "Responsibilities",
    "required": "Required",
    "preferred": "Preferred",
    "benefits": "Benefits",
    "how_to_apply": "How to apply",
    "legal": "Legal",
}

CAUSES = {
    "wording": "worded in a way that names no skill",
    "gap": "perhaps a skill that the library lacks",
    "not_a_skill": "not a skill",
    "boilerplate": "boilerplate",
}

WORK_KINDS = {
    "build": "makes what was not there",
    "design": "decides how something shall be",
    "run": "keeps something going",
    "analyse": "finds out",
    "assure": "sees that it is right",
    "improve": "makes something better",
    "lead": "moves people and outcomes",
    "collaborate": "works with and informs others",
    "support": "serves users, customers and colleagues",
}

KIND_NAMES = {
    "skill": "Skill",
    "alias": "Alias",
    "sub_role": "Sub-role",
    "kra": "KRA",
    "role": "Role",
    "decision": "Decision",
}
