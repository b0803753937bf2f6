"""The patterns of `data/acts.toml` and `data/phrases.toml`, and what names the issue after a verb."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, cast, get_args

from onrecord.interpret.naming import Naming, name_clause, name_phrase, name_verb
from onrecord.interpret.nouns import is_measure, is_time, noun_phrase
from onrecord.interpret.participles import able_to, past_count, past_participle, past_place
from onrecord.interpret.shapes import clause_end
from onrecord.interpret.subjects import Subject
from onrecord.interpret.verbs import VerbGroup, verb_groups
from onrecord.interpret.words import read_data, verbs
from onrecord.model.claims import Act, Polarity
from onrecord.text.tokens import Doc, Token
from onrecord.text.words import word_set

Outcome = tuple[Act, Polarity]
_DAYS = word_set("monday tuesday wednesday thursday friday saturday sunday today yesterday week month year")
_LONGEST_JUDGEMENT = 7
_LEEWAY = word_set("time permission leave chance opportunity right freedom")
_NOT_SKIPPED = frozenset({"back", "out", "not", "never"})
_ACTS, _POLARITIES = frozenset(get_args(Act)), frozenset(get_args(Polarity))


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a verb or phrase does.

    Attributes:
        name: shown by --explain.
        verbs: verbs, each as its words, the base form first.
        phrases: regular expressions of set phrases that begin with a form of "be".
        takes: what names the issue, the likeliest first.
        outcome: act and polarity.
        negated: act and polarity where the verb is negated, or None.
        unmet: the same where it has not happened yet, or None.
        denied: what is refused where the verb is negated, before the issue ("concessions on"), or empty.
        needs: heads that the issue must have, where not empty.
        aspect: form that the verb must have, where not empty: `ongoing` (progressive or perfect), `possible`
            (with a modal verb), `denied` (with a modal verb and "not").
        judged: what a thing is called that shows the stand, where `takes` says "noun so".
        somebody: whether an actor must be the one to do it, unless it is put in the passive.
        prefix: words that the issue's name begins with, or empty.
        spoken: whether only the holder's own words count, not what the report tells.
        example: a sentence that it reads.
        holder: whose position the example gives.
        issue: on what.
    """

    name: str
    verbs: tuple[tuple[str, ...], ...]
    phrases: tuple[str, ...]
    takes: tuple[str, ...]
    outcome: Outcome
    negated: Outcome | None
    unmet: Outcome | None
    denied: str
    needs: frozenset[str]
    judged: frozenset[str]
    aspect: str
    somebody: bool
    spoken: bool
    prefix: str
    example: str
    holder: str
    issue: str


@dataclass(frozen=True, slots=True)
class Complement:
    """What names the issue of a verb.

    Attributes:
        naming: the issue.
        inner: the verb of an infinitive, gerund or clause, or None.
        actors: the words that say who is to do it, or None.
        frame: the entry of `takes` that it answers to.
        end: index after its last word.
    """

    naming: Naming
    inner: VerbGroup | None
    actors: Subject | None
    frame: str
    end: int


def _outcome(words: str) -> Outcome | None:
    if not words:
        return None
    act, polarity = words.split()
    if act not in _ACTS or polarity not in _POLARITIES:
        raise ValueError(f"not an act and polarity: {words}")
    return cast(Act, act), cast(Polarity, polarity)


def _pattern(entry: Mapping[str, Any]) -> Pattern:
    outcome = _outcome(f"{entry['act']} {entry['polarity']}")
    assert outcome is not None
    return Pattern(
        name=entry["name"],
        verbs=tuple(tuple(words.split()) for words in entry.get("verbs", ())),
        phrases=tuple(entry.get("phrase", ())),
        takes=tuple(entry["takes"]),
        outcome=outcome,
        negated=_outcome(entry.get("negated", "")),
        unmet=_outcome(entry.get("unmet", "")),
        denied=entry.get("denied", ""),
        needs=frozenset(entry.get("needs", ())),
        judged=frozenset(entry.get("judged", ())),
        aspect=entry.get("aspect", ""),
        spoken=entry.get("spoken", False),
        prefix=entry.get("prefix", ""),
        somebody=entry.get("somebody", False),
        example=entry["example"],
        holder=entry["holder"],
        issue=entry["issue"],
    )


@cache
def act_patterns() -> tuple[Pattern, ...]:
    """The verbs that show a position."""
    return tuple(_pattern(entry) for entry in read_data("acts")["pattern"])


@cache
def phrase_patterns() -> tuple[Pattern, ...]:
    """The set phrases that show a position."""
    return tuple(_pattern(entry) for entry in read_data("phrases")["pattern"])


@cache
def noun_patterns() -> dict[str, Pattern]:
    """The nouns that show a position, each with its pattern."""
    return {noun: _pattern(entry) for entry in read_data("nouns")["pattern"] for noun in entry["nouns"]}


@cache
def _by_base() -> dict[str, list[tuple[tuple[str, ...], Pattern]]]:
    found: dict[str, list[tuple[tuple[str, ...], Pattern]]] = {}
    for pattern in act_patterns():
        for words in pattern.verbs:
            found.setdefault(words[-1] if words[0] == "would" else words[0], []).append((words, pattern))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return found


def patterns_for(doc: Doc, group: VerbGroup) -> list[tuple[Pattern, int]]:
    """The patterns of a verb group, the longest first, with the index after the words matched."""
    found = []
    for words, pattern in _by_base().get(group.base, ()):
        if words[0] == "would":
            if group.modal == "would":
                found.append((pattern, group.end))
            continue
        rest = list(words[1:])
        for begin in _begins(doc, group.end) if rest else (group.end,):
            if [
                _like_its(token, word)
                for token, word in zip(doc[begin : begin + len(rest)], rest, strict=False)
            ] == rest:
                found.append((pattern, begin + len(rest)))
                break
    return found


def _begins(doc: Doc, index: int) -> tuple[int, ...]:
    """Where the words of a verb may begin: right after it, after "in principle" or an adverb."""
    counted = past_count(doc, index, len(doc))
    if counted > index:
        return index, counted
    words = [token.lower_ for token in doc[index : index + 2]]
    place = past_place(doc, index)
    if place > index:
        return index, place
    if words in (["in", "principle"], ["in", "full"], ["in", "public"]):
        return index, index + 2
    if [token.lower_ for token in doc[index : index + 4]] == ["for", "the", "first", "time"]:
        return index, index + 4
    timed = past_time(doc, index, len(doc))
    if timed > index:
        return index, timed
    after = doc[index] if index < len(doc) else None
    if after is not None and after.pos_ == "ADV" and after.lower_ not in _NOT_SKIPPED:
        return index, index + 1
    return (index,)


def _like_its(token: Token, word: str) -> str:
    """A word, or "its" for any possessive where "its" is looked for: "threw her weight behind"."""
    return "its" if word == "its" and token.tag_ == "PRP$" else token.lower_


def complement_of(
    doc: Doc, pattern: Pattern, start: int, limit: int, subject: Subject | None = None
) -> Complement | None:
    """What names the issue after the words of a pattern.

    Args:
        doc: the document.
        pattern: the pattern.
        start: index after its words.
        limit: index that it may not reach.
        subject: the verb's subject, for patterns whose issue that is.

    Returns:
        The first that its `takes` allow, or None.
    """
    start = past_time(doc, start, limit)
    for frame in pattern.takes:
        if frame == "noun so":
            found = _judged(doc, pattern.judged, start, limit)
        else:
            found = _take(doc, frame, start, limit, subject)
        if found is not None:
            return _prefixed(pattern, found)
    return None


def _prefixed(pattern: Pattern, found: Complement) -> Complement:
    """What names the issue, with the words that the pattern's name for it begins with."""
    if not pattern.prefix:
        return found
    return replace(found, naming=replace(found.naming, label=f"{pattern.prefix} {found.naming.label}"))


def past_time(doc: Doc, start: int, limit: int) -> int:
    """The index after adverbs and times between a verb and what it takes: "called on Monday for".

    Args:
        doc: the document.
        start: index after the verb, or the noun.
        limit: index that it may not reach.
    """
    while start < limit and doc[start].pos_ == "ADV" and doc[start].lower_ not in _NOT_SKIPPED:
        start += 1
    start = past_count(doc, start, limit)
    if start + 1 >= limit:
        return start
    dated = doc[start].lower_ == "of" and doc[start + 1].tag_ == "NNP"  # "her offer of February to"
    begin = start + (dated or doc[start].lower_ in {"on", "in", "this", "last"})
    timed = is_time(doc, begin, limit) if begin > start else doc[begin].lower_ in _DAYS
    if not timed:
        return start
    begin += 1
    while begin < limit and (doc[begin].like_num or is_time(doc, begin, limit)):
        begin += 1
    return begin


def _take(doc: Doc, frame: str, start: int, limit: int, subject: Subject | None) -> Complement | None:
    if start >= limit and frame != "subject":
        return None
    if frame == "subject":
        if subject is None:
            return None
        named = name_clause(doc, subject.start, subject.end)
        return Complement(named, None, None, frame, start) if named else None
    reader = _FRAMES.get(frame)
    if reader is not None:
        return reader(doc, start, limit, frame)
    preposition, _, rest = frame.partition(" ")
    if doc[start].lower_ != preposition:
        return None
    if rest == "noun to":
        return _noun_then(doc, start + 1, limit, "noun to")
    return (None if rest == "noun" else _gerund(doc, start + 1, limit, frame)) or _noun(
        doc, start + 1, limit, frame
    )


def _noun_out(doc: Doc, start: int, limit: int, frame: str) -> Complement | None:
    """ "ruled a referendum out", "took it off the table": an object and the words after it."""
    after = frame.split()[1:]
    if after[0] == "on":  # "put the sale on hold": no part of what is put there
        words = [token.lower_ for token in doc[start:limit]]
        spots = (at for at in range(1, len(words)) if words[at : at + len(after)] == after)
        limit = min(limit, start + next(spots, len(words)) + len(after))
    found = noun_phrase(doc, start, limit - len(after) if after[0] == "on" else limit)
    if found and found[1] < limit and [t.lower_ for t in doc[found[1] : found[1] + len(after)]] == after:
        named = _noun(doc, start, found[1], frame)
        return replace(named, end=found[1] + len(after)) if named is not None else None
    return None


def _noun(doc: Doc, start: int, limit: int, frame: str) -> Complement | None:
    if start < limit and doc[start].tag_ == "VBG" and doc[start].pos_ == "VERB":
        return None
    named = name_phrase(doc, start, limit)
    if named is not None and named.end < limit and doc[named.end].tag_ in {"VBG", "VB", "POS"}:
        # "the idea of a woman leading", "demanding the minister resign": more than the noun is meant.
        return None
    if (
        named is not None
        and named.end < limit
        and doc[named.end].pos_ == "DET"
        and doc[named.end - 1].pos_ in {"NOUN", "PROPN"}
        and not is_measure(doc, named.end, limit)
    ):
        # "offered the party a letter": what is offered comes second.
        named = name_phrase(doc, named.end, limit) or named
    return Complement(named, None, None, frame, named.end) if named else None


def _judged(doc: Doc, judged: frozenset[str], start: int, limit: int) -> Complement | None:
    """ "called the plan a mistake": a thing, and after it one of the words that judge it."""
    named = _noun(doc, start, limit, "noun so")
    if named is None:
        return None
    stop = min(limit, named.end + _LONGEST_JUDGEMENT)
    words = []
    for token in doc[named.end : stop]:
        if token.lower_ in {",", ";", ".", "and", "but", "if", "because"}:
            break
        words.append(token.lower_)
    if not words or set(words) & {"not", "n't", "n’t", "no", "never"}:
        return None
    text = " ".join(words)
    found = any(word in words or (" " in word and word in text) for word in judged)
    return replace(named, end=named.end + len(words)) if found else None


def _own_infinitive(doc: Doc, start: int, limit: int, frame: str) -> Complement | None:
    return _infinitive(doc, start, limit, None, frame)


def _infinitive(doc: Doc, start: int, limit: int, actors: Subject | None, frame: str) -> Complement | None:
    negated = frame == "to" and doc[start].lower_ in {"not", "never"} and start + 1 < limit
    start += negated
    if frame == "to" and doc[start].lower_ != "to":
        return None
    limit = clause_end(doc, start, limit)
    groups = verb_groups(doc, start, limit)
    if not groups or groups[0].verb - start > 3:
        return None
    if any(doc[index].pos_ in {"NOUN", "PROPN"} for index in range(start, groups[0].start)):
        return None
    lead = able_to(doc, groups)
    named = name_verb(doc, lead, None, limit)
    if named is None:
        return None
    named = replace(named, negative=named.negative or negated)
    return Complement(named, lead, actors, frame, max(named.end, lead.end))


def _gerund(doc: Doc, start: int, limit: int, frame: str) -> Complement | None:
    if not doc[start].lower_.endswith("ing") or doc[start].pos_ not in {"VERB", "AUX"}:
        return None
    limit = clause_end(doc, start, limit)
    groups = verb_groups(doc, start, limit)
    if not groups or groups[0].start != start:
        return None
    named = name_verb(doc, groups[0], None, limit)
    return Complement(named, groups[0], None, frame, limit) if named else None


def _clause(doc: Doc, start: int, limit: int, frame: str) -> Complement | None:
    if doc[start].lower_ != "that":
        return None
    named = name_clause(doc, start + 1, limit)
    if named is None:
        return None
    groups = [group for group in verb_groups(doc, start + 1, limit) if group.finite]
    return Complement(named, groups[0] if groups else None, named.subject, frame, limit)


def _noun_then(doc: Doc, start: int, limit: int, frame: str) -> Complement | None:
    """Somebody to do something, or something done."""
    words = _somebody(doc, start, limit)
    if words is None or doc[words[1] - 1].lower_ in _LEEWAY:
        return None
    actors = Subject(words[0], words[1], words[1])
    after = past_time(doc, past_participle(doc, words[1], limit), limit)
    if after >= limit:
        return None
    if frame == "noun to":
        if doc[after].lower_ not in {"to", "not"}:
            return None
        found = _infinitive(doc, after, limit, actors, "to")
        if found is None or (found.inner is not None and " " not in found.naming.label):
            found = _befalling(doc, after, limit, actors) or found
        if found is None or found.inner is None:
            return None
        if found.inner.passive or found.inner.base == "be":
            named = name_verb(doc, found.inner, actors, limit)
            return Complement(named, found.inner, None, frame, limit) if named else None
        return Complement(found.naming, found.inner, actors, frame, found.end)
    later = past_participle(doc, words[1], doc[words[1]].sent.end)
    if later > words[1] and doc[later + 1].lower_ == "be":
        # "wants the sanctions imposed in May to be lifted"
        return _noun_then(doc, start, clause_end(doc, later, doc[later].sent.end), "noun to")
    if (
        (doc[after].tag_ not in {"VBN", "VBD"} and not doc[after].lower_.endswith("ed"))
        or doc[after].pos_ == "NOUN"
        or doc[after].lower_ == "to"
    ):
        return None
    groups = verb_groups(doc, after, limit)
    if not groups:
        return None
    label = name_clause(doc, words[0], words[1])
    if label is None:
        return None
    passive = VerbGroup(groups[0].start, groups[0].verb, groups[0].end, groups[0].base, passive=True)
    named = name_verb(doc, passive, actors, limit)
    return Complement(named, passive, None, frame, limit) if named else None


def _befalling(doc: Doc, start: int, limit: int, actors: Subject) -> Complement | None:
    """ "for the trial | to start at once": what befalls a thing, and nobody's deed."""
    groups = verb_groups(doc, start, clause_end(doc, start, limit))
    if not groups or groups[0].passive or groups[0].base not in verbs().befalling:
        return None
    named = name_verb(doc, groups[0], actors, limit)
    if named is None or named.thing == "" or doc[actors.start].pos_ in {"PRON", "PROPN"}:
        return None
    return Complement(named, groups[0], None, "noun to", max(named.end, groups[0].end))


def _somebody(doc: Doc, start: int, limit: int) -> tuple[int, int] | None:
    if start < limit and doc[start].lower_ in {"him", "her", "them", "us", "it", "you", "me", "everyone"}:
        if doc[start].lower_ == "her" and start + 1 < limit and doc[start + 1].pos_ in {"NOUN", "ADJ"}:
            return noun_phrase(doc, start, limit)
        return start, start + 1
    return noun_phrase(doc, start, limit)


def _noun_back(doc: Doc, start: int, limit: int, frame: str) -> Complement | None:
    """ "wants both sides back at the table": their return."""
    found = noun_phrase(doc, start, limit)
    if found is None or found[1] >= limit or doc[found[1]].lower_ != "back":
        return None
    named = name_phrase(doc, start, found[1])
    if named is None:
        return None
    place = name_phrase(doc, found[1] + 2, limit) if found[1] + 2 < limit else None
    if place is None or doc[found[1] + 1].lower_ not in {"at", "in", "to", "on"}:
        return Complement(replace(named, label=f"return of {named.label}"), None, None, frame, found[1] + 1)
    label = f"return of {named.label} to {place.label}"
    return Complement(replace(named, label=label, end=place.end), None, None, frame, place.end)


def _whether(doc: Doc, start: int, limit: int, frame: str) -> Complement | None:
    """ "whether to sign the lease", "whether it will sign it"."""
    if doc[start].lower_ != "whether" or start + 2 >= limit:
        return None
    if doc[start + 1].lower_ == "to":
        return _infinitive(doc, start + 1, limit, None, "to")
    groups = [group for group in verb_groups(doc, start + 1, limit) if group.finite]
    if (
        not groups
        or doc[start + 1].lower_ not in {"it", "he", "she", "they", "we"}
        or groups[0].start > start + 3
    ):
        return None
    named = name_verb(doc, groups[0], None, limit)
    return Complement(named, groups[0], None, frame, max(named.end, groups[0].end)) if named else None


def _someone_and(doc: Doc, start: int, limit: int, frame: str) -> Complement | None:
    """ "warned the government against a merger", "asked the council for a longer lease"."""
    word = frame.split()[1]
    against = next((i for i in range(start + 1, min(limit, start + 8)) if doc[i].lower_ == word), None)
    if against is None or (_somebody(doc, start, against) or (0, 0))[1] != against or against + 1 >= limit:
        return None
    after = against + 1
    return _gerund(doc, after, limit, frame) or _noun(doc, after, limit, frame)


_FRAMES: dict[str, Callable[[Doc, int, int, str], Complement | None]] = {
    "to": _own_infinitive,
    "do": _own_infinitive,
    "ing": _gerund,
    "that": _clause,
    "whether": _whether,
    "noun": _noun,
    "noun to": _noun_then,
    "noun done": _noun_then,
    "noun back": _noun_back,
    "noun out": _noun_out,
    "noun down": _noun_out,
    "someone against": _someone_and,
    "someone for": _someone_and,
    "noun off the table": _noun_out,
    "noun off the agenda": _noun_out,
    "noun off the list": _noun_out,
    "noun on hold": _noun_out,
    "noun on the table": _noun_out,
    "noun on ice": _noun_out,
}
