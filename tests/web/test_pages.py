"""The pages of a reader of the area: what stands on them, and that the twins say the same."""

from __future__ import annotations

import pytest
from browser.dossiers import LONG
from flask.testing import FlaskClient

ADDRESSES = (
    "/",
    "/appraisals",
    f"/appraisals/{LONG}",
    f"/appraisals/{LONG}?at=20",
    "/reports",
    "/reports/R2",
    "/rules",
    "/rules?q=SMX-2.5",
)


@pytest.mark.parametrize("language", ["zh-Hans-CN", "en-GB"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_is_there_in_both_languages_and_never_says_none(
    regulator: FlaskClient, address: str, language: str
) -> None:
    answer = regulator.get(address, headers={"Accept-Language": language})
    assert answer.status_code == 200, answer.text
    assert f'<html lang="{"zh-CN" if language.startswith("zh") else "en"}">' in answer.text
    assert "None" not in answer.text
    assert "csrf_token" in answer.text
