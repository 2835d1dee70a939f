"""Stories told to a ledger, and the reports of them as of a position and a clock of the test's own."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from given import Act, Acts, flat, instant, organisation
from ledger import reports
from ledger.callers import Caller
from ledger.kernel.law import Refused, Rule
from ledger.node import Node
from ledger.reports import Dataset
from ledger.store.queries import Moment
from scenarios.acts import REGULATOR, SESSION

ELSEWHERE = organisation("NFRA-410100", "insurance_regulator", area="410100")
AUDITOR = organisation("AUDIT-411200", "auditor")


def about(key: str, *acts: Acts, **members: object) -> list[Act]:
    """The acts of an appraisal as those of another; its request with these members."""
    moved = [each.into(f"appraisal/{key}") if each.stream.startswith("appraisal/") else each for each in flat(acts)]
    return [each(**members) if each.type == "appraisal.AppraisalRequested" else each for each in moved]


def again(key: str, claim_no: str, *acts: Acts) -> list[Act]:
    """The acts of an appraisal as those of another, for another claim and with a session of its own."""
    own = [each(session_id=f"S-{key}") if "session_id" in each.data else each for each in flat(acts)]
    held = [each.into(f"attendance/S-{key}") if each.stream == SESSION else each for each in own]
    return about(key, held, claim_no=claim_no, matter_key=f"{claim_no}+{key}")


class Told:
    """A ledger that is told stories; `at` is the last position."""

    def __init__(self, node: Node) -> None:
        self.node, self.at = node, 0

    def __call__(self, *acts: Acts) -> int:
        """Appends the acts; the last position."""
        for each in flat(acts):
            [result] = self.node.ledger.append([each.proposal], each.caller)
            assert result.status == "appended"
        self.at = int(self.node.recorder.max_notification_id() or 0)
        return self.at

    def refused(self, act: Act, rule: Rule) -> int:
        """Attempts what the rule refuses; the position of the record of the attempt."""
        with pytest.raises(Refused) as refused:
            self.node.ledger.append([act.proposal], act.caller)
        assert refused.value.rule is rule
        self.at = int(self.node.recorder.max_notification_id() or 0)
        return self.at

    def moment(self, at: int | None = None, clock: str | datetime = "2026-06-01T12:00:00") -> Moment:
        """A position with a clock, local to Asia/Shanghai where no offset is given."""
        position = self.at if at is None else at
        self.node.ledger.queries.wait(position, 10)
        return Moment(position, instant(clock) if isinstance(clock, str) else clock)

    def report(
        self,
        id: str,
        at: int | None = None,
        clock: str | datetime = "2026-06-01T12:00:00",
        by: Caller = REGULATOR,
        **scope: Any,
    ) -> Dataset:
        return reports.run(
            self.node.ledger.queries, id, reports.Scope(moment=self.moment(at, clock), caller=by, **scope)
        )


def filled(dataset: Dataset) -> dict[str, dict[str, Any]]:
    """What is neither empty nor nothing of each row, by its first column."""
    first, *rest = (column.name for column in dataset.report.columns)
    return {
        row[first]: {name: row[name] for name in rest if row[name] not in (None, "", 0, "0.00", [])}
        for row in dataset.rows
    }


def figures(dataset: Dataset) -> dict[str, dict[str, Any]]:
    """What is not empty of each row, by its first column."""
    first, _, *rest = (column.name for column in dataset.report.columns)
    return {row[first]: {name: row[name] for name in rest if row[name]} for row in dataset.rows}
