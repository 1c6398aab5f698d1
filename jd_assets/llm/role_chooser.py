"""LLM2 as the decision takes it: a function over a batch of close decisions."""

from collections.abc import Callable, Sequence
from functools import partial

from jd_assets.failures import JdAssetsError
from jd_assets.llm.client import LlmClient
from jd_assets.llm.role_choice import RoleChoice, RoleQuestion, choose_roles


def role_chooser(
    client: LlmClient | None,
) -> Callable[[Sequence[RoleQuestion]], list[RoleChoice | JdAssetsError]] | None:
    """A function that answers questions, as many at a time as the client allows; None without a client."""
    return None if client is None else partial(choose_roles, client)
