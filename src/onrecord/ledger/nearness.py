"""Which issues stand near a goal without being linked: by their words alone, for a whole archive at once.

What is compared is looked up by heads and stems (`indexes`), so that the work grows with what is found and
not with each issue times each link.
"""

from collections.abc import Iterable, Mapping, Sequence, Set

from onrecord.ledger.charts import Chart
from onrecord.ledger.indexes import Index, stems_of
from onrecord.model import Issue
from onrecord.text.folding import folded_words
from onrecord.track.labels import is_gerund, lexicon, stem
from onrecord.track.matter_kinds import kinds

FURTHEST = 2
"""How many conditions away from a shared word something still stands near."""


def near_to(
    chart: Chart, linked: Iterable[str], needs: Mapping[str, Mapping[str, int]]
) -> dict[str, tuple[str, str]]:
    """Issues that stand near some others: a part, a shared thing, or what is needed for such a one.

    Args:
        chart: of the ledger.
        linked: ids of the goal and of what it waits for.
        needs: for each matter what it waits for by the conditions that count, with the place in the chart of
            the last of them that says so.

    Returns:
        By id of the issue, the label of the linked issue that it stands near, and what they share.
    """
    issues = chart.issues
    links = [id_ for id_ in linked if id_ in issues]
    found: dict[str, tuple[str, str]] = {}
    own = set(links)
    seen = set(own)
    for link in links:
        ids, whys = _sharing(chart, link)
        if ids and (new := ids - seen):
            found.update({id_: (chart.labels[link], whys[id_]) for id_ in new})
            seen |= new
    reach: Set[str] = set(found)
    for _ in range(FURTHEST):
        further = _further(chart, reach, needs, found.keys() | own)
        reach = further.keys()
        found.update({id_: further[id_] for id_ in sorted(reach)})
    return found


def _sharing(chart: Chart, link: str) -> tuple[frozenset[str], dict[str, str]]:
    """What shares something with a linked one, and what; kept with the chart."""
    kept: dict[str, tuple[frozenset[str], dict[str, str]]] = chart.worked_out.setdefault("sharing", {})
    if link not in kept:
        one, index = chart.issues[link], chart.index
        names = [words for name in one.aliases if len(words := stems_of(name)) > 1]
        head = index.head[link]
        also = f"also {word_of(one.label, head)}" if head and not tells_nothing(head, one.label) else ""
        alike = ((id_, _shared(chart.issues[id_], one, index, names, also)) for id_ in _alike(one, index))
        whys = {id_: why for id_, why in alike if why}
        kept[link] = frozenset(whys), whys
    return kept[link]


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


def _shared(one: Issue, link: Issue, index: Index, names: Iterable[Set[str]], also: str) -> str:
    """What an issue has in common with a linked one, in words, or empty.

    Args:
        one: the issue.
        link: the linked one.
        index: of the matters.
        names: the stems of the linked one's names of two words at least.
        also: what is said of those that share its head; empty where that tells nothing.
    """
    if link.id in (one.parent, one.part_of):
        return "a part of it" if one.part_of == link.id else "narrows it"
    if one.id in (link.parent, link.part_of):
        return "it is a part of this" if link.part_of == one.id else "this is wider"
    if one.negates == link.id or link.negates == one.id:
        return "its opposite"
    own = index.stems[one.id]
    if any(other <= own for other in names):
        return "its name is in it"
    return also if index.head[link.id] == index.head[one.id] else ""


def _further(
    chart: Chart, reach: Set[str], needs: Mapping[str, Mapping[str, int]], known: Set[str]
) -> dict[str, tuple[str, str]]:
    """What the issues of some reach need, and the issues that name that more closely, but for known ones."""
    others = set[str]().union(*(needs[step] for step in reach if step in needs))
    last: dict[str, tuple[int, str]] = {}
    for step in reach if others - known else ():
        for other, place in needs.get(step, {}).items():
            if other not in known and place > last.get(other, (-1, ""))[0]:
                last[other] = (place, step)
    found = {other: (chart.labels.get(step, step), "needed for it") for other, (_, step) in last.items()}
    closer: dict[str, tuple[str, str]] = {}
    for other in sorted(others):
        for id_ in _closer(chart, other):
            if id_ not in others and id_ not in known:
                closer.setdefault(id_, (chart.labels[other], "names it more closely"))
    return found | closer


def _closer(chart: Chart, other: str) -> Sequence[str]:
    """The issues that name something more closely; kept with the chart."""
    kept: dict[str, list[str]] = chart.worked_out.setdefault("closer", {})
    if other not in kept:
        index = chart.index
        wide = index.stems.get(other, frozenset())
        kept[other] = [
            id_
            for id_ in (sorted(_with_all(wide, index)) if len(wide) > 1 else ())
            if index.stems[id_] > wide and index.head[id_] == index.head[other]
        ]
    return kept[other]


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
