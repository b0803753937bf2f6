"""Whether what stands after a verb can be what the verb's pattern is about."""

from onrecord.interpret.clauses import Scene
from onrecord.interpret.patterns import Complement, Pattern
from onrecord.interpret.recurring import is_a_matter
from onrecord.interpret.verbs import VerbGroup
from onrecord.interpret.whole import head_of
from onrecord.interpret.words import base_of, pos_of, things, verbs
from onrecord.text.words import word_set

PRESSING = word_set("must should")
_WISHES = frozenset({"wants", "demands"})
_SAID = word_set(
    "comment comments remark remarks statement statements words claim claims suggestion language rhetoric"
)
_GIVEN = word_set("promise promises assurance assurances apology")
_TAKING = word_set("accept support back oppose reject approve ratify")
_ON_MATTERS = word_set("support oppose reject demand offer threaten")
_SUBJUNCTIVE = frozenset({"VB"})
_FARTHEST = 12
_MANDATING = frozenset({"demands", "asks-for", "urges", "proposes", "recommends", "presses-for"})
_NUMBERS = word_set("figure number amount")
_PAYING = word_set("pay contribute spend lend")
_TALKING = word_set("talk discuss debate")


def _is_a_deed(pattern: Pattern, inner: VerbGroup, label: str) -> bool:
    """Whether what is wanted, refused or promised is something that a party does."""
    known = verbs()
    if inner.base in known.saying:
        # "ready to talk about a truce" offers talks; "refused to talk" only says nothing.
        return pattern.name == "ready-to" and inner.base in _TALKING and " at " not in f" {label} "
    if inner.base in {"get", "have"} and not inner.passive:
        return False
    return pattern.name not in _WISHES or inner.base in known.doable | known.transparent | known.harmful


def _is_taken(complement: Complement) -> bool:
    """Whether a name of one word is a thing to be accepted: "urged them to accept arbitration"."""
    inner, label = complement.inner, complement.naming.label
    return inner is not None and inner.base in _TAKING and label == complement.naming.thing


def _up_to_head(label: str) -> list[str]:
    """The words of a name up to the one that it is about."""
    words = label.split()
    head = head_of(words)
    return words[: words.index(head) + 1] if head in words else words


def _is_an_actor(scene: Scene, complement: Complement) -> bool:
    """Whether what names the issue is only somebody: "criticised the minister"."""
    start, end = scene.place(complement.naming.start, complement.naming.end)
    return any(
        m.span.start - 4 <= start and end <= m.span.end + 1 and m.span.end - m.span.start >= end - start - 5
        for m in scene.cast.mentions
        if m.span.start <= end and start <= m.span.end
    )


def is_in_form(scene: Scene, pattern: Pattern, group: VerbGroup, complement: Complement) -> bool:
    """Whether a verb has the form in which it shows a position."""
    if pattern.aspect == "ongoing" and not (group.progressive or group.perfect):
        return False
    if pattern.aspect == "denied" and not (group.negative and group.modal):
        return False
    if pattern.aspect == "possible" and group.modal not in {"could", "would", "can", "may"}:
        return False
    if pattern.name == "accepts" and group.progressive:
        # "The court has been accepting such cases": a habit.
        return False
    return not (pattern.outcome[0] == "offer" and complement.frame == "noun" and _is_habit(scene, group))


def _is_habit(scene: Scene, group: VerbGroup) -> bool:
    """Whether a verb says what is always so: "the hotel offers breakfast"."""
    present = scene.doc[group.start].tag_ in {"VBZ", "VBP"}
    return present and not (group.modal or group.perfect or group.progressive)


def goes_on(scene: Scene, complement: Complement) -> bool:
    """Whether "to" follows: "needs a majority to govern" is a condition."""
    return complement.end < len(scene.doc) and scene.doc[complement.end].lower_ == "to"


def by_somebody(scene: Scene, complement: Complement) -> bool:
    """Whether an actor is to do what is asked: "expects the rain to stop" only foretells."""
    inner, actors = complement.inner, complement.actors
    if inner is not None and inner.base not in verbs().doable | verbs().transparent and not inner.passive:
        return False
    if inner is None or inner.passive or actors is None:
        return False
    doc = scene.doc
    return bool(scene.cast.between(doc[actors.start].idx, doc[actors.end - 1].idx + len(doc[actors.end - 1])))


def fits(scene: Scene, pattern: Pattern, complement: Complement) -> bool:
    """Whether what stands after a verb can be what its pattern is about.

    Args:
        scene: the report.
        pattern: the pattern.
        complement: what stands after the verb.

    Returns:
        False for what is only somebody, says nothing, or isn't something to be done, where it must be.
    """
    if (
        complement.inner is not None
        and len(complement.naming.label.split()) < 2
        and not _is_taken(complement)
        and not is_a_matter(scene.doc, complement.naming.label.lower())
    ):
        return False
    if not _has_what_it_needs(scene, pattern, complement):
        return False
    if complement.frame == "that":
        asked = _is_asked(scene, pattern, complement)
        if asked is not None:
            return asked
    label = complement.naming.label.lower()
    if _is_of_another_kind(scene, pattern, complement, label):
        return False
    if complement.frame == "noun so" and set(label.split()) & (things().claims | things().courtesies):
        return False
    if complement.frame in {"noun", "noun so"} and (
        _is_an_actor(scene, complement) or not any(c.isalpha() for c in label)
    ):
        return False
    if (
        pattern.outcome[0] in {"offer", "accept"}
        and complement.frame == "noun"
        and set(_up_to_head(label))
        & things().courtesies - (_GIVEN if pattern.outcome[0] == "accept" else set())
    ):
        return False
    inner = complement.inner
    if pattern.outcome[0] in {"support", "oppose"} and head_of(label.split()) in things().people:
        return False
    if inner is not None and complement.frame == "to" and not _is_a_deed(pattern, inner, label):
        return False
    thing = complement.naming.thing.lower().split()
    paid = inner is not None and inner.base in _PAYING
    if pattern.outcome[0] == "reject" and thing and head_of(thing) in things().courtesies and not paid:
        return False
    # "the offer" and "the figure" say nothing, "a pay offer" does.
    return not (set(label.split()) <= things().empty | _NUMBERS and len(label.split()) < 2)


def _has_what_it_needs(scene: Scene, pattern: Pattern, complement: Complement) -> bool:
    """Whether an object is of the kind that a pattern asks for, or a matter of the reported talks."""
    if not pattern.needs or complement.frame != "noun":
        return True
    words = complement.naming.label.lower().split()
    # "The idea of a toll" is named "toll", and an idea all the same.
    first = [token.lower_ for token in scene.doc[complement.naming.start : complement.naming.start + 3]]
    told = len(words) > 1 or pattern.outcome[0] in {"commit", "support"}
    listed = bool({*words, *first, *(word.rstrip("s") for word in words)} & pattern.needs)
    # "Took back the operators" and "announced the talks" withdraw and promise nothing, whatever it is about.
    loose = pattern.outcome[0] in _ON_MATTERS and is_a_matter(scene.doc, head_of(words))
    return (told and listed) or loose


def _is_by_another(scene: Scene, complement: Complement) -> bool:
    """Whether a person who is named does what is promised: "pledged that her father would"."""
    subject, doc = complement.naming.subject, scene.doc
    if subject is None or doc[subject.start].tag_ != "PRP$" or pos_of(doc[subject.head_end - 1]) != "NOUN":
        return False
    return doc[subject.head_end - 1].lower_ in things().people


def _is_of_another_kind(scene: Scene, pattern: Pattern, complement: Complement, label: str) -> bool:
    """Whether a thing can't be offered by a verb of offering, or isn't taken back by one of taking back."""
    if pattern.name == "offers" and complement.frame == "noun" and not _can_be_offered(scene, complement):
        return True
    return pattern.outcome[0] == "withdraw" and not pattern.needs and head_of(label.split()) in _SAID


def _is_asked(scene: Scene, pattern: Pattern, complement: Complement) -> bool | None:
    """Whether a "that" clause says what should be, where its pattern needs that; None where it doesn't."""
    inner = complement.inner
    if pattern.name == "agrees-to-do":
        return inner is not None and inner.modal in {"should", "may", "can"}
    if pattern.name == "promises":
        return (
            inner is not None and inner.modal in {"will", "would"} and not _is_by_another(scene, complement)
        )
    if pattern.outcome[0] in {"demand", "offer"}:
        return inner is not None and (
            inner.modal in PRESSING
            or scene.doc[inner.start].tag_ in _SUBJUNCTIVE
            or _is_unshifted(scene, pattern, inner, complement.naming.base)
        )
    return None


def _is_unshifted(scene: Scene, pattern: Pattern, inner: VerbGroup, named: str) -> bool:
    """Whether a plain form follows a past one: in "proposed that all sides sign" it is a subjunctive."""
    doc, start = scene.doc, inner.start
    plain = doc[start].tag_ == "VBP" or (doc[start].tag_ == "VBD" and doc[start].lower_ == inner.base)
    if not plain or start != inner.verb or doc[start].lower_ in {"are", "am"}:
        return False
    if doc[start].tag_ == "VBD" and named != inner.base:
        return False
    if doc[start].tag_ == "VBP" and pattern.name in _MANDATING:
        return True  # "asks that the monitors keep to the road"
    opens = {token.lower_ for token in doc[max(0, start - 4) : start - 1]}
    if doc[start].tag_ == "VBP" and doc[start - 1].tag_ in {"NN", "NNP"} and opens & {"that"}:
        return True  # "insists that the council sign": one body signs, were it told as a fact
    bases = {words[0] for words in pattern.verbs}
    above = reversed(doc[max(doc[start].sent.start, start - _FARTHEST) : start])
    return next((token.tag_ == "VBD" for token in above if base_of(token) in bases), False)


def _can_be_offered(scene: Scene, complement: Complement) -> bool:
    """Whether a thing is what parties offer one another, an amount or a seat; or is offered to one."""
    doc, naming = scene.doc, complement.naming
    words = naming.label.lower().split()
    if {head_of(words), *words[:2]} & things().offerable or any(
        token.like_num for token in doc[naming.start : naming.end]
    ):
        return True
    before = doc[naming.start - 1]
    given = any(
        mention.span.start <= before.idx < mention.span.end or mention.span.end == before.idx
        for mention in scene.cast.mentions
    )
    return given and pos_of(before) in {"NOUN", "PROPN", "PRON"}
