"""Which issue somebody's words mean, and what stands near it without being linked."""

from collections.abc import Callable, Iterable, Mapping, Set

from onrecord.errors import Ambiguous
from onrecord.ledger.grounds import Grounds
from onrecord.model import Condition, Issue, Position
from onrecord.text.folding import fold, folded_words
from onrecord.track.bare import Matter, kinds, matter_of, one_matter
from onrecord.track.issues import issue_keys
from onrecord.track.labels import is_gerund, lexicon, stem, taken_apart

NAMED_AT_MOST = 6
FURTHEST = 2
"""How many conditions away from a shared word something still stands near."""
ARTICLES = ("the ", "a ", "an ")


def find_goal(grounds: Grounds, words: str) -> str | None:
    """The matter that words or an id mean, or None.

    Tried in this order: an id; a label or alias, however cased; a label of the same words in another form or
    order; a label of the same matter in the same words; one of the same matter in more or fewer words; the
    only label that has all the words.

    Raises:
        Ambiguous: several matters answer to it.
    """
    if words in grounds.matter:
        return grounds.matter[words]
    issues = grounds.material.issues
    wanted = _bare(words)
    if not wanted:
        return None
    asked = Issue(id="asked", label=words.strip())
    keys = set(issue_keys(asked))
    matter = matter_of(asked.label)
    stems = _stems(words)
    tests: tuple[Callable[[Issue], bool], ...] = (
        lambda one: _bare(one.label) == wanted,
        lambda one: any(_bare(name) == wanted for name in grounds.wordings.get(one.id, ())),
        lambda one: any(_bare(name) == wanted for name in one.aliases),
        lambda one: not keys.isdisjoint(issue_keys(one)),
        lambda one: matter is not None and any(matter_of(name) == matter for name in one.aliases),
        lambda one: matter is not None and any(_same(matter_of(name), matter) for name in one.aliases),
        lambda one: bool(stems) and any(stems <= _stems(name) for name in one.aliases),
    )
    mentioned = _mentioned(grounds)
    for test in tests:
        found = [one for one in issues if test(one)]
        found = [one for one in found if one.id in mentioned] or found
        if len(found) == 1:
            return found[0].id
        if found:
            named = ", ".join(f"“{one.label}” ({one.id})" for one in found[:NAMED_AT_MOST])
            more = ", ..." if len(found) > NAMED_AT_MOST else ""
            raise Ambiguous(f"Several issues answer to {words!r}: {named}{more}.", "Give one of the ids.")
    return None


def _same(one: Matter | None, other: Matter) -> bool:
    return one is not None and one.absent == other.absent and one_matter(one, other)


def _bare(words: str) -> str:
    folded = fold(words)
    return next((folded.removeprefix(one) for one in ARTICLES if folded.startswith(one)), folded)


def _stems(words: str) -> frozenset[str]:
    apart = taken_apart(words)
    return frozenset(word.rpartition(":")[2] for word in (apart.head, *apart.narrowing) if word)


def _mentioned(grounds: Grounds) -> frozenset[str]:
    found: set[str] = {event.issue for event in grounds.material.events}
    for position in grounds.material.positions:
        found.update((position.issue, *position.alternatives))
    for condition in grounds.material.conditions:
        found.update((condition.step, condition.requirement, *condition.alternatives))
    return frozenset(found)


def slice_of(grounds: Grounds, goal: str, conditions: Iterable[Condition]) -> dict[str, str]:
    """The goal and what it waits for by the records, each with the label of what waits for it.

    Args:
        grounds: what is reasoned about.
        goal: id of a matter.
        conditions: those that count.
    """
    by_step: dict[str, list[str]] = {}
    for one in conditions:
        by_step.setdefault(one.step, []).extend((one.requirement, *one.alternatives))
    found, todo = {goal: ""}, [goal]
    for step in todo:
        for requirement in by_step.get(step, ()):
            if requirement not in found:
                found[requirement] = grounds.labels.get(step, step)
                todo.append(requirement)
    return found


def near_to(
    grounds: Grounds, linked: Iterable[str], records: Iterable[Position | Condition]
) -> dict[str, tuple[str, str]]:
    """Issues that stand near some others: a part, a shared thing, or what is needed for such a one.

    Args:
        grounds: what is reasoned about.
        linked: ids of the goal and of what it waits for.
        records: the positions and conditions that count.

    Returns:
        By id of the issue, the label of the linked issue that it stands near, and what they share.
    """
    issues = {one.id: one for one in grounds.material.issues}
    terms = [one for one in records if isinstance(one, Condition)]
    links = [id_ for id_ in linked if id_ in issues]
    found: dict[str, tuple[str, str]] = {}
    for id_ in sorted(issues):
        shared = ((link, _shared(issues[id_], issues[link], issues)) for link in links if id_ not in links)
        first = next(((link, why) for link, why in shared if why), None)
        if first:
            found[id_] = (grounds.labels.get(first[0], first[0]), first[1])
    reach = set(found)
    for _ in range(FURTHEST):
        further = _further(grounds, issues, reach, terms)
        reach = further.keys() - found.keys() - set(links)
        found.update({id_: further[id_] for id_ in sorted(reach)})
    return found


def _further(
    grounds: Grounds, issues: Mapping[str, Issue], reach: Set[str], terms: Iterable[Condition]
) -> dict[str, tuple[str, str]]:
    """What the issues of some reach need, and the issues that name that more closely."""
    found = {
        one.requirement: (grounds.labels.get(one.step, one.step), "needed for it")
        for one in terms
        if one.step in reach
    }
    closer: dict[str, tuple[str, str]] = {}
    for id_ in sorted(issues.keys() - found.keys()):
        wider = [other for other in sorted(found) if other in issues and _narrows(issues[id_], issues[other])]
        if wider:
            closer[id_] = (grounds.labels.get(wider[0], wider[0]), "names it more closely")
    return found | closer


def _shared(one: Issue, link: Issue, issues: Mapping[str, Issue]) -> str:
    """What an issue has in common with a linked one, in words, or empty."""
    if link.id in (one.parent, one.part_of):
        return "a part of it" if one.part_of == link.id else "narrows it"
    if one.id in (link.parent, link.part_of):
        return "it is a part of this" if link.part_of == one.id else "this is wider"
    if one.negates == link.id or link.negates == one.id:
        return "its opposite"
    own = _stems(one.label)
    names = [_stems(name) for name in link.aliases]
    if any(len(other) > 1 and other <= own for other in names):
        return "its name is in it"
    head = taken_apart(link.label).head
    if head and head == taken_apart(one.label).head and not _tells_nothing(head, link.label):
        return f"also {_word_of(link.label, head)}"
    return ""


def _narrows(one: Issue, other: Issue) -> bool:
    """Whether an issue's label holds all words of another's of the same head."""
    own, wide = _stems(one.label), _stems(other.label)
    return len(wide) > 1 and wide < own and taken_apart(one.label).head == taken_apart(other.label).head


def _word_of(label: str, head: str) -> str:
    return next((word for word in folded_words(label) if stem(word) == head), head)


def _tells_nothing(head: str, label: str) -> bool:
    """Whether a head says nothing of a thing by being shared: "end", "signing", "start", "joining"."""
    known, more = lexicon(), kinds()
    idle = known.ends | known.parts | known.hollow | known.units
    if head in idle | more.bringing | more.ending | more.empty:
        return True
    return is_gerund(_word_of(label, head))
