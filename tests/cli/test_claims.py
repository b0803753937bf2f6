"""`extract` prints what the parties want, for people, with the words that it rests on."""

from onrecord.cli import main

TEXT = """“We reject the annexation of the islands,” Foreign Minister Mara Voss told reporters in Velden.

“Without a ceasefire there can be no talks.”
"""


def test_positions_and_conditions_are_printed_with_their_words(tmp_path, capsys):
    path = tmp_path / "voss.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert main(["extract", str(path), "--readable", "--explain"]) == 0
    page = capsys.readouterr().out
    after = page[page.index("Positions") :]
    assert "reject annexation of the islands" in " ".join(after.split())
    assert "Conditions" in after and "only with" in after
    assert "Without a ceasefire there can be no talks" in " ".join(after.split())
    assert "[" in after, "--explain names the pattern"
