import pytest

from onrecord.errors import DamagedInput, UnknownFormat
from onrecord.read.decode import decode, decode_page, mended

TEXT = "Čenda said: “We won't pay the toll – not five marks, not four.” The café stayed shut. " * 5


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16"),
        (b"\xff\xfe\x00\x00" + TEXT.encode("utf-32-le"), "utf-32"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (b"", "utf-8"),
    ],
)
def test_marks_and_shape_tell_the_encoding(data, encoding):
    text, told = decode(data, name="x.txt")
    assert told == encoding
    assert text == (TEXT if data else "")


def test_a_stated_encoding_is_used_and_latin_1_means_windows_1252():
    data = "“Não”, disse o café".encode("windows-1252")
    assert decode(data, name="x.txt", declared="ISO-8859-1") == ("“Não”, disse o café", "windows-1252")
    assert decode("Тарифа".encode("koi8-r"), name="x.txt", declared="koi8-r") == ("Тарифа", "koi8-r")


def test_a_wrong_statement_does_not_spoil_good_utf_8():
    assert decode(TEXT.encode(), name="x.txt", declared="iso-8859-1") == (TEXT, "utf-8")


def test_an_encoding_that_nothing_states_is_told():
    text = "Le maire a déclaré que le péage serait supprimé à l'été, après des mois de négociations. " * 4
    decoded, encoding = decode(text.encode("windows-1252"), name="x.txt")
    assert decoded == text
    assert encoding != "utf-8"


def test_broken_utf_8_is_damage_and_no_other_encoding():
    data = TEXT.encode().replace("–".encode(), b"\xe2\x80")
    with pytest.raises(DamagedInput, match=r"x\.txt is UTF-8 with broken bytes"):
        decode(data, name="x.txt")


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 20, bytes(range(1, 32)) * 50])
def test_binary_is_refused(data):
    with pytest.raises(UnknownFormat, match=r"x\.bin is binary"):
        decode(data, name="x.bin")


def test_a_page_states_its_encoding_in_its_head():
    head = "<META http-equiv=Content-Type content='text/html; charset=windows-1251'>"
    page = f"<html><head>{head}</head>Тариф</html>"
    text, encoding = decode_page(page.encode("windows-1251"), name="x.html")
    assert (text, encoding) == (page, "windows-1251")


def test_a_page_with_a_few_broken_bytes_is_read_and_one_with_many_is_not():
    text, encoding = decode_page(TEXT.encode() * 20 + b"\xff\xff", name="x.html")
    assert encoding == "utf-8 (2 bytes replaced)"
    assert text.endswith("\ufffd\ufffd")
    with pytest.raises(DamagedInput):
        decode_page(TEXT.encode().replace("–".encode(), b"\xe2\x80") * 20, name="x.html")


@pytest.mark.parametrize(
    ("data", "text", "strays"),
    [
        ("café, näive, ".encode() + "Ýrsa’s".encode("cp1252"), "café, näive, Ýrsa’s", 2),
        ("café".encode(), "café", 0),
        (b"plain", "plain", 0),
        ("café café".encode() + b"\x81", "café café\ufffd", 1),
    ],
)
def test_strays_in_utf_8_are_read_as_windows_1252(data, text, strays):
    assert mended(data) == (text.encode(), strays)


@pytest.mark.parametrize(
    "data", ["café, näive".encode("latin-1"), "café".encode("utf-16"), b"\x00\xff\xfe\x00"]
)
def test_what_is_not_utf_8_is_left_as_it_is(data):
    assert mended(data) == (data, 0)
