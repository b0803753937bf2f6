"""export in every format, brief and import, from the command line."""

import csv
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import networkx
import pyarrow.parquet as parquet_files
import pytest

from onrecord.cli import main
from onrecord.exchange.dna_reading import read_dna
from onrecord.ledger import Ledger

Captured = pytest.CaptureFixture[str]


def exported(capsys: Captured) -> list[dict[str, object]]:
    capsys.readouterr()
    assert main(["export"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_tables_hold_what_the_lines_hold(form: str, ledger: Path, tmp_path: Path, capsys: Captured) -> None:
    records = exported(capsys)
    out = tmp_path / "tables"
    assert main(["export", "--format", form, "--out", str(out)]) == 0
    assert "Wrote" in capsys.readouterr().err
    ids = []
    for path in out.iterdir():
        if form == "parquet":
            ids += [row["id"] for row in parquet_files.read_table(path).to_pylist()]
        else:
            with path.open(encoding="utf-8-sig", newline="") as stream:
                ids += [row["id"] for row in csv.DictReader(stream)]
    assert sorted(ids) == sorted(str(record["id"]) for record in records)


def test_networks_and_databases_are_written(ledger: Path, tmp_path: Path, capsys: Captured) -> None:
    assert main(["export", "--format", "graphml", "--out", str(tmp_path / "nets")]) == 0
    networkx.read_graphml(tmp_path / "nets" / "affiliation.graphml")
    assert main(["export", "--format", "dna", "--out", str(tmp_path / "a.dna")]) == 0
    documents = list(read_dna(tmp_path / "a.dna"))
    assert len(documents) == 2
    statements = sum(record["type"] == "attribution" for record in exported(capsys))
    assert sum(one.type == "Attribution" for d in documents for one in d.statements) == statements


def test_what_is_no_text_is_not_written_to_the_screen(ledger: Path, tmp_path: Path, capsys: Captured) -> None:
    for form in ("csv", "parquet", "graphml", "dna"):
        assert main(["export", "--format", form]) == 2
        assert "--out" in capsys.readouterr().err


def test_text_formats_go_to_the_screen_or_a_new_file(ledger: Path, tmp_path: Path, capsys: Captured) -> None:
    assert main(["export", "--format", "webannotation"]) == 0
    printed = capsys.readouterr().out
    document = json.loads(printed)
    assert document["total"] == len(document["first"]["items"]) > 0
    out = tmp_path / "a.jsonld"
    assert main(["export", "--format", "webannotation", "--out", str(out)]) == 0
    assert out.read_text(encoding="utf-8") == printed
    assert main(["export", "--format", "md", "--out", str(out)]) == 1
    assert "is there already" in capsys.readouterr().err
    assert main(["export", "--format", "md"]) == 0
    assert capsys.readouterr().out.startswith("# Keld\n")


@pytest.mark.parametrize("form", ["csv", "graphml", "dna", "jsonl"])
def test_an_earlier_export_is_replaced_only_where_that_is_wanted(
    form: str, ledger: Path, tmp_path: Path, capsys: Captured
) -> None:
    out = tmp_path / "earlier"
    assert main(["export", "--format", form, "--out", str(out)]) == 0
    (first, *_) = sorted(out.glob("*")) if out.is_dir() else [out]
    first.write_text("mine", encoding="utf-8")
    capsys.readouterr()
    assert main(["export", "--format", form, "--out", str(out)]) == 1
    assert f"{first} is there already" in capsys.readouterr().err
    assert first.read_text(encoding="utf-8") == "mine"
    assert main(["export", "--format", form, "--out", str(out), "--force"]) == 0
    assert first.stat().st_size > 10
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_brief_says_whom_it_does_not_know(ledger: Path, tmp_path: Path, capsys: Captured) -> None:
    assert main(["brief", "--holder", "Ada Brink"]) == 0
    assert capsys.readouterr().out.startswith("# ")
    assert main(["brief", "--issue", "submarines"]) == 1
    assert "No issue answers to 'submarines'" in capsys.readouterr().err
    assert main(["brief", "--out", str(tmp_path / "brief.md")]) == 0
    assert (tmp_path / "brief.md").read_text().startswith("# Keld")


def test_import_takes_documents_in_and_compares_the_coding(
    ledger: Path, tmp_path: Path, capsys: Captured
) -> None:
    assert main(["export", "--format", "dna", "--out", str(tmp_path / "a.dna")]) == 0
    other = str(tmp_path / "other.db")
    assert main(["init", other]) == 0
    capsys.readouterr()
    assert main(["import", str(tmp_path / "a.dna"), "--db", other, "--json"]) == 0
    documents = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    coded = [one for document in documents for one in document["coded"] if one["type"] == "Attribution"]
    # The text is the same, so that what was exported as coded is found again.
    assert coded and all(one["attribution"] for one in coded)
    assert main(["import", str(tmp_path / "a.dna"), "--db", other]) == 0
    assert capsys.readouterr().out.count("known") == 2
    assert main(["import", str(tmp_path / "none.dna"), "--db", other]) == 1
    assert "does not exist" in capsys.readouterr().err


def test_hand_coded_statements_come_in_as_judgements_of_their_coder(
    ledger: Path, tmp_path: Path, capsys: Captured
) -> None:
    with Ledger.open(ledger) as opened:
        before = opened.counts()["positions"]
        found = opened.positions().items[0]
    coded = tmp_path / "coded.dna"
    assert main(["export", "--format", "dna", "--out", str(coded)]) == 0
    with closing(sqlite3.connect(coded)) as database, database:
        # What onrecord wrote bears its mark; without it, it is as if somebody had coded it.
        database.execute("UPDATE DATALONGTEXT SET Value = ''")
        database.execute("UPDATE CODERS SET Name = 'Ida Moor'")
        database.execute("UPDATE ENTITIES SET Value = 'river works' WHERE Value = ?", (found.issue,))
    capsys.readouterr()
    assert main(["import", str(coded)]) == 0
    assert "judgements made" in capsys.readouterr().out
    with Ledger.open(ledger) as opened:
        made = opened.judgements()
        assert made and {(one.verdict, one.by) for one in made} == {("confirm", "Ida Moor")}
        text = opened.report(made[0].anchor.report).text
        for one in made:
            assert one.anchor.quotation == text[one.anchor.position :][: len(one.anchor.quotation)] or (
                one.anchor.report != made[0].anchor.report
            )
        judged = [entry for entry in opened.positions().items if entry.position.judged]
        assert len(judged) == len(made)
        assert {entry.position.confidence for entry in judged} == {1.0}
        assert "river works" in {entry.issue for entry in judged}
        assert opened.counts()["positions"] <= before + len(made)  # what was found there gives way
        lines = list(opened.export())
        opened.rebuild()
        assert list(opened.export()) == lines and opened.check() == []
    assert main(["import", str(coded)]) == 0
    assert "0 judgements made" in capsys.readouterr().out
    with Ledger.open(ledger) as opened:
        assert len(opened.judgements()) == len(made)
        for one in made:
            opened.close_judgement(one.id)
        assert opened.counts()["positions"] == before
