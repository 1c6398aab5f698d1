"""The embedder as a Dagster resource: typed settings that open a plain embedder."""

from functools import cache

import dagster as dg
from pydantic import Field

from jd_assets.embedding.embedder import Embedder, EmbedderSettings, open_embedder
from jd_assets.embedding.packaged import PACKAGED_MODEL
from jd_assets.settings import data_dir


class EmbedderResource(dg.ConfigurableResource[Embedder]):
    """Which model makes the sentence vectors, and how."""

    model: str = Field(
        default=PACKAGED_MODEL,
        description="The packaged model, or a name or path that sentence-transformers can load",
    )
    threads: int = Field(
        default=0,
        ge=0,
        description="Forward passes at the same time; 0 makes one for each CPU this process may use",
    )

    def embedder(self) -> Embedder:
        """The embedder of these settings, loaded once in this process."""
        return _open_once(EmbedderSettings(data_dir() / "models", self.model, self.threads))


@cache
def _open_once(settings: EmbedderSettings) -> Embedder:
    return open_embedder(settings)
