"""What kinds of skills there are, as far as the rules tell them apart."""

FIELDS_OF_WORK = frozenset({"CONCEPT", "PRACTICE", "DOMAIN", "SOFT"})
"""Natures whose names are plain words of prose too; tools, languages and the like are proper names."""

TRADES = frozenset(
    {
        "Agriculture & Environment",
        "Construction & Trades",
        "Education & Training",
        "Health & Care",
        "Hospitality & Food",
        "Manufacturing & Engineering",
        "Office & Administration",
        "Personal Care",
        "Retail & Customer Service",
        "Security & Cleaning",
        "Transport & Logistics",
    }
)
"""Categories of skills of trades, whose single words ("cleaning", "triage") mean other things in technology."""

OF_TECHNOLOGY = frozenset(
    {
        "Analytics & BI",
        "Cloud Platforms",
        "Data Engineering",
        "Databases & Storage",
        "DevOps & Infrastructure",
        "Game & Graphics",
        "Hardware & Embedded",
        "Machine Learning & AI",
        "Networking & Systems",
        "Programming Languages",
        "Security",
        "Software Engineering",
        "Testing & Quality",
        "Web & Mobile Development",
    }
)
"""Categories of technology, whose words ("containers", "tablets", "deployment") mean other things in trades."""
