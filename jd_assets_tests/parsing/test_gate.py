import pytest

from jd_assets_tests.parsing.conftest import BULLETED, ONE_PARAGRAPH, Parse

RECIPE = (
    "Tomato soup for four. Ingredients: two tablespoons of oil, one onion, chopped, and 800 g of tomatoes. Heat "
    "the oil, "
    "fry the onion, add the tomatoes and a teaspoon of sugar and simmer for half an hour. Serve with bread."
)
POLICY = (
    "Privacy policy. We collect personal data when you use our site, such as cookies. You may opt out at any time. "
    "Third-party services help us to run the site. Write to our data controller if you have questions on your rights."
)
CV = (
    "Curriculum vitae of Ada Example. Professional summary: I am a developer with ten years of experience in Java. "
    "Work history: 2015 to 2024 at Example Ltd, where I led a team of four. Skills: Java, SQL. References available."
)
NEWS = (
    "LONDON (Reuters) - Shares of the bank rose on Tuesday after it reported a higher profit. Analysts said that "
    "cuts of "
    "cost were working. In a statement, the lender said it would hire 200 engineers in the next three years."
)
LETTER = (
    "Dear neighbours, the water will be turned off on Monday from nine to eleven because the pipes in the street are "
    "being cleaned. Please fill a bucket the evening before. Thank you for your patience and kind regards from "
    "the house."
)
GERMAN = (
    "Wir suchen einen erfahrenen Entwickler für unser Team in Köln. Zu deinen Aufgaben gehören der Entwurf und "
    "der Betrieb "
    "unserer Dienste. Du hast ein Studium der Informatik und mehrere Jahre Erfahrung mit Java."
)
FRENCH = (
    "Nous recherchons un ingénieur pour rejoindre notre équipe à Lyon. Vous serez responsable de la conception et de "
    "l'exploitation de nos services. Vous avez un diplôme en informatique et plusieurs années d'expérience."
)


@pytest.mark.parametrize("text", [BULLETED, ONE_PARAGRAPH])
def test_a_job_description_passes(parse: Parse, text: str) -> None:
    parsed = parse(text).nano_parsed
    assert (parsed.JD_type, parsed.JD_type_reason, parsed.language) == ("pass", None, "en")


BY_A_MODEL = (
    "language {} is not supported by the engine rules: the engine openai reads it (set OPENAI_API_KEY, or "
    "JD_LLM_ENGINE=openai or auto)"
)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the posting is empty"),
        (" \n\t •", "the posting is empty"),
        ("Python developer wanted", "too short: 3 words, at least 20 are needed"),
        (GERMAN, BY_A_MODEL.format("de")),
        (FRENCH, BY_A_MODEL.format("fr")),
        (RECIPE, "not a job description: it reads like a recipe"),
        (POLICY, "not a job description: it reads like a privacy policy or terms of use"),
        (CV, "not a job description: it reads like a CV"),
        (NEWS, "not a job description: it reads like a news article"),
        (LETTER, "not a job description: it states no duties, no requirements and no employment"),
    ],
)
def test_other_texts_fail_with_the_reason(parse: Parse, text: str, reason: str) -> None:
    parsed = parse(text).nano_parsed
    assert (parsed.JD_type, parsed.JD_type_reason) == ("fail", reason)


def test_a_list_of_tools_is_not_taken_for_another_language(parse: Parse) -> None:
    tools = "Java, Spring, Kubernetes, Docker, AWS, Terraform, Kafka, PostgreSQL, Redis, Grafana, Git, Maven, Jenkins"
    text = f"Senior Backend Engineer. Requirements: {tools}. Berlin. Permanent position."
    assert parse(text).nano_parsed.JD_type == "pass"


TWO_ROLES = """\
Backend Developer
You will build services in Java for our shop and keep them running by day and night.

UX Designer
You will design screens with Figma for our shop and test them with customers every week.
"""


def test_two_unrelated_roles_are_warned_of(parse: Parse) -> None:
    parsed = parse(TWO_ROLES, title="Backend Developer").nano_parsed
    assert parsed.JD_type == "pass"
    assert parsed.warnings == ["names several roles: Backend Developer, UX Designer"]


def test_a_role_of_one_word_counts_among_several(parse: Parse) -> None:
    parsed = parse(TWO_ROLES.replace("UX Designer", "Nurse"), title="Backend Developer").nano_parsed
    assert parsed.warnings == ["names several roles: Backend Developer, Nurse"]


def test_open_positions_without_a_main_one_fail(parse: Parse) -> None:
    parsed = parse(f"We are hiring for two positions:\n\n{TWO_ROLES}").nano_parsed
    assert parsed.JD_type == "fail"
    assert parsed.JD_type_reason is not None
    assert "Backend Developer, UX Designer" in parsed.JD_type_reason


def test_the_same_role_named_twice_is_no_second_one(parse: Parse) -> None:
    text = TWO_ROLES.replace("UX Designer", "Senior Backend Developer")
    assert parse(text).nano_parsed.warnings == []


@pytest.mark.parametrize(
    "text",
    [
        (
            "This vacancy has been filled. Thank you for your interest in our bakery. Look at our other roles or leave "
            "us your address for later."
        ),
        (
            "We are no longer accepting applications for this position. Please browse the jobs that are open and sign "
            "up for our newsletter today."
        ),
        (
            "Sorry, the job you are looking for is no longer available. Search again by place or by name, or return to "
            "our home page to see more."
        ),
        (
            "The position is now closed. Follow our page for future opportunities at the hospital and tell your "
            "friends about us in the meantime."
        ),
        (
            "This posting has expired. Similar roles in Leeds, York and Hull are listed below for you, or use the "
            "search to find something closer."
        ),
    ],
)
def test_the_notice_of_a_closed_job_is_no_posting(parse: Parse, text: str) -> None:
    parsed = parse(text, title="Baker").nano_parsed
    assert parsed.JD_type == "fail"
    assert "the job is closed" in (parsed.JD_type_reason or "")


@pytest.mark.parametrize(
    "text",
    [
        ("Your job alert for chef\n3 new jobs\n\nSous Chef\nBay Grill - Reno, NV\nEasy apply\n\nPastry Cook\nOven "
        "Lane - Reno, NV\n2 days ago\nUnsubscribe"),
        ("Jobs you may like\n\nStaff Nurse\nHill Ward · Bath\nView job\n\nHead Gardener\nOld Park · Bath\nView "
        "job\n\nTram Driver\nCity Lines · Bath\nManage alerts"),
        ("Hi Sam, recommended for you today.\n\nTax Accountant\nLedger House - Cork\nPromoted\n\nForklift "
        "Driver\nPort Depot - Cork\n1 week ago\nUpdate preferences"),
        ("6 jobs match your search\n\nData Analyst\nTern Bank\nActively recruiting\n\nPayroll Clerk\nFig Foods\nBe "
        "an early applicant\n\nSite Engineer\nMoor Build\nSee all jobs"),
        ("New jobs near you\n\nSchool Secretary\nMill Primary\n3 hours ago\n\nBus Driver\nVale Coaches\nSave "
        "job\n\nHair Stylist\nCut Above\nUnsubscribe from this list of jobs near you"),
    ],
)  # fmt: skip
def test_a_list_of_jobs_is_no_posting(parse: Parse, text: str) -> None:
    reason = parse(text).nano_parsed.JD_type_reason or ""
    assert reason.startswith("not a job description: a list of several jobs")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (("Plumber wanted in Boise. $34-$41/hr, 40 hrs a week. Own van and tools required. New houses and some "
        "repairs. Call Ann at 555-0107."), "Plumber"),
        (("Night baker wanted for a small shop in Hove. Bread, cakes, five nights a week, overtime paid. Some "
        "practice required. Come by before noon."), None),
        (("Kestrel | Beekeepers | Cork "
        "| Full-time\n\nHoney is our trade and has been for a long time. Write to us with a few lines on you and "
        "your bees."), None),
    ],
)  # fmt: skip
def test_short_adverts_of_the_trades_pass(parse: Parse, text: str, title: str | None) -> None:
    given = {"title": title} if title else {}
    assert parse(text, **given).nano_parsed.JD_type == "pass"


def test_a_form_below_the_posting_says_nothing_of_the_job(parse: Parse) -> None:
    text = (
        "Tax Clerk\n\nDuties\n- Prepare returns\n- Answer letters\n\nRequirements\n- 1 year of experience with "
        "taxes\n\n"
        "Apply for this job\nFirst Name * Last Name *\nDo you have 8 years of experience in audits? Yes / No\n"
        "What is your desired salary? $70,000 - $80,000\nAre you fluent in French?"
    )
    parsed = parse(text).nano_parsed
    assert (parsed.experience.min, parsed.ctc, parsed.languages) == (1, None, [])
