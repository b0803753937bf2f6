"""Issues of reports joined into the ledger's: incrementally, and from nothing.

Issues that share a key are one (`onrecord.track.issues`), so the ledger's are the connected components of
forms and keys, and a key belongs to one of them: no two issues are ever compared.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from sqlalchemy import Connection

from onrecord.consolidation import judged_issues
from onrecord.consolidation.judged_issues import ALONE, JUDGED, KEY, NOTHING_DECIDED, IssueDecisions, Step
from onrecord.model import Issue, IssueKind, ReportRecords, stable_id
from onrecord.store import issues, matters, stands
from onrecord.store.issues import Form, Joined
from onrecord.track.bare import matter_of
from onrecord.track.issues import Relations, issue_keys, joined_issue, related_keys
from onrecord.track.labels import content, taken_apart
from onrecord.track.linking import connected
from onrecord.track.within import named_in_full

RELATIONS = ("parent", "part_of", "negates")
FORMS = 16_384  # wordings of issues that are likely to be met again


def form_of(issue: Issue) -> tuple[Issue, tuple[str, ...]]:
    """What a report's issue says apart from the report, and its keys.

    Args:
        issue: of one report.

    Returns:
        The wordings under an id of their own, the same for all reports that say just this. An issue without
        a key says too little to be joined: it keeps its id, so that it stays alone.
    """
    plain, keys = _form(issue.label, issue.aliases, issue.kind, issue.confidence)
    return (plain, keys) if keys else (replace(plain, id=issue.id), ())


@lru_cache(maxsize=FORMS)
def _form(
    label: str, aliases: tuple[str, ...], kind: IssueKind, confidence: float
) -> tuple[Issue, tuple[str, ...]]:
    id_ = stable_id("issue", "form", label, kind, f"{confidence:.4f}", *aliases)
    plain = Issue(id=id_, label=label, aliases=aliases, kind=kind, confidence=confidence)
    return plain, issue_keys(plain)


def join(
    connection: Connection, reports: Sequence[ReportRecords], decided: IssueDecisions
) -> tuple[dict[str, int], set[int]]:
    """Join the issues of reports to the ledger's.

    Args:
        connection: of a transaction that writes.
        reports: what was derived from each.
        decided: what people decided on issues.

    Returns:
        The numbers of the forms by the ids of the reports' issues; and of the ledger's issues that gained a
        form or a member, or came to be, for `describe`.
    """
    forms: dict[str, tuple[Issue, tuple[str, ...]]] = {}
    form_id: dict[str, str] = {}
    for records in reports:
        for issue in named_in_full(records.issues, records.conditions):
            form, keys = form_of(issue)
            forms[form.id] = form, keys
            form_id[issue.id] = form.id
    there = issues.forms_by_id(connection, forms)
    numbers = {id_: form.number for id_, form in there.items()}
    touched = {form.issue for form in there.values()}
    for id_, (form, keys) in sorted(forms.items()):
        if id_ not in there:
            keys = decided.keys(form, keys)
            issue_number = _place(connection, form, keys)
            numbers.update(issues.put_forms(connection, [(form, issue_number, keys)]))
            touched.add(issue_number)
            absences = matters.negating(connection, keys)
            stands.touch_issues(connection, absences | {issue_number} if absences else ())
    return {id_: numbers[of_form] for id_, of_form in form_id.items()}, touched


def _place(connection: Connection, form: Issue, keys: Sequence[str]) -> int:
    """The issue that a new form belongs to; those that it connects become one."""
    linked = issues.owners(connection, keys)
    if not linked:
        number = issues.next_issue(connection)
        issues.put_issues(connection, [_unnamed(number, form)])
        return number
    kept, *others = sorted(linked)
    if others:
        stands.touch_issues(connection, linked)
        moved = {one.number: kept for one in issues.forms_of(connection, others)}
        issues.move_forms(connection, moved)
        issues.remove_empty(connection, others)
    return kept


def describe(
    connection: Connection, numbers: Iterable[int], decided: IssueDecisions = NOTHING_DECIDED
) -> None:
    """Make issues what their forms say, and people decided: label, wordings, kind, what they relate to.

    Args:
        connection: of a transaction that writes.
        numbers: of the ledger's issues.
        decided: what people decided on issues.
    """
    changed = []
    related: dict[int, list[tuple[str, str]]] = {}
    for number, forms in list(issues.grouped_forms(connection, sorted(numbers))):
        issue = joined_issue((form.record for form in forms), decided.fixed)
        if not issue.judged:
            issue = replace(issue, label=_common_label(issue, forms))
        name = decided.name_of((form.record, form_of(form.record)[1]) for form in forms)
        if name:
            issue = replace(issue, label=name, aliases=tuple(sorted({*issue.aliases, name})))
        changed.append(Joined(number, issue, sum(form.claims for form in forms)))
        relations = _relations(issue, decided)
        related[number] = [(name, key) for name in RELATIONS for key in getattr(relations, name)]
    labels = {one.number: one.record.label for one in changed}
    before = matters.framing(connection, labels)
    renamed = issues.change_issues(connection, changed)
    # What was near them under their former names; what is near them now is looked up when it is needed.
    now = {number: _framing(labels[number], related[number]) for number in renamed}
    stands.touch_issues(connection, (number for number in renamed if before.get(number) != now[number]))
    issues.put_relations(connection, {number: related[number] for number in renamed})
    matters.put_matters(connection, {number: _matters(labels[number]) for number in renamed})


def _framing(label: str, related: Iterable[tuple[str, str]]) -> tuple[str, tuple[str, ...]]:
    """What decides what an issue is near, as `matters.framing` has it."""
    return label, tuple(key for name, key in related if name == "negates")


def _relations(issue: Issue, decided: IssueDecisions) -> Relations:
    """What an issue hangs together with; what was fixed from the start also goes by the keys it was given."""
    found = related_keys(issue, decided.fixed)

    def also(keys: tuple[str, ...]) -> tuple[str, ...]:
        alike = decided.fixed.alike
        return tuple(
            dict.fromkeys(one for key in keys for one in (key, *([alike[key].key] if key in alike else ())))
        )

    return (
        Relations(also(found.parent), also(found.part_of), also(found.negates))
        if decided.fixed.alike
        else found
    )


def _common_label(issue: Issue, forms: Sequence[Form]) -> str:
    """What most reports call an issue, without words of praise; the fuller name where as many do.

    The fullest name of all would be that of whichever report was wordiest.
    """
    absent = taken_apart(issue.label).absent
    said: Counter[str] = Counter()
    for form in forms:
        label = content(form.record.label)
        if taken_apart(label).absent == absent:
            said[label] += form.members

    def commonness(label: str) -> tuple[int, int, int, str]:
        return said[label], len(taken_apart(label).narrowing), -len(label), label

    return max(said, key=commonness, default=issue.label)


def _matters(label: str) -> list[tuple[str, bool]]:
    """The keys that an issue's matter is found by, each with whether it is the one of the full name."""
    matter = matter_of(label)
    if matter is None:
        return []
    return [(key, key == matter.key) for key in dict.fromkeys((matter.key, *matter.shorter()))]


def settle(connection: Connection, numbers: Iterable[int], decided: IssueDecisions) -> set[int]:
    """Work out anew which forms of some issues belong together, after others of them have gone.

    Args:
        connection: of a transaction that writes.
        numbers: of the ledger's issues.
        decided: what people decided on issues.

    Returns:
        The numbers of the issues that they are now.
    """
    now: set[int] = set()
    for number, forms in list(issues.grouped_forms(connection, sorted(numbers))):
        now.add(number)
        by_id = {form.record.id: form for form in forms}
        # The first has the smallest id, and stays; each of the others becomes an issue of its own.
        for group in _components(forms, _keys(forms, decided))[1:]:
            new = issues.next_issue(connection)
            issues.put_issues(connection, [_unnamed(new, by_id[group[0]].record)])
            issues.move_forms(connection, {by_id[id_].number: new for id_ in group})
            now.add(new)
    return now


def consolidate(connection: Connection) -> None:
    """Work every issue of the ledger out anew from the forms that reports give."""
    issues.recount(connection)
    issues.remove_unused(connection)
    decided = judged_issues.load(connection)
    forms = list(issues.forms_of(connection, None))
    describe(connection, _gather(connection, forms, decided), decided)


def rejudge(connection: Connection, judgement: Step) -> None:
    """Work out anew the issues that a judgement is about which was made or let go just now.

    Args:
        connection: of a transaction that writes.
        judgement: what it makes of keys.
    """
    decided = judged_issues.load(connection)
    known = judgement.known_as
    wanted = {one.removeprefix(KEY) for one in known if one.startswith(KEY)}
    wanted |= {f"{JUDGED}{judgement.id}"} | {f"apart {judgement.id} {side}" for side in range(1, 50)}
    alone = [one.removeprefix(ALONE) for one in known if one.startswith(ALONE)]
    there = {form.issue for form in issues.forms_by_id(connection, alone).values()}
    touched: set[int] = set()
    forms: list[Form] = []
    while new := (there | issues.owners(connection, wanted)) - touched:
        touched |= new
        found = list(issues.forms_of(connection, sorted(new)))
        forms += found
        # With and without judgements: what a judgement took from its kin may come back to it.
        wanted = {key for form in found for key in form_of(form.record)[1]}
        wanted |= {key for keys in _keys(found, decided).values() for key in keys}
        there = set()
    stands.touch_issues(connection, touched)
    now = _gather(connection, forms, decided)
    describe(connection, now, decided)
    stands.touch_issues(connection, now)


def _keys(forms: Iterable[Form], decided: IssueDecisions) -> dict[int, tuple[str, ...]]:
    return {form.number: decided.keys(form.record, form_of(form.record)[1]) for form in forms}


def _gather(connection: Connection, forms: Sequence[Form], decided: IssueDecisions) -> set[int]:
    """Make whole issues of forms, by their keys as they are now; give the issues' numbers."""
    keys = _keys(forms, decided)
    issues.put_keys(connection, keys, replace=True)
    by_id = {form.record.id: form for form in forms}
    taken: set[int] = set()
    moved: dict[int, int] = {}
    new = issues.next_issue(connection)
    for group in _components(forms, keys):
        home = min({by_id[id_].issue for id_ in group} - taken, default=0)
        if not home:
            home, new = new, new + 1
            issues.put_issues(connection, [_unnamed(home, by_id[group[0]].record)])
        taken.add(home)
        moved.update({by_id[id_].number: home for id_ in group if by_id[id_].issue != home})
    issues.move_forms(connection, moved)
    issues.remove_empty(connection, {form.issue for form in forms} - taken)
    return taken


def _unnamed(number: int, record: Issue) -> Joined:
    """An issue that `describe` names later: its id may still be another's."""
    return Joined(number, replace(record, id=f"new {number}"), 0)


def _components(forms: Sequence[Form], keys: Mapping[int, Sequence[str]]) -> list[tuple[str, ...]]:
    """Groups of forms that keys connect, as sorted ids, in order of their smallest."""
    first: dict[str, str] = {}
    links = [
        (first.setdefault(key, form.record.id), form.record.id) for form in forms for key in keys[form.number]
    ]
    return connected((form.record.id for form in forms), links)
