"""Rows of appraisals and of their sessions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ledger.appraisal.state import Appraisal
from ledger.kernel.state import State
from ledger.kernel.view import View


class AppraisalRow(State, frozen=True, kw_only=True):
    item: str = ""
    appraisal_id: str
    claim_no: str
    matter_key: str
    mode: str
    status: str
    agency_id: str
    insurer_ids: tuple[str, ...]
    requested_at: datetime
    accepted_at: datetime | None
    opinion_no: str | None
    issued_at: datetime | None
    ended_at: datetime | None
    decline_reason: str | None
    grade: str | None
    sessions: int


def appraisal_rows(appraisal: Appraisal) -> Iterator[AppraisalRow]:
    requested = appraisal.requested
    if requested is None or appraisal.requested_at is None:
        return
    yield AppraisalRow(
        appraisal_id=appraisal.id,
        claim_no=requested.claim_no,
        matter_key=requested.matter_key,
        mode=requested.mode,
        status=appraisal.status,
        agency_id=requested.agency_id,
        insurer_ids=requested.insurer_ids,
        requested_at=appraisal.requested_at,
        accepted_at=appraisal.accepted_at,
        opinion_no=appraisal.opinion.opinion_no if appraisal.opinion else None,
        issued_at=appraisal.issued_at,
        ended_at=appraisal.issued_at or appraisal.terminated_at or appraisal.declined_at,
        decline_reason=appraisal.decline_reason,
        grade=appraisal.grade,
        sessions=len(appraisal.sessions),
    )


class SessionRow(State, frozen=True, kw_only=True):
    """One insurer's part in one session: what was due, whatever came of it."""

    item: str
    session_id: str
    insurer_id: str
    agency_id: str
    start_at: datetime
    started_at: datetime | None


def session_rows(appraisal: Appraisal) -> Iterator[SessionRow]:
    for name, session in appraisal.planned.items():
        for insurer in session.expected:
            if insurer in appraisal.insurers:
                yield SessionRow(
                    item=f"{name}/{insurer}",
                    session_id=name,
                    insurer_id=insurer,
                    agency_id=appraisal.agency_id,
                    start_at=session.start,
                    started_at=session.started_at,
                )


class ActingRow(State, frozen=True, kw_only=True):
    """One appraiser who acted in one session. 实施鉴定的鉴定人"""

    item: str
    session_id: str
    appraiser_id: str
    agency_id: str
    started_at: datetime


def acting_rows(appraisal: Appraisal) -> Iterator[ActingRow]:
    for name, session in appraisal.sessions.items():
        if session.started_at:
            for appraiser in dict.fromkeys(session.appraisers):
                yield ActingRow(
                    item=f"{name}/{appraiser}",
                    session_id=name,
                    appraiser_id=appraiser,
                    agency_id=appraisal.agency_id,
                    started_at=session.started_at,
                )


VIEWS = (
    View(
        name="appraisal",
        kinds=("appraisal",),
        row=AppraisalRow,
        rows=appraisal_rows,
    ),
    View(name="session", kinds=("appraisal",), row=SessionRow, rows=session_rows),
    View(name="acting", kinds=("appraisal",), row=ActingRow, rows=acting_rows),
)
