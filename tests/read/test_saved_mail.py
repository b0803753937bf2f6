import email.message
import email.policy
import sys
from datetime import date
from pathlib import Path

import pytest

from onrecord.errors import DamagedInput, EmptyInput
from onrecord.model import DateInterval
from onrecord.read.given import Given
from onrecord.read.saved_mail import read_saved_mail

sys.path.insert(0, str(Path(__file__).parent))
from made_files import PAGE, PARAGRAPHS

WRAPPED = """The river commission will not meet before the dam is opened, Foreign
Minister Anna Varga said on Friday. "We have waited for two years," she
told reporters.

The government of Selm called the demand unhelpful.

--\x20
Press office, Ministry of Rivers
Tel. 123
"""


def mail(body="", html="", **headers):
    message = email.message.EmailMessage(policy=email.policy.default)
    message["From"] = headers.pop("sender", '"Ministry of Rivers" <press@rivers.example>')
    message["Subject"] = headers.pop("subject", "Dam first, says Varga")
    message["Date"] = headers.pop("date", "Fri, 17 May 2024 23:30:00 -0500")
    message["Message-ID"] = "<1@rivers.example>"
    for name, value in headers.items():
        message[name] = value
    if body or not html:
        message.set_content(body)
    if html and body:
        message.add_alternative(html, subtype="html")
    elif html:
        message.set_content(html, subtype="html")
    return bytes(message)


def test_headers_tell_title_author_and_day():
    data = mail(WRAPPED, Organization="Ministry of Rivers")
    report = read_saved_mail(data, name="a.eml", given=Given(path="a.eml"))
    assert report.title == "Dam first, says Varga"
    assert report.author == "Ministry of Rivers"
    assert report.outlet == "Ministry of Rivers"
    assert report.published == DateInterval.on(date(2024, 5, 17))
    assert (report.media_type, report.raw) == ("message/rfc822", data)


def test_wrapped_lines_are_joined_and_the_signature_goes():
    assert read_saved_mail(mail(WRAPPED), name="a.eml").text == (
        "The river commission will not meet before the dam is opened, Foreign Minister Anna Varga said on "
        'Friday. "We have waited for two years," she told reporters.\n\n'
        "The government of Selm called the demand unhelpful."
    )


def test_what_a_reply_quotes_goes():
    told = "We will not sign, the minister said again on Monday."
    body = f"{told}\n\nOn Friday, the desk wrote:\n> Will you sign?\n> Soon?\n"
    report = read_saved_mail(mail(body, subject="Re: [press] Dam"), name="a.eml")
    assert report.text == told
    assert report.title == "Dam"


def test_the_html_part_is_read_where_the_plain_one_only_points_to_it():
    html = "<html><body>" + "".join(f"<p>{text}</p>" for text in PARAGRAPHS) + "</body></html>"
    for data in (mail("Open this in a browser.", html), mail("", html)):
        text = read_saved_mail(data, name="a.eml").text
        assert "We can wait for a third one" in text
        assert "browser" not in text


@pytest.mark.parametrize("charset", ["iso-8859-2", "utf-8", "windows-1252"])
@pytest.mark.parametrize("transfer", ["quoted-printable", "base64"])
def test_encodings(charset, transfer):
    message = email.message.EmailMessage(policy=email.policy.default)
    message["From"], message["Subject"] = (
        "desk@a.example",
        "Dunaj: řeka a přehrada" if charset == "utf-8" else "Dam",
    )
    words = "The minister of Köln said that the dam stays shut until the commission has met again."
    message.set_content(words, charset=charset, cte=transfer)
    report = read_saved_mail(bytes(message), name="a.eml")
    assert report.text == words
    assert report.author == "desk@a.example"


def test_a_saved_web_page():
    lines = [
        "From: <Saved by a browser>",
        "Snapshot-Content-Location: https://courier.example/dam",
        "Subject: Dam first",
        "MIME-Version: 1.0",
        'Content-Type: multipart/related; type="text/html"; boundary="x"',
        "",
        "--x",
        "Content-Type: text/html; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        "Content-Location: https://courier.example/dam",
        "",
        PAGE,
        "--x--",
    ]
    report = read_saved_mail("\r\n".join(lines).encode(), name="a.mhtml")
    assert report.url == "https://courier.example/dam"
    assert report.outlet == "The Courier"
    assert "We can wait for a third one" in report.text
    assert report.author == "Ida Lund"


def test_a_mail_without_text():
    with pytest.raises(EmptyInput, match="without text"):
        read_saved_mail(mail(""), name="a.eml")


@pytest.mark.parametrize(
    "data",
    [
        b"From: a\r\nSubject: =?utf-99?q?x?=\r\nDate: nonsense\r\n\r\nThe minister said no to that.",
        b"From: \xff\xfe\r\nContent-Type: text/plain; charset=nonsense\r\n\r\nThe minister said no to that.",
        b"From: a\r\nContent-Type: multipart/mixed\r\n\r\nno parts at all",
        b"From: a\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nThe minister said no.\r\n",
        b"From: a\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!",
        b"From: a",
    ],
)
def test_broken_mail_is_read_or_told(data):
    try:
        report = read_saved_mail(data, name="broken.eml")
    except (DamagedInput, EmptyInput) as error:
        assert "broken.eml" in str(error)
    else:
        assert "The minister said" in report.text
