import pytest
from hypothesis import given
from hypothesis import strategies as st

from jd_assets.text.level_words import LEVEL_WORDS, NAMING_PAIRS
from jd_assets.text.normalise import without_accents
from jd_assets.text.titles import EMPLOYMENT_WORDS, normalise_alias, normalise_title

SAME = {
    "data engineer": [
        "Data Engineer",
        "DATA ENGINEER",
        "  data   engineer  ",
        "data-engineer",
        "Data_Engineer",
        "Data Engineers",
        "Data Engineer!!!",
        "Sr. Data Engineer",
        "Sr.Data Engineer",
        "Snr Data Engineer",
        "Senior/Lead Data Engineer",
        "Junior Data Engineer",
        "Jr Data Engineer",
        "Principal Data Engineer",
        "Staff Data Engineer",
        "Data Engineer II",
        "Data Engineer - III",
        "Data Engineer 2",
        "Data Engineer, Level 4",
        "L5 Data Engineer",
        "Entry-Level Data Engineer",
        "Mid Level Data Engineer",
        "Data Engineer (Mid-Level)",
        "Senior Level Data Engineer",
        "Associate Data Engineer",
        "Data Engineer Intern",
        "New Grad Data Engineer",
        "Data Engineer (m/f/d)",
        "Data Engineer (M/W/D)",
        "Data Engineer (all genders)",
        "Data Engineer:in (m/w/d)",
        "Data Engineer (Remote)",
        "Data Engineer - Remote",
        "Remote Data Engineer | Hybrid",
        "Data Engineer - Full-time",
        "Full Time Data Engineer",
        "Part time Data Engineer",
        "Data Engineer [Contract]",
        "Contract Data Engineer",
        "Data Engineer (C2C / W2)",
        "Freelance Data Engineer",
        "Data Engineer - work from home",
        "Data Engineer (in office)",
        "Data Engineer (on-site)",
        "URGENT HIRING: Data Engineer",
        "Data Engineer needed immediately",
        "Data Engineer - Immediate Joiner",
        "Job Opening: Data Engineer",
        "Data Engineer - Visa Sponsorship",
        "Data Engineer Posted 3 days ago",
    ],
    "backend engineer": ["Back End Engineer", "Back-End Engineer", "BackEnd Engineer", "Back-end Software Engineer"],
    "fullstack developer": ["Full Stack Developer", "Full-Stack Developer", "Fullstack Software Developer"],
    "ml engineer": ["Machine Learning Engineer", "Machine-Learning Engineer", "ML Engineer", "Sr. ML Engineer"],
    "devops engineer": ["DevOps Engineer", "Dev Ops Engineer", "Dev-Ops Engineer", "DEVOPS ENGINEER"],
    "ai engineer": ["AI Engineer", "Artificial Intelligence Engineer"],
    "bi developer": ["BI Developer", "Business Intelligence Developer"],
    "qa engineer": ["QA Engineer", "Quality Assurance Engineer"],
    "ux designer": ["UX Designer", "User Experience Designer"],
    "software engineer": ["Software Engineer", "Software Development Engineer", "Software Engineers"],
    "node developer": ["Node.js Developer", "NodeJS Developer", "Node JS Developer", "Node Developer"],
    "rnd engineer": ["R&D Engineer", "R & D Engineer", "Research & Development Engineer"],
    "web3 developer": ["Web3 Developer", "Web 3 Developer", "Web 3.0 Developer"],
}


@pytest.mark.parametrize(("title", "normal"), [(title, normal) for normal, titles in SAME.items() for title in titles])
def test_the_same_title_however_written_is_one_string(title: str, normal: str) -> None:
    assert normalise_title(title).whole == normal


@pytest.mark.parametrize(
    ("title", "normal"),
    [
        ("Data Engineer Manager", "data engineer manager"),
        ("Data Engineering Manager", "data engineering manager"),
        ("Director of Data Engineering", "director of data engineering"),
        ("Data Architect", "data architect"),
        ("Member of Technical Staff", "member of technical staff"),
        ("Senior Member of Technical Staff, Storage", "member of technical staff storage"),
        ("Payments Backend Engineer", "payments backend engineer"),
        ("Real-Time Software Engineer", "real time software engineer"),
        ("Low Level Software Engineer", "low level software engineer"),
        ("Level Designer", "level designer"),
        ("Smart Contract Engineer", "smart contract engineer"),
        ("Contract Manager", "contract manager"),
        ("Lead Generation Specialist", "lead generation specialist"),
        ("Office Manager", "office manager"),
        ("Office 365 Administrator", "office 365 administrator"),
        ("New Business Manager", "new business manager"),
        ("Web Developer", "web developer"),
        ("VP of Engineering", "vp of engineering"),
        ("AI/ML Engineer", "ai ml engineer"),
        ("Softwareentwickler/in", "softwareentwickler"),
        ("Développeur Java", "developpeur java"),
        ("Инженер данных", "инженер данных"),
    ],
)
def test_what_names_the_role_stays(title: str, normal: str) -> None:
    assert normalise_title(title).whole == normal


@pytest.mark.parametrize(
    ("title", "normal"),
    [
        ("C++ Developer", "c++ developer"),
        ("Senior C/C++ Engineer", "c c++ engineer"),
        ("C# Developer", "c# developer"),
        ("C#/.NET Developer", "c# .net developer"),
        ("F# Engineer", "f# engineer"),
        (".NET Developer", ".net developer"),
        ("Dot Net Developer", ".net developer"),
        ("Sr .Net Core Developer", ".net core developer"),
        ("ASP.NET Developer", "asp .net developer"),
        ("R Developer", "r developer"),
        ("3D Artist", "3d artist"),
    ],
)
def test_names_of_languages_keep_their_signs(title: str, normal: str) -> None:
    assert normalise_title(title).whole == normal


def test_what_follows_a_separator_can_be_set_aside() -> None:
    title = normalise_title("Senior Software Engineer, Backend (Berlin) - Payments")
    assert (title.whole, title.core) == ("software engineer backend berlin payments", "software engineer")
    assert title.rest == ("backend", "berlin", "payments")


def test_the_readings_go_from_the_most_literal_to_the_core() -> None:
    assert normalise_title("Engineer, Backend").readings() == ["engineer backend", "backend engineer", "engineer"]


@pytest.mark.parametrize("title", ["", "   ", "---", "(m/w/d)", "Senior", "Full time", "Posted today", "***"])
def test_a_title_that_names_nothing_has_no_reading(title: str) -> None:
    assert normalise_title(title).readings() == []


def test_accents_and_compatibility_forms_are_resolved() -> None:
    assert without_accents("Ｄéveloppeur ﬁxe") == "Developpeur fixe"


#: Words that the rules know, their parts and their separators: what a wild title is most likely to trip over.
PIECES = sorted(
    LEVEL_WORDS
    | EMPLOYMENT_WORDS
    | {word for pair in NAMING_PAIRS for word in pair}
    | set("back end front full stack machine learning artificial intelligence business dev ops user experience".split())
    | set("interface quality assurance research and development engineer engineers software backend level new".split())
    | set("grad time part home office work from in at for posted node js .net dot net web 3.0 C++ C# R&D é ß İ".split())
    | set(", ; | / - – : ( ) [ ] & 's . * @".split())
)


@given(st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join) | st.lists(st.sampled_from(PIECES)).map("".join))
def test_a_normal_form_is_its_own_normal_form(title: str) -> None:
    normal = normalise_alias(title)
    assert normalise_alias(normal) == normal


@given(st.text())
def test_any_text_can_be_normalised(title: str) -> None:
    normal = normalise_alias(title)
    assert normalise_alias(normal) == normal
    assert normal == normal.strip()
    assert "  " not in normal
