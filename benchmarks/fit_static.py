"""Fits the static encoder to the packaged model's own vectors, and says how near it comes.

    .venv/bin/python benchmarks/fit_static.py ../shared/data/dev [--write]

Reads `postings.jsonl.gz`; the sentences of those that `roles.jsonl.gz` labels are left out and measured on. Each
token's weight and the map are found by gradient descent on the cosine to the model's vectors (Adam, Kingma & Ba 2015),
the direction of duties by ridge regression of the best similarity to any KRA, the line of estimates by least squares.
`--write` stores them in `jd_assets/embedding/static_fit.npz`.
"""

import argparse
import gzip
import json
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.stats import spearmanr
from torch import nn

from jd_assets.cli.environment import prepare
from jd_assets.defs.resources.embedder import EmbedderResource
from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.embedding.packaged import packaged_version
from jd_assets.embedding.static_encoder import (
    StaticEncoder,
    StaticFit,
    Tokens,
    packaged_tokenizer,
    token_embeddings,
    tokens_of,
)
from jd_assets.embedding.vectors import Floats
from jd_assets.ingest.identity import make_posting
from jd_assets.parsing.rules import read_posting
from jd_assets.scoring.kra import best_similarities
from jd_assets.text.job_sentences import job_sentences

SEED = 0
EPOCHS = 6
BATCH = 256
#: Steps of the map and of the tokens' weights, and what is left of both after each epoch.
RATE, WEIGHTS_RATE, DECAY = 2e-3, 2e-2, 0.6
#: Longer sentences are cut for the fit alone.
LONGEST = 48
#: Ridge penalty of the direction, of the mean variance of a dimension.
RIDGE = 1e-2


class Imitation(nn.Module):
    """The static encoder as torch learns it."""

    def __init__(self, embeddings: Floats, weights: Floats) -> None:
        super().__init__()
        self.embeddings = torch.tensor(embeddings)
        self.log_weights = nn.Parameter(torch.tensor(np.log(weights)))
        self.map = nn.Linear(embeddings.shape[1], embeddings.shape[1])

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Unit vectors of padded ids."""
        weights = torch.exp(self.log_weights[ids]) * mask
        means = (weights[..., None] * self.embeddings[ids]).sum(1) / (weights.sum(1, keepdim=True) + 1e-6)
        return nn.functional.normalize(self.map(means), dim=-1)


def main() -> None:
    """Fit, measure, and store where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true", help="store the fit in jd_assets/embedding/static_fit.npz")
    asked = parser.parse_args()
    prepare()
    index = RoleLibraryResource().role_index(EmbedderResource().embedder())
    held_out = sentences(asked.folder / "roles.jsonl.gz", "text_title_hidden")
    texts = sorted(set(sentences(asked.folder / "postings.jsonl.gz", "text")) - set(held_out))
    vectors, tokenizer = index.embedder.encode(texts), packaged_tokenizer()
    tokens = tokens_of(tokenizer, texts)
    fit = with_estimates(imitate(tokens, vectors), tokens, vectors, index.kras_by_role)
    encoder, own = StaticEncoder(fit, token_embeddings(), tokenizer), index.embedder.encode(held_out)
    static = encoder.encode(encoder.tokens(held_out))
    best, guessed = (best_similarities(each, index.kras_by_role) for each in (own, static))
    ranks = float(np.mean([spearmanr(*pair).statistic for pair in zip(best, guessed, strict=True)]))
    figures = {
        "sentences": len(texts),
        "held_out": len(held_out),
        "cosine": float((own * static).sum(axis=1).mean()),
        "rank_correlation_over_roles": ranks,
        "duty_correlation": float(np.corrcoef(static @ fit.duty, best.max(axis=1))[0, 1]),
        "error_of_estimates": float(np.abs(encoder.likeness(guessed) - best)[:, best.any(axis=0)].mean()),
    }
    print(json.dumps({name: round(value, 3) for name, value in figures.items()}, indent=1))
    if asked.write:
        fit.write()


def sentences(file: Path, column: str) -> list[str]:
    """The sentences of all postings of a set that are compared with KRAs."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    postings = [make_posting(source="fit", source_id=str(number), text=row[column]) for number, row in enumerate(rows)]
    return list(dict.fromkeys(text for each in postings for text in job_sentences(each, read_posting(each))))


def imitate(tokens: list[Tokens], vectors: Floats) -> StaticFit:
    """The map and the weights of tokens by which static vectors come nearest to these."""
    torch.manual_seed(SEED)
    embeddings = np.array(token_embeddings())
    ids, mask = padded(tokens)
    learned = Imitation(embeddings, rarity(tokens, len(embeddings)))
    groups = ({"params": [learned.log_weights], "lr": WEIGHTS_RATE}, {"params": learned.map.parameters(), "lr": RATE})
    optimiser = torch.optim.Adam(groups)
    schedule = torch.optim.lr_scheduler.ExponentialLR(optimiser, DECAY)
    target = torch.tensor(vectors)
    for _ in range(EPOCHS):
        for rows in torch.split(torch.randperm(len(tokens)), BATCH):
            loss = (1 - (learned(ids[rows], mask[rows]) * target[rows]).sum(1)).mean()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
        schedule.step()
    with torch.no_grad():
        weights = torch.exp(learned.log_weights).numpy()
        matrix, offset = learned.map.weight.numpy().T.copy(), learned.map.bias.numpy()
    return StaticFit(packaged_version(), half(weights), half(matrix), half(offset), np.zeros_like(offset), 1.0, 0.0)


def half(values: Floats) -> Floats:
    """The values as they are stored."""
    return values.astype(np.float16).astype(np.float32)


def with_estimates(fit: StaticFit, tokens: list[Tokens], vectors: Floats, kras: list[Floats]) -> StaticFit:
    """The fit with what turns static vectors into a choice of sentences and into estimates."""
    having = [each for each in kras if len(each)]
    best = best_similarities(vectors, having)
    static = StaticEncoder(fit, token_embeddings(), packaged_tokenizer()).encode(tokens)
    guessed = best_similarities(static, having)
    slope, intercept = np.polyfit(guessed.ravel().astype(np.float64), best.ravel().astype(np.float64), 1)
    duty = ridge(vectors, best.max(axis=1))
    return StaticFit(fit.model, fit.token_weights, fit.matrix, fit.offset, duty, float(slope), float(intercept))


def ridge(vectors: Floats, values: Floats) -> Floats:
    """Coefficients of the vectors' dimensions that give these values, up to a constant."""
    centred = (vectors - vectors.mean(axis=0)).astype(np.float64)
    spread = centred.T @ centred
    penalty = RIDGE * np.trace(spread) / len(spread) * np.eye(len(spread))
    return np.linalg.solve(spread + penalty, centred.T @ (values - values.mean())).astype(np.float32)


def rarity(tokens: list[Tokens], size: int) -> Floats:
    """Where the weights start: by how few sentences a token stands in (Spärck Jones 1972)."""
    ids = np.concatenate([np.unique(each) for each in tokens])
    return np.maximum(np.log(len(tokens) / (np.bincount(ids, minlength=size) + 1)), 0.05).astype(np.float32)


def padded(tokens: list[Tokens]) -> tuple[torch.Tensor, torch.Tensor]:
    """Ids filled up to one length, and the mask that hides the filling."""
    ids: NDArray[np.int64] = np.zeros((len(tokens), LONGEST), dtype=np.int64)
    mask = np.zeros(ids.shape, dtype=np.float32)
    for row, each in enumerate(tokens):
        cut = each[:LONGEST]
        ids[row, : len(cut)], mask[row, : len(cut)] = cut, 1
    return torch.tensor(ids), torch.tensor(mask)


if __name__ == "__main__":
    main()
