"""Small proposals for tests: an agency on the roster and one appraisal, as JSON a client would send."""

from __future__ import annotations

import itertools
from typing import Any

_numbers = itertools.count(1)

BUREAU, AGENCY, INSURER, REGULATOR = "JB-411200", "AG-411200-01", "INS-A-411200", "NFRA-411200"


def proposal(by: str, type: str, subject: str, time: str, /, **data: Any) -> dict[str, Any]:
    """One CloudEvent with an id of its own."""
    return {
        "specversion": "1.0",
        "id": f"test-{next(_numbers)}",
        "source": f"urn:anjian:org:{by}",
        "type": type,
        "subject": subject,
        "time": time,
        "data": data,
    }


def agency_registered(agency: str = AGENCY, area: str = "411200") -> dict[str, Any]:
    return proposal(
        BUREAU,
        "registry.AppraisalAgencyRegistered",
        f"agency/{agency}",
        "2024-01-02T09:00:00+08:00",
        name=f"示例司法鉴定所 {agency}",
        licence_no=f"L-{agency}",
        area=area,
        valid_from="2024-01-01",
    )


def requested(key: str = "411200-2026-0001", **changes: Any) -> dict[str, Any]:
    data = {
        "mode": "unilateral_insurer",
        "principals": [{"id": INSURER, "role": "insurer"}],
        "agency_id": AGENCY,
        "matter_key": f"CLM-{key}+S1+disability",
        "claim_no": f"CLM-{key}",
        "insurer_ids": [INSURER],
        "question": "示例当事人001的伤残等级",
        **changes,
    }
    return proposal(AGENCY, "appraisal.AppraisalRequested", f"appraisal/{key}", "2026-03-02T10:00:00+08:00", **data)


CHECKS = [{"item": item, "passed": True} for item in ("roster", "notice", "materials", "conflict", "matter")]


def accepted(key: str = "411200-2026-0001") -> dict[str, Any]:
    return proposal(
        AGENCY,
        "appraisal.AppraisalCommissionAccepted",
        f"appraisal/{key}",
        "2026-03-03T10:00:00+08:00",
        checks=CHECKS,
    )


def session_scheduled(
    key: str = "411200-2026-0001", session: str = "S-1", start: str = "2026-03-10T09:00:00+08:00"
) -> dict[str, Any]:
    return proposal(
        AGENCY,
        "appraisal.AppraisalSessionScheduled",
        f"appraisal/{key}",
        "2026-03-04T10:00:00+08:00",
        session_id=session,
        start=start,
        place="示例鉴定室",
        appraisers=["AP-1"],
    )


def notice_sent(session: str = "S-1", sent: str = "2026-03-09T23:59:59+08:00") -> dict[str, Any]:
    return proposal(
        AGENCY,
        "attendance.WitnessNoticeSent",
        f"attendance/{session}",
        sent,
        session_id=session,
        insurer_id=INSURER,
        contact_id="C-1",
        sent_at=sent,
    )


def witness_arrived(
    session: str = "S-1", at: str = "2026-03-10T08:50:00+08:00", person: str = "示例见证人001"
) -> dict[str, Any]:
    return proposal(
        AGENCY,
        "attendance.WitnessArrived",
        f"attendance/{session}",
        at,
        session_id=session,
        insurer_id=INSURER,
        person=person,
        at=at,
    )


def witness_identified(session: str = "S-1", id_card: str = "41120019000101000X") -> dict[str, Any]:
    return proposal(
        AGENCY,
        "attendance.WitnessIdentified",
        f"attendance/{session}",
        "2026-03-10T08:55:00+08:00",
        session_id=session,
        insurer_id=INSURER,
        work_certificate="WC-示例-0001",
        id_card=id_card,
        copies=["a" * 64],
    )
