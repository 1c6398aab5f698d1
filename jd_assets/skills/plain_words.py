"""Words and names that postings write like skills and mean as none; own lists, from proposals read by eye."""

PLAIN_NOUNS = frozenset(
    """accountability administration advertiser agriculture analyses analysis auto big brand brands broadband calls cash
    category charts clinical closing commerce computer computers connection contracting controlling credit cyber
    demand desktop display distribution division due efforts email enablement enrollment enrolment expense expenses
    federal fleet flow flowers forms fraud functional gas gender general grade hard hardware hospital housing image
    images import income industrial inspection insurance integration inter intern internet internship intra lab land
    law learner legal library licensing licensure listening love maintenance manual marine media messenger military
    min mission mobile notes nursing offshore oil online onshore onsite packages payment payments personnel phone
    phones phrase piracy positive possession print privacy psychology pump quantitative random reading recommendations
    regulatory repair respect retail retention revenue safety science sciences scientific search searching security
    server servers shift social speaking spoken sports square staff staffing stock stocks structured substitutions
    succession supervision supplier suppliers supply surveillance tables telephone testing theater trading traffic
    transportation travel trees uptime video videos voice voices warehouse web wireless writing written yield
    youth""".split()
)
"""Nouns that say too little on their own, though as the last word of a phrase they may end a skill's name."""

VAGUE_HEADS = frozenset(
    """adaptors affairs agencies agency appetite atmosphere attempt brands chops concerns counties curriculum datasets
    definition definitions demand demands departments documents drivers efforts else emphasis enhancements enthusiasm
    equipment equipments etiquette evaluation facilities facility files functionality goods guides history impacts
    innovations install installation instructions interactions iterations judgement judgment machines majors manner
    market marketplace markets mission missions narratives needs organizations outputs packages papers personnel
    populations property rules shops shortcuts side space stacks subsystems talents terminology toolset toolsets
    tricks upgrade upgrades usage vibe work workload workloads worldwide""".split()
)
"""Words that a phrase of everyday words ends in when it names things at work with and nothing to be learned."""

FULL_VERBS = frozenset(
    """affecting allow allows appropriate available avoids become below biggest collaborating combat come comes
    comprehend concerning conducts consisting convey dissolve embrace enables encourages ensures entire evolving
    helpful helping helps inspires introduction involving keeps leading makes making mentioned moves offering operate
    pertaining possess producing providing relating relevant requires requiring resulting spanning specific suitable
    supporting taught tell uses""".split()
)
"""Verbs and such adjectives as follow their noun: a phrase that holds one is part of a sentence."""

PERSONS = frozenset(
    """advertisers agents applicants assistants associates audiences contractors drivers fellows graduates hackers
    interns investors learner learners mathematicians merchants owners personnel planners practitioners professionals
    promoters providers publishers representatives researcher researchers smes speakers starters suppliers technician
    technicians technologist technologists thinker thinkers traders trainees veterans""".split()
)
"""Who works with something, as the last word of a phrase."""

VENDORS = frozenset(
    """adobe airbnb alibaba amazon apple atlassian autodesk baidu cisco dell ericsson facebook fedex glassdoor google
    hitachi hp hpe huawei ibm intel lenovo lg linkedin lyft mcafee meta microsoft mozilla netflix nokia nvidia
    panasonic paypal philips qualcomm samsung siemens snapchat sony spotify symantec tencent toshiba twitter uber
    verizon walmart yahoo zoox""".split()
)
"""Makers of so many products that their name alone says which of them is none."""

DEGREE_WORDS = frozenset(
    """bachelor bachelor's bachelors degree degrees diploma doctoral doctorate grade llb majors master's masters ph.d
    phd postgraduate undergraduate""".split()
)
"""Words of education, which is read apart from skills."""

GLUE_ADJECTIVES = frozenset(
    """ability able confidence demonstrated effective excellent exceptional expected familiar familiarity good minimum
    must nice outstanding prior proficiency proficient proven solid strong thorough""".split()
)
"""Words that open the next requirement where its line break was lost: "analysis Thorough awareness"."""
