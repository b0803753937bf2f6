"""What answers another's words within one report: "The union said X. The company denied it", "rejected that".

A denial alone says what is not so; who said that it is so stands beside it. Here a denial is set against the
claim of another side that it answers: the statement right before it where it only points back, else the one
near it that is about the same things. The claim becomes an allegation on the issue of the denial, so that
the two are one matter however differently they are worded. Likewise a refusal that only points back is one
of what another has just asked for, or made a condition.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.interpret.clauses import Clause, Scene, clauses_of
from onrecord.interpret.drafts import ConditionDraft, Place, PositionDraft
from onrecord.interpret.holding import holders_of, turned_down
from onrecord.interpret.naming import Naming, name_clause, name_verb
from onrecord.interpret.nouns import noun_phrase
from onrecord.interpret.slots import index_at
from onrecord.interpret.stems import key_of
from onrecord.interpret.subjects import subject_of
from onrecord.interpret.verbs import verb_groups
from onrecord.interpret.whole import says_something
from onrecord.interpret.whose import by_whom
from onrecord.interpret.words import base_of, pos_of, things
from onrecord.model import Attribution
from onrecord.text.tokens import Span, Token
from onrecord.text.words import word_set

NEAR = 600
"""A denial answers what stands within so many characters of it."""
NEXT = 400
"""A denial that only points back answers what ends within so many characters before it."""
ACCUSED = 1200
"""An accusation is denied within so many characters after it, whatever else was said in between."""
ALIKE = 0.5
"""Share of the stems of what is denied that a claim must have, where the denial doesn't only point back."""
_DENYING = word_set("deny dispute refute reject dismiss contradict contest")
_POINTING_BACK = word_set("deny dispute refute contradict contest")
_CALLING = word_set("call brand label describe dismiss reject")
_POINTING = word_set("this that it these those")
_DEFINITE = word_set("the this that these those such both all")
_ACCUSATIONS = word_set("accusation accusations allegation allegations charge charges")
_CLAIMING = word_set("claim allege accuse charge assert contend report reveal discover")
_ASKING = word_set("demand offer")
_REFUSING = word_set("reject refuse dismiss spurn oppose")
_PARTICLES = {"turn": "down", "rule": "out"}
_UNTRUE = word_set(
    "lie lies false untrue baseless unfounded groundless fabrication invention fiction fantasy nonsense "
    "rubbish incorrect inaccurate fabricated slander libel hoax untruth falsehood"
)
_THINKING = word_set("think believe hope feel want wish expect doubt fear need prefer")
_WISHING = word_set("demand urge want wish request propose")
_DISOWNED = word_set("deny dismiss reject refute dispute doubt disavow contradict contest")


def read_answered(scene: Scene, positions: Sequence[PositionDraft]) -> list[PositionDraft]:
    """The claims that a report's denials answer, and denials that only point back at a claim.

    Args:
        scene: the report.
        positions: those read so far, denials among them.

    Returns:
        Allegations and further denials, in order of their place.
    """
    found: list[PositionDraft] = []
    for draft in positions:
        if draft.act != "deny":
            continue
        # What a pointing denial denies was named by words that stand before it.
        pointing = scene.doc[draft.naming.start].idx < draft.evidence[0]
        claim = _before(scene, draft) if pointing else _about_the_same(scene, draft)
        if claim is not None:
            found.extend(_alleged(scene, claim, draft, positions))
    for denial, claim in _bare_denials(scene, positions):
        found += [denial, *(_alleged(scene, claim, denial, positions) if claim is not None else ())]
    return found


def read_refused(
    scene: Scene, positions: Sequence[PositionDraft], conditions: Sequence[ConditionDraft]
) -> Iterator[PositionDraft]:
    """Refusals of what another has just asked for: "They will sit if the books are open. She rejected that."

    Args:
        scene: the report.
        positions: those read so far.
        conditions: likewise.

    Yields:
        Positions against what was asked for; of a condition, what it waits for.
    """
    known = [draft.evidence for draft in positions]
    asked: list[tuple[PositionDraft | ConditionDraft, Naming]] = [
        *((draft, draft.naming) for draft in positions if draft.act in _ASKING and draft.polarity == "for"),
        *((draft, draft.requirement) for draft in conditions if draft.relation == "requires"),
    ]
    if not asked:
        return
    for sentence in scene.doc.sents:
        for clause in clauses_of(scene, sentence.start, _end_of(sentence)):
            end = _refuses_it(scene, clause)
            offset = scene.doc[clause.group.verb].idx
            if end is None or any(place[0] <= offset < place[1] for place in known):
                continue
            holders, via = holders_of(scene, clause)
            before = [
                (draft, naming)
                for draft, naming in asked
                if 0 <= offset - draft.evidence[1] <= NEXT
                and (isinstance(draft, PositionDraft) or _is_next(scene, draft.evidence[1], sentence.start))
                and not any(scene.cast.same_side(one, other) for one in draft.holders for other in holders)
            ]
            if not holders or not before:
                continue
            last, naming = max(before, key=lambda one: one[0].evidence[1])
            since = (draft for draft in positions if draft.evidence[1] <= offset)
            if any(draft.evidence[0] > last.evidence[1] for draft in since):
                continue  # something else was said since
            who = holders, via
            yield turned_down(
                scene, clause, end, naming, who, act="reject", pattern="rejects-it", confidence=0.6
            )


def _is_next(scene: Scene, offset: int, start: int) -> bool:
    """Whether an offset lies in the sentence right before one, or in it."""
    return start == 0 or offset > scene.doc[start - 1].sent.start_char


def _refuses_it(scene: Scene, clause: Clause) -> int | None:
    """The index after the words of a clause that refuses what was said before it, or None."""
    group, doc = clause.group, scene.doc
    if clause.question or clause.unsettled or clause.subject is None or clause.subject.relative:
        return None
    if group.negative or group.modal or not group.finite or group.passive:
        return None
    words = [token.lower_ for token in doc[group.end : min(group.end + 2, clause.limit)]]
    particle = _PARTICLES.get(group.base)
    if particle is not None:
        if particle not in words:
            return None
        words.remove(particle)
    elif group.base not in _REFUSING:
        return None
    if not words or words[0] not in {"it", "that", "this"}:
        return None
    after = group.end + 1 + (particle is not None)
    if after < len(doc) and after < clause.limit and pos_of(doc[after]) not in _ENDS:
        return None
    return after


# Denials that only point back


def _bare_denials(
    scene: Scene, positions: Sequence[PositionDraft]
) -> Iterator[tuple[PositionDraft, Attribution | None]]:
    """ "A union official denied it", "the mayor called that a lie": with the claims that they answer.

    An accusation was read as such: there is no claim beside it.
    """
    denied = [draft.evidence for draft in positions if draft.act == "deny"]
    for sentence in scene.doc.sents:
        for clause in clauses_of(scene, sentence.start, _end_of(sentence)):
            end = _points_back(scene, clause)
            offset = scene.doc[clause.group.verb].idx
            if end is None or any(place[0] <= offset < place[1] for place in denied):
                continue
            who = _deniers(scene, clause)
            accusation = _accusation(scene, clause, positions, who[0])
            if accusation is not None:
                yield (
                    turned_down(
                        scene, clause, end, accusation, who, act="deny", pattern="denies-it", confidence=0.65
                    ),
                    None,
                )
                continue
            claim = _last_before(scene, offset, who[0])
            if not who[0] or claim is None or not _is_answered(scene, claim, who[0]):
                continue
            naming = _name_of(scene, _innermost(scene, claim))
            if naming is None or not _is_told(scene, naming):
                continue
            denial = turned_down(
                scene, clause, end, naming, who, act="deny", pattern="denies-it", confidence=0.65
            )
            named = by_whom(scene, denial, denial.naming)
            if named is not None:
                yield replace(denial, naming=named), claim


def _accusation(
    scene: Scene, clause: Clause, positions: Sequence[PositionDraft], deniers: Sequence[str]
) -> Naming | None:
    """What the last accusation before a clause is that denies one: "denied the charge"."""
    words = {token.lower_ for token in scene.doc[clause.group.end : min(clause.group.end + 3, clause.limit)]}
    offset = scene.doc[clause.group.verb].idx
    for draft in reversed(positions):
        near = draft.act == "allege" and 0 <= offset - draft.evidence[1] <= ACCUSED
        if near and deniers and words & _ACCUSATIONS and not set(draft.holders) & set(deniers):
            return replace(draft.naming, negative=draft.polarity == "against")
    return None


def _is_answered(scene: Scene, claim: Attribution, deniers: Sequence[str]) -> bool:
    """Whether a claim is one to be denied: of the deniers' side, only claimed, or from an unnamed source."""
    speaker = scene.cast.actors.get(claim.speaker or "")
    if speaker is not None and speaker.kind == "unnamed":
        return True
    first, last = claim.content[0].start, claim.content[-1].end
    inside = scene.doc.char_span(first, last, alignment_mode="expand") or ()
    if any(base_of(token) in _CLAIMING for words in (_words_of_cue(scene, claim), inside) for token in words):
        return True  # "claimed that", "said that she had discovered that"
    return any(
        scene.cast.same_side(mention.actor, denier)
        for mention in scene.cast.between(first, last)
        for denier in deniers
    )


def _end_of(sentence: Span) -> int:
    """Where a sentence ends without the blanks after it: its clauses were read so before, and are kept."""
    end = sentence.end
    while end > sentence.start and sentence.doc[end - 1].is_space:
        end -= 1
    return end


def _points_back(scene: Scene, clause: Clause) -> int | None:
    """The index after the words of a clause that denies what was said before it, or None."""
    group, doc = clause.group, scene.doc
    if clause.question or clause.unsettled or clause.subject is None or group.negative or group.modal:
        return None
    if not group.finite or group.passive or clause.subject.relative:
        return None
    if group.base not in _DENYING | _CALLING or group.end >= clause.limit:
        return None
    after = _pointing(scene, group.end, clause.limit)
    if after is None:
        return None
    if group.base in _CALLING:
        judged = {token.lower_ for token in doc[after : min(after + 5, clause.limit)]}
        if judged & _UNTRUE:
            return clause.limit
    bare = doc[group.end].lower_ in _POINTING
    if group.base not in (_POINTING_BACK if bare else _DENYING):
        return None
    return after if after >= len(doc) or pos_of(doc[after]) in _ENDS or after >= clause.limit else None


_GOING_ON = word_set("he she they")
_OWN = word_set("its their his her")
_ENDS = frozenset({"PUNCT", "ADP", "ADV", "SPACE", "CCONJ", "SCONJ"})


def _pointing(scene: Scene, index: int, limit: int) -> int | None:
    """The index after "it", "this claim", "the accusation" or the like, or None."""
    doc = scene.doc
    if doc[index].lower_ in _POINTING:
        follows = doc[index + 1] if index + 1 < len(doc) else None
        if index + 1 >= limit or follows is None or pos_of(follows) in _ENDS:
            return index + 1
        if doc[index].lower_ in {"it", "this", "that"} and pos_of(follows) in {"DET", "ADJ"}:
            return index + 1
    found = noun_phrase(doc, index, limit)
    if found is None or doc[found[1] - 1].lower_ not in things().claims:
        return None
    # A claim of its own kind ("a report", "the report on prices") is not what was said before.
    if doc[found[0]].lower_ not in _DEFINITE:
        return None
    if found[1] < limit and doc[found[1]].lower_ in {"that", "of", "about", "on"}:
        return None
    return found[1]


def _deniers(scene: Scene, clause: Clause) -> tuple[tuple[str, ...], str | None]:
    """Who denies: whom the subject stands for, else who goes on speaking in the next words."""
    holders, via = holders_of(scene, clause)
    if holders or clause.subject is None:
        return holders, via
    doc = scene.doc
    head = doc[clause.subject.head_end - 1].lower_
    end = doc[clause.limit - 1].idx + len(doc[clause.limit - 1])
    for attribution in scene.voices.attributions:
        start = attribution.content[0].start
        if not end <= start <= end + NEXT or attribution.speaker is None:
            continue
        source = " ".join(span.text.lower() for span in attribution.source).split()
        if source and (source[-1] == head or source[-1] in _GOING_ON or source[0] in _OWN):
            return (scene.cast.party(attribution.speaker),), None
        break
    return (), None


# The claims that denials answer


def _before(scene: Scene, draft: PositionDraft) -> Attribution | None:
    return _last_before(scene, draft.evidence[0], draft.holders)


def _last_before(scene: Scene, offset: int, deniers: Sequence[str]) -> Attribution | None:
    """The statement that ends last before an offset, where another side made it."""
    before = [
        one
        for one in scene.voices.attributions
        if one.content[-1].end <= offset and offset - one.content[-1].end <= NEXT and one.attitude == "speech"
    ]
    if not before:
        return None
    last = max(one.content[-1].end for one in before)
    # Of several that end together the outermost: whose word the whole is.
    claim = min((one for one in before if one.content[-1].end == last), key=lambda one: one.content[0].start)
    return claim if _is_claim(scene, claim) and _on_another_side(scene, claim, deniers) else None


def _about_the_same(scene: Scene, draft: PositionDraft) -> Attribution | None:
    """The statement of another side near a denial that says what is denied, what comes before it first."""
    wanted = key_of(draft.naming.label)
    # That two statements name one person doesn't make them about the same.
    plain = key_of(" ".join(word for word in draft.naming.label.split() if word.islower()))
    start, end = draft.evidence
    best: tuple[float, bool, int, Attribution] | None = None
    for one in scene.voices.attributions:
        first, last = one.content[0].start, one.content[-1].end
        gap = start - last if last <= start else first - end
        if not 0 <= gap <= NEAR or one is draft.voice.attribution:
            continue
        if not _is_claim(scene, one) or not _on_another_side(scene, one, draft.holders):
            continue
        if not _has_a_verb(scene, one):
            continue  # "asked for an inspection of the dam" claims nothing of it
        said = key_of(" ".join(span.text for span in one.content))
        share = 0.0 if plain and plain.isdisjoint(said) else len(wanted & said) / max(1, len(wanted))
        # "The river had fallen. She denied that any gate was closed": told right before, as a fact.
        told = last <= start and _right_before(scene, last, start) and _tells_a_fact(scene, one)
        if share < ALIKE and not told:
            continue
        rank = (share, last <= start, -gap, one)
        if best is None or rank[:3] > best[:3]:
            best = rank
    return best[3] if best is not None else None


def _has_a_verb(scene: Scene, claim: Attribution) -> bool:
    """Whether a statement says of something what it does or is."""
    doc, span = scene.doc, claim.content[0]
    start = index_at(doc, span.start, 0, len(doc))
    return bool(verb_groups(doc, start, index_at(doc, span.end, start, len(doc))))


def _right_before(scene: Scene, end: int, start: int) -> bool:
    """Whether nothing but the end of a sentence stands between a claim and the sentence that denies."""
    index = index_at(scene.doc, start, 0, len(scene.doc))
    if index >= len(scene.doc):
        return False
    sentence = scene.doc[index].sent.start
    between = scene.doc.text[end : scene.doc[sentence].idx]
    return not any(letter.isalnum() for letter in between)


def _tells_a_fact(scene: Scene, claim: Attribution) -> bool:
    """Whether a statement tells what has happened, as a claim that is denied does: no wish, no plan."""
    span = claim.content[0]
    doc = scene.doc
    start = index_at(doc, span.start, 0, len(doc))
    groups = verb_groups(doc, start, index_at(doc, span.end, start, len(doc)))
    main = next((group for group in groups if group.finite), None)
    told = main is not None and (main.past or main.perfect) and not main.modal
    return told and main is not None and main.base not in _THINKING


def _is_claim(scene: Scene, one: Attribution) -> bool:
    """Whether a statement can be denied: somebody's word, and no denial itself."""
    if one.speaker is None or one.attitude != "speech":
        return False
    return (_DISOWNED | _WISHING).isdisjoint(base_of(token) for token in _words_of_cue(scene, one))


def _words_of_cue(scene: Scene, one: Attribution) -> Iterator[Token]:
    for cue in one.cue:
        yield from scene.doc.char_span(cue.start, cue.end, alignment_mode="expand") or ()


def _on_another_side(scene: Scene, claim: Attribution, deniers: Sequence[str]) -> bool:
    """Whether a claim is not the denier's own word; somebody unnamed may well be of the same side."""
    speaker = claim.speaker
    if speaker is None or speaker in deniers:
        return False
    known = scene.cast.actors.get(speaker)
    if known is not None and known.kind == "unnamed":
        return True
    return not any(scene.cast.same_side(speaker, denier) for denier in deniers)


def _alleged(
    scene: Scene, claim: Attribution, denial: PositionDraft, positions: Sequence[PositionDraft]
) -> Iterator[PositionDraft]:
    """The allegation that a denial answers, where none was read from the claim's words yet."""
    speaker = claim.speaker
    if not _is_told(scene, denial.naming):
        return  # what is denied has no name that tells it from others
    place = _evidence(scene, claim, denial)
    told = [
        draft for draft in positions if draft.act in ("allege", "deny") and _overlap(draft.evidence, place)
    ]
    if speaker is None or told:
        return
    known = scene.cast.actors.get(speaker)
    unnamed = known is not None and known.kind == "unnamed"
    yield PositionDraft(
        holders=(speaker if unnamed else scene.cast.party(speaker),),
        act="allege",
        polarity="against" if denial.polarity == "for" else "for",
        naming=replace(denial.naming),
        evidence=place,
        voice=replace(scene.voices.at(place[0]), attribution=claim),
        pattern="is-denied",
        confidence=0.65,
        via=claim.reported_by,
    )


def _overlap(one: Place, other: Place) -> bool:
    return min(one[1], other[1]) > max(one[0], other[0])


def _innermost(scene: Scene, claim: Attribution) -> Place:
    """The words of a claim; where it tells what another found out, those of that."""
    last = claim.content[-1]
    inner = [
        one.content[-1]
        for one in scene.voices.attributions
        if one is not claim and one.content[-1].end == last.end and one.content[-1].start > last.start
    ]
    span = max(inner, key=lambda one: one.start) if inner else claim.content[0]
    return span.start, span.end


def _evidence(scene: Scene, claim: Attribution, denial: PositionDraft) -> Place:
    """The sentence of a claim that says most of what is denied."""
    if denial.pattern == "denies-it":
        place = _innermost(scene, claim)
        pieces = _sentences(scene, [place])
    else:
        pieces = _sentences(scene, [(span.start, span.end) for span in claim.content])
    wanted = key_of(denial.naming.label)
    text = scene.doc.text
    return max(pieces, key=lambda place: (len(wanted & key_of(text[place[0] : place[1]])), -place[0]))


def _sentences(scene: Scene, places: Sequence[Place]) -> list[Place]:
    """Stretches of text, cut where sentences end."""
    found = []
    doc, text = scene.doc, scene.doc.text  # spaCy puts the text together anew each time
    for begin, end in places:
        for sentence in doc.sents:
            first = max(begin, doc[sentence.start].idx)
            last = min(end, doc[sentence.end - 1].idx + len(doc[sentence.end - 1]))
            words = text[first:last].rstrip(" \n.,;:!?\"'”’")
            if last > first and words:
                found.append((first, first + len(words)))
    return found or [places[0]]


def _name_of(scene: Scene, place: Place) -> Naming | None:
    """The issue of a claim, by its main clause, else by the last clause that names one."""
    doc = scene.doc
    start = index_at(doc, place[0], 0, len(doc))
    if start >= len(doc):
        return None
    end = min(index_at(doc, place[1], start, len(doc)), doc[start].sent.end)
    for index in range(start + 1, end - 1):
        if doc[index].lower_ == "of" and doc[index + 1].tag_ == "VBG":
            start = index + 1  # "accused the ministry of hiding the figures"
            break
        if pos_of(doc[index]) in {"VERB", "AUX"}:
            break
    named = name_clause(doc, start, end)
    if named is not None and named.base:
        return named
    groups = verb_groups(doc, start, end)
    for number in range(len(groups) - 1, -1, -1):
        if groups[number].finite:
            named = name_verb(doc, groups[number], subject_of(doc, groups, number, start), end)
            if named is not None and named.label:
                return named
    return None


def _is_told(scene: Scene, naming: Naming) -> bool:
    """Whether the name of what is denied tells what it is: no "claim" or "plan" alone."""
    full = scene.phrases.in_full(naming)
    if len(full.label.split()) == 1 and naming.base:
        return False  # "complying", "dissolution": of what?
    return says_something(full, alone=len(full.label.split()) == 1)
