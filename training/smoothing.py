"""Prepares a network for int8: outliers are taken out of the activations, embeddings get a scale a row.

Dynamic int8 gives all channels of an activation one scale. In this encoder one channel of the residual stream
is ten times as large as most, and one neuron in most layers, so that the others are left with few steps. Such
a channel is divided by a factor on its way into a linear layer, whose weights are multiplied by it: in float
nothing changes, in int8 the rest keep their resolution (SmoothQuant: Xiao et al., ICML 2023; there all
channels are evened out, which was worse here, since it makes outliers of weights instead).
"""

from collections.abc import Callable, Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from training.batches import windows_of
from training.examples import Example
from training.network import Network
from training.polnear import polnear

TIMES_MEDIAN = 4.0
ARTICLES_APART = 24


class Divided(nn.Module):
    """A linear layer that reads its input divided by a factor a channel."""

    def __init__(self, linear: nn.Linear, factors: Tensor) -> None:
        super().__init__()
        self.linear = nn.Linear(linear.in_features, linear.out_features)
        with torch.no_grad():
            self.linear.weight.copy_(linear.weight * factors)
            self.linear.bias.copy_(linear.bias)
        self.register_buffer("inverse", 1 / factors)

    def forward(self, values: Tensor) -> Tensor:
        """The layer's output."""
        result: Tensor = self.linear(values * self.inverse)
        return result


class Rows(nn.Module):
    """An embedding in int8 with a scale for each row, since rare pieces have far smaller vectors."""

    def __init__(self, embedding: nn.Embedding) -> None:
        super().__init__()
        weight = embedding.weight.detach()
        scales = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("rows", (weight / scales).round().to(torch.int8))
        self.register_buffer("scales", scales)

    def forward(self, ids: Tensor) -> Tensor:
        """The vectors of pieces."""
        result: Tensor = self.rows[ids].float() * self.scales[ids]
        return result


def prepare(network: Network, tokenizer: Tokenizer, data: Path) -> None:
    """Divide what goes into the encoder's feed-forward layers; give each row of the embeddings a scale.

    Args:
        network: the trained network, changed in place.
        tokenizer: of its encoder.
        data: the data folder; every 24th of PolNeAR's training articles shows how large channels become.
    """
    blocks = [block for layer in network.bert.encoder.layer for block in (layer.intermediate, layer.output)]
    largest: dict[int, Tensor] = {}
    held = [
        block.dense.register_forward_hook(_watching(largest, place)) for place, block in enumerate(blocks)
    ]
    _read(network, tokenizer, list(polnear(data / "polnear/train"))[::ARTICLES_APART])
    for hook in held:
        hook.remove()
    for place, block in enumerate(blocks):
        block.dense = Divided(block.dense, factors_of(largest[place]))
    network.bert.embeddings.word_embeddings = Rows(network.bert.embeddings.word_embeddings)


def factors_of(largest: Tensor) -> Tensor:
    """The factor of each channel, given its largest absolute value: what brings it down to four times the
    median, 1 where it is no larger."""
    return (largest / (TIMES_MEDIAN * largest.median())).clamp(min=1)


def _watching(largest: dict[int, Tensor], place: int) -> Callable[..., None]:
    def watch(_module: nn.Module, given: tuple[Tensor], _result: Tensor) -> None:
        top = given[0].detach().abs().flatten(0, -2).amax(0)
        largest[place] = torch.maximum(largest[place], top) if place in largest else top

    return watch


def _read(network: Network, tokenizer: Tokenizer, examples: Sequence[Example]) -> None:
    network.eval()
    with torch.no_grad():
        for example in examples:
            for one, _, _ in windows_of(tokenizer, example):
                ids, cases, quotes, first = (
                    torch.from_numpy(part)[None] for part in (one.ids, one.cases, one.quotes, one.first)
                )
                network.words(ids, cases, quotes, None, first)
