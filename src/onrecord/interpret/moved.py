"""What a party says or does to its own stand: "gave up its claim", "dropped its opposition to the levy".

The words tell by themselves that something else held before, though nobody need have reported that.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.interpret.clauses import Clause, Scene
from onrecord.interpret.dating import dated
from onrecord.interpret.drafts import ConditionDraft, PositionDraft
from onrecord.interpret.holding import holders_of, is_a_party, is_own_side, positive, words_from
from onrecord.interpret.naming import Naming, name_clause, name_phrase, name_span
from onrecord.interpret.nouns import noun_phrase
from onrecord.interpret.patterns import Outcome, past_time
from onrecord.interpret.shapes import clause_end
from onrecord.interpret.whole import says_something
from onrecord.interpret.words import pos_of
from onrecord.text.words import word_set

CONFIDENCE = 0.65
_GIVING_UP: dict[str, tuple[str, ...]] = {
    "drop": ("",), "abandon": ("",), "withdraw": ("",), "retract": ("",), "renounce": ("",), "waive": ("",),
    "shelve": ("",), "relinquish": ("",), "reverse": ("",), "rescind": ("",), "forgo": ("",), "lift": ("",),
    "give": ("up",), "take": ("back",), "call": ("off",), "go": ("back on",), "renege": ("on",),
    "back": ("down from", "away from", "off from", "out of", "down on"), "climb": ("down from", "down on"),
    "retreat": ("from",), "walk": ("back", "away from"), "row": ("back on", "back from"),
    "backtrack": ("on",), "pull": ("back from",), "step": ("back from", "away from"), "move": ("away from",),
    "let": ("go of",),
}  # fmt: skip
_SOFTENING = word_set("soften ease relax moderate lower loosen")
_HARDENING = word_set("harden toughen stiffen intensify")
_WANTED = word_set(
    "demand demands claim claims call calls insistence request requests condition conditions precondition "
    "preconditions ultimatum bid"
)
_GIVEN = word_set(
    "offer offers proposal proposals promise promises pledge pledges commitment undertaking support"
)
_REFUSED = word_set("opposition objection objections resistance refusal veto reservations boycott rejection")
_STANDS = word_set("position stance line stand terms")
_ALL = _WANTED | _GIVEN | _REFUSED | _STANDS
_OWN = word_set("its his her their our my")
_SOUGHT = word_set(
    "demand seek want ask insist name request claim propose offer promise threaten announce plan"
)
_ASKED = word_set("demand offer commit")
_DISPUTES = word_set(
    "row dispute quarrel argument fight battle wrangle tussle struggle contest spat feud standoff"
)
_OVER = word_set("over about for")
_ABOUT = word_set("to for on of over about that")


def read_moves(
    scene: Scene, clause: Clause, before: Sequence[PositionDraft | ConditionDraft]
) -> Iterator[PositionDraft]:
    """The move that a clause tells, of a party from its own stand.

    Args:
        scene: the report.
        clause: one verb group in its sentence.
        before: what was read of the report so far, for what a bare "its demand" is.

    Yields:
        One position at most: taken back, given way, or opened.
    """
    group, doc = clause.group, scene.doc
    if clause.question or clause.unsettled or clause.subject is None or clause.subject.relative:
        return
    if not group.finite or group.passive or group.negative or group.modal or not clause.actors:
        return
    start = _object(scene, clause)
    found = noun_phrase(doc, start, clause.limit) if start is not None else None
    if start is None or found is None or not is_own_side(scene, clause) or not is_a_party(scene, clause):
        return
    # "Its opposition to the levy" may be read as one phrase: what is left is its first noun of the kind.
    stop = next((at + 1 for at in range(*found) if doc[at].lower_ in _ALL), found[1])
    found = (found[0], stop)
    head, end = doc[stop - 1].lower_, stop
    owned = doc[start].lower_ in _OWN
    moved = _moved_by(group.base, head) if owned else ("withdraw", "open")
    if moved is None or (not owned and (group.base not in _GIVING_UP or not _was_sought(scene, clause, end))):
        return
    act, polarity = moved
    naming, end = _what(scene, clause, found, head) if owned else (name_phrase(doc, start, clause.limit), end)
    holders, via = holders_of(scene, clause)
    if naming is None and owned:
        naming = _last_of(holders, before, head) or (_fought_over(scene, start) if head in _WANTED else None)
        if naming is None and act == "withdraw":
            naming = name_span(doc, found[0] + 1, found[1])  # what was claimed stands in no words here
    if naming is None or not holders or not says_something(scene.phrases.in_full(naming)):
        return
    if naming.label.lower() in _ALL and scene.phrases.in_full(naming).label == naming.label:
        return  # "its claim", and the report never says to what
    yield PositionDraft(
        holders=holders,
        act=act,
        polarity=polarity,
        naming=positive(naming),
        evidence=scene.place(words_from(clause), max(end, found[1])),
        voice=dated(scene, clause.voice, group.verb),
        pattern="moves",
        confidence=CONFIDENCE,
        via=via,
    )


def _moved_by(base: str, head: str) -> Outcome | None:
    """What a verb makes of a party's own demand, offer or objection; None where it is none of these.

    Who drops a demand takes it back, who softens it gives way, and who toughens it still demands.
    """
    if base in _HARDENING:
        if head in _WANTED:
            return "demand", "for"
        return ("oppose", "against") if head in _REFUSED else None
    softens = base in _SOFTENING
    if head in _REFUSED:
        return "concede", "open" if softens else "for"
    if softens:
        return ("concede", "open") if head in _WANTED | _STANDS else None
    return ("withdraw", "open") if head in _WANTED | _GIVEN else None


def better(shown: Sequence[PositionDraft], moves: Sequence[PositionDraft]) -> Sequence[PositionDraft]:
    """Which of two readings of a clause to keep: what its verb shows, or how it moves the party's own stand.

    "Dropped its opposition to the levy" gives way on the levy, rather than takes an opposition back; and who
    dropped "the condition that the gates be closed" no longer asks for their closure.

    Args:
        shown: what the lexicon of verbs finds.
        moves: what `read_moves` finds.
    """
    if not (shown and moves):
        return shown or moves
    if any(one.act != "withdraw" for one in shown):
        return shown
    bare = all(one.naming.label.lower().split()[0] in _ALL for one in shown)
    return moves if bare or moves[0].act == "concede" else shown


def given_way(scene: Scene, draft: PositionDraft, verb: int) -> PositionDraft:
    """A position taken back, as a concession where what was dropped is an objection to its issue.

    Args:
        scene: the report.
        draft: the position.
        verb: index of the word that shows it.
    """
    words = scene.doc[verb : max(verb, draft.naming.start)]
    if draft.act != "withdraw" or all(token.lower_ not in _REFUSED for token in words):
        return draft
    return replace(draft, act="concede", polarity="for")


def _object(scene: Scene, clause: Clause) -> int | None:
    """Where the object of a verb begins by which a stand is left or softened."""
    group, doc = clause.group, scene.doc
    if group.base in _SOFTENING | _HARDENING:
        return group.end if group.end < clause.limit else None
    for particle in _GIVING_UP.get(group.base, ()):
        words = particle.split()
        end = group.end + len(words)
        if [token.lower_ for token in doc[group.end : end]] == words and end < clause.limit:
            return end
    return None


def _was_sought(scene: Scene, clause: Clause, index: int) -> bool:
    """Whether words after a thing say that the party had asked for it: "the seat that it had demanded"."""
    doc = scene.doc
    sentence_end = doc[clause.group.verb].sent.end
    words = doc[index : min(index + 6, sentence_end)]
    if len(words) < 3 or words[0].lower_ not in {"that", "which", "it", "he", "she", "they"}:
        return False
    return any(token.lower_ == "had" for token in words) and any(
        token.tag_ == "VBN" and any(token.lower_.startswith(verb[:-1]) for verb in _SOUGHT) for token in words
    )


def _what(scene: Scene, clause: Clause, found: tuple[int, int], head: str) -> tuple[Naming | None, int]:
    """What a demand, an offer or an opposition is for, where the words after it say so."""
    doc = scene.doc
    end = past_time(doc, found[1], clause.limit)
    if end + 1 < clause.limit and doc[end].lower_ == "to" and doc[end + 1].tag_ == "VB":
        named = name_clause(doc, end, clause.limit)
        return named, named.end if named is not None else found[1]
    if end + 2 < clause.limit and doc[end].lower_ == "that":
        stop = clause_end(doc, end + 1, doc[end].sent.end)
        named = name_clause(doc, end + 1, stop)
        return named, named.end if named is not None else found[1]
    if end + 1 < clause.limit and doc[end].lower_ in _ABOUT and pos_of(doc[end]) in {"ADP", "PART", "SCONJ"}:
        named = name_phrase(doc, end + 1, clause.limit)
        if named is not None:
            return named, named.end
    # "Its pay demand": what stands before the noun.
    if found[1] - found[0] >= 3 and head in _WANTED | _GIVEN:
        named = name_phrase(doc, found[0] + 1, found[1] - 1)
        if named is not None and pos_of(doc[found[1] - 2]) in {"NOUN", "PROPN"}:
            return named, found[1]
    return None, found[1]


def _fought_over(scene: Scene, index: int) -> Naming | None:
    """What the words before tell a dispute over: "The row over the seat is settled. It gave up its claim"."""
    doc = scene.doc
    first = doc[index].sent.start
    first = doc[first - 1].sent.start if first else first
    for at in range(index - 1, first, -1):
        if doc[at].lower_ in _OVER and doc[at - 1].lower_ in _DISPUTES:
            return name_phrase(doc, at + 1, index)
    return None


def _last_of(
    holders: Sequence[str], before: Sequence[PositionDraft | ConditionDraft], head: str
) -> Naming | None:
    """What a party wanted last in the report, for a demand that is only called its demand."""
    wanted = head in _WANTED | _STANDS
    for draft in reversed(before):
        if set(draft.holders).isdisjoint(holders):
            continue
        if isinstance(draft, ConditionDraft):
            if wanted:
                return draft.requirement
            continue
        asked = draft.polarity == "for" and draft.act in _ASKED and (draft.act == "demand") == wanted
        if draft.polarity == "against" if head in _REFUSED else asked:
            return draft.naming
    return None
