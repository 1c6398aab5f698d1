"""Words that tell a skill phrase from the prose around it; own lists, gathered from how postings are worded."""

BREAKERS = frozenset(
    """a an the and or but nor so if then than that this these those which who whom whose what when where why how
    in on at by for from to into onto of off with within without across through throughout via per as about around
    among between over under during before after until while because since although though toward towards upon
    is are was were be been being am do does did has have had having can could may might must shall should will would
    i you your yours we our ours us they their them he she it its his her one ones each every any all both either
    neither not no only also just very too more most less least much many few several some such same own other another
    there here etc e.g i.e eg ie vs plus including include includes included like ideally preferably especially
    particularly specifically namely least well using use used uses utilizing leveraging regarding related based
    you'll we'll you're we're we've it's don't along together against beyond out up down both already always
    even maybe never once otherwise rather sometimes unless until whatever whenever wherever whether yet""".split()
)
"""Function words: a skill phrase ends before each of them."""

LEADING = frozenset(
    """strong good solid deep excellent great proven extensive broad basic advanced expert working practical hands-on
    relevant prior previous professional demonstrated demonstrable significant substantial considerable sound thorough
    first-hand in-depth general overall further additional new modern current latest recent various different multiple
    diverse variety wide range relevant similar complex large large-scale small key core common standard popular major
    leading industry-leading real-world real scalable robust reliable secure innovative state-of-the-art cutting-edge
    best high-quality quality high low multi full specific certain particular existing existing effective efficient
    senior junior equivalent minimum maximum required preferred desired mandatory optional technical commercial
    successful proficient familiar experienced comfortable fluent preferable desirable beneficial ideally nice
    years year yrs months + - complex critical important essential fundamental underlying internal external global
    local regional national international day-to-day end-user customer-facing client-facing fast-growing own
    applicable recognized recognised accredited strategic tactical operational appropriate clear cohesive combined
    comparable elegant enhanced expansive genuine higher impeccable insatiable limited newer numerous proper
    sophisticated suitable temporary thoughtful typical useful""".split()
)
"""Words before a skill that say how much or how good, never what."""

TRAILING = frozenset(
    """experience experiences knowledge skills skill expertise proficiency familiarity understanding background
    exposure fundamentals basics concepts concept principles principle techniques technique technologies technology
    tools tool practices practice methods method methodologies methodology environment environments world field fields
    area areas domain domains discipline disciplines preferred required desired plus bonus advantage must similar
    equivalent etc a-plus essential desirable needed necessary mandatory related roles role setting settings
    years yrs capabilities capability best-practices standards trends level levels ecosystem stack ability abilities
    certification certifications certificate certified degree landscape specifically""".split()
)
"""Words after a skill that only say that it is one."""

GENERIC = frozenset(
    """ability abilities access account accounts accuracy action actions activities activity advantage agency
    application applications approach approaches area areas aspect aspects asset assets attention audience audiences
    background base basis benefit benefits best better bonus budget budgets business businesses candidate candidates
    capabilities capability capacity career careers case cases challenge challenges change changes client clients code
    colleagues communication communities community companies company competence components component concept concepts
    condition conditions consultants content context contexts contract contributions contributor control cost costs
    countries country culture customer customers data date day days deadline deadlines decision decisions delivery
    degree department departments design designs desire detail details developer developers development direction
    discipline document documents drive duties e-mail email employee employees employer end engineer engineers
    engineering english-language enterprise enterprises enthusiasm environment environments equipment europe event
    events everything example examples excellence execution expectation expectations experience experiences expert
    experts expertise feature features feedback field fields firm firms flexibility focus framework frameworks function
    functions fun future goal goals graduate group groups growth guidance guidelines habit hand hands help home hour
    hours idea ideas impact implementation improvement improvements individual individuals industries industry
    influence information infrastructure initiative initiatives innovation input insight insights integrity interest
    interests issue issues items job jobs journey key knowledge language languages large lead leader leaders
    leadership learning level levels life line lines location locations look majority management manager managers
    market markets master material materials matter matters member members method methods mind mindset minimum model
    models month months need needs network number numbers objective objectives office one operation operations
    opportunities opportunity option options order organisation organisations organization organizations others
    outcome outcomes output ownership part partner partners parties party passion path people performance person
    perspective phase place plan plans platform platforms point points policies policy portfolio position positions
    practice practices pressure priorities priority problem problems procedures process processes product products
    production professional professionals program programme programmes programs progress project projects purpose
    qualification qualifications quality question questions range record records relationships release report reports
    request requests requirement requirements resource resources responsibilities responsibility result results review
    reviews risk risks road role roles sales scale schedule scope sector sectors self sense series service services
    set setting settings site sites situations size skill skills software solution solutions source sources space
    specialist specialists sprint stack staff stage stages stakeholder stakeholders standard standards start startup
    state status step steps storage story strategies strategy structure structures student students style subject
    success support system systems talent target targets task tasks team teammates teams tech technique techniques
    technologies technology term terms thing things third time times title today tool tools topics track tradeoffs
    training travel trend trends truth type types understanding unit university updates user users value values
    variety vendor vendors version view vision vocabulary ways way web website week weeks willingness word words work
    workflow workflows working workplace world year years pace attitude personality motivation energy curiosity player
    spirit availability visa sponsorship permit citizenship clearance resident residency licence license eligibility
    equivalent similar discipline disciplines major coursework school college institution certificate diploma
    usa us uk eu emea apac est pst cet gmt""".split()
)
"""Words that are no skill on their own, nor as the last word of a phrase of everyday words."""

FILLERS = frozenset(
    """academic degree|attention to detail|b2 level|bachelor's degree|best practices|big picture|business goals|
    business needs|business problems|business stakeholders|c1 level|can-do attitude|communication skills|
    complex problems|computer skills|cross-functional teams|customer needs|data sets|day one|driver's license|
    driving licence|emerging technologies|engineering discipline|equal opportunity|fast learner|
    fast paced environment|fast-paced environment|full time|good time|growth mindset|hard work|high growth|
    high school|industry experience|large data sets|large datasets|latest technologies|long term|master's degree|
    multiple priorities|multiple projects|native level|native speaker|new technologies|non-technical audiences|
    non-technical stakeholders|open mind|other teams|part time|positive attitude|problem solver|
    professional experience|programming language|programming languages|quantitative discipline|
    quantitative field|quick learner|real time|related field|relevant field|remote teams|scripting language|
    scripting languages|self starter|self-starter|senior level|sense of humor|short term|similar field|
    software products|start-up environment|startup environment|stem degree|stem field|team environment|
    team members|team player|technical concepts|technical degree|technical discipline|technical field|
    technical stakeholders|technical teams|third parties|third party|tight deadlines|time zone|time zones|
    track record|university degree|work ethic|work experience|work permit""".replace("\n    ", "").split("|")
)
"""Phrases of postings that read like skills and are none."""

ACRONYMS_OF_PROSE = frozenset(
    """usa us uk eu uae emea apac latam dach nyc sf la dc est pst cet gmt utc pto eeo eoe dei kra kpi okr ceo cto cfo
    coo cio vp hr it gpa bs ms ba ma mba phd bsc msc be btech mtech llc inc ltd gmbh ag sa nv plc tba tbd faq url id ote
    lpa ctc usd eur gbp inr asap vat dob cv jd wfh tv tvs pc pcs r&d oem oems pm pms pr cs ce ee ece cpu db os cto ctos
    sme smes isv isvs ngo ngos ingo un 2d up-to-date""".split()
)
"""Capital letters that postings use for places, degrees, money and offices."""
