"""The text under a report: edits and offsets, sentences, quotation marks, dates."""
