"""A small ledger to look at: registers, five appraisals, two disputes, a correction, a refusal. All made up."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ledger.callers import local
from ledger.kernel.clock import SHANGHAI
from ledger.kernel.law import Refused
from ledger.node import Node

BUREAU, ASSOCIATION = "JB-411200", "ASSOC-411200"
AGENCIES = {"AG-411200-01": "示例司法鉴定所（湖滨）", "AG-411200-02": "示例司法鉴定中心（陕州）"}
INSURERS = {
    "INS-A-411200": "甲财产保险三门峡支公司",
    "INS-B-411200": "乙人寿保险三门峡支公司",
    "INS-C-411200": "丙财产保险三门峡支公司",
}
AGENCY, OTHER = AGENCIES
A, B, C = INSURERS
LONG = "411200-2026-0001"
DISPUTE, DECLINED = "D-2026-0001", "D-2026-0002"
"""The dispute over LONG, and one whose mediation was declined."""
PARTY = "示例当事人001"
CHECKS = [{"item": item, "passed": True} for item in ("roster", "notice", "materials", "conflict", "matter")]
STANDARD = {"code": "人体损伤致残程度分级", "version": "2017"}
HASH = {letter: letter * 64 for letter in "abcdef"}


class Teller:
    """Appends what happened, `day` and `time` counted from the day on which the story begins."""

    def __init__(self, node: Node, begin: datetime) -> None:
        self._node, self._begin, self._numbers = node, begin, itertools.count(1)

    def at(self, day: int, time: str) -> str:
        hour, minute = time.split(":")
        moment = self._begin + timedelta(days=day, hours=int(hour), minutes=int(minute))
        return moment.isoformat()

    def __call__(self, by: str, type: str, subject: str, day: int, time: str = "10:00", /, **data: Any) -> str:
        """Appends one event; its id."""
        proposal = {
            "specversion": "1.0",
            "id": f"story-{next(self._numbers)}",
            "source": f"urn:anjian:org:{by}",
            "type": type,
            "subject": subject,
            "time": self.at(day, time),
            "data": data,
        }
        return self._node.ledger.append([proposal], local(by))[0].event_id


def tell(node: Node) -> int:
    """Appends the story, which ends today; the last position."""
    today = datetime.now(UTC).astimezone(SHANGHAI).replace(hour=0, minute=0, second=0, microsecond=0)
    teller = Teller(node, today - timedelta(days=24))
    registers(teller)
    whole_appraisal(teller)
    for number, (agency, insurer, told, came) in enumerate(
        ((AGENCY, B, "16:00", True), (OTHER, C, "23:00", False), (OTHER, A, "12:00", True)), 2
    ):
        short_appraisal(teller, f"411200-2026-{number:04}", agency, insurer, told, came)
    coming_appraisal(teller, "411200-2026-0005")
    dispute(teller)
    declined_mediation(teller)
    return int(node.recorder.max_notification_id() or 0)


def registers(tell: Teller) -> None:
    for agency, name in AGENCIES.items():
        tell(
            BUREAU,
            "registry.AppraisalAgencyRegistered",
            f"agency/{agency}",
            0,
            name=name,
            licence_no=f"L-{agency}",
            area="411200",
            valid_from="2024-01-01",
        )
    for insurer, name in INSURERS.items():
        tell(
            ASSOCIATION,
            "registry.InsurerRegistered",
            f"insurer/{insurer}",
            0,
            name=name,
            jurisdiction="411200",
            level="city",
        )


def whole_appraisal(tell: Teller) -> None:
    """From request to opinion: a joint commission, two insurers, a correction, a refused opinion."""
    subject, session = f"appraisal/{LONG}", "S-0001-1"
    ask(tell, LONG, AGENCY, "joint", (A, B), [{"id": "P1", "role": "victim", "name": PARTY}, insurer(A)], 1)
    tell(
        A,
        "appraisal.JointCommissionExplained",
        subject,
        1,
        "15:00",
        party="P1",
        meaning=True,
        procedure=True,
        legal_consequences=True,
        outcome="agreed",
    )
    tell(AGENCY, "appraisal.AgencySelectionAgreed", subject, 2, agency_id=AGENCY, agreed_by=["P1", A])
    for name, letter, title in (("M-1", "a", "住院病历"), ("M-2", "b", "影像资料")):
        version = {"material_id": name, "hash": HASH[letter]}
        tell(AGENCY, "appraisal.AppraisalMaterialSubmitted", subject, 2, "11:00", **version, by="P1", title=title)
        tell(
            AGENCY,
            "appraisal.AppraisalMaterialReviewed",
            subject,
            2,
            "14:00",
            material_id=name,
            result="accepted",
            reviewer="AP-1",
        )
        for side in ("P1", A):
            tell(AGENCY, "appraisal.AppraisalMaterialConfirmed", subject, 2, "15:00", **version, by=side)
    tell(AGENCY, "appraisal.AppraisalCommissionAccepted", subject, 3, checks=CHECKS)
    tell(
        AGENCY,
        "appraisal.CommissionLetterSigned",
        subject,
        3,
        "11:00",
        letter_no="WT-2026-0001",
        signatories=[AGENCY, "P1", A],
        agreed_standards=[STANDARD],
    )
    schedule(tell, subject, session, AGENCY, 3, tell.at(8, "09:00"))
    notify(tell, session, AGENCY, A, 6, "17:30")
    notify(tell, session, AGENCY, B, 8, "07:45")
    arrive(tell, session, AGENCY, A, 8, "08:50")
    tell(
        AGENCY,
        "attendance.WitnessAbsenceRecorded",
        f"attendance/{session}",
        8,
        "09:30",
        session_id=session,
        insurer_id=B,
    )
    wrong = tell(AGENCY, "appraisal.AppraisalStarted", subject, 8, "09:10", session_id=session, appraisers=["AP-1"])
    tell(
        AGENCY,
        "system.RecordCorrected",
        subject,
        9,
        corrects_event_id=wrong,
        reason="漏记第二鉴定人",
        new_values={"appraisers": ["AP-1", "AP-2"]},
    )
    tell(
        AGENCY,
        "attendance.AttendanceRecorded",
        f"attendance/{session}",
        8,
        "11:00",
        session_id=session,
        expected=["P1", A, B],
        present=["P1", A],
        absent=[B],
    )
    tell(
        AGENCY,
        "appraisal.AppraisalProcessRecorded",
        subject,
        8,
        "11:10",
        record_id="R-1",
        session_id=session,
        medium="video",
        occurred_at=tell.at(8, "09:15"),
        recorded_at=tell.at(8, "11:05"),
        hash=HASH["c"],
    )
    tell(AGENCY, "appraisal.ProcessRecordSigned", subject, 8, "11:30", record_id="R-1", signatories=["AP-1", "AP-2"])
    for name, letter in (("M-1", "a"), ("M-2", "b")):
        tell(AGENCY, "appraisal.AppraisalMaterialUsed", subject, 10, material_id=name, hash=HASH[letter])
    tell(
        AGENCY,
        "appraisal.AppraisalConcluded",
        subject,
        12,
        result="左膝关节功能部分丧失（示例）",
        disability_grade="10",
    )
    tell(AGENCY, "appraisal.AppraisalDrafted", subject, 13, hash=HASH["d"], standards=[STANDARD])
    opinion = {
        "opinion_no": "SJ-2026-0001",
        "hash": HASH["d"],
        "data_hash": HASH["e"],
        "standards_applied": [STANDARD],
        "appraisers": ["AP-1", "AP-2"],
        "materials_used": ["M-1", "M-2"],
    }
    with pytest.raises(Refused):  # not reviewed yet
        tell(AGENCY, "appraisal.AppraisalOpinionIssued", subject, 13, "16:00", **opinion)
    tell(
        AGENCY,
        "appraisal.AppraisalReviewCompleted",
        subject,
        14,
        reviewer="AP-9",
        result="passed",
        hash=HASH["d"],
    )
    tell(AGENCY, "appraisal.AppraisalOpinionIssued", subject, 15, **opinion)


def short_appraisal(tell: Teller, key: str, agency: str, company: str, told: str, came: bool) -> None:
    """An insurer's own commission up to its session, with a notice on the day before."""
    subject, session = f"appraisal/{key}", f"S-{key[-4:]}-1"
    ask(tell, key, agency, "unilateral_insurer", (company,), [insurer(company)], 4)
    tell(agency, "appraisal.AppraisalCommissionAccepted", subject, 5, checks=CHECKS)
    schedule(tell, subject, session, agency, 6, tell.at(14, "14:00"))
    notify(tell, session, agency, company, 13, told)
    if came:
        arrive(tell, session, agency, company, 14, "13:50")
    else:
        tell(
            agency,
            "attendance.WitnessAbsenceRecorded",
            f"attendance/{session}",
            14,
            "14:30",
            session_id=session,
            insurer_id=company,
        )
    tell(agency, "appraisal.AppraisalStarted", subject, 14, "14:05", session_id=session, appraisers=["AP-3"])


def coming_appraisal(tell: Teller, key: str) -> None:
    """A party's own commission whose session is still to come; nobody was told yet."""
    subject = f"appraisal/{key}"
    ask(tell, key, AGENCY, "unilateral_party", (A, C), [{"id": "P1", "role": "insured", "name": PARTY}], 20)
    tell(
        AGENCY,
        "appraisal.UnilateralNoticeIssued",
        subject,
        20,
        "11:00",
        notice_id="GZ-5",
        risks="单方委托的意见可能不被采信",
        legal_consequences="可能需要重新鉴定",
        to="P1",
    )
    tell(
        AGENCY,
        "appraisal.UnilateralNoticeSigned",
        subject,
        20,
        "11:20",
        notice_id="GZ-5",
        by="P1",
        at=tell.at(20, "11:15"),
    )
    tell(AGENCY, "appraisal.AppraisalCommissionAccepted", subject, 21, checks=CHECKS)
    schedule(tell, subject, "S-0005-1", AGENCY, 22, tell.at(30, "09:30"))


def dispute(tell: Teller) -> None:
    """Three objections: answered by telephone, extended and open, answered in writing; then an expert review."""
    subject = f"dispute/{DISPUTE}"
    for name, by, speaker, channel, day in (
        ("O-1", "P1", AGENCY, "phone", 16),
        ("O-2", A, A, "written", 16),
        ("O-3", B, B, "portal", 17),
    ):
        tell(
            speaker,
            "disputes.ObjectionRaised",
            subject,
            day,
            objection_id=name,
            appraisal_id=LONG,
            by=by,
            channel=channel,
            content=f"{PARTY}的伤情评定有误",
            received_at=tell.at(day, "10:00"),
        )
    for name, form, day in (("O-1", "phone", 17), ("O-3", "written", 19)):
        reply = {"objection_id": name, "form": form, "at": tell.at(day, "15:00")}
        tell(AGENCY, "disputes.ObjectionReplied", subject, day, "15:00", **reply)
    tell(
        AGENCY,
        "disputes.ReplyExtensionAgreed",
        subject,
        19,
        objection_id="O-2",
        reason="须调取原始影像",
        difficult=True,
        new_due=tell.at(60, "00:00")[:10],
        agreed_by=[AGENCY, A],
    )
    tell(
        ASSOCIATION,
        "disputes.DisputeFlaggedForExpertReview",
        subject,
        20,
        appraisal_id=LONG,
        reason="异议集中",
        objections=3,
        contradictory_opinions=False,
    )
    panel = [{"expert_id": f"EX-{number}", "affiliation": ASSOCIATION} for number in (1, 2, 3)]
    tell(ASSOCIATION, "disputes.ExpertReviewConvened", subject, 22, panel=panel)


def declined_mediation(tell: Teller) -> None:
    """A mediation that was not taken, and a court turned to before anything was answered."""
    subject = f"dispute/{DECLINED}"
    tell(A, "disputes.MediationRequested", subject, 17, by=A, appraisal_id="411200-2026-0004")
    tell(ASSOCIATION, "disputes.MediationDeclined", subject, 18, reason="不属于调解范围")
    tell(A, "disputes.RemedyPursued", subject, 19, remedy="court", court_case_no="（2026）豫1202民初1号")


def ask(
    tell: Teller,
    key: str,
    agency: str,
    mode: str,
    insurers: tuple[str, ...],
    principals: list[dict[str, str]],
    day: int,
) -> None:
    tell(
        agency,
        "appraisal.AppraisalRequested",
        f"appraisal/{key}",
        day,
        "09:30",
        mode=mode,
        principals=principals,
        agency_id=agency,
        matter_key=f"CLM-{key[-4:]}+S1+disability",
        claim_no=f"CLM-{key}",
        insurer_ids=list(insurers),
        question="伤残等级鉴定（示例）",
    )


def insurer(id: str) -> dict[str, str]:
    return {"id": id, "role": "insurer"}


def schedule(tell: Teller, subject: str, session: str, agency: str, day: int, start: str) -> None:
    tell(
        agency,
        "appraisal.AppraisalSessionScheduled",
        subject,
        day,
        "16:00",
        session_id=session,
        start=start,
        place="第一鉴定室",
        appraisers=["AP-1"],
    )


def notify(tell: Teller, session: str, agency: str, company: str, day: int, time: str) -> None:
    tell(
        agency,
        "attendance.WitnessNoticeSent",
        f"attendance/{session}",
        day,
        time,
        session_id=session,
        insurer_id=company,
        contact_id="C-1",
        sent_at=tell.at(day, time),
    )


def arrive(tell: Teller, session: str, agency: str, company: str, day: int, time: str) -> None:
    subject = f"attendance/{session}"
    tell(
        agency,
        "attendance.WitnessArrived",
        subject,
        day,
        time,
        session_id=session,
        insurer_id=company,
        person="示例见证人001",
        at=tell.at(day, time),
    )
    tell(
        agency,
        "attendance.WitnessIdentified",
        subject,
        day,
        time,
        session_id=session,
        insurer_id=company,
        work_certificate="WC-示例-0001",
        id_card="41120019000101000X",
        copies=[HASH["f"]],
    )
