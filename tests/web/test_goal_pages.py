"""Pages about goals: no more than is read at a time, and a claim's words once."""

from fastapi.testclient import TestClient

from onrecord.ledger import Ledger


def issue_id(ledger: Ledger, words: str) -> str:
    return next(one.issue.id for one in ledger.issues(search=words).items)


def test_what_is_said_of_a_goal_is_counted(client: TestClient, ledger: Ledger) -> None:
    talks = issue_id(ledger, "the talks")
    answer = client.get(f"/l/harbour/deadlocks.json?goal={talks}").json()["data"]["answer"]
    (finding,) = answer["findings"]
    assert answer["tied"] == [] and [one["said"] for one in finding["members"]] == [1, 1]


def test_a_page_shows_some_and_leads_to_more_and_gives_words_once(client: TestClient, ledger: Ledger) -> None:
    talks = issue_id(ledger, "the talks")
    page = client.get(f"/l/harbour/unlock?goal={talks}&most=1").text
    assert page.count('class="deadlock"') == 1 and "most=21" in page
    whole = client.get(f"/l/harbour/unlock?goal={talks}").text
    assert whole.count('class="deadlock"') > 1 and "most=" not in whole
    supposed = client.get(f"/l/harbour/what-if?goal={talks}").text
    words = "Ostrava needs: the truce for the talks."
    assert supposed.count(words) == 1 and supposed.count('<a href="#said-') == 2
    assert client.get(f"/l/harbour/unlock?goal={talks}&most=0").status_code in (400, 422)


def test_what_if_names_the_deadlocks_that_would_be_gone(client: TestClient, ledger: Ledger) -> None:
    talks = issue_id(ledger, "the talks")
    page = f"/l/harbour/what-if?goal={talks}"
    plainly = client.get(page.replace("what-if", "what-if.json")).json()["data"]
    members = plainly["before"]["findings"][0]["members"]
    supposed = client.get(f"{page}&drop={members[0]['id']}").text
    assert "What would be gone" in supposed and "What would be gone" not in client.get(page).text
    gone = supposed.split("What would be gone</h2>")[1].split("</ul>")[0]
    assert all(one["sentence"] in gone for one in members)
    assert supposed.count('aria-current="page"') == 1  # Deadlocks, in the row of pages
    assert '/deadlocks" aria-current="page"' in supposed
