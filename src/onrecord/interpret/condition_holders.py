"""Whose condition a sentence tells: the speaker's, or that of the party whose step it is."""

from onrecord.interpret.cast import actors_of
from onrecord.interpret.clauses import Scene
from onrecord.interpret.held import Held
from onrecord.interpret.sound import is_outsider
from onrecord.interpret.subjects import subject_of
from onrecord.interpret.verbs import VerbGroup, verb_groups
from onrecord.interpret.voices import Voice
from onrecord.interpret.words import pos_of
from onrecord.text.tokens import Doc
from onrecord.text.words import word_set

_TAKING_UP = word_set("live accept agree support back settle")
_OFFICES = word_set("minister president premier chancellor ambassador spokesman spokeswoman secretary envoy")


def _speaks_for(scene: Scene, speaker: str, holders: tuple[str, ...]) -> bool:
    """Whether somebody whose party the report doesn't name speaks for the one whose step it is.

    A person who says what one body would do is taken for its own; for a state, if it is said in an office.
    """
    known, (first, *others) = scene.cast.actors.get(speaker), holders
    holder = scene.cast.actors.get(first)
    if known is None or known.kind != "person" or known.acts_for or others or is_outsider(scene, speaker):
        return False
    if holder is None or holder.kind not in {"organization", "state"}:
        return False
    offices = {word for role in known.roles for word in role.title.lower().split()}
    if holder.kind == "organization" or offices & _OFFICES:
        return True
    return scene.cast.is_heard_for(speaker, first)


def _is_another(doc: Doc, held: Held, group: VerbGroup, step: tuple[int, int]) -> bool:
    """Whether a step that somebody is bound to has a subject that is named, and is nobody known."""
    if held.mood not in {"ready", "threatened", "lasting", "wanted"} or group.passive:
        return False
    before = doc[group.start - 1] if group.start > step[0] else None
    return before is not None and pos_of(before) in {"NOUN", "PROPN"}


def _undergoes(doc: Doc, held: Held | None, group: VerbGroup | None) -> bool:
    """Whether a step is told of something that it is done to, or that stays as it is."""
    if held is not None:
        return held.group.base in {"stay", "remain"} and held.mood == "denied"
    if group is None:
        return False
    after = doc[group.end : group.end + 1].text
    alone = not after or pos_of(doc[group.end]) in {"PUNCT", "SPACE", "ADV", "SCONJ", "ADP"}
    return group.passive or (group.base in _UNDERGOING and alone)


_UNDERGOING = word_set("open reopen close shut resume start begin end stop expire lapse")


def _gapped(scene: Scene, start: int) -> str | None:
    """Who says what follows, the verb left out: "the mayor said ..., and the union that it would"."""
    doc = scene.doc
    if start < 3 or doc[start - 1].lower_ != "that" or doc[start].sent.start >= start - 2:
        return None
    before = doc[start - 2]
    end = before.idx + len(before)
    for mention in scene.cast.between(doc[doc[start].sent.start].idx, end):
        opens = doc.char_span(mention.span.start, mention.span.start + 1, alignment_mode="expand")
        if mention.span.end == end and opens is not None and opens[0].i > 0:
            return mention.actor if doc[opens[0].i - 1].lower_ == "and" else None
    return None


def holders_of_condition(
    scene: Scene,
    step: tuple[int, int],
    group: VerbGroup | None,
    voice: Voice,
    held: Held | None,
    maker: int | None = None,
) -> tuple[tuple[str, ...], str | None]:
    """Whose condition it is: the speaker's, or that of the party whose step it is, as told.

    Args:
        scene: the report.
        step: indices of the first word of the step, and after its last one.
        group: the verb that leads it, or None.
        voice: whose words they are.
        held: what a verb or phrase leads to in the step, where one does.
        maker: index of the verb by which somebody makes one thing a condition of another, or None.

    Returns:
        Ids of the holders, and the id of who says so where that is somebody else, or None.
    """
    doc, cast_ = scene.doc, scene.cast
    groups = [g for g in verb_groups(doc, *step)]
    actors: list[str] = []
    if group is not None and group in groups:
        subject = subject_of(doc, groups, groups.index(group), step[0])
        if subject is not None:
            actors = actors_of(doc, cast_, subject, voice.speaker, voice.quoted)
    if _undergoes(doc, held, group):
        # "The plants would be allowed to burn", "the gate will stay shut": whoever says so decides.
        actors = actors if voice.speaker is None else []
    gapped = _gapped(scene, step[0])
    if gapped is not None:
        return (cast_.party(gapped),), None
    if held is not None and group is not None and not actors and _is_another(doc, held, group, step):
        # "The rebels have sworn to fight", officials said: it is no word of the officials.
        return (), None
    if maker is not None and (voice.narrated or not actors):
        made = [g for g in verb_groups(doc, doc[maker].sent.start, maker + 1) if g.verb == maker]
        before = verb_groups(doc, doc[maker].sent.start, maker + 1)
        subject = subject_of(doc, before, len(before) - 1, doc[maker].sent.start) if made else None
        actors = actors_of(doc, cast_, subject, voice.speaker, voice.quoted) if subject else []
    if voice.speaker is None:
        holders = tuple(dict.fromkeys(cast_.party(actor) for actor in actors))
        return holders, None
    own = cast_.party(voice.speaker)
    if (
        actors
        and group is not None
        and (group.modal in {"will", "would", ""} or (group.modal == "could" and group.base in _TAKING_UP))
        and not any(cast_.same_side(a, voice.speaker) for a in actors)
    ):
        holders = tuple(dict.fromkeys(cast_.party(actor) for actor in actors))
        return holders, voice.outer if _speaks_for(scene, voice.speaker, holders) else voice.speaker
    outer = voice.outer
    if outer is not None and cast_.same_side(outer, voice.speaker):
        outer = None
    return (own,), outer
