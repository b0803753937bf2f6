"""What a pronoun among a verb's objects stands for: "rejected it", "urged them to drop it"."""

from dataclasses import replace

from onrecord.interpret.antecedents import subject_before
from onrecord.interpret.clauses import Scene
from onrecord.interpret.following import noun_of
from onrecord.interpret.naming import Naming, name_verb
from onrecord.interpret.nouns import noun_phrase
from onrecord.interpret.patterns import Complement, Pattern
from onrecord.interpret.pointing import pronoun_at
from onrecord.interpret.subjects import Subject, is_expletive
from onrecord.interpret.typed import typed_at
from onrecord.interpret.verbs import VerbGroup, verb_groups
from onrecord.interpret.words import pos_of, verbs
from onrecord.text.words import word_set

_ON_PRONOUNS = word_set("reject accept support oppose withdraw")
_DETERMINERS = word_set("the this that a an its his her their")
_FARTHEST = 8


def by_pronoun(scene: Scene, pattern: Pattern, index: int, limit: int) -> Complement | None:
    """What a pronoun stands for that is the whole object of a verb: "rejected it", "ruled them out".

    Args:
        scene: the report, with what was read of it so far.
        pattern: what the verb does.
        index: index after the verb's words.
        limit: index after the last word of the clause.
    """
    doc = scene.doc
    if pattern.outcome[0] not in _ON_PRONOUNS or index >= limit:
        return None
    after = index + 1
    particles = [frame.split()[1:] for frame in pattern.takes if frame.startswith(("noun out", "noun off"))]
    if particles:
        found = next((p for p in particles if [t.lower_ for t in doc[after : after + len(p)]] == p), None)
        if found is None:
            return None
        after += len(found)
    elif "noun" not in pattern.takes:
        return None
    if after < limit and pos_of(doc[after]) not in {"PUNCT", "SPACE", "CCONJ"}:
        return None
    named = pronoun_at(scene, index)
    return Complement(named, None, None, "noun", after) if named is not None else None


def with_inner_pronoun(scene: Scene, pattern: Pattern, index: int, limit: int) -> Complement | None:
    """What is to be done with "it" or "them": "urged the mayor to scrap it", "refused to sign it".

    Args:
        scene: the report, with what was read of it so far.
        pattern: what the verb does.
        index: index after the verb's words.
        limit: index after the last word of the clause.
    """
    doc = scene.doc
    takes = [frame for frame in pattern.takes if frame == "to" or frame.endswith(" to")]
    opening = next((at for at in range(index, min(limit, index + _FARTHEST)) if doc[at].lower_ == "to"), None)
    if not takes or opening is None or opening + 2 >= limit or ("to" not in takes and opening == index):
        return None
    if opening > index and takes == ["to"]:
        return None
    groups = verb_groups(doc, opening, limit)
    if not groups or not groups[0].infinitive or groups[0].passive or groups[0].negative:
        return None
    group, after = groups[0], groups[0].end + 1
    naming = done_to_pronoun(scene, group, limit)
    if naming is None:
        return None
    actors = Subject(index, opening, opening) if opening > index else None
    return Complement(naming, group, actors, "to" if actors is None else "noun to", after)


def done_to_pronoun(scene: Scene, group: VerbGroup, limit: int) -> Naming | None:
    """The name of what is done to "it" or "them", where that ends a clause: "would carry them".

    Args:
        scene: the report, with what was read of it so far.
        group: the verb.
        limit: index after the last word of its clause.
    """
    doc, index = scene.doc, group.end
    after = index + 1
    if group.passive or group.base not in verbs().doable or index >= limit:
        return None
    if after < limit and pos_of(doc[after]) not in {"PUNCT", "SPACE"}:
        return None
    thing = typed_at(doc, group.base, index) or pronoun_at(scene, index)
    if thing is None or thing.base:
        return None
    noun, _ = noun_of(doc, group)
    label = thing.label if group.base in verbs().transparent else f"{noun} of {thing.label}"
    return replace(thing, label=label, kind="step", base=group.base, thing=thing.label, end=after)


def with_antecedent(scene: Scene, complement: Complement | None, limit: int) -> Complement | None:
    """What names the issue, "it" in "that it be lifted" replaced by what it points back at.

    Args:
        scene: the report.
        complement: what stands after a verb, or None.
        limit: index after the last word of the clause.
    """
    if complement is None or complement.frame != "that" or complement.inner is None:
        return complement
    subject = complement.naming.subject
    if subject is None or not complement.inner.passive or not is_expletive(scene.doc, subject):
        return complement
    before = _object_before(scene, subject.start) or subject_before(scene, subject.start)
    named = name_verb(scene.doc, complement.inner, before, limit) if before is not None else None
    return replace(complement, naming=replace(named, start=subject.start)) if named is not None else None


def _object_before(scene: Scene, index: int) -> Subject | None:
    """The object of the verb before: "called the levy unfair and demanded that it be dropped"."""
    doc = scene.doc
    groups = verb_groups(doc, doc[index].sent.start, index)
    if len(groups) < 2 or not groups[-2].finite:
        return None
    place = noun_phrase(doc, groups[-2].end, groups[-1].start)
    if place is None or doc[place[0]].lower_ not in _DETERMINERS:
        return None
    head = next((at for at in range(*place) if at + 1 == place[1] or pos_of(doc[at + 1]) == "ADP"), place[0])
    plural = doc[head].tag_ in {"NNS", "NNPS"}
    first, last = doc[place[0]], doc[place[1] - 1]
    if plural != (doc[index].lower_ in {"they", "these", "those"}):
        return None
    if scene.cast.between(first.idx, last.idx + len(last)):
        return None
    return Subject(place[0], place[1], place[1])
