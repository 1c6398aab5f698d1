"""What stages work with, opened once: the database, the embedder, the engine that reads, the library."""

from dataclasses import dataclass, field

from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.skill_extraction import SkillExtraction
from jd_assets.database.connection import Connect
from jd_assets.embedding.embedder import CachedEmbedder, Embedder
from jd_assets.embedding.vector_store import VectorStore
from jd_assets.llm.batch_questions import QuestionBook
from jd_assets.llm.budget import Bill
from jd_assets.llm.cache import PostgresAnswerCache
from jd_assets.llm.client import LlmClient
from jd_assets.llm.nano_parser import OpenAiNanoParser
from jd_assets.llm.settings import LlmSettings
from jd_assets.llm.skill_extractor import OpenAiSkillExtractor
from jd_assets.parsing.doubt import doubt_of
from jd_assets.skills.doubt import has_few_skills
from jd_assets.skills.vocabulary import Vocabulary
from jd_assets.stages.indexes import LibraryIndexes, LibraryView
from jd_assets.stages.nano_parse import NanoParser, RulesParser
from jd_assets.stages.skill_extraction import RulesExtractor, SkillExtractor
from jd_assets.stages.versions import fingerprint_of


@dataclass(frozen=True)
class Tools:
    """What stages work with.

    Attributes:
        connect: Transactions on the database.
        embedder: Makes sentence vectors.
        llm: Settings of the engine that reads postings.
        indexes: The library of today in every form that stages read.
    """

    connect: Connect
    embedder: Embedder
    llm: LlmSettings
    indexes: LibraryIndexes = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "indexes", LibraryIndexes(self.connect))

    @property
    def cached_embedder(self) -> CachedEmbedder:
        """The embedder with its vectors kept in the database."""
        return CachedEmbedder(self.embedder, VectorStore(self.connect))

    def client(self) -> LlmClient | None:
        """A client whose answers are cached in the database; None where the rules engine is in force."""
        return llm_client(self.llm, self.connect)

    def fingerprint(self, view: LibraryView) -> str:
        """What a run made now would depend on, besides its posting."""
        return fingerprint_of(view.version, self.embedder, self.llm)


def llm_client(settings: LlmSettings, connect: Connect, bill: Bill | None = None) -> LlmClient | None:
    """A client whose answers are cached in the database; None where the rules engine is in force.

    Args:
        settings: How it asks.
        connect: Where answers are kept.
        bill: The run's, where several clients share one.
    """
    if not settings.asks:
        return None
    book = QuestionBook(connect) if settings.waits_for_batches else None
    return LlmClient(settings, PostgresAnswerCache(connect), bill, book)


def nano_parser(client: LlmClient | None) -> NanoParser:
    """The engine that reads postings; `auto` asks the model about those that the rules are unsure of."""
    if client is None:
        return RulesParser()
    if client.settings.engine == "auto":
        return OpenAiNanoParser(client, lambda parse: doubt_of(parse) is not None)
    return OpenAiNanoParser(client)


def skill_extractor(client: LlmClient | None, vocabulary: Vocabulary) -> SkillExtractor:
    """The engine that reads skills out of postings; `auto` asks where the fields were asked for, or few were found."""
    if client is None:
        return RulesExtractor(vocabulary)
    if client.settings.engine == "auto":
        return OpenAiSkillExtractor(client, vocabulary, _is_unsure)
    return OpenAiSkillExtractor(client, vocabulary)


def _is_unsure(parse: NanoParse, found: SkillExtraction) -> bool:
    return parse.usage.engine != "rules" or has_few_skills(parse, found)
