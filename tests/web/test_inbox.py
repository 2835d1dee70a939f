"""The inbox, on its page and by the API: who sees what, and who may say that it was read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from browser.visits import SignIn, data, token
from ledger.kernel.codes import Role
from ledger.node import Node

AGENCY, OTHER, REGULATOR = "AG-411200-01", "AG-411200-02", "NFRA-411200"
RULE = "SMX-2.5-notice"
ROWS = (
    ("soon-own", AGENCY, "411202", "soon", RULE),
    ("overdue-own", AGENCY, "411202", "overdue", RULE),
    ("overdue-other", OTHER, "411203", "overdue", RULE),
    ("overdue-far", "AG-360100-01", "360100", "overdue", RULE),
    ("2027", "", "000000", "calendar", ""),
    ("overdue-role", "", "411202", "overdue", RULE),
)
"""Item, organisation, area, stage, rule; raised in this order."""


@pytest.fixture
def reminders(node: Node) -> Iterator[dict[str, int]]:
    """Item to id."""
    with node.owner() as connection:
        for item, organisation, area, stage, rule in ROWS:
            connection.execute(
                "INSERT INTO reminder (organisation, area, stream, item, rule_id, subject, level, stage, due_at) "
                "VALUES (%s, %s, 'appraisal/411200-2026-0001', %s, %s, 'S-1', 'breach', %s, now())",
                (organisation, area, item, rule, stage),
            )
        yield dict(connection.execute("SELECT item, id FROM reminder").fetchall())
        connection.execute("DELETE FROM reminder")


def items(client: FlaskClient, reminders: dict[str, int], query: str = "") -> list[str]:
    names = {str(id): item for item, id in reminders.items()}
    return [names[each["id"]] for each in data(client, f"/inbox.json{query}")["reminders"]]


@pytest.mark.parametrize(
    ("organisation", "role", "areas", "found"),
    [
        (AGENCY, "appraisal_agency", (), ["overdue-own", "soon-own"]),
        (OTHER, "appraisal_agency", ("411200",), ["overdue-other"]),
        ("AG-411200-03", "appraisal_agency", ("411200",), []),
        (REGULATOR, "insurance_regulator", ("411200",), ["overdue-role", "overdue-other", "overdue-own"]),
        ("AA-411200", "association", ("411203",), ["overdue-other"]),
        ("NFRA", "insurance_regulator", ("000000",), ["overdue-role", "overdue-far", "overdue-other", "overdue-own"]),
        ("AUDIT", "auditor", (), ["overdue-role", "overdue-far", "overdue-other", "overdue-own", "soon-own"]),
        (AGENCY, "administrator", ("411200",), ["2027"]),
    ],
)
def test_who_sees_which_reminders(
    signed_in: SignIn,
    reminders: dict[str, int],
    organisation: str,
    role: Role,
    areas: tuple[str, ...],
    found: list[str],
) -> None:
    client = signed_in(organisation, role, areas=areas)
    assert items(client, reminders) == found
    headers = key_of(client, organisation, role, areas)
    listed = client.application.test_client().get("/api/v1/reminders", headers=headers).get_json()["reminders"]
    assert [each["item"] for each in listed] == found


def key_of(client: FlaskClient, organisation: str, role: Role, areas: tuple[str, ...] = ()) -> dict[str, str]:
    node: Node = client.application.extensions["anjian.node"]
    return {"Authorization": f"Bearer {node.accounts.add_key(organisation, [role], areas)[1]}"}


def test_the_page_says_what_is_owed_until_when_and_counts_in_the_header(
    signed_in: SignIn, reminders: dict[str, int]
) -> None:
    client = signed_in(AGENCY, "appraisal_agency", areas=())
    page = client.get("/inbox").text
    for text in ("已超过期限", "三日内到期", RULE, "二(五)", "/appraisals/411200-2026-0001", "+08:00", "2 条未读"):
        assert text in page
    assert "2 条未读" in client.get("/rules").text
    english = client.get("/inbox", headers={"Accept-Language": "en"}).text
    for text in ("Reminders", "Overdue", "Mark as read", "2 unread"):
        assert text in english
    assert "None" not in page + english
    administrator = signed_in("ANJIAN", "administrator")
    assert "尚无 2027 年的工作日安排" in administrator.get("/inbox").text


def test_a_reminder_is_marked_as_read_by_who_it_is_for(
    signed_in: SignIn, reminders: dict[str, int], node: Node
) -> None:
    client = signed_in(AGENCY, "appraisal_agency", areas=())
    form = {"csrf_token": token(client, "/inbox"), "id": str(reminders["overdue-own"])}
    answer = client.post("/inbox/read?show=unread", data=form)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/inbox?show=unread")
    assert items(client, reminders) == ["overdue-own", "soon-own"]
    assert items(client, reminders, "?show=unread") == ["soon-own"]
    assert "1 条未读" in client.get("/").text
    [row] = node.ledger.queries.rows("SELECT read_by FROM reminder WHERE read_at IS NOT NULL")
    assert row["read_by"].startswith("person/")
    client.post("/inbox/read", data=form | {"id": [str(each) for each in reminders.values()]})
    assert "没有未读的提醒" in client.get("/inbox?show=unread").text
    left = node.ledger.queries.rows("SELECT item FROM reminder WHERE read_at IS NULL ORDER BY id")
    assert [each["item"] for each in left] == ["overdue-other", "overdue-far", "2027", "overdue-role"]


def test_who_supervises_sees_without_marking(signed_in: SignIn, reminders: dict[str, int]) -> None:
    client = signed_in(REGULATOR, "insurance_regulator")
    assert "标为已读" not in client.get("/inbox").text
    form = {"csrf_token": token(client, "/inbox"), "id": str(reminders["overdue-own"])}
    assert client.post("/inbox/read", data=form).status_code == 303
    assert items(client, reminders, "?show=unread") == ["overdue-role", "overdue-other", "overdue-own"]
    assert "条未读" not in client.get("/").text


def test_a_form_from_elsewhere_or_without_a_choice_changes_nothing(
    signed_in: SignIn, reminders: dict[str, int]
) -> None:
    client = signed_in(AGENCY, "appraisal_agency", areas=())
    assert client.post("/inbox/read", data={"id": str(reminders["overdue-own"])}).status_code == 400
    csrf = {"csrf_token": token(client, "/inbox")}
    choices: tuple[list[str], ...] = ([], ["x"], ["9" * 16], ["1"] * 51)
    for wrong in choices:
        assert client.post("/inbox/read", data={**csrf, "id": wrong}).status_code == 422
    assert client.get("/inbox?show=lost").status_code == 400
    assert client.get("/inbox?after=x").status_code == 400
    assert client.application.test_client().get("/inbox").status_code == 302
    assert items(client, reminders, "?show=unread") == ["overdue-own", "soon-own"]


def test_a_settled_reminder_waits_for_nobody(signed_in: SignIn, reminders: dict[str, int], node: Node) -> None:
    with node.owner() as connection:
        connection.execute("UPDATE reminder SET settled_at = now() WHERE item = 'overdue-own'")
    client = signed_in(AGENCY, "appraisal_agency", areas=())
    page = client.get("/inbox").text
    assert "已了结" in page
    assert "1 条未读" in page
    assert items(client, reminders, "?show=unread") == ["soon-own"]


def test_pages_follow_one_another(
    signed_in: SignIn, reminders: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.pages.inbox.PAGE", 1)
    client = signed_in(AGENCY, "appraisal_agency", areas=())
    first = data(client, "/inbox.json")
    assert first["after"] == str(reminders["overdue-own"])
    assert f'rel="next" href="/inbox?after={first["after"]}"' in client.get("/inbox").text
    assert items(client, reminders, f"?after={first['after']}") == ["soon-own"]
    assert data(client, f"/inbox.json?after={reminders['soon-own']}")["after"] is None


def test_an_empty_inbox_says_so(signed_in: SignIn) -> None:
    page = signed_in("AG-411200-09", "appraisal_agency", areas=()).get("/inbox").text
    assert "还没有提醒" in page
    assert "条未读" not in page


def test_the_api_lists_by_pages_and_takes_note_of_reading(signed_in: SignIn, reminders: dict[str, int]) -> None:
    client = signed_in(AGENCY, "appraisal_agency").application.test_client()
    headers = key_of(client, AGENCY, "appraisal_agency")
    first = client.get("/api/v1/reminders?limit=1&unread=1", headers=headers)
    assert [each["item"] for each in first.get_json()["reminders"]] == ["overdue-own"]
    link = f'</api/v1/reminders?after={reminders["overdue-own"]}&limit=1&unread=1>; rel="next"'
    assert first.headers["Link"] == link
    body = {"ids": [*map(str, reminders.values()), "9" * 16]}
    mine = [str(reminders["soon-own"]), str(reminders["overdue-own"])]
    assert client.post("/api/v1/reminders/read", json=body, headers=headers).get_json() == {"read": mine}
    assert client.post("/api/v1/reminders/read", json=body, headers=headers).get_json() == {"read": []}
    assert client.get("/api/v1/reminders?unread=1", headers=headers).get_json() == {"reminders": []}
    bodies: tuple[object, ...] = ({"ids": []}, {"ids": [1]}, {"ids": ["x"]}, {}, {"ids": ["1"], "by": "x"})
    for wrong in bodies:
        assert client.post("/api/v1/reminders/read", json=wrong, headers=headers).status_code == 422
    assert client.get("/api/v1/reminders?after=x", headers=headers).status_code == 422
    assert client.get("/api/v1/reminders").status_code == 401
