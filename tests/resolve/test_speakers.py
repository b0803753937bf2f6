from onrecord.pipeline import interpret


def speakers(marked, text):
    example = marked(text)
    records = interpret(example.report, example.doc, example.layout, "by hand")
    names = {actor.id: actor.name for actor in records.actors}
    return [names.get(attribution.speaker) for attribution in records.attributions]


def test_a_surname_and_a_spelling_variant_are_the_person(marked):
    example = marked(
        "{s|{p|Oleksa Zorenko}} {q|said} {c|it would rain}. {s|{p|Zorenko}} {q|said} {c|it was early}. "
        "{s|{p|Oleksa Zorenkoy}} {q|said} {c|no more}. {s|{p|Zorenkoy}} {q|added} {c|a word}."
    )
    records = interpret(example.report, example.doc, example.layout, "by hand")
    assert len({attribution.speaker for attribution in records.attributions}) == 1
    assert len(records.actors) == 1


def test_two_with_one_surname_are_kept_apart(marked):
    assert speakers(
        marked,
        "{p|Ada Novak} said she was well. {p|Bruno Novak} came. "
        "{s|Ms {p|Novak}} {q|said} {c|she would stay}. "
        "{s|Mr {p|Novak}} {q|said} {c|he would go}.",
    ) == ["Ada Novak", "Bruno Novak"]


def test_an_office_stands_for_whoever_holds_it(marked):
    assert speakers(
        marked,
        "The river minister, {p|Ada Novak}, met the ferry union\u2019s president, {p|Bruno Orr}. "
        "{s|The minister} {q|said} {c|the talks were good}. "
        "{s|The union\u2019s leader} {q|said} {c|they were not}.",
    ) == ["Ada Novak", "Bruno Orr"]


def test_a_pronoun_stands_for_the_speaker_before_it(marked):
    assert speakers(
        marked,
        "{s|Ms {p|Ada Novak}} {q|told} the council {c|the bridge was shut}. "
        "{c|It would stay so}, {s|she} {q|said}.",
    ) == ["Ada Novak", "Ada Novak"]


def test_a_name_may_come_after_the_office(marked):
    assert speakers(
        marked,
        "{s|The mayor} {q|said} {c|the ferry would not sail}.\n\n"
        "{c|\u201cThe river is too high,\u201d} {q|said} {s|{p|Bruno Orr}}.",
    ) == ["Bruno Orr", "Bruno Orr"]


def test_somebody_unnamed_stays_unnamed(marked):
    example = marked("{s|A senior official at the river ministry} {q|said} {c|a law was being drafted}.")
    records = interpret(example.report, example.doc, example.layout, "by hand")
    (attribution,) = records.attributions
    (actor,) = [a for a in records.actors if a.id == attribution.speaker]
    assert (actor.kind, actor.name) == ("unnamed", "a senior official at the river ministry")


def records_of(marked, text):
    example = marked(text)
    return interpret(example.report, example.doc, example.layout, "by hand")


def test_they_are_the_group_that_the_sentence_before_opens_with(marked):
    assert speakers(
        marked,
        "{o|Selby Ferries} offered six coins. The two guilds have not met since May. "
        "{c|\u201cWe go together or not at all,\u201d} {s|they} {q|said}.",
    ) == ["the two guilds"]


def test_who_is_the_one_named_before_it(marked):
    assert speakers(marked, "{p|Ada Novak}, {s|who} {q|has claimed} {c|that the river is hers}, left.") == [
        "Ada Novak"
    ]


def test_a_spokesman_is_not_the_one_spoken_for(marked):
    records = records_of(
        marked, "{s|A spokesman for President {p|Ada Novak}} {q|said} {c|the ferry would sail}."
    )
    (attribution,) = records.attributions
    actors = {actor.id: actor for actor in records.actors}
    speaker = actors[attribution.speaker]
    assert speaker.kind == "unnamed"
    assert [actors[acting.actor].name for acting in speaker.acts_for] == ["Ada Novak"]


def test_whom_a_person_acts_for_comes_from_the_office(marked):
    records = records_of(
        marked, "{s|{p|Bruno Orr}, who leads the {o|Ferry Union}} {q|said} {c|the crew was ready}."
    )
    (orr,) = [actor for actor in records.actors if actor.name == "Bruno Orr"]
    assert [(role.title, role.for_) for role in orr.roles] == [("leader", "Ferry Union")]
    assert len(orr.acts_for) == 1


def test_capital_and_people_stand_for_the_state(marked):
    assert speakers(
        marked,
        "{s|Lima} {q|said} {c|it would wait}. {s|The Peruvians} {q|said} {c|so again}. "
        "{s|The Peruvian side} {q|added} {c|that it had time}.",
    ) == ["Peru", "Peru", "Peru"]


def test_an_office_known_first_by_title_gets_its_name_later(marked):
    records = records_of(
        marked,
        "{s|The harbour master} {q|said} {c|the ferry would not sail}.\n\n"
        "{s|The harbour master} {q|added} {c|that it was too old}.\n\n"
        "{c|\u201cThe river is too high,\u201d} {q|said} {s|{p|Bruno Orr}}.",
    )
    assert len({attribution.speaker for attribution in records.attributions}) == 1


def test_nobody_is_made_up_where_nothing_is_named(marked):
    assert speakers(marked, "{c|It would be a long winter}, {s|he} {q|said}.") == [None]


def test_either_of_two_women_is_left_open_with_both(marked):
    records = records_of(
        marked,
        "Ms {p|Ada Novak} left. Ms {p|Vera Lind} came. Ms {p|Novak} and Ms {p|Lind} had met before. "
        "{s|She} {q|said} {c|the ferry would sail}.",
    )
    (attribution,) = records.attributions
    names = {actor.id: actor.name for actor in records.actors}
    assert attribution.speaker is None
    assert {names[one] for one in attribution.candidates} == {"Ada Novak", "Vera Lind"}


def test_an_outlet_is_no_document_of_whoever_spoke_last(marked):
    assert speakers(
        marked,
        "{s|Mr {p|Bruno Orr}} {q|said} {c|it was late}. {q|According to} {s|the Post}, {c|it was lost}.",
    ) == ["Bruno Orr", "the Post"]


def test_whoever_asks_in_a_transcript_is_unnamed_and_no_company(marked):
    example = marked("{s|QUESTION} {q|asked} {c|who pays}. {s|The company} {q|said} {c|it would}.")
    records = interpret(example.report, example.doc, example.layout, "by hand")
    kinds = {actor.id: (actor.name, actor.kind) for actor in records.actors}
    assert [kinds[attribution.speaker] for attribution in records.attributions] == [
        ("QUESTION", "unnamed"),
        ("the company", "organization"),
    ]


def test_a_place_taken_for_a_person_is_nobody_who_speaks(marked):
    assert speakers(
        marked,
        "{s|Ms {p|Ada Novak}} {q|spoke of} {c|the vote} in the council on Tuesday. {p|Ostlund} would have "
        "its bridge, {s|she} {q|told} the council, {c|but not this year}.",
    ) == ["Ada Novak", "Ada Novak"]


def test_what_a_tagger_took_along_with_who_is_left_out(marked):
    assert speakers(
        marked, "{p|Ada Novak}, {s|who in October} {q|had said} {c|the ferry would sail}, left."
    ) == ["Ada Novak"]
