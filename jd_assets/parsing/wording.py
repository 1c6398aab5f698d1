"""What a sentence speaks about, told from its own words; for postings and parts of them without headings."""

import re

from jd_assets.contracts.base import Section
from jd_assets.parsing.words import ACTION_FORMS

_I = re.IGNORECASE
LEGAL = re.compile(
    r"equal[- ](?:employment )?opportunit|equal opportunity|without regard to|reasonable accommodation|gender identity"
    r"|sexual orientation|protected veteran|affirmative action|e-verify|background (?:check|screening|investigation)"
    r"|privacy (?:policy|notice|statement)|applicable (?:federal|state|local|laws?)|national origin|marital status"
    r"|discriminat(?:e|ion)|legally authorized to work|employment eligibility|criminal histor|drug (?:test|screen)"
    r"|recruitment agenc|unsolicited (?:resume|cv)|nothing in this job description|subject to change without"
    r"|all qualified applicants|genetic information|processing of (?:your )?personal data|\bGDPR compliant|accommodation request",
    _I,
)
HOW_TO_APPLY = re.compile(
    r"\bapply (?:now|online|today|via|through|by|here|directly|for this|at|with|to this)|\bto apply\b|\bplease apply"
    r"|\b(?:send|submit|upload|forward|email|share)(?:ing)? (?:us )?(?:your|a|an|the|their) (?:updated |most recent )?"
    r"(?:cv|resume|résumé|application|cover letter|portfolio|profile|linkedin)|application deadline|cover letter"
    r"|\b(?:interview|hiring|recruitment|selection) process\b|we look forward to (?:hearing|receiving|meeting|your)"
    r"|click (?:on )?(?:the|here|apply)|acquisition in response|shortlisted candidates|\bhit apply|for more information,? (?:please|contact|visit)",
    _I,
)
BENEFITS = re.compile(
    r"health(?:care)? insurance|medical(?:,| and| &) ?(?:dental|life)|\bdental\b|\bvision insurance|401\(?k|paid time off|\bpto\b|parental leave"
    r"|(?:paid|annual|sick|maternity|paternity) leave|paid holidays?|vacation days?|days? (?:of )?(?:paid )?(?:holiday|vacation|annual leave)"
    r"|\bpension\b|stock options?|equity package|gym|competitive (?:salary|pay|compensation|benefits|package|base)|retirement plan|tuition"
    r"|life insurance|disability insurance|meal (?:vouchers?|allowance)|relocation (?:package|support|assistance)|free (?:lunch|food|drinks|snacks|coffee|fruit)"
    r"|(?:annual|performance|sign-on|signing|referral|discretionary) bonus|bonus scheme|(?:training|learning|development|education|wellness|wellbeing|equipment|home office) (?:budget|allowance|stipend)"
    r"|\bperks\b|\bbenefits (?:include|package)|cycle to work|season ticket|flexible spending|company car|employee discount|team (?:events?|building|lunch)"
    r"|\b(?:salary|compensation|pay) (?:range|band)|base (?:salary|pay)|per (?:hour|annum|year)\b|\bwe offer\b|work[- ]life balance",
    _I,
)
PREFERRED = re.compile(
    r"nice[- ]to[- ]have|good to have|great to have|\b(?:a|is|are|big|huge|strong|definite|major|real|an added|added) (?:big |huge |strong |definite |major |distinct )?(?:plus|bonus|advantage|asset)\b"
    r"|\bpluses\b|\bplus[.!)]*$|\bbonus points?\b|\bbonus:|^bonus\b|\b(?:is|are|be|highly|strongly|also|or|degree|experience|skills?|certifications?) (?:highly |strongly |also )?(?:preferred|desired|desirable|advantageous|beneficial|appreciated|valued)\b"
    r"|\b(?:preferred|desirable|desired|advantageous|optional)[.)*]*$|\((?:[^()]{0,20} )?(?:preferred|desirable|desired|optional|a plus|plus|bonus)\)|^(?:preferred|desirable|desired|optional|ideally)\b"
    r"|\bnot (?:required|essential|mandatory|necessary|a must)\b|\bwould be (?:a |an |highly |very )?(?:plus|bonus|advantage|asset|beneficial|advantageous|desirable|nice|great|ideal|useful|helpful|preferred)\b"
    r"|\bextra (?:points|credit)|\bbrownie points",
    _I,
)
REQUIRED = re.compile(
    r"\byears?'? (?:of )?(?:\w+ ){0,4}?experience|\byears'? (?:in|as|with|working)|\d\+? ?(?:years?|yrs)\b|\b(?:bachelor|master|phd|ph\.d|bsc|msc|b\.?s\.?/|degree)\b"
    r"|\bexperience (?:in|with|of|using|working|building|as|developing|designing|and)\b|\bknowledge (?:of|in|and)\b|\bproficien|\bfamiliar(?:ity)? with"
    r"|\bunderstanding of\b|\bability to\b|\bable to\b|\bmust (?:have|be|possess|know)|\bskills?\b[.,;]?$|\bexpertise (?:in|with)|\bhands[- ]on\b|\bfluen(?:t|cy)\b|\btrack record"
    r"|\b(?:strong|excellent|solid|good|great|outstanding|exceptional|advanced|deep|proven|demonstrated|superior|basic|working|sound) (?:\w+[ ,/&-]+){0,6}?(?:skills?|knowledge|understanding|experience|ability|background|command)\b"
    r"|\bpassion(?:ate)? (?:for|about)|\bcomfortable (?:with|in|working)|\byou have\b|\byou're (?:a|an|able|comfortable|passionate|curious|familiar|proficient)|\byou are (?:a|an|able|comfortable|passionate|curious|familiar|proficient|fluent)"
    r"|\byou've\b|\byou bring\b|\bwillingness to|\brequired\b|\bself[- ](?:starter|motivated|driven)|\bteam player|\bdetail[- ]oriented|\battention to detail|\bcertifi(?:ed|cation)|\bmindset\b|\bexposure to\b|\bskilled in|\bexperienced in",
    _I,
)
RESPONSIBILITIES = re.compile(
    r"\byou(?:'ll| will| get to| shall)(?: also| be)?\b(?! (?:have|need|bring|receive|get|enjoy|find|join|love|be (?:part|joining|eligible|offered|based|reporting)))|\bresponsible for|\bresponsibilities include|\bduties include"
    r"|\bthe (?:role|position|job|candidate|successful candidate|ideal candidate|incumbent|team member) (?:will|involves|includes|is responsible)(?! have)|\byour (?:tasks|role|mission|responsibilities|job) (?:is|will|are|include)|\bin this (?:role|position)",
    _I,
)
ABOUT_COMPANY = re.compile(
    r"\b(?:is|are) (?:a|an|the|one of the) (?:\w+[ ,-]+){0,5}?(?:company|leader|provider|startup|start-up|scale-up|organi[sz]ation|firm|agency|platform|marketplace|brand|consultancy|bank|group|retailer|business|manufacturer|network|institution|university|hospital)\b"
    r"|\bleading (?:provider|company|global|supplier|manufacturer|platform|producer)|\bfounded (?:in|by)|\bheadquarter|\bour (?:company|mission|vision|values|customers|clients|culture|founders?|investors|purpose|story|products? (?:is|are|help))"
    r"|\bwe(?:'re| are) (?:a|an|the|one of|proud|building|on a mission|committed|backed)|\bwe (?:believe|help|serve|power|value|exist|empower)\b|\bmillions? (?:of )?(?:users|customers|people)|\bemployees (?:in|across|worldwide)|\bcountries\b|\bfunding\b|\bseries [a-e]\b|\bfortune \d",
    _I,
)
ROLE_SUMMARY = re.compile(
    r"\b(?:we(?:'re| are)|is|are) (?:currently |now |actively )?(?:looking|seeking|searching|hiring|recruiting)|\bseeking (?:a|an|to)|\bjoin (?:our|us|the|a)\b|\bthis (?:role|position|job|is (?:a|an))|\bopportunity to|\bthe (?:role|position)\b"
    r"|\breport(?:s|ing)? (?:directly )?to|\b(?:our|tech|technology|data|modern) stack\b|\bwe (?:use|work with)\b|\blocated in|\bfull[- ]time|\bpart[- ]time|\bcontract\b|\bhybrid\b|\bremote\b",
    _I,
)
_FIRST_WORDS = re.compile(r"[\"'(*]*([A-Za-z-]+)(?:[ ,]+(?:and|&|or|to)?[ ]*([A-Za-z-]+))?")
_ADVERBS = frozenset({"actively", "effectively", "proactively", "closely", "regularly", "continuously", "successfully", "independently", "also"})


def opens_with_action(sentence: str) -> bool:
    """Whether a sentence begins with a verb of doing, as lines of responsibilities do."""
    first = _FIRST_WORDS.match(sentence)
    if first is None:
        return False
    word, after = first[1].lower(), (first[2] or "").lower()
    if word in _ADVERBS or word.endswith("ly"):
        word = after
    if word in {"work", "experience", "research", "design", "test", "support", "process", "program", "code", "track", "lead"}:
        return after not in {"experience", "skills", "knowledge", "authorization", "permit", "is", "are", "location", "record"}
    return word in ACTION_FORMS


def section_of_sentence(sentence: str, bullet: bool) -> Section | None:
    """The section a sentence belongs to by its own words; null where they say nothing."""
    if LEGAL.search(sentence):
        return Section.LEGAL
    action = opens_with_action(sentence)
    if action and (bullet or not BENEFITS.search(sentence)):
        return Section.RESPONSIBILITIES
    if HOW_TO_APPLY.search(sentence):
        return Section.HOW_TO_APPLY
    if PREFERRED.search(sentence):
        return Section.PREFERRED
    if BENEFITS.search(sentence):
        return Section.BENEFITS
    if RESPONSIBILITIES.search(sentence):
        return Section.RESPONSIBILITIES
    if ROLE_SUMMARY.search(sentence):
        return Section.ROLE_SUMMARY
    if REQUIRED.search(sentence):
        return Section.REQUIRED
    if ABOUT_COMPANY.search(sentence):
        return Section.ABOUT_COMPANY
    return None
