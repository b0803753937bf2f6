"""Issues that are one matter though their labels differ: short names and full ones, a thing and its start.

"Trial" and "night-ferry trial" stay two issues, and so do "guarantee of jobs" and "signing of the job
guarantee". But who first refuses the one and then accepts the other has moved. Whether two issues are one
matter is seen from these two alone, and doesn't carry on: "pay trial" and "ferry trial" are not one because
"trial" is either.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from onrecord.model import Issue
from onrecord.text.words import word_set
from onrecord.track.labels import inner, lexicon, stem, taken_apart

MOST = 6
"""Of so many narrowing words every selection is tried as a shorter name, of more only all and all but one."""
# "Signing of the guarantee" and "the guarantee": who is for one is for the other.
BRINGING = frozenset(
    stem(word)
    for word in word_set(
        """signing signature giving granting grant fixing setting naming publication conclusion
        adoption holding introduction establishment provision start starting opening keeping getting having
        receiving receipt resumption continuation implementation restoration"""
    )
)
# Words before or after a thing that don't make another matter of it.
LOOSE = word_set(
    "new early earl limit full first next further earlier independent joint old own fresh big small"
)
JOINING = frozenset({"for", "on", "in", "of", "at", "within", "about", "over", "with", "by", "as"})
MEMBERSHIP = frozenset(role + stem(word) for role in ("", "to:") for word in ("membership", "accession"))
AGENTS = ("or", "er")
# Steps that news words in many ways: taking dismissed people back, troops that go home.
PEOPLE = frozenset(
    stem(word)
    for word in word_set(
        """people man woman worker employee staff operator driver miner nurse teacher docker official
        judge striker"""
    )
)
TROOPS = frozenset(stem(word) for word in word_set("army soldier troop force unit tank"))
REINSTATING = frozenset(stem(word) for word in word_set("reinstatement rehiring reemployment"))
LEAVING = frozenset(stem(word) for word in word_set("withdrawal going leaving departure pullout retreat"))
REINSTATEMENT, WITHDRAWAL = "reinstat", stem("withdrawal")
STEPS = (REINSTATEMENT, WITHDRAWAL)


@dataclass(frozen=True, slots=True)
class Matter:
    """What a label is about, bare.

    Attributes:
        absent: whether it is the absence or the end of that.
        head: stem of its head noun, an agent's taken for the thing that the agent does.
        words: stems of what narrows it.
    """

    absent: bool
    head: str
    words: frozenset[str]

    @property
    def key(self) -> str:
        """The same for two labels of one matter in the same words."""
        return f"{self.head} < {' '.join(sorted(self.words))}"

    def shorter(self) -> Iterator[str]:
        """Keys of the names that leave some of the narrowing words out, this one's own among them."""
        words = sorted(self.words)
        counts = range(len(words) + 1) if len(words) <= MOST else (0, 1, len(words))
        for dropped in counts:
            for gone in combinations(words, dropped):
                kept = self.words.difference(gone)
                if kept or self.head in STEPS or not is_hollow(self.head):
                    yield Matter(self.absent, self.head, kept).key


def is_hollow(head: str) -> bool:
    """Whether a head says too little by itself."""
    return head in lexicon().hollow or head.isdigit() or head in lexicon().units


@lru_cache(maxsize=65_536)
def matter_of(label: str) -> Matter | None:
    """What a label is about; None where it says too little to be compared.

    Args:
        label: of an issue: "signing of the job guarantee", "no return to work".
    """
    apart = taken_apart(label)
    absent = apart.absent
    bare = label
    for _ in range(2):
        outer, rest = inner(bare)
        if outer and outer in lexicon().ends and not absent:
            absent, bare = True, rest
        elif outer and outer in BRINGING:
            bare = rest
    if bare != label:
        apart = taken_apart(bare)
    head = apart.head
    words = frozenset(_plain(word) for word in apart.narrowing) - LOOSE - {head}
    if head == stem("alternative"):
        words -= MEMBERSHIP  # of what, the words around a bare "alternative to membership" have said
    step = _step(head, words)
    if step is not None:
        return Matter(absent, *step)
    if not head or (not words and is_hollow(head)):
        return None
    return Matter(absent, _thing(head), words)


def _step(head: str, words: frozenset[str]) -> tuple[str, frozenset[str]] | None:
    """One of the steps that are worded in many ways, with what tells it from others of its kind."""
    objects = {word.rpartition(":")[2] for word in words}
    people = bool(words) and all(word.isdigit() or word in PEOPLE for word in objects)
    if head in REINSTATING or (head == stem("taking") and "back" in words):
        return REINSTATEMENT, words - {"back"}
    if head == "return" and people:
        return REINSTATEMENT, words
    if head == WITHDRAWAL and not words:
        return WITHDRAWAL, words
    if head in LEAVING and objects & TROOPS:
        return WITHDRAWAL, words - {"home"}
    return None


def _plain(word: str) -> str:
    role, _, rest = word.rpartition(":")
    return rest if role in JOINING else word


def _thing(head: str) -> str:
    """ "arbitrator" as "arbitrat", which "arbitration" is too."""
    return next((head[: -len(end)] for end in AGENTS if head.endswith("at" + end) and len(head) > 6), head)


def neighbours(issues: Iterable[Issue]) -> dict[str, dict[str, int]]:
    """For each issue those that are the same matter, itself among them.

    Args:
        issues: any; whether two are neighbours doesn't depend on the others.

    Returns:
        Ids by id: 1 where being for the one is being for the other, -1 where it is being against it. The work
        grows with the number of issues and of the pairs found.
    """
    every = list(issues)
    place: dict[str, list[tuple[str, Matter]]] = {}
    known = {issue.id: matter for issue in every if (matter := matter_of(issue.label)) is not None}
    for id_, matter in known.items():
        place.setdefault(matter.key, []).append((id_, matter))
    near: dict[str, dict[str, int]] = {issue.id: {issue.id: 1} for issue in every}
    for id_, matter in known.items():
        for key in matter.shorter():
            for other, shorter in place.get(key, ()):
                sign = 1 if shorter.absent == matter.absent else -1
                near[id_].setdefault(other, sign)
                near[other].setdefault(id_, sign)
    for issue in every:
        if issue.negates in near and issue.negates != issue.id:
            near[issue.id][issue.negates] = -1
            near[issue.negates][issue.id] = -1
    return near


def together(issues: Iterable[Issue], reports: Mapping[str, Set[str]] | None = None) -> Mapping[str, str]:
    """One issue to stand for each matter, for questions that chain issues.

    Neighbours are put together one after another, the fullest names first. A short name that would join what
    its fuller namesakes keep apart goes with the only one that a report of its own speaks of, or stays
    alone. So the answer depends on all issues given, and on no order.

    Args:
        issues: those that a question is about.
        reports: the reports that speak of each issue, by its id; without them no short name is placed by
        its report.

    Returns:
        For the id of each issue the smallest id of its matter.
    """
    every = {issue.id: issue for issue in issues}
    spoken = reports or {}
    near = neighbours(every.values())
    bare = {id_: matter_of(one.label) for id_, one in every.items()}
    groups: dict[str, set[str]] = {}
    named: dict[tuple[str, bool], set[str]] = {}
    fullness = {id_: len(one.words) if one else 0 for id_, one in bare.items()}
    for id_ in sorted(every, key=lambda one: (-fullness[one], one)):
        matter = bare[id_]
        same = named.get((matter.key, matter.absent)) if matter else None
        others = [other for other, sign in near[id_].items() if sign > 0 and other in groups]
        fuller = {min(groups[other]): groups[other] for other in others if fullness[other] > fullness[id_]}
        if len(fuller) > 1:
            own = spoken.get(id_, frozenset())
            fuller = {
                first: group
                for first, group in fuller.items()
                if len(own) == 1 and any(own & spoken.get(other, frozenset()) for other in group)
            }
        if len(fuller) == 1:
            (group,) = fuller.values()
        else:
            group = same if same is not None else set()
        group.add(id_)
        groups[id_] = group
        if matter:
            named.setdefault((matter.key, matter.absent), group)
    return {id_: min(members) for id_, members in groups.items()}
