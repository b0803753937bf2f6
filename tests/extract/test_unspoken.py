"""What is kept back is no statement."""

import pytest

from onrecord.extract.attributions import draft_attributions


@pytest.mark.parametrize(
    "text",
    [
        "{s|The mayor} {q|refused} {c|to comment}.",
        "{s|Ada Novak} {q|has declined} {c|to discuss the talks}.",
        "{s|An official} who {q|asked} {c|not to be named because the talks are private} left.",
        "{s|Two people} {q|requested} {c|anonymity}.",
        "{s|She} {q|declined to say} {c|whether the bridge was safe}.",
    ],
)
def test_what_is_kept_back_is_no_attribution(marked, text):
    example = marked(text)
    assert draft_attributions(example.doc, example.layout) == ()


@pytest.mark.parametrize(
    "text",
    [
        "{s|The mayor} {q|refused} {c|to sign the contract}.",
        "{s|Ada Novak} {q|asked} {c|the board to name a date}.",
        "{s|Ada Novak} {q|insisted} {c|that the board be named in the law}.",
    ],
)
def test_what_is_refused_or_asked_is(marked, text):
    example = marked(text)
    assert len(draft_attributions(example.doc, example.layout)) == 1


def test_all_that_is_tagged_can_be_had(marked):
    example = marked("{s|The mayor} {q|refused} {c|to comment}.")
    assert len(draft_attributions(example.doc, example.layout, spoken_only=False)) == 1


def test_whoever_is_quoted_as_saying_is_the_source(marked):
    example = marked(
        "{c|\u201cThe river is too high,\u201d} {s|the Herald} {q|quoted} Ms Ada Novak as saying."
    )
    (draft,) = draft_attributions(example.doc, example.layout)
    assert example.text[slice(*draft.source[0])] == "Ms Ada Novak"


def test_the_subject_of_a_clause_is_not_the_source_of_its_closing_cue(marked):
    example = marked("{s|The six ferrymen} {c|would not sail}, Ada Novak {q|said}.")
    (draft,) = draft_attributions(example.doc, example.layout)
    assert example.text[slice(*draft.source[0])] == "Ada Novak"
    assert example.text[slice(*draft.content[0])] == "The six ferrymen would not sail"


def test_whoever_was_told_is_not_the_source(marked):
    example = marked("{c|The rest was true}, the newspaper {q|said in a note to} {s|readers}.")
    (draft,) = draft_attributions(example.doc, example.layout)
    assert example.text[slice(*draft.source[0])] == "the newspaper"
