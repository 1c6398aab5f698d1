"""Word lists that several rules share."""

ACTION_VERBS = frozenset(
    """achieve act adapt address administer advance advise advocate analyse analyze answer anticipate apply architect
    arrange articulate assess assign assist assure attain attend attract audit author automate balance be become
    benchmark bill brainstorm bring build calculate calibrate capture carry champion clarify clean coach code
    collaborate collate collect combine commit communicate compile complete conceive conceptualize conduct
    configure connect consolidate construct consult contribute control convert cook coordinate counsel craft
    create cultivate curate customize cut debug decide define deliver demonstrate deploy derive design detail
    determine develop diagnose direct discover distill document draft draw drive earn edit educate elevate elicit
    embed empower enable encourage enforce engage engineer enhance ensure escalate establish estimate evaluate
    evolve examine execute expand experiment explain explore express extend extract facilitate file film fix focus
    follow forecast formulate foster gather generate govern greet grow guide handle harness help hire identify
    implement improve increase influence inform initiate innovate inspect inspire install instill integrate
    interact interface interpret interview introduce investigate invoice iterate join keep know launch lead learn
    leverage liaise load maintain make manage map market maximize measure meet mentor migrate mine minimize model
    modernize monitor motivate move negotiate nurture observe obtain offer onboard operate optimise optimize
    orchestrate order organize originate overcome oversee own participate partner patrol perform persuade
    photograph pioneer plan play prepare present prevent prioritise prioritize process procure produce program
    promote proofread propose prototype provide publish pull purchase pursue raise receive recommend reconcile
    record recruit reduce refactor refine register render report represent research resolve respond review revise
    run scale schedule scope scout secure see select sell serve set shape share shepherd ship showcase simplify
    sketch solve sort source spearhead specify standardize stay steer streamline strengthen strive structure study
    suggest supervise supply support sustain synthesize tackle take target teach test think track train transfer
    transform translate travel triage troubleshoot tune turn understand undertake unlock update upgrade use
    utilize validate verify visualize weigh work write""".split()
)
"""Verbs in their base form that open a line of responsibilities."""

FIELD_GERUNDS = frozenset(
    """accounting advertising banking billing caching clustering computing consulting engineering forecasting gaming
    lending manufacturing mapping marketing modeling modelling naming networking pricing programming purchasing
    queueing queuing rendering routing streaming targeting trading underwriting""".split()
)
"""Words in -ing that name a field, where most name what somebody does."""


def third_person(verb: str) -> str:
    """What somebody does: "designs", "applies"."""
    if verb.endswith(("s", "x", "z", "ch", "sh")):
        return verb + "es"
    return verb[:-1] + "ies" if verb.endswith("y") and verb[-2] not in "aeiou" else verb + "s"


def _gerund(verb: str) -> str:
    if verb in {"plan", "run", "set", "map", "cut", "scan", "ship", "program"}:
        return verb + verb[-1] + "ing"
    return verb[:-1] + "ing" if verb.endswith("e") and not verb.endswith("ee") else verb + "ing"


ACTION_FORMS = ACTION_VERBS | {third_person(v) for v in ACTION_VERBS} | {_gerund(v) for v in ACTION_VERBS}
"""The same verbs as "builds" and "building" too."""

SENTENCE_OPENERS = frozenset(
    """a ability able about all an and any are as at bachelor bachelors basic be being by candidate candidates
    certification certifications comfortable competitive considered deep degree demonstrable demonstrated desired detail
    effective excellent experience experienced exceptional exposure expert expertise familiar familiarity flexible
    fluency fluent for from full good graduate great hands have having high highly if in interest it job key knowledge
    like master masters mastery minimum must no of on our other outstanding passion passionate past plus position
    practical preferred prior proficiency proficient proven qualifications relevant required requirements
    responsibilities responsible self skilled skills solid some strong that the their there they this to track
    understanding very we what when who why will willing willingness with working you your""".split()
)
"""Other words that often open a sentence glued to the one before it ("scaleStrong SQL skills")."""
