"""Whether the program lives, whether it can work, and how it is doing."""

import logging

from fastapi import APIRouter, Request
from starlette.responses import Response

from jd_assets.contracts.batch import Batch
from jd_assets.failures import reason_of
from jd_assets.ingest.identity import make_posting
from jd_assets.skills.vocabulary import Vocabulary
from jd_assets.stages.nano_parse import RulesParser, nano_parse
from jd_assets.stages.skill_extraction import RulesExtractor, skill_extraction
from jd_assets.web.api.calls import in_thread
from jd_assets.web.api.documenting import problems
from jd_assets.web.api.metrics import LIBRARY, WAITING, exposition
from jd_assets.web.api.payloads import Health
from jd_assets.web.problems import ProblemError, problem
from jd_assets.web.services import Services

#: Read at the start and stored nowhere.
_SAMPLE = """Backend Engineer

Responsibilities
- Build services in Python that our customers rely on, and run them on AWS.

Requirements
- 5+ years of experience with Python and PostgreSQL; a degree in computer science.
- You live in London or work remotely; 60,000 to 80,000 GBP a year.
"""

_logger = logging.getLogger(__name__)

#: Probes need no token, and learn nothing but whether it works.
probes = APIRouter(tags=["operations"])
router = APIRouter(tags=["operations"])


@probes.get("/health", response_model=Health, responses=problems())
async def health() -> Health:
    """The process answers."""
    return Health(status="ok")


@probes.get("/ready", response_model=Health, responses=problems())
async def ready(request: Request) -> Health:
    """Postings can be taken in: the database answers and the library of today is loaded."""
    services: Services = request.app.state.services
    try:
        await in_thread(request, lambda: load(services))
    except Exception as error:
        _logger.warning("Not ready: %s", reason_of(error))
        raise ProblemError(problem(503, "The database or the library is not there: the log says more")) from error
    return Health(status="ok")


@router.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}, **problems()})
async def metrics(request: Request) -> Response:
    """Counters in the text format of Prometheus."""
    services: Services = request.app.state.services
    LIBRARY.set(await in_thread(request, services.indexes.version))
    WAITING.set(request.app.state.batcher.waiting)
    return Response(exposition(), media_type="text/plain; version=0.0.4; charset=utf-8")


def load(services: Services) -> Vocabulary:
    """Build what the stages read of the library of today, where it is not built."""
    view = services.indexes.current()
    view.role_index(services.embedder)
    view.skill_index(services.embedder)
    return view.vocabulary


def warm(services: Services) -> None:
    """Load the library and the model, and what the rules read when they meet their first posting."""
    vocabulary = load(services)
    services.embedder.encode([_SAMPLE])
    # Their word lists take seconds that no caller should wait for.
    sample = make_posting(source="", source_id=None, text=_SAMPLE)
    postings = Batch({sample.run_id: sample}, {})
    parsed = nano_parse(postings, RulesParser())
    skill_extraction(postings, parsed, RulesExtractor(vocabulary))
