"""Names among a text's words: the tagger's likeliest ones, mended by rules."""

from bisect import bisect_right
from collections.abc import Sequence

from onrecord.language.crf import Array, Transitions, best_paths, every_marginals, spans_of
from onrecord.language.name_rules import mend
from onrecord.language.named import Name


def find_names(
    words: Sequence[str],
    bounds: Sequence[tuple[int, int]],
    scores: Array,
    labels: Sequence[str],
    transitions: Transitions,
) -> list[Name]:
    """Find the names of a text.

    Args:
        words: its words.
        bounds: the first and last word (exclusive) of each paragraph, in order.
        scores: of each word for each label, shape (words, labels).
        labels: BIO labels, in the order of the scores.
        transitions: between labels.

    Returns:
        The names in order, none overlapping another; MISC for names of what can't act.
    """
    parts = [scores[left:right] for left, right in bounds]
    tagged = [
        Name(left + start, left + end, kind)
        for (left, _), path in zip(bounds, best_paths(parts, transitions), strict=True)
        for start, end, kind in spans_of([labels[label] for label in path])
    ]
    every: list[Array] = []

    def chance_of(name: Name) -> dict[str, float]:
        if not every:  # seldom asked for
            every.extend(every_marginals(parts, transitions))
        place = bisect_right(bounds, (name.start, len(words))) - 1
        left = bounds[place][0]
        chances = every[place][name.start - left : name.end - left]
        total: dict[str, float] = {}
        for label, chance in zip(labels, chances.mean(axis=0).tolist(), strict=True):
            total[label[2:]] = total.get(label[2:], 0.0) + chance
        return total

    return mend(words, tagged, chance_of)
