"""Fits which phrases of postings name a skill, on postings labelled by eye and on what the library finds in others.

    .venv/bin/python benchmarks/fit_phrases.py ../shared [--write]

In two steps. Words and places are weighed on the postings that nobody labelled, where a phrase counts as a skill if a
library skill was found in it: "optics" is not in the library, but it ends as names of fields do and stands where they
stand. What these two sums, the library's own words and a few kinds of places are worth together is then fitted on
phrases that hold no library skill, labelled by eye: `gold`, and the postings of `phrase_labels.jsonl`. Figures are
cross-validated: a posting's phrases are judged by a fit on other postings.
"""

import argparse
import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path
from typing import Any

import numpy as np
from gold_answers import gold_postings, posting_of, script
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from jd_assets.cli.environment import prepare
from jd_assets.contracts.base import Section
from jd_assets.contracts.posting import Posting
from jd_assets.database.connection import connector
from jd_assets.ingest.files import read_file
from jd_assets.ingest.records import Record
from jd_assets.ingest.register import posting_of as read_of
from jd_assets.parsing.rules import read_posting
from jd_assets.skills.discovery.phrase_fit import PhraseFit, write_fit
from jd_assets.skills.discovery.phrases import Feature, phrases_of
from jd_assets.skills.library_skills import library_skills
from jd_assets.skills.reading import Reading
from jd_assets.skills.vocabulary import Vocabulary
from jd_assets.stages.indexes import LibraryIndexes

LABELS = Path(__file__).with_name("phrase_labels.jsonl")
SECTIONS = frozenset({Section.REQUIRED, Section.PREFERRED, Section.RESPONSIBILITIES, Section.ROLE_SUMMARY})
#: Groups of features that the words of a phrase give; the others are of its place.
SAID = frozenset(
    ("last", "ending", "last verb", "words", "case", "vague", "first verb", "first", "first ending", "word")
)
#: Groups of few values, which the labels weigh directly.
FEW = (
    *("last verb", "words", "case", "vague", "first verb"),
    *("section", "bullet", "announced in", "left", "right", "known", "verb before", "position"),
)
#: What the library's names tell of a word: how many hold it, end with it and begin with it.
LIBRARY = {"library word": "word", "library last": "last", "library first": "first"}
#: A value seen more seldom says nothing; a weight below the second moves no chance by more than .03.
SELDOM, SLIGHT = 25, 0.1
FOLDS = 12
THRESHOLDS = (0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7)
#: Of what is above it three in four are right, as the project asks of finds by discovery.
THRESHOLD = 0.65


@dataclass(frozen=True)
class Row:
    """One phrase: its posting, its features, and whether it names a skill."""

    posting: str
    features: tuple[Feature, ...]
    right: bool


class Reader:
    """Reads phrases out of postings."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def phrases(
        self, posting: Posting, seen: int | None = None
    ) -> Iterator[tuple[int, int, tuple[Feature, ...], bool]]:
        """Places and features of the phrases that begin before `seen`, and whether a library skill lies in them."""
        parsed = read_posting(posting)
        if parsed.nano_parsed.JD_type == "fail":
            return
        reading = Reading(posting, parsed)
        known = [(each.start, each.end) for each in library_skills(reading, self._vocabulary).mentions]
        for span in parsed.spans:
            if span.section not in SECTIONS or (seen is not None and span.start >= seen):
                continue
            within = [place for place in known if span.start <= place[0] < span.end]
            for phrase in phrases_of(posting.text, reading.view, span, within):
                yield phrase.chunk.start, phrase.chunk.end, (*phrase.said(), *phrase.placed()), phrase.holds_known


def labelled(shared: Path, reader: Reader, postings: Mapping[str, Posting]) -> list[Row]:
    """Phrases without a library skill, of the gold postings and of those of `phrase_labels.jsonl`."""
    score, rows = script(shared, "score"), []
    for gold in gold_postings(shared):
        marks = [place for skill in gold["skills"] for place in score.places(gold["text"], skill["text"])]
        rows += _rows(gold["id"], reader.phrases(posting_of(gold)), marks)
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        rows += _rows(label["id"], reader.phrases(postings[label["id"]], label["seen"]), label["right"])
    return rows


def _rows(name: str, phrases: Iterator[Any], marks: Sequence[Sequence[int]]) -> list[Row]:
    return [
        Row(name, features, any(first < end and start < past for first, past in marks))
        for start, end, features, holds in phrases
        if not holds
    ]


def unlabelled(shared: Path, reader: Reader, postings: Mapping[str, Posting]) -> list[Row]:
    """Phrases of all other postings; right is what holds a library skill."""
    label_ids = {json.loads(line)["id"] for line in LABELS.read_text(encoding="utf-8").splitlines()}
    texts = {_beginning(gold["text"]) for gold in gold_postings(shared)}
    return [
        Row(name, features, holds)
        for name, posting in postings.items()
        if name not in label_ids and _beginning(posting.text) not in texts
        for _, _, features, holds in reader.phrases(posting)
    ]


def _beginning(text: str) -> str:
    return " ".join(text.split())[:150]


class TwoSteps:
    """Words and places weighed on unlabelled phrases, and what they are worth on labelled ones."""

    def __init__(self, rows: Sequence[Row], vocabulary: Vocabulary) -> None:
        self.weights: list[dict[Feature, float]] = []
        counts = Counter(feature for row in rows for feature in row.features)
        right = np.array([row.right for row in rows])
        for is_said in (True, False):
            kept = {feature for feature, count in counts.items() if count >= SELDOM and (feature[0] in SAID) == is_said}
            vectors = DictVectorizer()
            table = _table(vectors, [[feature for feature in row.features if feature in kept] for row in rows])
            model = LogisticRegression(C=0.3, max_iter=300, solver="liblinear").fit(table, right)
            names = [_feature(name) for name in vectors.get_feature_names_out()]
            self.weights.append(dict(zip(names, model.coef_[0], strict=True)))
        self._library = _library_counts(vocabulary)

    def values(self, row: Row) -> tuple[list[float], list[Feature]]:
        """The two sums, and the features of few values."""
        sums = [sum(weights.get(feature, 0.0) for feature in row.features) for weights in self.weights]
        few = [feature for feature in row.features if feature[0] in FEW]
        for name, group in LIBRARY.items():
            few += [(name, self._grade(name, value)) for kind, value in row.features if kind == group]
        return sums, few

    def _grade(self, name: str, word: str) -> str:
        return str(min(4, int(log2(max(1, self._library[name][word])))))

    def folded(self, sums: Sequence[float], few: Mapping[Feature, float]) -> dict[str, dict[str, float]]:
        """One weight a feature: those of both steps, and what the library's names tell of a word, added up."""
        added: Counter[Feature] = Counter()
        for worth, weights in zip(sums, self.weights, strict=True):
            for feature, weight in weights.items():
                added[feature] += worth * weight  # type: ignore[assignment]
        for (name, value), weight in few.items():
            if name not in LIBRARY:
                added[name, value] += weight  # type: ignore[assignment]
        for name, group in LIBRARY.items():
            unknown = few.get((name, "0"), 0.0)
            for word in self._library[name]:
                added[group, word] += few.get((name, self._grade(name, word)), 0.0) - unknown  # type: ignore[assignment]
        grouped: dict[str, dict[str, float]] = {}
        for (group, value), weight in sorted(added.items()):
            if abs(weight) >= SLIGHT:
                grouped.setdefault(group, {})[value] = round(float(weight), 2)
        return self._with_unknown(grouped, few)

    @staticmethod
    def _with_unknown(
        grouped: dict[str, dict[str, float]], few: Mapping[Feature, float]
    ) -> dict[str, dict[str, float]]:
        """What a word costs that no name of the library holds, on the number of words: the others were set off."""
        each = few.get(("library word", "0"), 0.0)
        last, first = (few.get((name, "0"), 0.0) for name in ("library last", "library first"))
        for count in range(1, 6):
            held = grouped["words"].get(str(count), 0.0)
            grouped["words"][str(count)] = round(held + each * count + last + (first if count > 1 else 0.0), 3)
        return grouped


def _library_counts(vocabulary: Vocabulary) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {name: Counter() for name in LIBRARY}
    for entry in vocabulary.entries.values():
        for name in (entry.name, *(alias for alias, _ in entry.aliases)):
            words = re.findall(r"[\w.+#'&-]+", name.lower())
            counts["library word"].update(set(words))
            if len(words) > 1:
                counts["library last"][words[-1]] += 1
                counts["library first"][words[0]] += 1
    return counts


def _table(vectors: DictVectorizer, rows: Sequence[Sequence[Feature]], is_new: bool = True) -> csr_matrix:
    counted = [{f"{group}={value}": 1.0 for group, value in row} for row in rows]
    table = csr_matrix(vectors.fit_transform(counted) if is_new else vectors.transform(counted))
    table.indices, table.indptr = table.indices.astype(np.int32), table.indptr.astype(np.int32)
    return table


def _feature(name: str) -> Feature:
    group, _, value = name.partition("=")
    return group, value


def cross_validated(table: csr_matrix, rows: Sequence[Row]) -> NDArray[np.float64]:
    """The chance of each phrase, from a fit on other postings."""
    right = np.array([row.right for row in rows])
    groups = [row.posting for row in rows]
    chances = np.zeros(len(rows))
    for seen, unseen in GroupKFold(FOLDS).split(table, right, groups):
        chances[unseen] = _model().fit(table[seen], right[seen]).predict_proba(table[unseen])[:, 1]
    return chances


def _model() -> LogisticRegression:
    return LogisticRegression(C=0.1, max_iter=1_000, solver="liblinear")


def figures(rows: Sequence[Row], chances: NDArray[np.float64]) -> dict[str, Any]:
    """By threshold: how many phrases are above it, and the share of them that is right."""
    right = np.array([row.right for row in rows])
    told: dict[str, Any] = {"phrases": len(rows), "right": int(right.sum())}
    for threshold in THRESHOLDS:
        kept = chances >= threshold
        told[f"above {threshold}"] = {"phrases": int(kept.sum()), "right": round(float(right[kept].mean()), 3)}
    return told


def main() -> None:
    """Fit, print the figures, and store the fit where asked to."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("shared", type=Path)
    arguments.add_argument("--write", action="store_true")
    asked = arguments.parse_args()
    vocabulary = LibraryIndexes(connector(prepare())).current().vocabulary
    fit = fitted(asked.shared, vocabulary)
    print(json.dumps(fit.figures, indent=1))
    if asked.write:
        write_fit(fit)


def fitted(shared: Path, vocabulary: Vocabulary) -> PhraseFit:
    """The fit on all labels, with the figures of its cross-validation."""
    records = read_file(shared / "data" / "dev" / "postings.jsonl.gz")
    read = [each for record in records if isinstance(record, Record) and isinstance(each := read_of(record), Posting)]
    postings = {posting.source_id: posting for posting in read}
    reader = Reader(vocabulary)
    steps = TwoSteps(unlabelled(shared, reader, postings), vocabulary)
    rows = labelled(shared, reader, postings)
    values = [steps.values(row) for row in rows]
    vectors = DictVectorizer()
    few = _table(vectors, [each for _, each in values])
    table = csr_matrix(hstack([np.array([sums for sums, _ in values]), few]))
    table.indices, table.indptr = table.indices.astype(np.int32), table.indptr.astype(np.int32)
    chances = cross_validated(table, rows)
    model = _model().fit(table, np.array([row.right for row in rows]))
    worth, rest = model.coef_[0][:2], model.coef_[0][2:]
    names = [_feature(name) for name in vectors.get_feature_names_out()]
    weights = steps.folded(worth, dict(zip(names, rest, strict=True)))
    return PhraseFit(
        date=dt.datetime.now(dt.UTC).date().isoformat(),
        intercept=round(float(model.intercept_[0]), 3),
        weights=weights,
        threshold=THRESHOLD,
        figures=figures(rows, chances),
    )


if __name__ == "__main__":
    main()
