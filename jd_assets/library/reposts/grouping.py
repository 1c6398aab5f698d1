"""Groups of reposts: the connected components of the pairs that are near-duplicates."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from itertools import combinations
from typing import Generic, TypeVar

from jd_assets.library.reposts.signature import Signature, is_repost, signatures_by_id

N = TypeVar("N", bound=Hashable)


class Components(Generic[N]):
    """Connected components, by a union-find forest (Tarjan 1975) with path halving."""

    def __init__(self) -> None:
        self._parent: dict[N, N] = {}

    def find(self, node: N) -> N:
        """The node that stands for the component of `node`."""
        parent = self._parent
        while (above := parent.setdefault(node, node)) != node:
            parent[node] = parent[above]
            node = parent[node]
        return node

    def join(self, one: N, other: N) -> None:
        """Make the components of two nodes one."""
        self._parent[self.find(one)] = self.find(other)


def name_groups(component_of: Mapping[str, Hashable]) -> dict[str, str]:
    """The group of every run: the smallest run_id of its component."""
    smallest: dict[Hashable, str] = {}
    for run_id, component in component_of.items():
        smallest[component] = min(run_id, smallest.get(component, run_id))
    return {run_id: smallest[component] for run_id, component in component_of.items()}


def groups_of(signatures: Mapping[str, Signature]) -> dict[str, str]:
    """The group of every run, from scratch: a function of the signatures and not of the order they came in."""
    components: Components[int] = Components()
    for one, other in _candidates(signatures_by_id(signatures.values()).values()):
        if is_repost(one, other):
            components.join(one.signature_id, other.signature_id)
    return name_groups({run_id: components.find(held.signature_id) for run_id, held in signatures.items()})


def _candidates(signatures: Iterable[Signature]) -> set[tuple[Signature, Signature]]:
    by_probe: defaultdict[int, list[Signature]] = defaultdict(list)
    for signature in signatures:
        for probe in signature.probes:
            by_probe[probe].append(signature)
    return {pair for held in by_probe.values() for pair in combinations(held, 2)}
