"""The coreference measures of the CoNLL-2012 task, written plainly over clusters of mentions.

A clustering is a list of sets; a mention is anything hashable, the same in both clusterings where it is the
same mention. Each measure gives precision and recall as fractions, so that documents can be added up: MUC
(Vilain et al., MUC-6, 1995) counts links, B-cubed (Bagga and Baldwin, LREC workshop 1998) mentions, CEAF-e
(Luo, HLT-EMNLP 2005, with his phi-4) entities that are aligned one to one. The CoNLL figure is the mean of
the three F1 (Pradhan et al., ACL 2014).
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import networkx

Cluster = frozenset[Hashable]
Clusters = Sequence[Cluster]


@dataclass(frozen=True)
class Counted:
    """Precision and recall before the divisions; the counts of several documents add up.

    Attributes:
        right_given: what of the answer is right.
        given: how much the answer gives.
        right_wanted: what of the gold is found.
        wanted: how much the gold holds.
    """

    right_given: float = 0.0
    given: float = 0.0
    right_wanted: float = 0.0
    wanted: float = 0.0

    def __add__(self, other: "Counted") -> "Counted":
        return Counted(
            self.right_given + other.right_given,
            self.given + other.given,
            self.right_wanted + other.right_wanted,
            self.wanted + other.wanted,
        )

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, 0 to 1; 0 where either is empty."""
        precision = self.right_given / self.given if self.given else 0.0
        recall = self.right_wanted / self.wanted if self.wanted else 0.0
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def muc(gold: Clusters, answer: Clusters) -> Counted:
    """Links: how many a clustering needs, less those that are missing in the other one."""
    right_wanted, wanted = _links(gold, answer)
    right_given, given = _links(answer, gold)
    return Counted(right_given, given, right_wanted, wanted)


def _links(one: Clusters, other: Clusters) -> tuple[int, int]:
    """The links of one clustering that the other has, and all of them."""
    where = {mention: number for number, cluster in enumerate(other) for mention in cluster}
    right = total = 0
    for cluster in one:
        parts = {where.get(mention, mention) for mention in cluster if mention in where}
        alone = sum(mention not in where for mention in cluster)
        total += len(cluster) - 1
        right += len(cluster) - len(parts) - alone
    return right, total


def b_cubed(gold: Clusters, answer: Clusters) -> Counted:
    """Mentions: for each the share of its cluster that the other clustering puts with it."""
    right_wanted, wanted = _shares(gold, answer)
    right_given, given = _shares(answer, gold)
    return Counted(right_given, given, right_wanted, wanted)


def _shares(one: Clusters, other: Clusters) -> tuple[float, int]:
    """The sum over the mentions of one clustering of the share kept together, and their number."""
    where = {mention: cluster for cluster in other for mention in cluster}
    empty: Cluster = frozenset()
    return (
        sum(len(cluster & where.get(m, empty)) / len(cluster) for cluster in one for m in cluster),
        sum(len(cluster) for cluster in one),
    )


def ceaf_e(gold: Clusters, answer: Clusters) -> Counted:
    """Entities: the similarity of the best one-to-one alignment, by phi-4: 2|G and A| / (|G| + |A|)."""
    graph = networkx.Graph()
    for number, one in enumerate(gold):
        for place, other in enumerate(answer):
            shared = len(one & other)
            if shared:
                weight = 2 * shared / (len(one) + len(other))
                graph.add_edge(("gold", number), ("answer", place), weight=weight)
    pairs = networkx.max_weight_matching(graph)
    total = sum(graph.edges[pair]["weight"] for pair in pairs)
    return Counted(total, len(answer), total, len(gold))


MEASURES = {"muc": muc, "b_cubed": b_cubed, "ceaf_e": ceaf_e}


def conll(counts: dict[str, Counted]) -> float:
    """The mean F1 of the three measures, 0 to 1."""
    return sum(counts[name].f1 for name in MEASURES) / len(MEASURES)
