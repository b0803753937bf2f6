"""The network: one encoder, a small head for each task, in PyTorch.

Encoder: all-MiniLM-L6-v2 (Wang et al. 2020; Reimers and Gurevych 2019) with two small added embeddings, the
case and the quotation state of the word that a piece belongs to. Each word is read at its first piece. The
heads: labels in BIO for attribution and for names (each with a linear-chain CRF, Lafferty et al. 2001),
part-of-speech tags, lemma rules, and a biaffine parser (Dozat and Manning 2017).
"""

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertConfig, BertModel

from onrecord.language.crf import bio_forbidden
from onrecord.language.features import CASES, QUOTES

NEVER = -1e4


class Network(nn.Module):
    """The encoder and its heads.

    Args:
        encoder: folder of the pre-trained encoder.
        labels: for each head its labels; `relation` belongs to the parser, all others are taggers.
        attention_dropout: without it a step takes half the time on a CPU.
    """

    def __init__(self, encoder: Path, labels: dict[str, list[str]], attention_dropout: float = 0.1) -> None:
        super().__init__()
        self.labels = labels
        config = BertConfig.from_pretrained(encoder)
        config.attention_probs_dropout_prob = attention_dropout
        self.bert = BertModel.from_pretrained(encoder, config=config, add_pooling_layer=False)
        size = config.hidden_size
        self.case = nn.Embedding(len(CASES), size)
        self.quote = nn.Embedding(len(QUOTES), size)
        nn.init.zeros_(self.case.weight)
        nn.init.zeros_(self.quote.weight)
        self.dropout = nn.Dropout(0.1)
        self.taggers = nn.ModuleDict(
            {
                name: nn.Sequential(
                    nn.Linear(size, 256), nn.GELU(), nn.Dropout(0.1), nn.Linear(256, len(own))
                )
                for name, own in labels.items()
                if name != "relation"
            }
        )
        self.parser = Parser(size, len(labels["relation"]))
        self.crf = CRF(labels["attribution"])
        self.name_crf = CRF(labels["name"])

    def words(self, ids: Tensor, cases: Tensor, quotes: Tensor, mask: Tensor | None, first: Tensor) -> Tensor:
        """Vectors of the words, shape (windows, words, size); without a mask nothing is padding."""
        embedded = self.bert.embeddings.word_embeddings(ids) + self.case(cases) + self.quote(quotes)
        hidden = self.bert(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        index = first.unsqueeze(-1).expand(-1, -1, hidden.shape[-1])
        return self.dropout(torch.gather(hidden, 1, index))


class Parser(nn.Module):
    """Biaffine scores of arcs within sentences, and of relations for the best arc."""

    def __init__(self, size: int, relations: int, arc: int = 192, label: int = 96) -> None:
        super().__init__()
        self.arc_word, self.arc_head = _projection(size, arc), _projection(size, arc)
        self.label_word, self.label_head = _projection(size, label), _projection(size, label)
        self.root = nn.Parameter(torch.zeros(size))
        self.arc = nn.Parameter(torch.empty(arc + 1, arc))
        self.relation = nn.Parameter(torch.empty(relations, label + 1, label + 1))
        nn.init.xavier_uniform_(self.arc)
        nn.init.normal_(self.relation, std=0.02)

    def arcs(self, words: Tensor, sentences: Tensor) -> Tensor:
        """Scores of each word's heads, shape (windows, words, 1 + words); column 0 is the root."""
        heads = self._with_root(words)
        one = torch.ones_like(words[..., :1])
        left = torch.cat([self.arc_word(words), one], -1) @ self.arc
        scores = left @ self.arc_head(heads).transpose(1, 2)
        apart = sentences.unsqueeze(2) != sentences.unsqueeze(1)
        apart = functional.pad(apart, (1, 0), value=False)
        return scores.masked_fill(apart, NEVER)

    def relations(self, words: Tensor, heads: Tensor) -> Tensor:
        """Scores of each word's relation to its head, shape (windows, words, relations); `heads` counts the
        root as 0."""
        projected = self.label_head(self._with_root(words))
        chosen = torch.gather(projected, 1, heads.unsqueeze(-1).expand(-1, -1, projected.shape[-1]))
        one = torch.ones_like(chosen[..., :1])
        word = torch.cat([self.label_word(words), one], -1)
        head = torch.cat([chosen, one], -1)
        labels, rows, columns = self.relation.shape
        flat = self.relation.permute(1, 0, 2).reshape(rows, labels * columns)
        seen = (word @ flat).reshape(*word.shape[:2], labels, columns)
        return (seen @ head.unsqueeze(-1)).squeeze(-1)

    def _with_root(self, words: Tensor) -> Tensor:
        root = self.root.expand(words.shape[0], 1, -1).to(words.dtype)
        return torch.cat([root, words], 1)


def _projection(size: int, out: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(size, out), nn.GELU(), nn.Dropout(0.2))


class CRF(nn.Module):
    """Learned transitions; every paragraph is a sequence of its own."""

    def __init__(self, labels: list[str]) -> None:
        super().__init__()
        between, start = bio_forbidden(labels)
        opening = torch.tensor([label.startswith("B-") for label in labels])
        self.register_buffer("opening", opening, persistent=False)
        self.register_buffer("between_mask", torch.from_numpy(between))
        self.register_buffer("start_mask", torch.from_numpy(start))
        self.between = nn.Parameter(torch.zeros(len(labels), len(labels)))
        self.start = nn.Parameter(torch.zeros(len(labels)))
        self.end = nn.Parameter(torch.zeros(len(labels)))

    def scores(self) -> tuple[Tensor, Tensor, Tensor]:
        """Between, start and end scores, what BIO forbids included."""
        return self.between + self.between_mask, self.start + self.start_mask, self.end

    def loss(
        self, scores: Tensor, gold: Tensor, starts: Tensor, lengths: Tensor, cost: float = 0.0
    ) -> Tensor:
        """Negative log-likelihood per word; with a cost, the softmax margin of Gimpel and Smith (2010), in
        which a sequence that labels the first word of a span "O" is raised by it.

        Args:
            scores: shape (windows, words, labels).
            gold: label indices, shape (windows, words).
            starts: whether a paragraph begins at a word, shape (windows, words).
            lengths: words in each window.
            cost: of missing the first word of a span.
        """
        scores = scores.float()
        if cost:
            missed = torch.zeros_like(scores)
            missed[..., 0] = cost * self.opening[gold]
            scores = scores + missed
        between, start, end = self.scores()
        across = end.unsqueeze(1) + start.unsqueeze(0)
        count = scores.shape[1]
        total = start + scores[:, 0]
        path = start[gold[:, 0]] + scores[:, 0].gather(1, gold[:, :1]).squeeze(1)
        for word in range(1, count):
            step = torch.where(starts[:, word, None, None], across, between)
            following = torch.logsumexp(total.unsqueeze(2) + step, 1) + scores[:, word]
            live = (word < lengths).unsqueeze(1)
            total = torch.where(live, following, total)
            move = step[torch.arange(len(gold)), gold[:, word - 1], gold[:, word]]
            gain = move + scores[:, word].gather(1, gold[:, word : word + 1]).squeeze(1)
            path = path + torch.where(live.squeeze(1), gain, torch.zeros_like(gain))
        last = gold.gather(1, (lengths - 1).unsqueeze(1)).squeeze(1)
        total = torch.logsumexp(total + end, 1)
        return (total - path - end[last]).sum() / lengths.sum()
