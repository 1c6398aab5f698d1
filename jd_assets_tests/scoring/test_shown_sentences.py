"""Pairs with KRAs are shown of sentences that the model read, and the best ones of the role in front are among them."""

import numpy as np

from jd_assets.scoring.index import RoleIndex
from jd_assets.scoring.kra import best_similarities
from jd_assets.scoring.sentences import READ, Sentences, divide, estimated
from jd_assets.scoring.shown_sentences import NEAREST, Shown, shown_sentences

DUTIES = [
    "Deploy services to Kubernetes with Helm",
    "Own the pipelines of our continuous delivery",
    "Write Terraform modules for every environment",
    "Be on call for the platform one week in five",
    "Advise teams on the cost of their clusters",
    "Harden images and rotate secrets",
]
ONE_OF_ANOTHER = "Interview users and draw wireframes of new screens"
TALK = ["We celebrate birthdays with far too much cake", "You love dogs, hills and long lunches"]


def shown(texts: list[str], front: str | None, index: RoleIndex) -> tuple[Sentences, Shown]:
    """How sentences are divided, and what is shown of them where this role is in front."""
    embedder = index.embedder
    sentences = divide(texts, embedder.embedder_id, embedder.dimensions)
    vectors = embedder.encode(sentences.read)
    best = best_similarities(vectors, index.kras_by_role)
    guessed = estimated(sentences.vectors, index.kras_by_role, embedder.embedder_id)
    role_id = index.library.role_by_slug[front].role_id if front else None
    [found] = shown_sentences([sentences], [role_id], vectors, best, guessed, index)
    return sentences, found


def test_what_speaks_of_the_role_in_front_is_shown_whether_it_was_read_to_score_or_not(index: RoleIndex) -> None:
    texts = [*DUTIES, ONE_OF_ANOTHER, *TALK]
    for front, expected in (("ux-designer", {ONE_OF_ANOTHER}), ("devops-engineer", set(DUTIES[:2]))):
        sentences, found = shown(texts, front, index)
        assert expected <= set(found.texts)
        assert found.texts[:READ] == sentences.read
        assert len(found.texts) <= READ + NEAREST


def test_all_that_is_shown_has_the_model_s_own_vector(index: RoleIndex) -> None:
    _, found = shown([*DUTIES, ONE_OF_ANOTHER, *TALK], "ux-designer", index)
    vectors = index.embedder.encode(found.texts)
    assert np.array_equal(found.vectors, vectors)
    assert np.allclose(found.best, best_similarities(vectors, index.kras_by_role), atol=1e-6)


def test_a_library_without_roles_puts_none_in_front(index: RoleIndex) -> None:
    sentences, found = shown([*DUTIES, *TALK], None, index)
    assert found.texts == sentences.read
