"""What an issue is called: noun phrases as they stand, clauses turned into nouns."""

from dataclasses import dataclass, replace

from onrecord.interpret.cutting import (
    LONGEST_LABEL,
    has_result,
    is_done_by,
    is_of_a_gerund,
    is_participle_alone,
    is_result,
    names_people,
    shortened,
    without_frame,
)
from onrecord.interpret.following import LETTING, PHRASAL, noun_of, object_of, tail_of
from onrecord.interpret.measures import is_a_kind, measured
from onrecord.interpret.nouns import (
    PRONOUNS,
    absence_of,
    is_hyphenated,
    label_of,
    noun_phrase,
    plain,
)
from onrecord.interpret.qualities import said_of, state_of
from onrecord.interpret.shapes import clause_end, main_verb
from onrecord.interpret.subjects import Subject, subject_of
from onrecord.interpret.verbs import VerbGroup, verb_groups
from onrecord.interpret.words import gerund, pos_of, things, verbs
from onrecord.model.claims import IssueKind
from onrecord.text.tokens import Doc
from onrecord.text.words import word_set

_NOTHING = word_set("nobody none nothing no neither")
_STEP_NOUNS = word_set(
    "talks negotiation negotiations meeting withdrawal release signing vote election referendum "
    "ceasefire truce strike walkout "
    "publication audit inquiry investigation trial exchange return lifting end start arbitration "
    "mediation renewal "
    "intervention deployment sanctions ratification membership accession resignation payment "
    "agreement deal treaty"
)
_ENDINGS = ("tion", "sion", "ment", "ing", "al", "ance", "ence", "ure")
_VERBS_OF_START = word_set(
    "begin start commence continue resume stop cease agree want wish plan intend try manage need "
    "refuse decline offer promise be"
)
_LONGEST_RELATIVE = 11
_UNITS = word_set(
    "year years month months week weeks day days hour hours minute minutes moment night today tomorrow "
    "summer winter autumn spring weekend decade decades century"
)
_REACHING = word_set("reach strike find conclude broker")
_WAYS = word_set("through in out pass past across back home off")
_SOONER = word_set("first earlier sooner alone separately")
_BEFALLING = word_set("go run operate expire lapse collapse")  # of a thing, and nobody's deed
_WITH = frozenset({"meet", "face", "engage", "consult"})
_WISHING = word_set("need want wish plan intend try manage hope expect have get")


@dataclass(frozen=True, slots=True)
class Naming:
    """An issue as one place in a report names it.

    Attributes:
        label: a noun phrase.
        kind: `step` or `topic`.
        start: index of the first word that it comes from.
        end: index after the last one.
        subject: the words that say whose step it is, or None.
        negative: whether the words deny it: "no return", "would not sign".
        none: whether it is the object that is denied: "accept no offer".
        base: base form of the verb that it was made of, or empty.
        thing: label of the object or subject alone, where a verb was turned into a noun.
        short: the name before words were added that make it whole, or empty.
    """

    label: str
    kind: IssueKind
    start: int
    end: int
    subject: Subject | None = None
    negative: bool = False
    none: bool = False
    base: str = ""
    thing: str = ""
    short: str = ""

    @property
    def absence(self) -> "Naming":
        """The issue that this does not come about."""
        return replace(self, label=absence_of(self.label), negative=not self.negative)


def name_phrase(doc: Doc, start: int, limit: int) -> Naming | None:
    """Name the issue of a noun phrase.

    Args:
        doc: the document.
        start: index where it begins.
        limit: index that it may not reach.

    Returns:
        The name, or None where no noun phrase begins there.
    """
    found = noun_phrase(doc, start, limit)
    if found is None:
        return None
    named = name_span(doc, *found)
    if found[1] - found[0] == 1 and doc[found[0]].like_num:
        label = measured(doc, found[0])
        return Naming(label, "topic", *found) if label is not None else None
    return _with_relative(doc, named, limit) if named is not None else None


def _is_bare(doc: Doc, named: Naming) -> bool:
    """Whether a label is a noun alone, or with an adjective that says little."""
    words = named.label.split()
    return len(words) == 1 or (
        len(words) == 2 and pos_of(doc[named.end - 2]) == "ADJ" and named.end - named.start >= 2
    )


def _with_relative(doc: Doc, named: Naming, limit: int) -> Naming:
    """A bare noun with the relative clause that alone tells it from others: "a deal that leaves it weak"."""
    end = named.end
    if not _is_bare(doc, named) or end + 1 >= limit or not named.label.islower():
        return named
    opens = (
        doc[end].lower_ in {"that", "which"}
        or (doc[end].lower_ == "to" and doc[end + 1].tag_ == "VB")
        or (doc[end].tag_ == "VBN" and pos_of(doc[end + 1]) == "ADP" and pos_of(doc[end]) == "VERB")
    )
    stop = clause_end(doc, end + 1, min(limit, end + _LONGEST_RELATIVE))
    while stop > end and pos_of(doc[stop - 1]) in {"PUNCT", "SPACE", "ADP", "DET", "ADJ", "CCONJ"}:
        stop -= 1
    if not opens or stop - end < 3:
        return named
    return replace(named, label=f"{named.label} {plain(doc, end, stop)}", end=stop)


def name_span(doc: Doc, start: int, end: int) -> Naming | None:
    """Name the issue of a noun phrase whose bounds are known."""
    label = without_frame(label_of(doc, start, end))
    words = label.split()
    if words and words[-1].lower() in _UNITS and len(words) <= 2 and not is_a_kind(doc, start, end):
        return None
    if (
        not words
        or len(words) > LONGEST_LABEL
        or label.lower() in PRONOUNS
        or not any(len(word) > 2 for word in words)
    ):
        return None
    negative = doc[start].lower_ in {"no", "neither"} and not is_hyphenated(doc, start)
    head = label.split(" of ")[0].split(" in ")[0].split()[-1].lower()
    step = head in _STEP_NOUNS or (head.endswith(_ENDINGS) and len(head) > 6)
    return Naming(label, "step" if step else "topic", start, end, None, negative)


def name_clause(doc: Doc, start: int, limit: int) -> Naming | None:
    """Name the issue of a clause, an infinitive, a gerund, or a noun phrase without a verb.

    Args:
        doc: the tagged document.
        start: index of its first word; connectives, "that" and quotation marks are passed over.
        limit: index after its last word.

    Returns:
        The name, or None where the words give none that would be understood alone.
    """
    start, limit = _bare(doc, start, limit)
    groups = verb_groups(doc, start, limit)
    number = main_verb(doc, groups, start)
    if number is None:
        return name_phrase(doc, start, limit)
    group = groups[number]
    subject = subject_of(doc, groups, number, start) if group.finite else None
    if group.finite and subject is None and group.start > start + 1:
        found = noun_phrase(doc, start, group.start)
        subject = Subject(found[0], found[1], found[1]) if found else None
    return name_verb(doc, group, subject, limit)


def _bare(doc: Doc, start: int, limit: int) -> tuple[int, int]:
    while start < limit and (
        pos_of(doc[start]) in {"PUNCT", "CCONJ", "SPACE"}
        or doc[start].lower_ in {"that", "then", "so", "either", "both", "now", "first", "and"}
    ):
        start += 1
    while (
        limit > start and pos_of(doc[limit - 1]) in {"PUNCT", "SPACE", "CCONJ"} and doc[limit - 1].text != "%"
    ):
        limit -= 1
    return start, limit


def name_verb(doc: Doc, group: VerbGroup, subject: Subject | None, limit: int) -> Naming | None:
    """Name the issue of a verb with its subject and what follows.

    Args:
        doc: the document.
        group: the verb group.
        subject: its subject, or None for an infinitive or gerund.
        limit: index after the last word of its clause.

    Returns:
        The name, or None.
    """
    limit = clause_end(doc, group.end, limit)
    begin = subject.start if subject else group.start
    negative = group.negative or (subject is not None and doc[subject.start].lower_ in _NOTHING)
    if group.base == "be" or (group.base in {"remain", "stay", "become"} and not group.passive):
        named = _name_copula(doc, group, subject, limit)
    elif group.passive or is_participle_alone(doc, group):
        named = _name_passive(doc, group, subject, limit)
    else:
        named = _name_active(doc, group, subject, limit)
    if named is None or len(named.label.split()) > LONGEST_LABEL:
        return None
    if named.label.endswith((" of", " in", " to", " on", " from")):
        named = replace(named, label=named.label.rsplit(" ", 1)[0])
    return replace(
        named, start=begin, negative=negative or named.negative, none=named.negative, subject=subject
    )


def _name_copula(doc: Doc, group: VerbGroup, subject: Subject | None, limit: int) -> Naming | None:
    if subject is None or is_of_a_gerund(doc, subject):
        return None
    if doc[subject.start].lower_ == "there" or subject.end - subject.start == 0:
        return name_phrase(doc, group.end, limit)
    if doc[subject.start].lower_ == "nobody" and group.end < limit and pos_of(doc[group.end]) == "ADP":
        return name_phrase(doc, group.end + 1, limit)
    label = _subject_label(doc, subject)
    if not label:
        return None
    if group.base != "be" and group.end < limit and doc[group.end].lower_ in PHRASAL:
        # "provided that the trawlers stay out"
        staying = f"{label} {gerund(group.base)} {doc[group.end].lower_}"
        return Naming(staying, "step", subject.start, group.end + 1, base=group.base, thing=label)
    state, end = state_of(doc, group.end, label, limit)
    if state:
        return Naming(state, "step", subject.start, end, thing=label)
    tail, end = tail_of(doc, group.end, limit)
    if tail:
        return Naming(f"{label} {tail}", "topic", subject.start, end, thing=label)
    said, end = said_of(doc, group.end, label, limit)
    return Naming(said, "topic", subject.start, end, thing=label) if said else None


def _subject_label(doc: Doc, subject: Subject) -> str:
    if subject.end - subject.start == 1 and doc[subject.start].lower_ in PRONOUNS:
        return ""
    label = label_of(doc, subject.start, subject.end)
    return "" if len(label.split()) > LONGEST_LABEL or label.lower() in PRONOUNS else label


def _name_passive(doc: Doc, group: VerbGroup, subject: Subject | None, limit: int) -> Naming | None:
    if group.base == "prepare" and group.end + 1 < limit and doc[group.end].lower_ == "to":
        # "is prepared to pay": what somebody would do.
        inner = [one for one in verb_groups(doc, group.end, limit) if one.infinitive]
        return name_verb(doc, inner[0], None, limit) if inner else None
    idiom = _idiom(doc, group, subject, limit)
    if idiom is not None:
        return idiom
    noun, end = noun_of(doc, group)
    thing = _subject_label(doc, subject) if subject else ""
    if group.base in verbs().giving and not (end < limit and doc[end].lower_ == "to"):
        # "They must be guaranteed a share": what is given comes after, and names the issue.
        given = name_phrase(doc, end, limit)
        if given is not None:
            return replace(given, kind="step", base=group.base, thing=given.label)
    if group.base in verbs().causing and thing and end + 1 < limit and doc[end].lower_ == "to":
        stop = limit - 1 if doc[limit - 1].is_punct else limit
        return Naming(f"{noun} {thing} {plain(doc, end, stop)}", "step", group.start, limit, base=group.base)
    if group.base in verbs().making and thing and end < limit and is_result(doc[end]):
        label = f"{gerund(group.base)} {thing} {doc[end].text}"
        return Naming(label, "step", group.start, limit, base=group.base, thing=thing)
    tail, tail_end = tail_of(doc, end, limit)
    if tail.startswith("by "):
        tail = ""
    if group.base in verbs().transparent and thing and doc[subject.start].lower_ != "nobody":  # type: ignore[union-attr]
        return Naming(thing, "step", group.start, end, base=group.base, thing=thing)
    label = f"{noun} of {thing}" if thing else noun
    return Naming(f"{label} {tail}".strip(), "step", group.start, tail_end, base=group.base, thing=thing)


def _name_active(doc: Doc, group: VerbGroup, subject: Subject | None, limit: int) -> Naming | None:
    idiom = _idiom(doc, group, subject, limit)
    if idiom is not None or group.base == "do":
        return idiom
    noun, end = noun_of(doc, group)
    after = end
    while after < limit and pos_of(doc[after]) == "ADV":
        after += 1
    inner = _inner_infinitive(doc, group, after, limit)
    if inner is not None:
        return inner
    if after < limit and doc[after].lower_ == "nothing":
        return _of_nothing(doc, group, noun, after + 1, limit)
    found = object_of(doc, end, limit)
    if found is not None and doc[found[0]].lower_ in _NOTHING and found[1] - found[0] == 1:
        return None
    if found is not None:
        return _name_with_object(doc, group, found, noun, limit)
    if after < limit and doc[after].lower_ in PRONOUNS and doc[after].lower_ not in {"there", "here", "so"}:
        return None
    return _name_without_object(doc, group, subject, noun, end, limit)


def _name_with_object(
    doc: Doc, group: VerbGroup, found: tuple[int, int], noun: str, limit: int
) -> Naming | None:
    """The name made of a verb and its object: "publication of the audit"."""
    thing = name_span(doc, *found)
    if thing is None:
        return None
    following = doc[found[1]] if found[1] < limit else None
    let = _let(doc, group, found, noun, thing, limit)
    if let is not None or _is_of_others(doc, group, found[1], limit):
        return let
    if _causes_a_deed(doc, group, found[1], limit):
        label = shortened(f"{noun} {plain(doc, found[0], limit).rstrip('.')}")
        return Naming(label, "step", group.start, limit, base=group.base, thing=thing.label)
    if following is not None and has_result(group, following):
        return _with_result(doc, group, found[1], noun, thing, limit)
    if _is_transparent(group, noun_of(doc, group)[1], thing.label):
        return replace(thing, kind="step", base=group.base, thing=thing.label, end=found[1])
    tail, tail_end = (
        tail_of(doc, found[1], limit)
        if following is not None and pos_of(following) in {"ADP", "ADV"}
        else ("", found[1])
    )
    joined = "with" if group.base in _WITH and names_people(doc, found) else "of"
    label = f"{noun} {joined} {thing.label} {tail}".strip()
    short = len(label.split()) <= LONGEST_LABEL
    return Naming(
        label if short else f"{noun} {joined} {thing.label}",
        "step",
        group.start,
        tail_end if short else found[1],
        base=group.base,
        negative=thing.negative,
        thing=thing.label,
    )


def _of_nothing(doc: Doc, group: VerbGroup, noun: str, index: int, limit: int) -> Naming | None:
    """The name of what "would pay nothing towards the merger" denies; None where nothing follows."""
    tail, end = tail_of(doc, index, limit)
    named = Naming(f"{noun} {tail}", "step", group.start, end, negative=True, base=group.base, thing=tail)
    return named if tail else None


def _let(
    doc: Doc, group: VerbGroup, found: tuple[int, int], noun: str, thing: Naming, limit: int
) -> Naming | None:
    """The name of "let food and medicine through", "let the ships leave", "let it be kept out"."""
    after = doc[found[1]] if found[1] < limit else None
    if after is None or group.base not in LETTING:
        return None
    if after.lower_ in _WAYS:
        label = f"{noun} {after.lower_} of {thing.label}"
        return Naming(label, "step", group.start, found[1] + 1, base=group.base, thing=thing.label)
    if group.base != "let" or after.tag_ != "VB":
        return None
    groups = verb_groups(doc, found[1], limit)
    if groups and groups[0].passive:
        return name_verb(doc, groups[0], Subject(found[0], found[1], found[1]), limit)
    # "let the boats stay, in a move that he called final"
    limit = next((at for at in range(found[1], limit) if doc[at].text == ","), limit)
    label = shortened(f"{noun} {thing.label} {plain(doc, found[1], limit).rstrip('.')}")
    return Naming(label, "step", group.start, limit, base=group.base, thing=thing.label)


def _with_result(
    doc: Doc, group: VerbGroup, index: int, noun: str, thing: Naming, limit: int
) -> Naming | None:
    """The name of "to make the report public", or "to treat the strike as a crime"."""
    if doc[index].lower_ != "as":
        label = f"{gerund(group.base)} {thing.label} {doc[index].text}"
        return Naming(label, "step", group.start, index + 1, base=group.base, thing=thing.label)
    role = name_phrase(doc, index + 1, limit)
    if role is None:
        return None
    label = f"{noun} of {thing.label} as {role.label}"
    return replace(role, label=label, kind="step", base=group.base, thing=thing.label)


def _causes_a_deed(doc: Doc, group: VerbGroup, index: int, limit: int) -> bool:
    """Whether "to do" follows what a verb of causing takes: "allowing the ships to leave"."""
    if group.base not in verbs().causing or index + 1 >= limit:
        return False
    return doc[index].lower_ == "to" and pos_of(doc[index + 1]) == "VERB"


def _is_of_others(doc: Doc, group: VerbGroup, index: int, limit: int) -> bool:
    """Whether a verb of causing is followed by what names no step: "having others decide"."""
    if group.base in {"have", "make"}:
        return index < limit and doc[index].tag_ == "VB" and doc[index].lower_ != "be"
    return group.base in {"allow", "let", "force", "enable"} and not is_done_by(doc, index, limit)


def _idiom(doc: Doc, group: VerbGroup, subject: Subject | None, limit: int) -> Naming | None:
    """The name that a set phrase has, such as "go to a vote"."""
    for phrase, noun in verbs().idiom.items():
        words = phrase.split()
        if words[0] != group.base:
            continue
        index, thing = group.end, ""
        if "X" in words and not group.passive:
            found = object_of(doc, index, limit)
            if found is None:
                continue
            index, thing = found[1], label_of(doc, *found)
        rest = [word for word in words[1:] if word != "X"]
        if [token.lower_ for token in doc[index : index + len(rest)]] != rest or index + len(rest) > limit:
            continue
        index += len(rest)
        if "X" in noun:
            thing = thing or (_subject_label(doc, subject) if subject else "")
            if not thing:
                return None
            label = noun.replace("X", thing)
        else:
            label = noun
        after, reached = name_phrase(doc, index, limit), index
        if label.endswith((" of", " in", " to", " from")):
            if after is None:
                if not (group.passive and subject and label.endswith(" of")):
                    return None
                label = f"{label} {_subject_label(doc, subject)}".strip()
            else:
                label, reached = f"{label} {after.label}", after.end
        return Naming(label, "step", group.start, reached, base=group.base, thing=thing)
    return None


def _is_transparent(group: VerbGroup, end: int, thing: str) -> bool:
    """Whether the object alone names the issue; not where so and so many people are taken in."""
    counted = group.base == "accept" and thing[:1].isdigit()
    agreed = things().tables | things().offerable
    if group.base in _REACHING and agreed & set(thing.split()[:3]):
        return True
    return group.base in verbs().transparent and end == group.end and not counted


def _inner_infinitive(doc: Doc, group: VerbGroup, after: int, limit: int) -> Naming | None:
    """The issue of "agree to sign", "begin to pay": what the inner verb names."""
    if after + 1 < limit and doc[after].lower_ == "to" and group.base in _VERBS_OF_START:
        inner = verb_groups(doc, after, limit)
        if inner and inner[0].infinitive:
            return name_verb(doc, inner[0], None, limit)
    return None


def _name_without_object(
    doc: Doc, group: VerbGroup, subject: Subject | None, noun: str, end: int, limit: int
) -> Naming | None:
    if end + 1 < limit and doc[end].lower_ == "as":
        role = name_phrase(doc, end + 1, limit)
        return (
            Naming(f"{noun} as {role.label}", "step", group.start, limit, base=group.base) if role else None
        )
    if end < limit and doc[end].lower_ in _SOONER and noun.endswith("ing"):
        noun, end = f"{noun} {doc[end].lower_}", end + 1
    tail, tail_end = tail_of(doc, end, limit)
    if tail and f"{group.base} {tail.split()[0]}" in verbs().transparent:
        return Naming(" ".join(tail.split()[1:]), "step", group.start, tail_end, base=group.base)
    thing = _subject_label(doc, subject) if subject else ""
    if tail:
        thing = thing if subject is not None and group.base in _BEFALLING else ""
        return Naming(
            f"{noun} of {thing} {tail}" if thing else f"{noun} {tail}",
            "step",
            group.start,
            tail_end,
            base=group.base,
            thing=thing,
        )
    if group.base in _WISHING:
        return None
    if thing:
        by = "of" if group.base in verbs().befalling else "by"
        return Naming(f"{noun} {by} {thing}", "step", group.start, end, base=group.base, thing=thing)
    if (group.base in verbs().doable and noun not in {"going", "doing"}) or (
        end > group.end and group.base not in verbs().unwilled | verbs().mental
    ):
        return Naming(noun, "step", group.start, end, base=group.base)
    return None
