"""Word lists that several rules share."""

ACTION_VERBS = frozenset(
    """achieve act adapt address administer advance advise advocate aerate analyse analyze answer anticipate apply
    architect arrange articulate assemble assess assign assist assure attain attend attract audit author automate
    bake balance bandage bathe be become benchmark bill blend brainstorm brew bring build butcher calculate
    calibrate capture carry champion chop clarify clean coach code collaborate collate collect combine commit
    communicate compile complete conceive conceptualize conduct configure connect conserve consolidate construct
    consult contribute control convert cook coordinate counsel count craft create cultivate curate customize cut
    debug decide decorate define deliver demonstrate deploy derive design detail detect determine develop diagnose
    dilute direct discover disinfect dismantle dispense dispose distill document draft draw drive earn edit educate
    elevate elicit embed empower enable encourage enforce engage engineer enhance enrol enroll ensure escalate
    escort establish estimate evaluate evolve examine excavate execute expand experiment explain explore express
    extend extract fabricate facilitate feed fetch file fill film fix focus fold follow forecast formulate foster
    fumigate garnish gather generate govern greet grind grow guide handle harness harvest haul help hire hoist
    identify implement improve increase influence inform initiate inject innovate inoculate inspect inspire install
    instill instruct insulate integrate interact interface interpret interview introduce investigate invoice
    irrigate iterate join keep know launch launder lead learn leverage liaise load lubricate maintain make manage
    map marinate market maximize measure meet mend mentor migrate mine minimize model modernize monitor mop motivate
    mount move mow navigate negotiate nurture observe obtain offer onboard operate optimise optimize orchestrate
    order organize orient originate overcome oversee own pack paint participate partner patrol pave peel perform
    persuade photograph pick pioneer plan plant plaster play pour prepare prescribe present prevent prioritise
    prioritize process procure produce program promote proofread propose prototype provide prune publish pull
    purchase pursue raise reassure receive recommend reconcile record recruit rectify reduce refactor refill refine
    refuel register reheat relocate render renovate repair replace replenish report represent research resolve
    respond restock retrieve review revise rinse roast rotate run sanitise sanitize scale schedule scope scout scrub
    secure see select sell serve set sew shape share sharpen shepherd ship showcase simplify sketch slice solder
    solve sort source spearhead specify spray stack standardize stay steer sterilise sterilize stitch stow
    streamline strengthen strive structure study suggest supervise supply support sustain sweep synthesize tackle
    take target teach tend test think track train transcribe transfer transform translate transplant transport
    travel triage trim troubleshoot tune turn understand undertake unload unlock unpack update upgrade upholster use
    usher utilize vaccinate vacuum validate verify visualize wash weed weigh weld wipe work wrap write""".split()
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


_DOUBLING = frozenset("chop cut enrol map mop plan program run scan set ship trim wrap".split())


def _gerund(verb: str) -> str:
    if verb in _DOUBLING:
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
