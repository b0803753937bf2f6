"""Which issues stand near a goal without being linked: by their words alone, for a whole archive at once.

What is compared is looked up by heads and stems (`indexes`), so that the work grows with what is found and
not with each issue times each link.
"""

from collections.abc import Callable, Iterable, Set

from onrecord.ledger.charts import Chart
from onrecord.ledger.indexes import Index, stems_of
from onrecord.model import Condition, Issue
from onrecord.text.folding import folded_words
from onrecord.track.bare import kinds
from onrecord.track.labels import is_gerund, lexicon, stem

FURTHEST = 2
"""How many conditions away from a shared word something still stands near."""


def near_to(
    chart: Chart, linked: Iterable[str], counts: Callable[[Condition], bool]
) -> dict[str, tuple[str, str]]:
    """Issues that stand near some others: a part, a shared thing, or what is needed for such a one.

    Args:
        chart: of the ledger.
        linked: ids of the goal and of what it waits for.
        counts: whether a condition counts.

    Returns:
        By id of the issue, the label of the linked issue that it stands near, and what they share.
    """
    issues, index = chart.issues, chart.index
    links = [id_ for id_ in linked if id_ in issues]
    found: dict[str, tuple[str, str]] = {}
    own = set(links)
    for link in links:
        for id_ in _alike(issues[link], index) - own - found.keys():
            why = _shared(issues[id_], issues[link], index)
            if why:
                found[id_] = (chart.labels[link], why)
    reach = set(found)
    for _ in range(FURTHEST):
        further = _further(chart, reach, counts)
        reach = further.keys() - found.keys() - own
        found.update({id_: further[id_] for id_ in sorted(reach)})
    return found


def _alike(link: Issue, index: Index) -> set[str]:
    """Issues that may share something with a linked one."""
    found = set(index.beside.get(link.id, ()))
    found |= {other for other in (link.parent, link.part_of, link.negates) if other and other in index.head}
    for name in link.aliases:
        words = stems_of(name)
        if len(words) > 1:
            found |= _with_all(words, index)
    head = index.head[link.id]
    if head and not tells_nothing(head, link.label):
        found |= index.by_head[head]
    return found


def _with_all(words: Set[str], index: Index) -> Set[str]:
    """The issues whose labels have all of some stems."""
    shelves = sorted((index.by_stem.get(word, frozenset()) for word in words), key=len)
    found = set(shelves[0])
    for shelf in shelves[1:]:
        found &= shelf
    return found


def _shared(one: Issue, link: Issue, index: Index) -> str:
    """What an issue has in common with a linked one, in words, or empty."""
    if link.id in (one.parent, one.part_of):
        return "a part of it" if one.part_of == link.id else "narrows it"
    if one.id in (link.parent, link.part_of):
        return "it is a part of this" if link.part_of == one.id else "this is wider"
    if one.negates == link.id or link.negates == one.id:
        return "its opposite"
    own = index.stems[one.id]
    names = (stems_of(name) for name in link.aliases)
    if any(len(other) > 1 and other <= own for other in names):
        return "its name is in it"
    head = index.head[link.id]
    if head and head == index.head[one.id] and not tells_nothing(head, link.label):
        return f"also {word_of(link.label, head)}"
    return ""


def _further(
    chart: Chart, reach: Set[str], counts: Callable[[Condition], bool]
) -> dict[str, tuple[str, str]]:
    """What the issues of some reach need, and the issues that name that more closely."""
    index = chart.index
    terms = [one for step in reach for one in chart.on.get(step, ()) if counts(one)]
    terms.sort(key=lambda one: chart.place[one.id])
    found = {one.requirement: (chart.labels.get(one.step, one.step), "needed for it") for one in terms}
    closer: dict[str, tuple[str, str]] = {}
    for other in sorted(found):
        wide = index.stems.get(other, frozenset())
        if len(wide) > 1:
            for id_ in _with_all(wide, index) - found.keys() - closer.keys():
                if index.stems[id_] > wide and index.head[id_] == index.head[other]:
                    closer[id_] = (chart.labels[other], "names it more closely")
    return found | closer


def word_of(label: str, head: str) -> str:
    """The word of a label that a stem comes from, or the stem."""
    return next((word for word in folded_words(label) if stem(word) == head), head)


def tells_nothing(head: str, label: str) -> bool:
    """Whether a head says nothing of a thing by being shared: "end", "signing", "start", "joining"."""
    known, more = lexicon(), kinds()
    idle = known.ends | known.parts | known.hollow | known.units
    if head in idle | more.bringing | more.ending | more.empty:
        return True
    return is_gerund(word_of(label, head))
