"""A verb that governs another that acts: "refused to reject", "agreed to drop", "voted to back"."""

from onrecord.interpret.clauses import Scene
from onrecord.interpret.fitting import fits
from onrecord.interpret.naming import Naming, name_phrase
from onrecord.interpret.patterns import Complement, Outcome, complement_of, noun_patterns, patterns_for
from onrecord.interpret.words import verbs
from onrecord.model.claims import Act, Polarity
from onrecord.text.words import word_set

_OWN = word_set("commit offer accept")

Stand = tuple[Act, Polarity, Naming]


def nested(scene: Scene, outcome: Outcome, complement: Complement, limit: int) -> Stand:
    """Join a verb with the act of the verb that it governs.

    Args:
        scene: the report.
        outcome: act and polarity of the governing verb.
        complement: what stands after it.
        limit: index after the last word of its clause.

    Returns:
        Act, polarity and issue of the two together; those of the governing verb where the other is no act.
    """
    act, polarity = outcome
    inner = complement.inner
    if act == "withdraw" and complement.frame == "noun":
        return act, polarity, _withdrawn(scene, complement, limit)
    if inner is None or complement.frame == "that":
        return act, polarity, complement.naming
    for pattern, end in patterns_for(scene.doc, inner):
        deeper = complement_of(scene.doc, pattern, end, limit)
        if deeper is None or (pattern.needs and not fits(scene, pattern, deeper)):
            continue
        own = complement.actors is None
        if complement.naming.negative:
            return _undone(outcome, pattern.outcome, deeper.naming, own=own)
        joined = _joined(outcome, pattern.outcome, deeper.naming, own=own)
        if joined is not None:
            return joined
        break
    if act == "threaten" and inner.base in verbs().blocking:
        named = name_phrase(scene.doc, inner.end, limit)
        if named is not None:
            return act, "against", named
    return act, polarity, complement.naming


def _withdrawn(scene: Scene, complement: Complement, limit: int) -> Naming:
    """What a demand, offer or threat was about that is taken back: "dropped its demand for an audit"."""
    doc, naming = scene.doc, complement.naming
    for index in range(naming.start, naming.end):
        pattern = noun_patterns().get(doc[index].lower_)
        if pattern is None:
            continue
        deeper = complement_of(doc, pattern, index + 1, limit)
        return deeper.naming if deeper is not None and not deeper.naming.negative else naming
    return naming


def _undone(outer: Outcome, inner: Outcome, naming: Naming, *, own: bool) -> Stand:
    """A verb that governs what is not to be done: "vowed never to accept", "urged them not to reject"."""
    act, polarity = outer
    if polarity != "for" or inner[1] != "for":
        # "promised not to oppose" leaves it open; "refused not to sign" says nothing that one can be sure of
        return ("support", "open", naming)
    return ("reject" if own else act), "against", naming


def _joined(outer: Outcome, inner: Outcome, naming: Naming, *, own: bool) -> Stand | None:
    """Two verbs together, or None where the inner one is only what is to be done."""
    act, polarity = outer
    inner_act, inner_polarity = inner
    if polarity == "for" and inner_polarity == "against":
        is_own = act in _OWN or (act == "demand" and own)
        return (inner_act if is_own else act), "against", naming
    if polarity == "against" and inner_polarity == "against":
        return "support", "open", naming
    if inner_act == "accept" and naming.label[:1].isdigit():
        # "proposed accepting 10,000 refugees": the number alone would be another matter.
        return None
    if inner_act == "withdraw" and act in {"commit", "accept"} and polarity == "for":
        return "withdraw", "open", naming
    if inner_act == "support" and act == "commit" and polarity == "for":
        return "support", "for", naming
    if inner_polarity == "for" and inner_act in {"accept", "concede"}:
        if polarity == "for" and own:
            return (inner_act if act == "accept" else act), polarity, naming
        return act, polarity, naming
    return None
