"""Where a report's headline and subtitle end, if its text still begins with them: they claim nothing."""

from onrecord.model import Report
from onrecord.text.folding import fold
from onrecord.text.layout import Layout

LONGEST_HEADLINE = 16
"""Words."""

_MOST_BLOCKS = 3


def headline_end(report: Report, layout: Layout) -> int:
    """The offset before which a text is headline and subtitle.

    Where the reader gave the report a title, that is a first paragraph with the title's words. Where it gave
    none, it is the short paragraphs before the first long one: whatever a headline claims stands again below.

    Args:
        report: the report.
        layout: the layout of its text.

    Returns:
        The offset; 0 where the text begins with its body.
    """
    blocks = layout.blocks
    if len(blocks) < 2:
        return 0
    if report.title:
        first = report.text[blocks[0].start : blocks[0].end]
        return blocks[0].end if fold(first).rstrip(". ") == fold(report.title).rstrip(". ") else 0
    first_line = report.text[blocks[0].start : blocks[0].end].split("\n", 1)[0]
    if first_line.rstrip().endswith(";"):
        # Databases part headline and subtitle like this.
        return blocks[0].end
    for number, block in enumerate(blocks[: _MOST_BLOCKS + 1]):
        if len(report.text[block.start : block.end].split()) > LONGEST_HEADLINE:
            return blocks[number - 1].end if number else 0
    return 0
