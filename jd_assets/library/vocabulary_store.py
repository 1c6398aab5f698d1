"""Keeps what postings were searched for: the skills of each library version, each skill once however many share it."""

import json
from dataclasses import asdict

import psycopg

from jd_assets.database.queries import sql
from jd_assets.library.snapshot import Library
from jd_assets.library.vocabulary import entry_hash, skill_entries, vocabulary_fingerprint
from jd_assets.skills.vocabulary import SkillEntry


def keep_vocabulary(connection: psycopg.Connection, library: Library) -> None:
    """Store the skills of a library under their fingerprint, where they are not stored."""
    entries = {entry_hash(entry): entry for entry in skill_entries(library)}
    fingerprint = vocabulary_fingerprint(list(entries))
    if is_kept(connection, fingerprint):
        return
    hashes = sorted(entries)
    contents = [json.dumps(asdict(entries[each])) for each in hashes]
    connection.execute(sql("vocabulary_entries_keep"), {"entries": hashes, "contents": contents})
    connection.execute(sql("vocabulary_keep"), {"fingerprint": fingerprint, "entries": hashes})


def is_kept(connection: psycopg.Connection, fingerprint: str) -> bool:
    """Whether a vocabulary is stored. Hashing its 4,300 skills to find out took half of the time of a posting."""
    return connection.execute(sql("vocabulary_known"), {"fingerprint": fingerprint}).fetchone() is not None


def read_vocabulary(connection: psycopg.Connection, fingerprint: str) -> dict[int, SkillEntry]:
    """The skills of a vocabulary by their hash; none where it is not stored."""
    rows = connection.execute(sql("vocabulary_entries"), {"fingerprint": fingerprint}).fetchall()
    return {
        entry: SkillEntry(**content | {"aliases": tuple((alias, match) for alias, match in content["aliases"])})
        for entry, content in rows
    }
