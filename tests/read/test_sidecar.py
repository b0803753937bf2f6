from datetime import date
from pathlib import Path

import pytest

from onrecord.model import DateInterval
from onrecord.read.given import Given
from onrecord.read.sidecar import over, read_sidecar, sidecar_places


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "talks"
    (made / "may").mkdir(parents=True)
    (made / "a.txt").write_text("The minister said no.")
    (made / "may" / "b.txt").write_text("The minister said yes.")
    return made


def test_a_table_says_what_the_files_do_not(folder):
    (folder / "reports.csv").write_text(
        "file,outlet,published,title,author,url,language,credit\n"
        'a.txt,The Courier,2024-05-17,"Dam, first",Ida Lund,https://courier.example/1,en,TPA\n'
        "may/b.txt,Selm Post,2024-05,,,,,\n",
        "utf-8-sig",
    )
    sidecar = read_sidecar(folder)
    assert sidecar.problems == ()
    assert sidecar.rows[(folder / "a.txt").resolve()] == Given(
        outlet="The Courier",
        title="Dam, first",
        author="Ida Lund",
        credit="TPA",
        url="https://courier.example/1",
        published=DateInterval.on(date(2024, 5, 17)),
        language="en",
    )
    assert sidecar.rows[(folder / "may/b.txt").resolve()].published.latest == date(2024, 5, 31)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_the_places_where_it_may_lie(folder, place):
    path = sidecar_places(folder)[place]
    path.write_text("file;outlet\na.txt;The Courier\n")
    sidecar = read_sidecar(folder)
    assert sidecar.path == path
    assert sidecar.rows[(folder / "a.txt").resolve()].outlet == "The Courier"


def test_files_may_be_named_relative_to_the_table(folder):
    (folder.parent / "talks.csv").write_text("file\toutlet\ntalks/a.txt\tThe Courier\n")
    assert list(read_sidecar(folder).rows) == [(folder / "a.txt").resolve()]


def test_what_is_wrong_is_told_and_the_rest_holds(folder):
    (folder / "reports.csv").write_text(
        "file,outlet,pubished,published\n"
        "a.txt,The Courier,x,some day\n"
        "missing.txt,The Courier,,\n"
        ",The Courier,,\n"
        "\n"
        "may/b.txt,Selm Post,,2024-05-17\n"
    )
    sidecar = read_sidecar(folder)
    table = folder / "reports.csv"
    assert [problem.error.what for problem in sidecar.problems] == [
        f"{table} has a column 'pubished' that is not known.",
        f"{table}, line 2 has the date 'some day', which cannot be read.",
        f"{table}, line 3 names the file 'missing.txt', which does not exist.",
        f"{table}, line 4 names no file.",
    ]
    assert sidecar.rows[(folder / "a.txt").resolve()] == Given(outlet="The Courier")
    assert sidecar.rows[(folder / "may/b.txt").resolve()].published == DateInterval.on(date(2024, 5, 17))


@pytest.mark.parametrize(
    "data", [b"", b"outlet,title\nx,y\n", b"file,outlet\n\xff\xfe,x\n", b'file,outlet\n"a.txt,x\n']
)
def test_a_table_that_cannot_be_read_is_one_problem(folder, data):
    (folder / "reports.csv").write_bytes(data)
    sidecar = read_sidecar(folder)
    assert len(sidecar.problems) == 1
    assert sidecar.problems[0].source == str(folder / "reports.csv")
    assert sidecar.rows == {}


def test_no_table(folder):
    assert read_sidecar(folder).path is None
    assert read_sidecar(Path("/")).path is None


def test_the_first_word_counts():
    first = Given(outlet="Flag", published=DateInterval.on(date(2024, 1, 1)))
    second = Given(outlet="Table", title="Title", published=DateInterval.on(date(2024, 2, 2)))
    assert over(first, second) == Given(outlet="Flag", title="Title", published=first.published)
