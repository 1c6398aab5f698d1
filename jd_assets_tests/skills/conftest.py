"""A small library with the names that are hard to match."""

import pytest

from jd_assets.skills.vocabulary import Vocabulary
from jd_assets_tests.skills.samples import entry


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    """About forty skills, bound to case and context as in the seed library."""
    return Vocabulary.build(
        [
            entry("C", "LANGUAGE", "context"),
            entry("C++", "LANGUAGE", aliases="cpp"),
            entry("C#", "LANGUAGE"),
            entry("R", "LANGUAGE", "context"),
            entry("Go", "LANGUAGE", "context", "Golang"),
            entry("Rust", "LANGUAGE", "cased"),
            entry("Swift", "LANGUAGE", "cased"),
            entry("Java", "LANGUAGE", aliases="Java 8"),
            entry("JavaScript", "LANGUAGE", aliases="=JS"),
            entry("Kotlin", "LANGUAGE"),
            entry("PHP", "LANGUAGE"),
            entry("Python", "LANGUAGE"),
            entry("SQL", "LANGUAGE"),
            entry(".NET", "PLATFORM", aliases=".NET Core"),
            entry("Node.js", "FRAMEWORK", aliases="?Node"),
            entry("React", "LIBRARY", "cased", "ReactJS"),
            entry("Angular", "FRAMEWORK"),
            entry("Spring", "FRAMEWORK", "cased"),
            entry("Spring Boot", "FRAMEWORK"),
            entry("AWS", "PLATFORM", aliases="Amazon Web Services"),
            entry("EC2", "SERVICE"),
            entry("S3", "SERVICE"),
            entry("Oracle", "DATABASE", "cased", "Oracle Database"),
            entry("PostgreSQL", "DATABASE", aliases="Postgres"),
            entry("SAS", "TOOL", "cased"),
            entry("Excel", "TOOL", "cased", "MS Excel"),
            entry("Kubernetes", "PLATFORM", aliases="k8s"),
            entry("Docker", "TOOL"),
            entry("Kafka", "TOOL", aliases="Apache Kafka"),
            entry("monday.com", "TOOL"),
            entry("CAN", "PROTOCOL", "cased"),
            entry("OAuth", "PROTOCOL", aliases="OAuth 2.0"),
            entry("Multithreading", "CONCEPT", aliases="multi-threading|multi-threaded|multithreaded"),
            entry("Data Pipelines", "PRACTICE", aliases="data pipeline"),
            entry("REST API", "CONCEPT"),
            entry("Relational Databases", "CONCEPT", aliases="SQL databases"),
            entry("Optimization", "PRACTICE"),
            entry("DevOps", "PRACTICE"),
            entry("Testing", "PRACTICE", "context"),
            entry("Banking", "DOMAIN", "context"),
            entry("Financial Services", "DOMAIN"),
            entry("Go-to-Market Strategy", "PRACTICE", aliases="go-to-market"),
        ]
    )
