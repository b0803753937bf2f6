"""The temperature that makes span confidences mean what they say (Guo et al. 2017), from development data."""

from pathlib import Path

from onrecord.language.annotations import confidence_of, cooled
from onrecord.language.crf import best_path, marginals, spans_of
from onrecord.language.encoder import Encoder
from onrecord.language.shipped import read_shipped
from onrecord.language.windows import encode
from training.evaluate import cofenet_items

TEMPERATURES = (0.9, 1.0, 1.1, 1.25, 1.4, 1.6, 1.9, 2.3)
BINS = 10


def best_temperature(model: Path, items: Path) -> float:
    """The temperature, among a few, with the least expected calibration error of exact spans.

    Args:
        model: the model directory.
        items: items of the CofeNet form.
    """
    shipped = read_shipped(model)
    encoder = Encoder(shipped)
    labels = shipped.labels["attribution"]
    judged: dict[float, list[tuple[float, bool]]] = {one: [] for one in TEMPERATURES}
    for example in cofenet_items(items):
        words = encode(encoder.tokenizer, example.words, example.starts, example.sentences)
        scores = encoder.read(words).attribution
        path = best_path(scores, shipped.transitions)
        gold = set(spans_of(example.labels["attribution"]))
        spans = spans_of([labels[label] for label in path])
        for temperature in TEMPERATURES if spans else ():
            chances = marginals(*cooled(scores, shipped.transitions, temperature))
            judged[temperature] += [
                (confidence_of(chances, path, start, end), (start, end, role) in gold)
                for start, end, role in spans
            ]
    errors = {one: round(calibration_error(own), 4) for one, own in judged.items()}
    print("calibration error by temperature:", errors)
    return min(TEMPERATURES, key=lambda one: (errors[one], abs(one - 1)))


def calibration_error(judged: list[tuple[float, bool]]) -> float:
    """Expected calibration error: the gap between confidence and share of hits, averaged over bins."""
    total = 0.0
    for number in range(BINS):
        own = [one for one in judged if min(int(one[0] * BINS), BINS - 1) == number]
        if own:
            gap = abs(sum(chance for chance, _ in own) / len(own) - sum(hit for _, hit in own) / len(own))
            total += gap * len(own) / len(judged)
    return total
