"""Made-up reports: sentences put together at random from a seed, and what outlets do to a wire story."""

import random

from onrecord.text.words import word_set

WORDS = sorted(
    word_set("""
    harbour lamp council winter bridge treaty ferry ledger orchard signal quarry minister vessel paper
    tariff valley garden engine border clerk mill north station oven field barrel window copper reed
    tunnel island market fence salt meadow lantern depot ridge basin cabin clay drum feast gate hall
    inlet jetty kiln lodge mast nail
    """)
)
VERBS = sorted(
    word_set("crossed opened weighed counted moved carried painted closed lifted sold mended measured")
)


def sentence(chance: random.Random, words: int = 14) -> str:
    """A sentence that no other has."""
    chosen = [chance.choice(VERBS if place % 5 == 2 else WORDS) for place in range(words)]
    return " ".join(chosen).capitalize() + "."


def story(seed: int, paragraphs: int = 10, sentences: int = 2) -> list[str]:
    """The paragraphs of a report."""
    chance = random.Random(seed)
    return [" ".join(sentence(chance) for _ in range(sentences)) for _ in range(paragraphs)]


def text(paragraphs: list[str]) -> str:
    return "\n\n".join(paragraphs)


def edited(paragraphs: list[str], seed: int, rate: float = 0.06) -> list[str]:
    """The paragraphs with some words replaced, left out or put in."""
    chance = random.Random(seed)
    done = []
    for paragraph in paragraphs:
        words = []
        for word in paragraph.split():
            what = chance.random()
            if what < rate / 3:
                continue
            words.append(chance.choice(WORDS) if what < 2 * rate / 3 else word)
            if what > 1 - rate / 3:
                words.append(chance.choice(WORDS))
        done.append(" ".join(words))
    return done
