"""The subject of a verb: the words before it that say who acts, found by their order."""

from dataclasses import dataclass

from onrecord.interpret.verbs import VerbGroup
from onrecord.interpret.words import pos_of
from onrecord.text.tokens import Doc
from onrecord.text.words import word_set

_SINCE = word_set("until till since")
_RELATIVE = word_set("who which that")
_INNER_PUNCTUATION = frozenset({"-", "–", '"', "“", "”", "'", "‘", "’", "%", "/", "'s", "’s"})
_LONGEST = 24
_LONGEST_ASIDE = 6
_NAME_AND_OFFICE = 6
_DAYS = word_set("monday tuesday wednesday thursday friday saturday sunday yesterday today tonight")
_TELLING = word_set("say tell add write announce note explain insist")
_FRONTED = word_set(
    "in on at after before since during with without by from despite for under over amid as like if "
    "when while although because unless until once"
)
_JOINING = word_set("of in for at from on between to with by about under over")
_ALONE = word_set("i he she it they we")
_EXPLETIVE = word_set("it there this that what they these those")


@dataclass(frozen=True, slots=True)
class Subject:
    """Who or what a verb is said of.

    Attributes:
        start: index of the first word.
        end: index after the last one.
        head_end: index after the words that hold the head: before a preposition, relative or comma.
        relative: whether the verb stands in a relative clause, so that the subject is what it describes.
    """

    start: int
    end: int
    head_end: int
    relative: bool = False


def subject_of(doc: Doc, groups: list[VerbGroup], number: int, floor: int) -> Subject | None:
    """The subject of a verb group.

    Args:
        doc: the tagged document.
        groups: the verb groups of the sentence, in order.
        number: which of them.
        floor: index before which the subject cannot stand.

    Returns:
        The subject; that of the verb before where both share it ("rejected A and offered B"); None where
        there is none to be found.
    """
    group = groups[number]
    right = group.start
    if group.infinitive and number and groups[number - 1].end == right and groups[number - 1].finite:
        return subject_of(doc, groups, number - 1, floor)
    while right > floor and (
        (pos_of(doc[right - 1]) == "ADV" and doc[right - 1].lower_ not in {"there", "here"})
        or doc[right - 1].text in {'"', "“", "‘"}
    ):
        right -= 1
    right = _before_times(doc, right, floor)
    if right <= floor:
        return None
    right = _before_aside(doc, right, floor)
    before = doc[right - 1]
    if (
        before.lower_ in _RELATIVE
        and (pos_of(before) == "PRON" or before.lower_ != "that")
        and right - 2 >= floor
    ):
        antecedent = _region(doc, right - 1 if doc[right - 2].text != "," else right - 2, floor)
        return _subject(doc, *antecedent, relative=True) if antecedent else None
    if before.lower_ in {"and", "but", "or", "then"}:
        return _shared(doc, groups, number, floor)
    if before.text == ",":
        return _past_parenthesis(doc, right - 1, floor)
    region = _region(doc, right, floor)
    if region is None or region[0] >= region[1]:
        return Subject(right - 1, right, right) if _is_doing(doc, right - 1, floor) else None
    doer = _before_participle(doc, region[0], floor)
    return _subject(doc, *(doer or region))


def _before_participle(doc: Doc, start: int, floor: int) -> tuple[int, int] | None:
    """The noun phrase that does what a participle says: "the fee for gas | crossing Utopia | be raised"."""
    verb = start - 1
    if verb <= floor or doc[verb].tag_ != "VBG" or not doc[verb].dep_.startswith("acl"):
        return None
    if not floor <= doc[verb].head.i < verb or pos_of(doc[verb - 1]) not in {"NOUN", "PROPN"}:
        return None
    found = _region(doc, verb, floor)
    if found is not None and found[0] - 1 > floor and doc[found[0] - 1].dep_ == "case":
        whole = _region(doc, found[0] - 1, floor)  # "the fee | for gas"
        return (whole[0], found[1]) if whole is not None else found
    return found


def _before_aside(doc: Doc, right: int, floor: int) -> int:
    """The index before a phrase between "who" and its verb: "the mayor, who in May had ruled it out"."""
    for index in range(right - 1, max(floor, right - _LONGEST_ASIDE), -1):
        if doc[index].lower_ in {"who", "which"} and pos_of(doc[index]) == "PRON":
            first = doc[index + 1]
            opens = index + 1 < right and (pos_of(first) in {"ADP", "ADV"} or first.lower_ in _SINCE)
            return index + 1 if opens else right
        small = pos_of(doc[index]) in {"ADP", "NUM", "PROPN", "NOUN", "DET", "ADJ", "ADV"}
        if not small and doc[index].lower_ not in _SINCE:
            break
    return right


def _before_times(doc: Doc, right: int, floor: int) -> int:
    """The index before a day that stands between a subject and its verb: "the mayor on Monday"."""
    day = doc[right - 1] if right - 2 > floor else None
    if day is None or day.lower_ not in _DAYS or pos_of(doc[right]) not in {"VERB", "AUX"}:
        return right
    before = right - 1
    if doc[before - 1].lower_ in {"on", "late", "early", "last", "next"}:
        before -= 1
        if doc[before].lower_ != "on" and doc[before - 1].lower_ == "on":
            before -= 1
    elif pos_of(doc[before - 1]) not in {"NOUN", "PROPN"}:
        return right
    return before if pos_of(doc[before - 1]) in {"NOUN", "PROPN", "PRON"} and before > floor else right


def _is_doing(doc: Doc, index: int, floor: int) -> bool:
    """Whether a word is an -ing form that is a subject by itself: "Filling would start"."""
    if not doc[index].lower_.endswith("ing") or pos_of(doc[index]) != "VERB":
        return False
    return index == floor or doc[index - 1].lower_ == "that" or pos_of(doc[index - 1]) == "PUNCT"


def _shared(doc: Doc, groups: list[VerbGroup], number: int, floor: int) -> Subject | None:
    """The subject of the nearest verb before that has a form like this one's."""
    group = groups[number]
    joined = doc[group.verb].head.i if doc[group.verb].dep_ == "conj" else -1
    for earlier in range(number):
        # "said the price was high and demanded an audit": by the parse, who said demanded.
        says = groups[earlier].base in _TELLING and groups[earlier].finite
        if groups[earlier].verb == joined and groups[earlier].start >= floor and says:
            return subject_of(doc, groups, earlier, floor)
    for earlier in range(number - 1, -1, -1):
        other = groups[earlier]
        if other.start < floor:
            break
        if other.finite == group.finite and not other.infinitive:
            if other.base in _TELLING and _is_inserted(doc, groups, earlier, floor):
                continue
            return subject_of(doc, groups, earlier, floor)
    return None


def _is_inserted(doc: Doc, groups: list[VerbGroup], number: int, floor: int) -> bool:
    """Whether a verb of saying stands with its subject between commas: "A will pay, B said, and will go"."""
    subject = subject_of(doc, groups, number, floor)
    if subject is None or subject.start <= floor or number == 0:
        return False
    opening = subject.start - 1
    while opening > floor and doc[opening].text != "," and subject.start - opening < _NAME_AND_OFFICE:
        opening -= 1
    return doc[opening].text == "," and groups[number - 1].end <= opening + 1 and groups[number - 1].finite


def _past_parenthesis(doc: Doc, comma: int, floor: int) -> Subject | None:
    """The subject before an insertion: "Ada Novak, who leads the union, said"."""
    opening = comma - 1
    while opening > floor and doc[opening].text != ",":
        opening -= 1
    if opening <= floor or comma - opening > _LONGEST + 12:
        return None
    region = _region(doc, opening, floor)
    return _subject(doc, *region) if region else None


def phrase_before(doc: Doc, right: int, floor: int) -> tuple[int, int] | None:
    """The noun phrase that ends before a word.

    Args:
        doc: the document.
        right: index of the word.
        floor: index before which the phrase cannot begin.

    Returns:
        Indices of its first word and after its last one, or None.
    """
    return _region(doc, right, floor)


def _region(doc: Doc, right: int, floor: int) -> tuple[int, int] | None:
    """The noun phrase that ends before a word, going left."""
    if right > floor and doc[right - 1].lower_ in _ALONE:
        return right - 1, right
    left = right
    while left > floor and right - left < _LONGEST:
        token = doc[left - 1]
        if token.text == ",":
            if not _in_list(doc, left, right):
                break
        elif token.lower_ in {"and", "or", "nor"}:
            if not _nouns_before(doc, left - 1, floor):
                break
        elif left < right and _is_inside(doc, left - 1):
            pass  # "the work-to-rule"
        elif not _belongs(doc, left - 1) or (left < right and _opens_phrase(doc, left)):
            break
        left -= 1
    while left < right and (
        pos_of(doc[left]) in {"PUNCT", "CCONJ", "SPACE"} or doc[left].lower_ in {"and", "but", "or"}
    ):
        left += 1
    return (left, right) if left < right else None


def _is_inside(doc: Doc, index: int) -> bool:
    """Whether a mark or word stands inside a compound that hyphens join."""
    before, after = doc[index - 1] if index else None, doc[index + 1]
    if doc[index].text == "-":
        return before is not None and not before.whitespace_ and not doc[index].whitespace_
    return after.text == "-" and not doc[index].whitespace_ and not after.whitespace_


def _opens_phrase(doc: Doc, left: int) -> bool:
    """Whether a determiner stands right after a noun, so that another phrase begins there."""
    if pos_of(doc[left]) not in {"DET", "PRON"} or pos_of(doc[left - 1]) not in {"NOUN", "PROPN", "NUM"}:
        return False
    return doc[left].tag_ != "POS"


def _belongs(doc: Doc, index: int) -> bool:
    token = doc[index]
    if pos_of(token) in {"NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM", "SYM"}:
        return token.lower_ not in {"that", "which", "who", "what", "whether", "there"} or (
            token.lower_ == "there"
        )
    if token.text in _INNER_PUNCTUATION or token.tag_ == "POS":
        return token.text not in {'"', "“", "”"} or bool(token.whitespace_)
    if pos_of(token) == "ADP":
        return token.lower_ in _JOINING and index > 0 and pos_of(doc[index - 1]) in {
            "NOUN", "PROPN", "NUM", "PRON", "ADJ",
        }  # fmt: skip
    if pos_of(token) == "ADV":
        return pos_of(doc[index + 1]) in {"ADJ", "NUM"}
    return (
        pos_of(token) == "VERB"
        and token.tag_ in {"VBN", "VBG"}
        and pos_of(doc[index + 1]) in {"NOUN", "ADP", "PROPN"}
        and pos_of(doc[index - 1]) != "AUX"
    )


def _in_list(doc: Doc, left: int, right: int) -> bool:
    """Whether a comma left of a phrase parts the members of a list that has an "and"."""
    if left >= right:
        return False
    if doc[left].lower_ in {"and", "or"}:
        # ", and" joins names; before other words it begins a clause.
        return left + 1 < right and _is_name(doc, left + 1) and _is_name(doc, left - 2)
    member = left
    while member < right and pos_of(doc[member]) in {"PROPN", "DET", "NOUN", "ADJ"}:
        member += 1
    return (
        member < right
        and (doc[member].text == "," or doc[member].lower_ in {"and", "or"})
        and member - left <= 4
    )


def _is_name(doc: Doc, index: int) -> bool:
    return index >= 0 and (pos_of(doc[index]) == "PROPN" or doc[index].is_title)


def _nouns_before(doc: Doc, index: int, floor: int) -> bool:
    return index > floor and (
        pos_of(doc[index - 1]) in {"NOUN", "PROPN", "NUM", "PRON"} or doc[index - 1].text == ","
    )


def _subject(doc: Doc, start: int, end: int, relative: bool = False) -> Subject:
    head_end = start
    while head_end < end:
        token = doc[head_end]
        if head_end > start and pos_of(token) == "ADP" and token.tag_ != "POS":
            break
        if token.lower_ in {"who", "which"}:
            break
        head_end += 1
    return Subject(start, end, max(head_end, start + 1), relative)


def is_expletive(doc: Doc, subject: Subject) -> bool:
    """Whether a subject is "it", "there", "this" or the like alone."""
    return subject.end - subject.start == 1 and doc[subject.start].lower_ in _EXPLETIVE
