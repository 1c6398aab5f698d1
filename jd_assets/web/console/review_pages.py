"""Routes of the review desk."""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from jd_assets.contracts.proposal import KINDS, ProposalKind
from jd_assets.failures import JdAssetsError, PermanentFailure
from jd_assets.review.card import Card
from jd_assets.review.card_filter import CardFilter, is_warned
from jd_assets.review.cards import read_card
from jd_assets.review.claims import Claim, Desk, claimed_elsewhere, pass_on, passed_on, take, take_back_passes
from jd_assets.review.edits import FIELDS
from jd_assets.review.effects import since
from jd_assets.review.known_answers import KnownAnswer, as_answer, keep_answer
from jd_assets.web.console.card_actions import CARD_ACTIONS
from jd_assets.web.console.card_page import card_page
from jd_assets.web.console.desk import REASON, ReviewDesk, again, change_of, desk_of, reviewer_of
from jd_assets.web.console.library_search import find_items
from jd_assets.web.console.trials import Action
from jd_assets.web.problems import ProblemError, problem
from jd_assets.web.security.roles import AccessRole
from jd_assets.web.templating import page

router = APIRouter(prefix="/review")

#: Cards in the list beside the open one.
LISTED = 200
#: Decisions that a dry run lists.
TOLD = 12
BLIND = "jd_blind"
#: Fields that a merge takes (`review.actions.merge`).
MERGED = ("collision", "weight")
DONE = {"undo": "Took back", **{name: action.done for name, action in CARD_ACTIONS.items()}}

UseDesk = Annotated[ReviewDesk, Depends(desk_of)]
UseReviewer = Annotated[Desk, Depends(reviewer_of)]


@dataclass(frozen=True)
class _List:
    """The queue as a reviewer sees it: cards of the filter, those passed on last, and who looks at which."""

    all: Sequence[Card]
    cards: Sequence[Card]
    claims: Mapping[int, Claim]
    passed: frozenset[int]

    def claim(self, card: Card) -> Claim | None:
        return next((self.claims[number] for number in card.proposal_ids if number in self.claims), None)

    def next(self, behind: int | None = None) -> Card | None:
        """The first card, or the one behind another in the list, that nobody else looks at and that was not passed."""
        numbers = [card.card_id for card in self.cards]
        start = numbers.index(behind) + 1 if behind in numbers else 0
        free = [card for card in self.cards if self.claim(card) is None]
        fresh = [card for card in free if not self.passed.intersection(card.proposal_ids)]
        rest = {card.card_id for card in self.cards[start:]}
        return next((card for card in fresh if card.card_id in rest), None) or next(iter(fresh or free), None)


@router.get("")
def next_card(request: Request, desk: UseDesk, reviewer: UseReviewer) -> Response:
    """The desk with the card that is to be decided next."""
    wanted = CardFilter.of(request.query_params)
    known = desk.known_answer(reviewer)
    if known and (not wanted.kind or wanted.kind == known.card.kind):
        return _desk_page(request, desk, reviewer, wanted, known.card)
    return _desk_page(request, desk, reviewer, wanted, None)


@router.get("/cards/{card_id}")
def one_card(request: Request, card_id: int, desk: UseDesk, reviewer: UseReviewer) -> Response:
    """The desk with a card that was chosen, also a settled one."""
    known = desk.known_card(reviewer, card_id)
    card = known.card if known else desk.queue.find(card_id) or _stored_card(desk, card_id)
    return _desk_page(request, desk, reviewer, CardFilter.of(request.query_params), card)


@router.post("/cards/{card_id}")
async def settle(request: Request, card_id: int, desk: UseDesk, reviewer: UseReviewer) -> Response:
    """Approve, merge, reject or pass on a card, and move on to the next one."""
    form = await request.form()
    return await run_in_threadpool(_settle, request, card_id, desk, reviewer, form)


def _settle(request: Request, card_id: int, desk: ReviewDesk, reviewer: Desk, form: FormData) -> Response:
    wanted = _filter_of(form)
    known = desk.known_card(reviewer, card_id)
    name = _text(form, "action")
    if name == "pass":
        pass_on(desk.connect, reviewer, _ids(form))
        desk.put_away(reviewer)
        return _to_next(wanted, f"passed={card_id}")
    try:
        action = _action(form, desk)
        if known:
            return _answer_known(desk, reviewer, known, action, form, wanted)
        card = desk.queue.find(card_id) or _stored_card(desk, card_id)
        change = desk.settle(card, action, reviewer.reviewer, _text(form, "reason") or REASON)
    except JdAssetsError as error:
        card = desk.queue.find(card_id) or _stored_card(desk, card_id)
        return _desk_page(request, desk, reviewer, wanted, card, refusal=str(error))
    return _to_next(wanted, f"did={change.change_id}&card={card_id}&score={card.rank}")


def _answer_known(
    desk: ReviewDesk, reviewer: Desk, known: KnownAnswer, action: Action, form: FormData, wanted: CardFilter
) -> Response:
    opened = _text(form, "opened")
    seconds = time.time() - float(opened) if opened.replace(".", "", 1).isdecimal() else None
    keep_answer(desk.connect, known, reviewer.reviewer, as_answer(action.name), seconds)
    desk.put_away(reviewer)
    return _to_next(wanted, "check=1")


@router.post("/undo/{change_id}")
async def take_back(request: Request, change_id: int, desk: UseDesk, reviewer: UseReviewer) -> Response:
    """Undo a change; its card is open again."""
    form = await request.form()
    return await run_in_threadpool(_take_back, request, change_id, desk, reviewer, form)


def _take_back(request: Request, change_id: int, desk: ReviewDesk, reviewer: Desk, form: FormData) -> Response:
    made = desk.change(change_id)
    principal = request.state.principal
    if made.actor != reviewer.reviewer and principal.role < AccessRole.ADMIN:
        told = f"Change {change_id} is {made.actor}'s: only an admin takes back others' changes"
        raise ProblemError(problem(403, told))
    undone = desk.undo(change_id, reviewer.reviewer, _text(form, "reason") or "taken back in the console")
    back = _text(form, "back")
    if back.startswith("/library"):
        return RedirectResponse(f"{back}?did={undone.change.change_id}", 303)
    wanted = _filter_of(form)
    number = undone.card.card_id if undone.card else next(iter(made.proposal_ids), None)
    if number is None:
        return RedirectResponse("/library/history", 303)
    return RedirectResponse(f"/review/cards/{number}?{wanted.address}&undid={change_id}", 303)


@router.post("/cards/{card_id}/trial")
async def trial(request: Request, card_id: int, desk: UseDesk, reviewer: UseReviewer) -> Response:
    """What an action would change of the stored decisions; asked again until it is worked out."""
    form = await request.form()
    return await run_in_threadpool(_trial, request, card_id, desk, reviewer, form)


def _trial(request: Request, card_id: int, desk: ReviewDesk, reviewer: Desk, form: FormData) -> Response:
    known = desk.known_card(reviewer, card_id)
    action = _action(form, desk, _text(form, "try") or "approve")
    name = reviewer.reviewer
    made = again(known.change_id, action, name) if known else change_of(action, name, "a dry run")
    found = desk.trials.ask(action, made)
    changes = found.found.changes if found.found else ()
    transitions = Counter((each.case_before, each.role_before, each.case_after, each.role_after) for each in changes)
    return page(
        request, "_trial.html.j2", trial=found, action=action, card_id=card_id, told=TOLD, transitions=transitions
    )


@router.post("/cards/{card_id}/claim")
def keep_claim(card_id: int, desk: UseDesk, reviewer: UseReviewer) -> Response:
    """The reviewer still looks at the card."""
    card = desk.queue.find(card_id)
    if card:
        take(desk.connect, reviewer, card.proposal_ids)
    return Response(status_code=204)


@router.get("/find")
def find(request: Request, desk: UseDesk, kind: str = "skill", find: str = "") -> Response:
    """Items of the library that a card may be merged into, as they are typed."""
    chosen: ProposalKind = next((each for each in KINDS if each == kind), "skill")
    return page(request, "_found.html.j2", found=find_items(desk.library(), chosen, find), typed=find.strip())


@router.post("/blind")
async def blind(request: Request) -> Response:
    """Hide the scores until a card was judged, or show them."""
    form = await request.form()
    response = _to_next(_filter_of(form), "")
    if request.cookies.get(BLIND) == "1":
        response.delete_cookie(BLIND, path="/review")
    else:
        response.set_cookie(BLIND, "1", path="/review", httponly=True, samesite="strict")
    return response


@router.post("/passes")
async def see_passed(request: Request, desk: UseDesk, reviewer: UseReviewer) -> Response:
    """See again what was passed on."""
    form = await request.form()
    take_back_passes(desk.connect, reviewer)
    return _to_next(_filter_of(form), "")


def _desk_page(
    request: Request, desk: ReviewDesk, reviewer: Desk, wanted: CardFilter, card: Card | None, refusal: str = ""
) -> Response:
    waiting = desk.queue.cards()
    queue = _List(
        all=waiting,
        cards=wanted.of_cards(waiting),
        claims=claimed_elsewhere(desk.connect, reviewer),
        passed=passed_on(desk.connect, reviewer),
    )
    chosen = card or queue.next()
    claim = queue.claim(chosen) if chosen else None
    if chosen and chosen.status == "pending" and not claim:
        take(desk.connect, reviewer, chosen.proposal_ids)
    session_began = datetime.fromtimestamp(request.state.session.issued, UTC)
    return page(
        request,
        "review.html.j2",
        status=409 if refusal else 200,
        shown=card_page(desk, chosen) if chosen else None,
        queue=queue,
        listed=LISTED,
        wanted=wanted,
        kinds=Counter(each.kind for each in waiting),
        claim=claim,
        blind=request.cookies.get(BLIND) == "1",
        refusal=refusal,
        did=_did(request, desk),
        since=since(desk.connect, reviewer.reviewer, session_began),
        opened=f"{time.time():.1f}",
        following=queue.next(chosen.card_id) if chosen else None,
        is_warned=is_warned,
        reason=REASON,
        card_actions=CARD_ACTIONS,
    )


def _did(request: Request, desk: ReviewDesk) -> dict[str, Any] | None:
    """What the reviewer just did, as the address says it."""
    query = request.query_params
    if query.get("check"):
        return {"text": "That was a known answer: it is counted, and nothing was written.", "change": None}
    number = query.get("did") or query.get("undid") or ""
    if not number.isdecimal():
        return {"text": "Passed on: others see it.", "change": None} if query.get("passed") else None
    change = desk.change(int(number))
    if query.get("undid"):
        return {"text": f"Change {number} was taken back: the card is as it was.", "change": None}
    return {"text": DONE.get(change.action, change.action), "change": change, "score": query.get("score")}


def _stored_card(desk: ReviewDesk, card_id: int) -> Card:
    try:
        return read_card(desk.connect, desk.embedder, card_id)
    except PermanentFailure as error:
        raise ProblemError(problem(404, str(error))) from error


def _action(form: FormData, desk: ReviewDesk, name: str | None = None) -> Action:
    name = name or _text(form, "action")
    into = _text(form, "into")
    if name == "merge" and not into:
        raise PermanentFailure("Choose what to merge it into: one of the nearest, or search the library")
    fields = {field for known in FIELDS.values() for field in known}
    edits = {field: _text(form, f"set-{field}") for field in fields}
    return Action(
        name=name,
        proposal_ids=tuple(_ids(form)),
        seen=_text(form, "seen"),
        into=into if name == "merge" else "",
        edits=tuple(sorted((key, value) for key, value in edits.items() if value and _is_for(name, key))),
        library=desk.queue.stamp()[0],
    )


def _is_for(name: str, field: str) -> bool:
    """Whether an action takes a field: a merge writes names and links alone."""
    return name == "approve" or (name == "merge" and field in MERGED)


def _ids(form: FormData) -> list[int]:
    return [int(each) for each in _text(form, "ids").split() if each.isdecimal()]


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def _filter_of(form: FormData) -> CardFilter:
    return CardFilter.of(dict(parse_qsl(_text(form, "filter"))))


def _to_next(wanted: CardFilter, said: str) -> RedirectResponse:
    query = "&".join(part for part in (wanted.address, said) if part)
    return RedirectResponse(f"/review?{query}" if query else "/review", 303)
