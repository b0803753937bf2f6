"""The shape of a clause: which verb leads it, and where it ends."""

from onrecord.interpret.verbs import VerbGroup
from onrecord.interpret.words import pos_of
from onrecord.text.tokens import Doc
from onrecord.text.words import word_set

_CONNECTIVES = word_set(
    "because although though if unless until till while whereas before after when once since so as "
    "provided despite without"
)


def main_verb(doc: Doc, groups: list[VerbGroup], start: int) -> int | None:
    """Which verb leads a clause: the first finite one outside relative clauses, else the first of all.

    Args:
        doc: the document.
        groups: its verb groups, in order.
        start: index of its first word.

    Returns:
        A place in `groups`, or None where the words are no clause.
    """
    for number, group in enumerate(groups):
        if not group.finite:
            continue
        before = doc[group.start - 1].lower_ if group.start > start else ""
        if before in {"who", "which"} or (before == "that" and group.start - 1 > start):
            continue
        if (
            doc[group.verb].tag_ in {"VBN", "VBD"}
            and group.start == group.verb
            and _later_helper(doc, groups, number)
        ):
            continue
        return number
    if (
        groups
        and not groups[0].finite
        and (groups[0].infinitive or doc[groups[0].verb].lower_.endswith("ing"))
        and groups[0].start <= start + 2
    ):
        return 0
    return None


def _later_helper(doc: Doc, groups: list[VerbGroup], number: int) -> bool:
    """Whether a bare past form is a participle, since a verb follows: "the men suspended by X were"."""
    if number + 1 >= len(groups) or pos_of(doc[groups[number].verb + 1]) != "ADP":
        return False
    later = groups[number + 1]
    between = doc[groups[number].end : later.start]
    return later.finite and not any(
        pos_of(token) in {"SCONJ", "CCONJ", "PUNCT"} or token.lower_ in {"that", "who", "which"}
        for token in between
    )


def clause_end(doc: Doc, start: int, limit: int) -> int:
    """Where the clause of a verb ends: at a connective, a semicolon, or "and" with a verb of its own."""
    for index in range(start, limit):
        token = doc[index]
        if token.text in {";", ":", "—", "–", "(", ")"} and index > start:
            return index
        if (
            token.lower_ in _CONNECTIVES
            and pos_of(token) in {"SCONJ", "ADP", "ADV", "CCONJ", "PRON"}
            and _opens_clause(doc, index, limit)
            and not (token.lower_ == "once" and doc[index - 1].lower_ == "at")
        ):
            return index
        if (
            token.text == ","
            and index + 1 < limit
            and (
                doc[index + 1].lower_
                in {
                    "but",
                    "which",
                    "who",
                    "while",
                    "although",
                    "because",
                    "and",
                    "so",
                    "or",
                    "as",
                    "saying",
                    "adding",
                    "if",
                    "nor",
                    "he",
                    "she",
                    "they",
                    "with",
                }
                or doc[index + 1].tag_ == "VBG"
            )
        ):
            if doc[index + 1].lower_ in {"and", "or"} and not _finite_ahead(doc, index + 2, limit):
                continue
            return index
        if token.lower_ in {"and", "but", "or"} and index > start and _finite_ahead(doc, index + 1, limit):
            return index
    return limit


def _opens_clause(doc: Doc, index: int, limit: int) -> bool:
    token = doc[index]
    if token.lower_ in {"as", "so"}:
        return _finite_ahead(doc, index + 1, min(limit, index + 4))
    return True


def _finite_ahead(doc: Doc, index: int, limit: int) -> bool:
    """Whether a clause follows: a subject and a finite verb within a few words."""
    for place in range(index, min(limit, index + 8)):
        token = doc[place]
        if token.tag_ in {"MD", "VBD", "VBZ", "VBP"} or pos_of(token) == "AUX":
            return True
        if pos_of(token) == "PUNCT" and token.text not in {"'", '"', "“", "”", "-", "’", "‘"}:
            return False
    return False
