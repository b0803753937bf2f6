from onrecord.extract.attributions import draft_attributions


def drafts_of(marked, text):
    example = marked(text)
    cut = lambda places: [example.text[start:end] for start, end in places]  # noqa: E731
    drafts = draft_attributions(example.doc, example.layout)
    return drafts, [(cut(d.content), cut(d.cue), cut(d.source), d.kind) for d in drafts]


def test_content_leaves_out_marks_that_and_the_closing_comma(marked):
    _, found = drafts_of(
        marked,
        "{s|The ferry company} {q|said} {c|that it would sail on Monday}. "
        "{c|\u201cWe have waited long enough,\u201d} {q|said} {s|Ada Novak}.",
    )
    assert found == [
        (["it would sail on Monday"], ["said"], ["The ferry company"], "indirect"),
        (["We have waited long enough"], ["said"], ["Ada Novak"], "direct"),
    ]


def test_a_quoted_fragment_is_mixed(marked):
    _, found = drafts_of(marked, "{s|Novak} {q|called} {c|the plan \u201ca leaking boat\u201d}.")
    assert found[0][0] == ["the plan \u201ca leaking boat\u201d"]
    assert found[0][3] == "mixed"


def test_a_quotation_interrupted_by_its_cue_is_one_attribution(marked):
    _, found = drafts_of(
        marked,
        "{c|\u201cIf the river rises,\u201d} {q|said} {s|Novak}, {c|\u201cthe ferry stays at home.\u201d}",
    )
    assert [each[0] for each in found] == [["If the river rises", "the ferry stays at home"]]


def test_what_follows_the_cue_of_a_quotation_without_marks_is_no_part_of_it(marked):
    _, found = drafts_of(
        marked,
        "{c|\u201cCertainly,\u201d} {s|Novak} {q|said} when asked {c|whether the ferry would sail}.",
    )
    assert [(each[0], each[3]) for each in found] == [(["Certainly"], "direct")]


def test_a_that_which_begins_a_quotation_is_one_of_its_words(marked):
    _, found = drafts_of(marked, "{c|\u201cThat will help the ferry,\u201d} {q|said} {s|Novak}.")
    assert found[0][0] == ["That will help the ferry"]


def test_a_quotation_resumed_in_a_new_sentence_is_a_further_attribution(marked):
    drafts, found = drafts_of(
        marked,
        "{c|\u201cWe shall see,\u201d} {q|said} {s|Novak}. \u201cThe river decides. It always has.\u201d",
    )
    assert found[1] == (["The river decides. It always has"], [], [], "direct")
    assert drafts[1].follows == drafts[0].key


def test_a_quotation_carried_over_paragraphs_keeps_its_speaker(marked):
    drafts, found = drafts_of(
        marked,
        "Little moved on Sunday.\n\n\u201cMy grandmother rowed across.\n\n"
        "{c|\u201cI shall not,\u201d} {s|Ada Novak} {q|told} reporters.",
    )
    assert found[0][0] == ["My grandmother rowed across"]
    assert drafts[0].follows == drafts[1].key


def test_a_cue_in_the_next_sentence_attributes_the_paragraph_before(marked):
    _, found = drafts_of(
        marked,
        "The crossing must open before winter.\n\nMayor Ada Novak said this while speaking with fishermen.",
    )
    assert found == [
        (["The crossing must open before winter"], ["said this"], ["Mayor Ada Novak"], "indirect")
    ]


def test_a_direct_quotation_that_the_tagger_missed_is_recovered(marked):
    _, found = drafts_of(
        marked, "\u201cThe bridge was never safe,\u201d said Ada Novak, the town\u2019s engineer."
    )
    assert found == [(["The bridge was never safe"], ["said"], ["Ada Novak"], "direct")]


def test_a_paragraph_in_the_first_person_belongs_to_the_speaker_beside_it(marked):
    drafts, found = drafts_of(
        marked,
        "{s|Ada Novak} {q|stressed} {c|that the ferry would run}.\n\n"
        "We are not selling anything. It matters to me that our boats stay ours.",
    )
    assert found[1][3] == "direct" and drafts[1].follows == drafts[0].key


def test_an_outlet_speaking_of_itself_is_no_quotation(marked):
    _, found = drafts_of(
        marked,
        "{s|Ada Novak} {q|said} {c|the ferry would run}.\n\n"
        "The company did not return our calls before we went to print.",
    )
    assert len(found) == 1


def test_headings_are_not_interpreted(marked):
    example = marked("{s|Novak} {q|says} {c|no}\n\n{s|Ada Novak} {q|said} {c|no}.")
    layout = example.layout
    heading = type(layout.blocks[0])(layout.blocks[0].start, layout.blocks[0].end, "heading")
    changed = type(layout)(layout.text, (heading, *layout.blocks[1:]), layout.sentences, layout.quotations)
    assert len(draft_attributions(example.doc, changed)) == 1


def test_a_closing_cue_that_the_tagger_missed_is_found_without_marks(marked):
    _, found = drafts_of(
        marked,
        "The dues are too high, said the chairwoman, and that is all of it. "
        "The court could not open the books, its head, Ada Novak, told the paper.",
    )
    assert found == [
        (["The dues are too high", "and that is all of it"], ["said"], ["the chairwoman"], "direct"),
        (["The court could not open the books"], ["told"], ["its head, Ada Novak"], "indirect"),
    ]


def test_a_comma_piece_that_only_looks_like_a_cue_is_none(marked):
    _, found = drafts_of(marked, "For the millers, the weather was fine, and the river, which rose, was not.")
    assert found == []


def test_according_to_takes_its_whole_sentence(marked):
    _, found = drafts_of(
        marked,
        "According to a clerk at the mill, who asked not to be named, the ferry had been sold in May.\n\n"
        "The ferry had been sold in May, according to two clerks.",
    )
    assert [each[0] for each in found] == [
        ["the ferry had been sold in May"],
        ["The ferry had been sold in May"],
    ]
    assert [each[2] for each in found] == [["a clerk at the mill"], ["two clerks"]]


def test_what_was_withheld_or_told_to_the_source_is_no_attribution(marked):
    _, found = drafts_of(
        marked,
        "{s|Ada Novak} {q|would not say} {c|whether the ferry would sail}.\n\n"
        "{s|The crew} {q|had been told} {c|to wait at the quay}.",
    )
    assert found == []


def test_paraphrase_ends_with_its_sentence(marked):
    _, found = drafts_of(
        marked, "{s|Novak} {q|said} {c|the ferry would sail. Nobody was at the quay to see it}."
    )
    assert [each[0] for each in found] == [["the ferry would sail"]]


def test_a_source_that_was_tagged_as_content_is_put_right(marked):
    _, found = drafts_of(
        marked, "{c|Ada Novak, who runs the ferry}, {q|said} {c|that it would sail on Monday}."
    )
    assert found == [(["it would sail on Monday"], ["said"], ["Ada Novak, who runs the ferry"], "indirect")]


def test_headings_pointing_words_and_cues_alone_give_nothing(marked):
    _, found = drafts_of(marked, "{s|Novak} {q|said} {c|this in a letter}.")
    assert found == []


def test_a_quotation_may_be_signed_after_a_dash(marked):
    _, found = drafts_of(marked, "\u201cThe river is for all of us.\u201d \u2014 Ada Novak, ferry owner")
    assert found == [(["The river is for all of us"], [], ["Ada Novak"], "direct")]


def test_a_closing_cue_with_a_day_after_it_brackets_its_sentence_too(marked):
    _, found = drafts_of(
        marked,
        "The ferry would take {c|nobody until the pier had been mended}, {s|Ada Novak} {q|said} on Friday.",
    )
    assert found[0][0] == ["The ferry would take nobody until the pier had been mended"]


def test_what_goes_on_after_an_inserted_cue_is_content_too(marked):
    _, found = drafts_of(
        marked,
        "{c|The pier would stay closed}, {s|Ada Novak} {q|said}, for as long as the toll was in force.",
    )
    assert found[0][0] == ["The pier would stay closed", "for as long as the toll was in force"]


def test_where_she_went_as_she_spoke_is_no_content(marked):
    _, found = drafts_of(
        marked, "{c|The pier would stay closed}, {s|Ada Novak} {q|said}, as she walked to the ferry."
    )
    assert found[0][0] == ["The pier would stay closed"]
