"""Headings of a posting in their many wordings, and the section that each opens."""

import re
from dataclasses import dataclass

from jd_assets.contracts.base import Section

MAX_HEADING_WORDS = 12
MAX_HEADING_CHARS = 90
MAX_LABEL_CHARS = 60  # "Requirements:" before its text on the same line


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and what it opens; `section` is null where the wording says nothing."""

    start: int
    end: int
    section: Section | None
    level: int  # 1 is the highest; plain lines rank below Markdown headings
    is_field: bool = False  # "Location:", "Job ID:": says something about its own line only


# The first rule that is found in the heading decides, so narrow wordings stand before broad ones.
_RULES: tuple[tuple[Section, str], ...] = (
    (
        Section.PREFERRED,
        r"nice[ -]to[ -]ha(?:ve|s)|good[ -]to[ -]have|great to have|\bbonus (?:points|skills?|if|qualifications|experience)"
        r"|^bonus$|(?<!non-)\bpreferred\b|\bpreferable|\bpreferences?$|\bdesir(?:ed|able|ables)\b|\bplus(?:es)?\b|\boptional\b"
        r"|\badvantage(?:ous)?\b|\bbeneficial\b|\bideally\b|\bextra (?:points|credit)|brownie points"
        r"|\bwould be (?:a|an|nice|great)\b|(?:sets?|set) you apart|stand out|\bwe'?d love (?:to see|if)|would love to see"
        r"|\bdifferentiators?\b|\bwish ?list\b|\badditional (?:skills|qualifications|experience|assets?)|\bdesirables?\b"
        r"|\balso (?:have|bring|like)\b|\bnot (?:required|essential|mandatory)\b|\basset\b",
    ),
    (
        Section.HOW_TO_APPLY,
        r"\bhow to apply|\bapply\b|\bapplication (?:process|procedure|deadline|instructions|details|question)|^application$"
        r"|\b(?:interview|hiring|recruitment|recruiting|selection|application) (?:process|stages|steps|practices)"
        r"|\bnext steps?\b|what'?s next|what happens next|^contact|^interested$|\bcontact (?:us|information|details|person)"
        r"|^ready to|\bsounds? (?:like you|good|interesting)|^questions$|to all recruitment agencies|this is the process",
    ),
    (
        Section.LEGAL,
        r"\bequal (?:employment )?opportunit|\bequal employer|\beeoc?\b|\bdisclaimer|\bprivacy\b|\blegal\b|\bbackground check"
        r"|\baccommodations?\b|\bnotice to\b|\bdiversity\b|\binclusi(?:on|ve|vity)\b|\baffirmative action|\bcovid|\bcookie"
        r"|^other duties|\bcompliance statement|\bdata protection|\be-verify|\b(?:diversity|inclusion) statement"
        r"|\bour commitment|\bcommitment to|\bvisa|\bwork authorization|\bphysical (?:demands|requirements)|\bdrug\b"
        r"|^work(?:ing)? (?:environment|conditions)|\bnotes? for candidates",
    ),
    (
        Section.BENEFITS,
        r"\bbenefits?\b|\bperks?\b|\bcompensation\b|\bsalary\b|\bremuneration|\bpay (?:range|and|transparency)|^pay$"
        r"|\bwhat(?:'s| is) in it for\b|\bwhat (?:we|you can|can we|do we|else do we|\w+ can) (?:can )?(?:offer|expect)"
        r"|\bwe (?:can )?offer\b|\byou'?(?:ll| will) (?:get|receive|enjoy|love)|\bwhat you get\b(?! to)|\btotal rewards|\brewards\b"
        r"|\bwhy (?:you'?ll|you will|you should|should you|join|work|us|choose|people)|\btime off\b|\bour offer\b|\bwe provide"
        r"|\bwe have to offer|\bwhat'?s on offer|\bhow (?:we|you)'?(?:ll| will)? (?:reward|support|take care|grow)|\bwhat we bring"
        r"|\bwellbeing\b|\bwhat you can expect from us|what we'?ll bring|\badditional compensation|\bleave\b"
        r"|^job type|^schedule$",
    ),
    (
        Section.RESPONSIBILITIES,
        r"\bresponsibilit|\bdut(?:y|ies)\b|\baccountabilit|\btasks?\b|\bday[ -]to[ -]day|\ba day in the|\btypical day"
        r"|\bessential (?:job )?functions?|\bkey functions|\bjob functions|\bposition objectives|\bkey objectives"
        r"|\bwhat (?:will )?you(?:'?ll| will|'?re going to| get to| would| can)? (?:be )?"
        r"(?:do\b|doing|work(?:ing)? on|own|deliver|build|accomplish|tackle|lead|drive|achieve|responsible|contribute)"
        r"|\bwhat (?:will|would|do) (?:i|you) (?:be )?(?:do|work)|\bwork you'?ll do|what(?:'ll| will) your (?:job|day|role|work)"
        r"|\bwhat (?:does )?your (?:day|job|role|work|week)|\bwhat the (?:job|role) (?:involves|entails)|\bjob scope|\bscope of work"
        r"|\b(?:in|as) (?:this|the|your|our|a|an) [a-z,&/() -]*?\b(?:you|your work|we expect|role)\b.{0,30}$"
        r"|\byour (?:mission|impact|tasks|work|contribution|challenge|day|job|new role|role)\b(?! profile)|^you will\b|^you'?ll\b"
        r"|\bhow you(?:'?ll| will| can)? (?:be )?(?:contribut|mak|help|spend|impact)\w*|\bimpact you|^(?:the|our) (?:work|mission) you"
        r"|\bresults areas|\bthe work\b|\bdeliverables|\bwhat you'?re (?:doing|responsible)|\bwhere you(?:'ll| will) (?:make|have) (?:an )?impact"
        r"|\bmain activities|\bkey activities|\bmore specifically|\bprimary focus|\bareas? of (?:responsibility|focus)"
        r"|^(?:your|the|key) (?:mission|impact)|\brole (?:involves|includes|entails)|\bjob duties|^what you do$|^this role will",
    ),
    (
        Section.REQUIRED,
        r"\brequire(?:ment|d|s|ments)?\b|\bqualif|\bmust[ -]?ha(?:ve|s)|^musts?$|\bskills?(?:et|[ -]set)?\b|\bexperiences?\b"
        r"|\beducation(?:al)?\b|\bwhat (?:will )?you(?:'?ll| will)? (?:also )?(?:bring|need|have|should have)|\bwho (?:are )?you(?:'?re| are)?\b"
        r"|\bwhat you'?re (?:bringing|like)|\babout you\b|\byou (?:bring|have|are|need|should|possess|must|might be)\b"
        r"|\b(?:we'?re|we are|are we|they'?re|they are) (?:looking|searching)|\bwe look for|\blooking for\b"
        r"|\byour? (?:profile|background|strengths|expertise|toolbox|toolkit|talents?)|\b(?:candidate|job|ideal|your|desired|the|required) profile|^profile$"
        r"|\b(?:ideal|successful|right|suitable) (?:candidate|person|applicant|fit)|\bcompetenc|\bknowledge\b|\bcertifications?\b|\babilit(?:y|ies)\b"
        r"|\bessentials?\b|\bprerequisites?|\bwhat makes you\b|\ball you need\b|\bminimum\b|\bmandatory\b|\battributes\b|\btraits\b"
        r"|\bpersonal (?:qualities|specification)|\bperson specification|\byou(?:'?re| are) (?:a|an|the|our|probably|likely)\b|\bgreat fit|good fit|right fit|\ba fit\b"
        r"|\bto (?:succeed|thrive|be successful|be considered)|\bsuccess(?:ful)? in this role|\bwe (?:expect|need|want|would like)\b"
        r"|\bexpertise\b|\bbehaviou?ral (?:profile|competenc)|\blanguages?\b|\byou'?ll (?:bring|need|have)|\blicen[cs]es?\b|\bcriteria\b"
        r"|\bcandidates? (?:should|must|will)|\btech(?:nical|nology)? (?:stack|tools)|\bspecifications?\b|\bdo you have\b|\bclearance\b",
    ),
    (
        Section.ABOUT_COMPANY,
        r"\babout (?:us|our|the (?:company|business|organi[sz]ation|client|group|firm)|\w+$)|\bwho we are|\bwho are we|\bour (?:values|culture|story|company|client|principles|vision|mission|purpose|people)"
        r"|\bcompany (?:description|overview|background|profile|context|culture|info|information|summary|size|type)|^the company|\bmeet (?:us|the)|\blife at\b|\bhow we work\b"
        r"|\bwhat (?:do )?we do\b|\bwhat we(?:'re| are) (?:about|building)|\bwhat makes us\b|\bindustry\b|^mission\b|^vision\b|^values\b|^(?:the )?organi[sz]ation$"
        r"|\bworking (?:at|for|with) us|\bwhat we (?:value|believe)|\bour approach|\bwhere we are|^company$|^(?:our )?business$",
    ),
    (
        Section.ROLE_SUMMARY,
        r"\babout (?:the|this) |\bthe (?:role|opportunity|position|job|team|challenge)\b|\bsummary\b|\boverview\b|\bpurpose\b|\bdescription\b"
        r"|\bintroduction\b|^(?:role|job|position|opportunity|overview|team|location|details)s?$|\bjob (?:details|posting|title|information|brief|role)|\breports? to\b"
        r"|\bopportunity\b|\bemployment (?:type|details)|\blocations?\b|\bdepartment\b|\bour (?:team|stack|tech|data)\b|\byour team\b|\bthis role\b|\brole\b|\bjob\b",
    ),
)
_COMPILED = tuple((section, re.compile(pattern)) for section, pattern in _RULES)

# A plain short line is a heading only when nothing but such words stand in it.
_HEADING_WORDS = frozenset(
    """a about abilities ability accountabilities activities additional advantage advantageous advantages all also an
    and apart applicant application apply are areas as ask asset at attributes authorization available awesome
    background basic be beneficial benefits benefit bonus bring bringing brings business can candidate candidates
    certification certifications challenge clearance colleague commitment company compensation competencies competency
    conditions considered contact context contribute contribution core criteria culture day day-to-day deliver
    demands department description desirable desired details differentiators disclaimer diversity do does doing duties
    duty education educational eeo employer employment enjoy entails environment equal equity essential essentials
    excited expect expectations expected experience experiences expertise extra fit focus following for from function
    functions future general get give good great grow growth happens have having help here here's highlights hiring
    how i ideal ideally if impact in include includes including inclusion individual info information instructions
    interested interview introduction involves is it it's its job join joining key knowledge language languages legal
    let's level license licenses life like likely location locations look looking love main major make makes making
    mandatory matters me meet minimal minimum mission more must must-have must-haves musts need needed needs next
    nice nice-to-have nice-to-haves non-technical note notes objective objectives of offer offered offering on only
    opportunities opportunity optional or order organisation organization other our ours overview own package part
    pay perks person personal physical please plus pluses points position possess posting preferable preferably
    preferred prerequisites primary principal prior process profile projects provide purpose qualification
    qualifications qualities questions receive recruitment related relevant remuneration required requirement
    requirements requires responsibilities responsibility responsible results rewards right role roles salary schedule
    scope see seek seeking self set sets should skill skills skillset soft specific specification stack stand
    statement steps story strengths succeed success successful summary support tasks team tech technical technologies
    technology tell that the these they they're thing things this thrive to tools traits travel type typical us
    values vision want way we we'd we'll we're we've what what's when where which who who's why will wish with work
    working would you you'd you'll you're you've your yourself summery person's necessary experience(s) skill(s)
    position(s) responsibilites responsiblities requirments qualifiactions duties/responsibilities capabilities
    perks/benefits minimum/required results-areas bonuses desirables haves have's""".split()
)
# Labels that describe the posting, not a section: "Location: Berlin".
_FIELD = re.compile(
    r"^(?:(?:job|work|office|primary|company|position|role|posting|employment|contract|salary|pay|reference|requisition|full|time|start|end"
    r"|seniority|experience|closing|application|worker|hiring|business|travel|shift|hours|weekly|direct|date|nearest|employee|international|your"
    r"|relocation|visa|base|annual|estimated|expected|language|internal|security) ?)*"
    r"(?:locations?|title|type|id|code|number|no|ref(?:erence)?|url|link|website|web|email|phone|tel|salary|department|industry|level|status|date|duration"
    r"|company|employer|organi[sz]ation|posted|deadline|category|function|family|sector|hours|length|range|compensation|pay|rate|sponsorship|headquarters|hq"
    r"|reports to|reporting (?:to|line)|position|role|manager|team|size|schedule|shift|contact|recruiter|source|archived|language gate|gate|division|unit"
    r"|market|city|country|region|state|address|model|mode|grade|band|openings?|vacanc(?:y|ies)|founded|seniority|title|job|name|budget|ote|per|start|note)$"
)
_QUESTION = re.compile(r"^(?:what|who|why|how|where|in this|as (?:a|an|our)|more about|in your|about (?:the|this|our|your)) ?\b")
_QUESTION_PARTY = re.compile(r"\b(?:you|your|we|us|our|role|job|position|team|company)\b")
_CLEAN = re.compile(r"[^a-z0-9'&/(),+ -]+")
_BLANKS = re.compile(r"\s+")
_CAPS = re.compile(r"^[^a-z]*[A-Z]{3}[^a-z]*$")
_BOLD_LINE = re.compile(r"^(\*\*|__)(?!\s)(?P<inner>[^*_]{2,90})\1\s*:?$")
_BOLD_LABEL = re.compile(r"(\*\*|__)(?P<inner>[^*_:\n]{2,60}):?\1\s*:?[ ]*")
_LABEL = re.compile(r"(?P<inner>[A-Z\"'][^:\n.!?;]{1,59}):(?!//|\d\d)\s*")
_ABOUT_NAME = re.compile(r"^(?:About|Why|Join|Meet|Life at|Working at|Who is|What is|Welcome to) (?:[A-Z0-9][\w.&'-]*)(?: (?:[A-Z0-9&][\w.&'-]*|of|and|the)){0,4}[?!:]?$")
_STRONG_START = re.compile(
    r"(?:(?:Key|Main|Core|Primary|Principal|Essential|Major|Job|Position|Role|Your|Minimum|Minimal|Basic|Required|Preferred|Desired|General|The|MAIN|KEY|JOB|MINIMUM|PREFERRED|REQUIRED|BASIC|Technical|Additional) ){0,2}"
    r"(?:(?:Roles? (?:and|&) )?Responsibilities(?: (?:and|&) Duties)?|Duties(?: (?:and|&) Responsibilities)?|Requirements|Qualifications(?: (?:and|&) Experience)?"
    r"|(?:Roles? (?:AND|&) )?RESPONSIBILITIES|REQUIREMENTS|QUALIFICATIONS|Job (?:Description|Summary|Purpose)|(?:Position|Role|Company) (?:Summary|Overview|Description)"
    r"|What [Yy]ou(?:'ll| [Ww]ill) (?:[Dd]o|[Bb]ring|[Nn]eed)|What [Ww]e(?:'re| [Aa]re) [Ll]ooking [Ff]or|What [Ww]e [Oo]ffer|Who [Yy]ou [Aa]re|Who [Ww]e [Aa]re|About [Uu]s|About [Tt]he [Rr]ole|About [Yy]ou"
    r"|Nice [Tt]o [Hh]ave|Must [Hh]aves?|(?:Required|Preferred|Desired|Technical|Key) (?:Skills|Experience|Education)|BENEFITS|Benefits Offered)"
    r"(?=\s*[-:]?\s+[A-Z0-9\"'(*]|\s*:)\s*[-:]?\s*"
)


def wording(heading: str) -> str:
    """The heading in lower case without marks: what the rules are matched against."""
    return _BLANKS.sub(" ", _CLEAN.sub(" ", heading.lower())).strip(" -'&/,()+")


def section_of_wording(words: str) -> Section | None:
    """The section a heading opens, from its `wording`."""
    for section, pattern in _COMPILED:
        if pattern.search(words):
            return section
    return None


def heading_of_line(view: str, start: int, end: int, markdown_level: int, bullet: bool) -> Heading | None:
    """The heading that a whole line is, or null; a list item is one only when it is bold or ends with a colon."""
    if end - start > MAX_HEADING_CHARS:
        return None
    raw = view[start:end]
    bold = _BOLD_LINE.match(raw)
    words = wording(raw)
    count = len(words.split())
    if not 0 < count <= MAX_HEADING_WORDS:
        return None
    section = section_of_wording(words)
    if markdown_level:
        about = section is None and _ABOUT_NAME.match(raw.strip("*_: ")) is not None
        return Heading(start, end, Section.ABOUT_COMPANY if about else section, markdown_level)
    colon = raw.rstrip("*_ ").endswith(":")
    if bold or (colon and (not bullet or section is not None)):
        if _FIELD.match(words) and section in (None, Section.ROLE_SUMMARY, Section.BENEFITS):
            return Heading(start, end, section, 7, is_field=True)
        return Heading(start, end, section, 7)
    if bullet or raw[-1] in ".,;" or not (raw[0].isupper() or raw[0].isdigit()):
        return None
    return _plain_heading(raw, words, count, section, start, end)


def _plain_heading(raw: str, words: str, count: int, section: Section | None, start: int, end: int) -> Heading | None:
    if _CAPS.match(raw) and count <= 8 and section is not None:
        return Heading(start, end, section, 7)
    if section is not None and count <= 9 and all(word in _HEADING_WORDS for word in re.split(r"[ /&,()]+", words) if word):
        return Heading(start, end, section, 8)
    if _ABOUT_NAME.match(raw) and count <= 6:
        return Heading(start, end, Section.ABOUT_COMPANY, 8)
    if section is not None and _QUESTION.match(words) and _QUESTION_PARTY.search(words):
        return Heading(start, end, section, 8)
    return None


def heading_at_start(view: str, start: int, end: int) -> Heading | None:
    """The heading that opens a sentence ("Requirements: 5+ years", "Qualifications Bachelor's degree"), or null.

    `end` of the result is where the sentence itself goes on.
    """
    label = _BOLD_LABEL.match(view, start, end) or _LABEL.match(view, start, min(end, start + MAX_LABEL_CHARS + 2))
    if label is not None and label.end() <= end:
        words = wording(label["inner"])
        section = section_of_wording(words)
        count = len(words.split())
        if count and _FIELD.match(words):
            return Heading(start, label.end(), section, 8, is_field=True)
        known = all(word in _HEADING_WORDS for word in re.split(r"[ /&,()]+", words) if word)
        if section is not None and 0 < count <= 9 and (known or _CAPS.match(label["inner"])):
            return Heading(start, label.end(), section, 8)
    strong = _STRONG_START.match(view, start, end)
    if strong is not None and strong.end() < end:
        return Heading(start, strong.end(), section_of_wording(wording(strong.group())), 8)
    return None
