"""Routes that act on all cards of a filter, and the reviewers' figures."""

from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from jd_assets.failures import PermanentFailure
from jd_assets.review.card_filter import CardFilter, is_warned
from jd_assets.review.known_answers import read_reviewers
from jd_assets.web.console.bulk import Job, Jobs, cards_token
from jd_assets.web.console.card_actions import CARD_ACTIONS, card_action
from jd_assets.web.console.desk import REASON, ReviewDesk, desk_of, reviewer_of
from jd_assets.web.problems import ProblemError, problem
from jd_assets.web.security.access import requires
from jd_assets.web.security.roles import AccessRole, Principal
from jd_assets.web.services import services_of
from jd_assets.web.templating import page

router = APIRouter(prefix="/review")
_jobs = Jobs()

UseDesk = Annotated[ReviewDesk, Depends(desk_of)]


@router.get("/all")
def confirm(request: Request, desk: UseDesk, act: str = "reject") -> Response:
    """What would be done to which cards, before it is."""
    return _confirm_page(request, desk, CardFilter.of(request.query_params), act)


def _confirm_page(request: Request, desk: ReviewDesk, wanted: CardFilter, act: str, refusal: str = "") -> Response:
    try:
        called = card_action(act)
    except PermanentFailure as error:
        raise ProblemError(problem(404, str(error))) from error
    cards = [card for card in wanted.of_cards(desk.queue.cards()) if act != "merge" or card.merge_into]
    return page(
        request,
        "review_all.html.j2",
        status=409 if refusal else 200,
        wanted=wanted,
        act=act,
        called=called.label_for_all,
        cards=cards,
        token=cards_token(cards),
        warned=sum(map(is_warned, cards)),
        refusal=refusal,
    )


@router.post("/all")
async def start(request: Request, desk: UseDesk) -> Response:
    """Settle all cards that were confirmed, exactly as they were shown."""
    form = await request.form()
    wanted = CardFilter.of(dict(parse_qsl(str(form.get("filter", "")))))
    act = str(form.get("act", ""))
    reason = str(form.get("reason", "")).strip() or REASON
    cards = [card for card in wanted.of_cards(desk.queue.cards()) if act != "merge" or card.merge_into]
    if act not in CARD_ACTIONS or not cards or cards_token(cards) != form.get("token"):
        refusal = "The cards changed since you saw this list: look at it again"
        return _confirm_page(request, desk, wanted, act, refusal)
    job = _jobs.settle(desk, act, cards, reviewer_of(request).reviewer, reason)
    return RedirectResponse(f"/review/all/{job.job_id}", 303)


@router.get("/all/{job_id}")
def progress(request: Request, job_id: str) -> Response:
    """How far it is."""
    template = "_job.html.j2" if request.headers.get("hx-request") else "review_job.html.j2"
    return page(request, template, job=_job(job_id))


@router.post("/all/{job_id}/undo")
def take_back(request: Request, job_id: str, desk: UseDesk) -> Response:
    """Take back all that it did, the newest change first."""
    job, reviewer = _job(job_id), reviewer_of(request).reviewer
    if job.reviewer != reviewer and request.state.principal.role < AccessRole.ADMIN:
        told = f"These changes are {job.reviewer}'s: only an admin takes back others' changes"
        raise ProblemError(problem(403, told))
    return RedirectResponse(f"/review/all/{_jobs.undo(desk, job, reviewer).job_id}", 303)


@router.post("/affected")
def process_affected(request: Request) -> Response:
    """Do the postings again that the library of now decides otherwise."""
    job = _jobs.process(services_of(request), reviewer_of(request).reviewer)
    return RedirectResponse(f"/review/all/{job.job_id}", 303)


@router.get("/reviewers")
def reviewers(
    request: Request, desk: UseDesk, admin: Annotated[Principal, Depends(requires(AccessRole.ADMIN))]
) -> Response:
    """What each reviewer decided, and how they met known answers; for admins alone."""
    del admin
    return page(request, "reviewers.html.j2", reviewers=read_reviewers(desk.connect))


def _job(job_id: str) -> Job:
    job = _jobs.find(job_id)
    if job is None:
        raise ProblemError(problem(404, "This is not known any more; the history of the library has its changes"))
    return job
