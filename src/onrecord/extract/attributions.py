"""From a tagged Doc to drafts of attributions; the order of the steps is told here and nowhere else."""

from onrecord.extract.assembling import Keys, assemble
from onrecord.extract.closing_cues import claim_closing_cues
from onrecord.extract.drafts import Draft
from onrecord.extract.linking import link
from onrecord.extract.nesting import nest
from onrecord.extract.set_off import claim_block_quotations, claim_turns
from onrecord.extract.sources import find_sources, swap_source
from onrecord.extract.statements import claim_statements, drop_empty
from onrecord.extract.tagged import tagged_spans
from onrecord.extract.unclaimed import claim_quotations
from onrecord.extract.unspoken import drop_unspoken
from onrecord.extract.whole_clauses import complete_clauses
from onrecord.text.layout import Layout
from onrecord.text.tokens import Doc


def draft_attributions(doc: Doc, layout: Layout, spoken_only: bool = True) -> tuple[Draft, ...]:
    """Find the attributions of a report, their speakers still as words.

    Args:
        doc: the tagged text, with spans `source`, `cue` and `content`.
        layout: the layout of the same text.
        spoken_only: whether to leave out what corpora mark and a record doesn't hold: stands without
            words ("welcomed the plan"), what was not said, the reporter's own voice.

    Returns:
        Drafts in the order of their content.
    """
    keys = Keys()
    contents, cues, sources = (tagged_spans(doc, layout, role) for role in ("content", "cue", "source"))
    linked = link(contents, cues, sources, layout, doc)
    drafts, _ = assemble(linked, layout, doc, keys)
    drafts = find_sources(swap_source(drop_empty(layout, drafts), layout), layout, doc)
    drafts = drop_unspoken(layout, doc, drafts) if spoken_only else drafts
    drafts = complete_clauses(layout, doc, drafts, keys)
    drafts = claim_statements(layout, doc, drafts, keys)
    drafts = claim_closing_cues(layout, doc, drafts, keys)
    drafts = claim_quotations(layout, doc, drafts, keys)
    drafts = claim_block_quotations(layout, drafts, keys)
    drafts = claim_turns(layout, drafts, keys)
    drafts = nest(layout, doc, drafts, keys)
    return tuple(sorted(drafts, key=lambda draft: (draft.start, -draft.end, draft.key)))
