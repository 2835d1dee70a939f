"""The rulebook over the API."""

from __future__ import annotations

from typing import Any

import pytest
from flask_openapi import OpenAPI

from ledger import rulebook
from ledger.law import RULES
from ledger.law.sanmenxia import WARN_OF_UNILATERAL
from node_fixtures import Headers


def asked(app: OpenAPI, key: Headers, query: str = "") -> Any:
    answer = app.test_client().get(f"/api/v1/rules{query}", headers=key("AG-1", "appraisal_agency"))
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def test_every_rule_is_told_with_fate_code_and_scenarios(app: OpenAPI, key: Headers) -> None:
    told = asked(app, key)
    assert [each["id"] for each in told["rules"]] == list(RULES)
    assert told["totals"] == rulebook.totals(rulebook.entries())
    (warned,) = (each for each in told["rules"] if each["id"] == WARN_OF_UNILATERAL.id)
    assert warned["code"] == "ledger.appraisal.rules:notice_not_issued"
    assert warned["scenarios"]
    assert warned["zh"] == WARN_OF_UNILATERAL.text.zh


def test_one_pack_alone(app: OpenAPI, key: Headers) -> None:
    told = asked(app, key, "?pack=ANJ")
    assert {each["pack"] for each in told["rules"]} == {"ANJ"}
    assert told["totals"]["rules"] == len(told["rules"]) < len(RULES)


@pytest.mark.parametrize("query", ["?pack=", "?pack=XYZ", "?pack=smx", "?pack=SMX%0A", "?packs=SMX"])
def test_a_pack_that_is_none_is_refused(app: OpenAPI, key: Headers, query: str) -> None:
    answer = app.test_client().get(f"/api/v1/rules{query}", headers=key("AG-1", "appraisal_agency"))
    assert answer.status_code == 422
    assert answer.content_type == "application/problem+json"


def test_the_document_has_the_shape_of_a_rule(app: OpenAPI, key: Headers) -> None:
    document = app.test_client().get("/api/v1/openapi.json").get_json()
    operation = document["paths"]["/api/v1/rules"]["get"]
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    rule = schema["properties"]["rules"]["items"]
    assert [each["name"] for each in operation["parameters"]] == ["pack"]
    for each in asked(app, key)["rules"]:
        assert set(each) == set(rule["required"])
        assert each["fate"] in rule["properties"]["fate"]["enum"]
