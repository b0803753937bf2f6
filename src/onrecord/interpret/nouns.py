"""Noun phrases as the names of issues: where one ends, and what it is called."""

import re

from onrecord.interpret.words import pos_of, things
from onrecord.text.tokens import Doc
from onrecord.text.words import word_set

# Prepositions that may join a noun to what it is about.
JOINING = word_set(
    "of in on to for with between from against over about at into among under within towards toward "
    "behind by inside outside beyond"
)
_DETERMINERS = word_set(
    "the a an this that these those any some no every each its his her their our my your all such "
    "another both either neither whatever more enough"
)
_KEPT_DETERMINERS = word_set("all more both every each")
_TIMES = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june "
    "july august september october november december today tomorrow yesterday tonight week weeks "
    "month months year years day days morning evening afternoon night weekend noon hour hours minute "
    "minutes easter christmas midnight decade decades spring summer autumn winter moment meantime time times"
)
_TIME_WORDS = word_set(
    "today tomorrow yesterday tonight monday tuesday wednesday thursday friday saturday sunday now "
    "again soon immediately"
)
_STOPPING_NOUNS = word_set(
    "exchange return order response addition fact turn case line favour favor advance person private"
)
_RELATIVE = word_set("which who whom whose that where when")
PRONOUNS = word_set(
    "none i you he she it we they me him us them this that these those one something anything nothing "
    "everything someone anyone everyone nobody somebody anybody everybody what who which there here "
    "so himself herself itself themselves ourselves mine ours theirs hers his"
)
_SUBORDINATE = word_set("because whether if unless although though since")
_QUOTES = frozenset("\"'“”‘’«»")
LONGEST = 14


def noun_phrase(doc: Doc, start: int, limit: int) -> tuple[int, int] | None:
    """The noun phrase that begins at a word.

    Args:
        doc: the tagged document.
        start: index of its first word; quotation marks and adverbs before it are passed over.
        limit: index that it may not reach.

    Returns:
        Indices of its first word and after its last one, or None where there is none.
    """
    while start < limit and (
        doc[start].text in _QUOTES
        or doc[start].lower_ in {"only", "just", "even", "also", "either", "both", "exactly"}
    ):
        start += 1
    if start >= limit or not _may_begin(doc, start):
        return None
    index, head = start, -1
    while index < limit and index - start < LONGEST + 6:
        past = past_bound(doc, index, limit) if head >= 0 and doc[index - 1].lower_ in JOINING else index
        if past > index:
            index = past
        if _is_noun(doc, index, limit):
            head = index
        elif head == index - 1 and is_measure(doc, index, limit):
            head = index = index + 1
        elif not (_is_inner(doc, index, limit, head) or _joins(doc, index, limit, head)):
            break
        index += 1
    if head < 0:
        return None
    return _trim(doc, start, head + 1)


def is_measure(doc: Doc, index: int, limit: int) -> bool:
    """Whether "a second", "an hour", "a year" follows an amount."""
    return (
        index + 1 < limit
        and doc[index].lower_ in {"a", "an", "per", "each"}
        and doc[index + 1].lower_ in _UNITS
        and pos_of(doc[index - 1]) in {"NOUN", "NUM", "SYM"}
    )


_UNITS = word_set("share second minute hour day week month year head ton tonne barrel")


def _may_begin(doc: Doc, index: int) -> bool:
    token = doc[index]
    if token.lower_ in PRONOUNS and token.lower_ not in _DETERMINERS | {"one"}:
        return False
    return (
        pos_of(token) in {"DET", "ADJ", "NUM", "NOUN", "PROPN", "SYM"}
        or token.lower_ in _DETERMINERS
        or token.tag_ in {"VBN", "VBG", "JJR", "RBR", "PRP$"}
    )


def _is_noun(doc: Doc, index: int, limit: int) -> bool:
    token = doc[index]
    if pos_of(token) in {"NOUN", "PROPN"}:
        return not (token.lower_ in _TIME_WORDS and index and pos_of(doc[index - 1]) in {"NOUN", "PROPN"})
    return pos_of(token) == "NUM" or token.text == "%" or (pos_of(token) == "SYM" and token.text != "/")


def _is_inner(doc: Doc, index: int, limit: int, head: int) -> bool:
    """Whether a word that is no noun belongs inside."""
    token = doc[index]
    following = doc[index + 1] if index + 1 < limit else None
    if following is None:
        return False
    if token.text in _QUOTES:
        # A quotation may open inside a phrase, before its head.
        if head == index - 1 and head >= 0 and pos_of(following) == "ADP":
            return False
        return pos_of(following) in {"NOUN", "PROPN", "ADJ", "DET", "NUM", "ADP"}
    if token.text in {"-", "–", "/"} and not token.whitespace_:
        return True
    if token.tag_ == "POS" or token.lower_ in {"'s", "’s"}:
        return pos_of(token) != "AUX" and pos_of(following) in {"NOUN", "PROPN", "ADJ", "NUM", "VERB", "DET"}
    if (
        head >= 0
        and pos_of(doc[index - 1]) in {"NOUN", "PROPN"}
        and (pos_of(token) in {"DET", "PRON"} or token.lower_ in _DETERMINERS)
    ):
        return False
    if pos_of(token) in {"DET", "ADJ"} or (token.lower_ in _DETERMINERS and token.lower_ != "that"):
        return not (head == index - 1 and _is_full(doc, head) and pos_of(token) == "ADJ") and _noun_ahead(
            doc, index, limit
        )
    if token.tag_ in {"VBN", "VBG", "JJ", "JJR"}:
        return (head < index - 1 or not _is_full(doc, head)) and _noun_ahead(doc, index, limit, 2)
    if pos_of(token) == "ADV":
        return pos_of(following) in {"ADJ", "NUM"} or following.tag_ == "VBN"
    return False


def _is_full(doc: Doc, head: int) -> bool:
    """Whether a phrase has its noun, and not only a number."""
    return head >= 0 and pos_of(doc[head]) != "NUM"


def _noun_ahead(doc: Doc, index: int, limit: int, reach: int = 4) -> bool:
    for place in range(index + 1, min(limit, index + 1 + reach)):
        if pos_of(doc[place]) in {"NOUN", "PROPN", "NUM"}:
            return True
        if pos_of(doc[place]) in {"AUX", "ADP", "SCONJ", "PUNCT"} and doc[place].text not in _QUOTES | {
            "-",
            ",",
        }:
            return False
    return False


def _joins(doc: Doc, index: int, limit: int, head: int) -> bool:
    """Whether a preposition, conjunction or comma carries the phrase on."""
    if head != index - 1 and not (head == index - 2 and doc[index - 1].text in _QUOTES):
        return False
    token = doc[index]
    if index + 1 >= limit:
        return False
    if pos_of(token) in {"ADP", "PART"} and token.lower_ in JOINING:
        if token.lower_ in {"of", "to"} and _is_an_amount_of_time(doc, index, limit):
            return True
        if not _noun_follows(doc, index + 1, limit):
            return past_bound(doc, index + 1, limit) > index + 1
        return not is_time(doc, index + 1, limit)
    if token.lower_ in {"and", "or"}:
        if doc[index + 1].lower_ in {"his", "her", "my"}:
            return False
        return _noun_follows(doc, index + 1, limit) and not _verb_follows(doc, index + 1, limit)
    if token.text == ",":
        return _is_list(doc, index, limit)
    return False


_BOUNDS = (
    ("no", "less", "than"), ("no", "more", "than"), ("no", "fewer", "than"), ("not", "more", "than"),
    ("not", "less", "than"), ("at", "least"), ("at", "most"), ("up", "to"), ("more", "than"),
    ("less", "than"), ("fewer", "than"), ("as", "much", "as"),
)  # fmt: skip
"""What sets a bound to an amount."""


def past_bound(doc: Doc, index: int, limit: int) -> int:
    """The index after what sets a bound to an amount: "of no less than | a million tonnes".

    Args:
        doc: the document.
        index: index of the first word.
        limit: index that it may not reach.

    Returns:
        The index itself where no such words begin there.
    """
    for words in _BOUNDS:
        after = index + len(words)
        if after < limit and tuple(token.lower_ for token in doc[index:after]) == words:
            number = doc[after + (doc[after].lower_ in {"a", "an", "one"} and after + 1 < limit)]
            return after if pos_of(number) in {"NUM", "SYM"} or number.lower_ in _FRACTIONS else index
    return index


_FRACTIONS = word_set("half third quarter fifth tenth dozen hundred thousand million billion")


def _is_an_amount_of_time(doc: Doc, index: int, limit: int) -> bool:
    """Whether a thing is told by how long it is: "an extension of ten years", "of two to three years"."""
    after = doc[index + 1 : min(limit, index + 3)]
    if doc[index].lower_ == "to":
        return pos_of(doc[index - 1]) == "NUM" and len(after) > 1 and pos_of(after[0]) == "NUM"
    unit = next(
        (
            token
            for token in doc[index + 1 : min(limit, index + 5)]
            if pos_of(token) != "NUM" and token.lower_ != "to"
        ),
        None,
    )
    return bool(len(after)) and pos_of(after[0]) == "NUM" and unit is not None and unit.lower_ in _SPANS


_SPANS = word_set("year years month months week weeks day days hour hours decade decades")


def hangs_on_verb(doc: Doc, index: int, start: int) -> bool:
    """Whether a preposition goes, by the parse, with the verb that a phrase is the object of.

    Args:
        doc: the document.
        index: index of the preposition.
        start: index of the first word of the phrase.
    """
    token = doc[index]
    noun = token.head
    if token.dep_ != "case" or not noun.dep_.startswith("obl") or noun.head.i >= start:
        return False
    return any(other.dep_ == "obj" and other.head.i == noun.head.i for other in doc[start:index])


def _noun_follows(doc: Doc, index: int, limit: int) -> bool:
    for place in range(index, min(limit, index + 5)):
        token = doc[place]
        if pos_of(token) in {"NOUN", "PROPN", "NUM", "SYM"}:
            return token.lower_ not in _STOPPING_NOUNS
        if token.lower_ in PRONOUNS and token.lower_ not in _DETERMINERS:
            return False
        if (
            pos_of(token) not in {"DET", "ADJ", "ADV"}
            and token.tag_ not in {"VBN", "VBG", "PRP$", "POS"}
            and token.text not in _QUOTES | {"-"}
        ):
            return False
    return False


_VENUES = word_set(
    "statement interview letter speech tweet post article report message note remarks comments response"
)

# "in the wake of": when and how something is said, no part of what it is called.
_COURSE = word_set("midst wake aftermath course middle face light view absence hopes run-up event bid effort")


def is_time(doc: Doc, index: int, limit: int) -> bool:
    """Whether a time, or the place where something is said, begins at a word."""
    if doc[index - 1].lower_ in {"in", "on", "during"} and any(
        doc[place].lower_ in _VENUES for place in range(index, min(limit, index + 3))
    ):
        return True
    if doc[index - 1].lower_ == "in" and any(
        doc[place].lower_ in _COURSE for place in range(index, min(limit, index + 2))
    ):
        return True
    for place in range(index, min(limit, index + 6)):  # "the end of the next year"
        token = doc[place]
        if (
            place == index
            and doc[index - 1].lower_ == "at"
            and token.lower_ in {"all", "last", "least", "once", "first"}
        ):
            return True
        if token.lower_ in _TIMES or re.fullmatch(r"(?:1[6-9]|20)\d\d", token.text):
            return not _is_of_a_kind(doc, place, limit)
        if pos_of(token) not in {"DET", "ADJ", "NUM", "ADV"} and token.lower_ not in {"the", "end", "of"}:
            return False
    return False


def _is_of_a_kind(doc: Doc, index: int, limit: int) -> bool:
    """Whether a stretch of time says what kind of thing follows: "night flights", no "Monday talks"."""
    after = doc[index + 1] if index + 1 < limit else None
    if after is None or doc[index].tag_ != "NN" or after.tag_ not in {"NN", "NNS"}:
        return False
    told = doc[index - 1].lower_ in {"last", "this", "next", "that", "same", "every", "each", "following"}
    return not told and after.lower_ not in _TIMES


def _verb_follows(doc: Doc, index: int, limit: int) -> bool:
    """Whether what follows "and" has a verb of its own."""
    for place in range(index, min(limit, index + 9)):
        token = doc[place]
        if token.tag_ in {"MD", "VBD", "VBZ", "VBP"} or pos_of(token) == "AUX":
            return True
        if pos_of(token) == "PUNCT" and token.text not in _QUOTES | {"-"}:
            return False
        if token.lower_ in _RELATIVE or (place > index and _opens_another(doc, place, limit)):
            return False
    return False


def _opens_another(doc: Doc, index: int, limit: int) -> bool:
    """Whether a clause of another kind begins at a word: "to determine", "because", "whether"."""
    following = doc[index + 1] if index + 1 < limit else None
    if doc[index].lower_ == "to":
        return following is not None and following.tag_ == "VB"
    return doc[index].lower_ in _SUBORDINATE


def _is_list(doc: Doc, index: int, limit: int) -> bool:
    """Whether a comma stands in a list of nouns: "land, water and power"."""
    for place in range(index + 1, min(limit, index + 8)):
        token = doc[place]
        if token.lower_ in {"and", "or"}:
            return (
                place > index + 1
                and _noun_follows(doc, place + 1, limit)
                and not _verb_follows(doc, index + 1, limit)
            )
        if pos_of(token) not in {"NOUN", "PROPN", "ADJ", "DET", "NUM"} and token.text != ",":
            return False
    return False


def _trim(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    """Take off times at either end, and what makes the phrase too long."""
    while end > start and (doc[end - 1].lower_ in _TIME_WORDS or doc[end - 1].text in _QUOTES):
        end -= 1
    cut = start
    for index in range(start + 1, end):
        if pos_of(doc[index]) == "ADP" and doc[index].lower_ != "of" and index - start >= 4:
            cut = index
            if end - start > LONGEST:
                end = cut
                break
    return (start, end) if end > start else None


def label_of(doc: Doc, start: int, end: int) -> str:
    """What a noun phrase is called as an issue.

    Args:
        doc: the document.
        start: index of its first word.
        end: index after its last one.

    Returns:
        Its words without determiner and possessive pronoun, a possessive turned round: "membership of
        Utopia in the alliance".
    """
    while start < end - 1 and (
        doc[start].text in _QUOTES
        or _is_evaluation(doc, start, end)
        or (
            doc[start].lower_ in _DETERMINERS
            and doc[start].lower_ not in _KEPT_DETERMINERS
            and not is_hyphenated(doc, start)
        )
        or (doc[start].lower_ in {"all", "both"} and doc[start + 1].lower_ in _DETERMINERS)
    ):
        start += 1
    for index in range(start + 1, min(end - 1, start + 6)):
        if doc[index].tag_ == "POS" or doc[index].text in {"'s", "’s"}:
            return _turned(doc, start, index, end)
        if pos_of(doc[index]) == "ADP":
            break
    return plain(doc, start, end)


def of_any(doc: Doc, start: int, label: str) -> str:
    """A label without the "single" of "as long as a single soldier stays"; "the single market" keeps it.

    Args:
        doc: the document.
        start: index of the first word of the phrase that the label was made from.
        label: what the phrase is called.
    """
    return label.removeprefix("single ") if doc[start].lower_ == "a" else label


def is_hyphenated(doc: Doc, index: int) -> bool:
    """Whether a word is the first part of a compound: "no" in "no-fly zone"."""
    return index + 1 < len(doc) and doc[index + 1].text in {"-", "–"} and not doc[index].whitespace_


def _is_evaluation(doc: Doc, index: int, end: int) -> bool:
    """Whether an adjective only says what the speaker thinks of the thing: "meaningless", "so-called"."""
    return (
        index + 1 < end
        and doc[index].lower_ in things().judging
        and pos_of(doc[index + 1]) in {"NOUN", "PROPN", "ADJ"}
    )


def _turned(doc: Doc, start: int, mark: int, end: int) -> str:
    owner = plain(doc, start, mark)
    stop = mark + 1
    while stop < end and not (pos_of(doc[stop]) == "ADP" and stop > mark + 1):
        stop += 1
    thing, rest = plain(doc, mark + 1, stop), plain(doc, stop, end) if stop < end else ""
    return f"{thing} of {owner} {rest}".strip()


def absence_of(label: str) -> str:
    """What the absence of an issue is called."""
    return label[3:] if label.startswith("no ") else f"no {label}"


# Words whose meaning lies elsewhere in the report, inside a name.
_DANGLING = re.compile(
    r"(?<=\w )(?:his|its|their|our|my|your|(?<!in )this|these|those(?! who)|such|her(?= \w))(?! or ) ",
    re.IGNORECASE,
)


_ALONE = re.compile(
    r"(?<=\w) (?:(?:on|of) (?:his|its|their|our|my|your|her) own|over (?:his|its|their|our|her) heads?)$",
    re.IGNORECASE,
)


def plain(doc: Doc, start: int, end: int) -> str:
    """The words of a stretch, without quotation marks, the first not capitalised for standing first."""
    words = doc[start:end].text
    words = " ".join(
        re.sub(r"[\"“”«»]|(?<!\w)['‘’]|(?<=[,.])['’]|['’](?!\w)(?<!s.)", " ", words).split()
    ).strip(" ,;:-")
    words = _DANGLING.sub("", _ALONE.sub("", words))
    first = doc[start]
    opens = first.is_sent_start or not doc[start - 1].is_alpha
    named = first.pos_ == "PROPN" or first.ent_type_ != "" or words[1:2].isupper()
    if opens and words[:1].isupper() and not named:
        words = words[:1].lower() + words[1:]
    return words


def split_list(doc: Doc, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a list of noun phrases that each have a determiner or number of their own.

    "nine coins, two boats and no delay" is three; "land and water" stays one.
    """
    parts, begin = [], start
    if any(pos_of(doc[i]) == "ADP" for i in range(start, _first_break(doc, start, end))):
        return [(start, end)]
    for index in range(start + 1, end - 1):
        if doc[index].lower_ in {"and", ","} and _stands_alone(doc, index + 1) and _stands_alone(doc, begin):
            if index > begin:
                parts.append((begin, index))
            begin = index + 1
    if begin < end:
        parts.append((begin, end))
    return [
        (first, last)
        for first, last in parts
        if any(pos_of(doc[i]) in {"NOUN", "PROPN"} for i in range(first, last))
    ] or [(start, end)]


def _first_break(doc: Doc, start: int, end: int) -> int:
    return next((i for i in range(start, end) if doc[i].lower_ in {"and", ","}), end)


def _stands_alone(doc: Doc, index: int) -> bool:
    token = doc[index]
    return token.lower_ in _DETERMINERS or pos_of(token) == "NUM"
