"""The bodies that offices belong to which a report names by the office alone: "the mayor" and "City Hall"."""

from onrecord.resolve.cast import Cast, Member, Office
from onrecord.resolve.lexicon import lexicon, singular
from onrecord.resolve.naming import content_words


def find_holding(cast: Cast) -> None:
    """Have those act for a body whose office is told without it, where the report names one body with it.

    Args:
        cast: of a report whose sources have been resolved; persons gain whom they act for.
    """
    bodies = cast.of_kind("organization")
    for member in cast.of_kind("person"):
        if member.acts_for:
            continue
        for office in member.offices:
            if office.owner is None and not office.owner_words and office.head in lexicon().holding:
                fitting = [body for body in bodies if _holds(body, office)]
                if len(fitting) == 1:
                    member.acts_for.append(fitting[0].number)
                    break


def _holds(body: Member, office: Office) -> bool:
    """Whether a body is by its name what an office is held in: "City Hall", "the town council"."""
    held_in = lexicon().holding[office.head]
    return any(
        words and all(singular(word) in held_in for word in words)
        for words in map(content_words, (body.name, *body.forms))
    )
