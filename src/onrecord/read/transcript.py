"""Interview and press-conference transcripts: who speaks in each paragraph, by the labels before them.

`mark_turns` looks at a report that any reader has made. Where its paragraphs are turns (`NAME: ...`,
`Q. ...`, `QUESTION: ...`), each becomes a block of kind `turn` over what is said, its `speaker` the label.
The label stays in the text, outside of every block, as do stage directions at either end of a turn
("(Laughter.)"). A turn over several paragraphs gives a block for each, with the same speaker.

News is full of lines with a colon that nobody speaks ("Photo: ...", "Where: ..."), and a false turn is a
false quotation. So a text counts as a transcript only if several labels shaped like names, roles or Q and A
come again and again in it. In a report that only quotes an exchange, paragraphs without a label stay
narration.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.model import Block, Report, Span
from onrecord.read.wordlists import words

_SMALL = r"(?:of|the|for|and|de|del|della|der|den|van|von|da|di|al|el|bin|ben|la|le|y|to|at|in|on)"
_SMALL_WORD = re.compile(_SMALL)
_BIG = r"(?:[^\W\d_a-z][\w’'.&/-]*|\d(?=:))"
_NAME = rf"{_BIG}(?:\s+(?:{_SMALL}\s+){{0,2}}{_BIG}){{0,6}}"
_ROLE = r"(?:,\s+[\w’'.-]+(?:\s+[\w’'.-]+){0,7})?"
_ASIDE = r"(?:\s*[(\[][^)\]\n]{1,60}[)\]])?"
_LABEL = re.compile(rf"(?P<name>{_NAME}{_ROLE}){_ASIDE}\s?:(?=\s|$)\s*")
_Q_AND_A = re.compile(
    r"(?P<name>Q|A|Question|Answer|QUESTION|ANSWER)(?:\s?\d{1,3})?(?:[.:)]|\s?[-–—])\s+(?=\S)"
)
_BARE_Q = re.compile(r"(?P<name>Q)\s+(?=[^\W\d_a-z]|[(\[])")
_GLUED_Q = re.compile(r"Q(?=[A-Z](?:[a-z]|[’' ]))")
_LONGEST_LABEL = 90
_STAGE = r"[(\[][^()\[\]\n]{1,120}[)\]]\.?"
_STAGE_START = re.compile(rf"(?:{_STAGE}\s*)+")
_STAGE_END = re.compile(rf"(?:\s*{_STAGE})+$")
_EDITED = r"edited|condensed|translated|conducted|shortened|abridged|recorded"
_TALK = r"interview|transcript|conversation|exchange|remarks|questions?"
_CLOSING = re.compile(
    r"(?:#\s*){2,}|(?:\*\s*){3,}|-{3,}|—+|end(?: of (?:transcript|interview|text))?\W*$"
    r"|\d{1,2}[:.]\d{2}\s*[ap]\.?m\b"
    rf"|.{{0,80}}\b(?:{_TALK})\b.{{0,80}}\b(?:was|were|has been|have been)\b.{{0,60}}\b(?:{_EDITED})\b"
    r"|(?:interview(?:ed)?|translat(?:ed|ion)|transcri(?:bed|pt)) by\b",
    re.IGNORECASE,
)
_SPEECH = r"(?:said|says|told|added|adds|asked|replied|answered|explained|insisted|noted|concluded)"
_ROLE_LABELS = {
    "q", "a", "question", "answer", "moderator", "interviewer", "reporter", "journalist", "correspondent",
    "host", "presenter", "anchor", "operator", "audience", "speaker", "interpreter", "chair", "chairman",
    "chairwoman", "chairperson", "secretary", "president", "minister", "spokesman", "spokeswoman",
    "spokesperson", "ambassador", "commissioner", "senator", "chancellor", "governor", "mayor",
}  # fmt: skip
_FEWEST_TURNS = 3
_IN_PERSON = re.compile(
    r"\b(?:I|we|you|me|us|my|our|your|yours)\b(?![.’']?[A-Z])|\b(?:I|we|you)[’']", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Turn:
    """A label at the start of what somebody says.

    Attributes:
        paragraph: index of the paragraph that it stands in.
        start: offset of the label in the paragraph.
        label: the words that name the speaker.
        key: what two labels of one speaker have in common.
        said: offset in the paragraph where the words begin.
    """

    paragraph: int
    start: int
    label: str
    key: str
    said: int


def mark_turns(report: Report) -> Report:
    """Find the turns of a transcript.

    Args:
        report: any report.

    Returns:
        The report with its turns as blocks; the same report where it is no transcript. The text is
        unchanged.
    """
    text = report.text
    turns = _turns_of(text[block.start : block.end] for block in report.blocks)
    if not turns:
        return report
    blocks = _Blocks(report, turns)
    return replace(report, blocks=tuple(blocks.marked()))


def first_turn(paragraphs: Sequence[str]) -> int | None:
    """Where the first turn of a transcript stands, before anything has been trimmed from it.

    Args:
        paragraphs: the lines or paragraphs of a text.

    Returns:
        The index of the paragraph, or None where the text is no transcript.
    """
    turns = _turns_of(paragraphs)
    return turns[0].paragraph if turns else None


def _turns_of(paragraphs: Iterable[str]) -> list[_Turn]:
    """The turns that paragraphs begin, in order; none where they are no transcript."""
    told = list(paragraphs)
    turns = [turn for index, text in enumerate(told) if (turn := _labelled(index, text)) is not None]
    if sum(turn.key == "a" for turn in turns) >= _FEWEST_TURNS - 1 and all(turn.key == "a" for turn in turns):
        glued = [
            _Turn(index, 0, "Q", "q", match.end())
            for index, text in enumerate(told)
            if (match := _GLUED_Q.match(text)) is not None
        ]
        turns = sorted([*turns, *glued], key=lambda turn: turn.paragraph)
    in_capitals = [turn for turn in turns if turn.label.isupper() or turn.key in _ROLE_LABELS]
    # Where labels are set in capitals, a headline such as "Varga: No talks" is none.
    if len(in_capitals) >= 0.6 * len(turns) and len({turn.key for turn in in_capitals}) > 1:
        turns = in_capitals
    return turns if _is_transcript(told, turns) else []


def _labelled(index: int, paragraph: str) -> _Turn | None:
    """The turn that a paragraph begins, if it begins with a label."""
    match = _Q_AND_A.match(paragraph) or _LABEL.match(paragraph[:_LONGEST_LABEL]) or _BARE_Q.match(paragraph)
    if match is None:
        return None
    label = match["name"].rstrip(" ,")
    key = _key(label)
    if not key or not _is_name(label) or _is_no_speaker(label):
        return None
    return _Turn(index, 0, label, key, match.end())


def _key(name: str) -> str:
    """What the labels of one speaker share: the last word of the name, before any role."""
    tokens = re.findall(r"[^\W_]+", name.split(",", 1)[0].casefold())
    return tokens[-1] if tokens else ""


def _is_name(label: str) -> bool:
    """Whether each word before a role begins as names do, in any alphabet that has capitals."""
    tokens = label.split(",", 1)[0].split()
    return not any(token[0].islower() and not _SMALL_WORD.fullmatch(token) for token in tokens)


def _is_no_speaker(name: str) -> bool:
    folded = name.casefold()
    first = folded.split()[0].strip(".,")
    return folded in words("no-speakers") or (first in words("no-speakers") and first not in _ROLE_LABELS)


def _is_transcript(paragraphs: Sequence[str], turns: Sequence[_Turn]) -> bool:
    counts = Counter(turn.key for turn in turns)
    if len(turns) < _FEWEST_TURNS or len(counts) < 2:
        return False
    again = sum(count for count in counts.values() if count >= 2)
    if again < 0.6 * len(turns):
        return False
    said = [_said(paragraphs, turn) for turn in turns]
    asks = any("?" in words_said[-3:] for words_said in said)
    # What parties want is often listed so ("Varga: would open the dam."), in the third person.
    personal = sum(bool(_IN_PERSON.search(words_said)) for words_said in said)
    if not asks and personal < 0.4 * len(turns):
        return False
    # Lists with labels ("Pros: ... Cons: ...") have entries of a few words, and ask nothing.
    return sum(len(words_said.split()) for words_said in said) >= (2 if asks else 4) * len(turns)


def _said(paragraphs: Sequence[str], turn: _Turn) -> str:
    """What a turn says in its paragraph, or in the next one where its label stands alone."""
    here = paragraphs[turn.paragraph][turn.said :]
    alone = not here.strip() and turn.paragraph + 1 < len(paragraphs)
    return paragraphs[turn.paragraph + 1] if alone else here


def _is_formal(turns: Sequence[_Turn]) -> bool:
    """Whether the labels are set as transcripts set them: in capitals, as roles, or as Q and A."""
    formal = sum(turn.label.isupper() or turn.key in _ROLE_LABELS for turn in turns)
    return formal >= 0.6 * len(turns)


class _Blocks:
    """Makes the blocks of one transcript.

    Args:
        report: the transcript.
        turns: those that its blocks begin.
    """

    def __init__(self, report: Report, turns: Sequence[_Turn]) -> None:
        self._report = report
        self._turns: dict[int, list[_Turn]] = {}
        for turn in (*turns, *_joined(report, turns)):
            self._turns.setdefault(turn.paragraph, []).append(turn)
        self._tells = _narration(turns)
        # Paragraphs without a label go on with the turn before them as far as this one.
        first, last = turns[0].paragraph, turns[-1].paragraph
        mostly = len(turns) >= 0.5 * (len(report.blocks) - first)
        self._runs_to = len(report.blocks) if _is_formal(turns) else last if mostly else first

    def marked(self) -> Iterator[Block]:
        """The report's blocks, its turns among them."""
        speaker: Span | None = None
        for index, block in enumerate(self._report.blocks):
            turns = self._turns.get(index, [])
            if turns:
                yield from self._before(index, block.start + turns[0].start, speaker)
                for place, turn in enumerate(turns):
                    start = block.start + turn.start
                    speaker = Span.of(self._report.text, start, start + len(turn.label))
                    end = block.start + turns[place + 1].start if place + 1 < len(turns) else block.end
                    yield from self._spoken(block.start + turn.said, end, speaker)
                continue
            text = self._report.text[block.start : block.end]
            if _CLOSING.match(text) or self._tells.search(text):
                speaker = None
            goes_on = speaker is not None and (index < self._runs_to or self._is_awaited(index))
            if goes_on and block.kind != "heading" and not _STAGE_START.fullmatch(text):
                yield from self._spoken(block.start, block.end, speaker)
            else:
                yield block

    def _is_awaited(self, index: int) -> bool:
        """Whether the label before a paragraph stands alone, so that the words are to follow."""
        turns = self._turns.get(index - 1, [])
        if not turns:
            return False
        before = self._report.blocks[index - 1]
        return before.start + turns[-1].said >= before.end

    def _before(self, index: int, end: int, speaker: Span | None) -> Iterator[Block]:
        """What stands in a block before its first label."""
        block = self._report.blocks[index]
        if end == block.start:
            return
        if speaker is not None and index < self._runs_to:
            yield from self._spoken(block.start, end, speaker)
        else:
            yield replace(block, end=block.start + len(self._report.text[block.start : end].rstrip()))

    def _spoken(self, start: int, end: int, speaker: Span | None) -> Iterator[Block]:
        """The block of what is said, without stage directions at its ends; none where nothing is left."""
        text = self._report.text
        opening = _STAGE_START.match(text, start, end)
        if opening is not None:
            start = opening.end()
        closing = _STAGE_END.search(text[start:end])
        if closing is not None and closing.start() > 0:
            end = start + closing.start()
        end = start + len(text[start:end].rstrip())
        if start < end:
            yield Block(start, end, "turn", speaker)


def _joined(report: Report, turns: Sequence[_Turn]) -> Iterator[_Turn]:
    """Turns inside a paragraph, where lines that stood apart were joined: known labels after a sentence."""
    labels = {turn.label for turn in turns if len(turn.label) > 1}
    if not labels:
        return
    choices = "|".join(re.escape(label) for label in sorted(labels, key=len, reverse=True))
    inner = re.compile(rf"(?<=[.?!…)\]\"”])\s+(?P<name>{choices}){_ASIDE}\s?:\s+")
    for index, block in enumerate(report.blocks):
        for match in inner.finditer(report.text[block.start : block.end]):
            yield _Turn(index, match.start("name"), match["name"], _key(match["name"]), match.end())


def _narration(turns: Sequence[_Turn]) -> re.Pattern[str]:
    """What narration between turns looks like: a speaker's name beside a verb of speech."""
    keys = {turn.key for turn in turns} - _ROLE_LABELS
    names = "|".join(re.escape(key) for key in sorted(keys) if len(key) > 2)
    if not names:
        return re.compile(r"(?!)")
    return re.compile(
        rf"\b(?:{names})\s+{_SPEECH}\b|\b{_SPEECH}\s+(?:[\w.]+\s+){{0,2}}(?:{names})\b", re.IGNORECASE
    )
