"""Events of one session: who was told, who came, what they signed (SMX 二(五), 三(四))."""

from __future__ import annotations

from typing import Literal

from ledger.kernel.codes import Digest, Hours, Id, Instant, Words
from ledger.kernel.context import events_of
from ledger.kernel.event import Event, Part, Sealed
from ledger.kernel.facts import SessionPlanned


class AttendanceEvent(Event):
    """A fact of one session. The stream is there from the scheduling on: SessionPlanned opens it."""

    session_id: Id


class WitnessNoticeSent(AttendanceEvent, by=("appraisal_agency",)):
    """The insurer's contact was told of the session. 到场见证通知

    Source: SMX 二(五). `hours_before` is filled in by the ledger: from `sent_at` to the start.
    """

    session_id: Id
    insurer_id: Id
    contact_id: Id
    sent_at: Instant
    received_at: Instant | None = None
    channel: Literal["phone", "written", "portal", "other"] = "written"
    hours_before: Hours | None = None


class WitnessArrived(AttendanceEvent, by=("appraisal_agency",)):
    """An insurer's witness arrived. 见证人到场

    Source: SMX 三(四).
    """

    session_id: Id
    insurer_id: Id
    person: Sealed[str]
    at: Instant


class WitnessIdentified(AttendanceEvent, by=("appraisal_agency",)):
    """The witness produced work certificate and identity card. 身份核验

    Source: SMX 三(四). `copies` are digests of the copies left with the agency.
    """

    session_id: Id
    insurer_id: Id
    work_certificate: Sealed[str] | None = None
    id_card: Sealed[str] | None = None
    copies: tuple[Digest, ...] = ()


class SignedDocument(Part, frozen=True, kw_only=True):
    """A document the witness signed. 签字材料"""

    type: Literal["commission_confirmation", "appraisal_notice", "other"]
    signed_at: Instant


class WitnessSigned(AttendanceEvent, by=("appraisal_agency",)):
    """The witness signed the documents of the session. 到场人员签字

    Source: SMX 三(四).
    """

    session_id: Id
    insurer_id: Id
    documents: tuple[SignedDocument, ...]


class WitnessSignatureRefused(AttendanceEvent, by=("appraisal_agency",)):
    """The witness would not sign; the appraisal goes on. 拒绝签字

    Source: SMX 三(四).
    """

    session_id: Id
    insurer_id: Id
    documents: tuple[Literal["commission_confirmation", "appraisal_notice", "other"], ...]
    reason: Words


class WitnessAbsenceRecorded(AttendanceEvent, by=("appraisal_agency",)):
    """Nobody came for the insurer. 未到场记录

    Source: SMX 二(五). `attributable` is filled in by the ledger: only with a notice in time.
    """

    session_id: Id
    insurer_id: Id
    attributable: bool | None = None


class AttendanceRecorded(AttendanceEvent, by=("appraisal_agency",)):
    """The attendance of the session, as it was. 到场情况记录

    Source: SMX 二(五), 三(四). All members are ids of insurers and parties.
    """

    session_id: Id
    expected: tuple[Id, ...]
    present: tuple[Id, ...]
    absent: tuple[Id, ...] = ()
    late: tuple[Id, ...] = ()


class ObservationFacilitated(AttendanceEvent, by=("appraisal_agency", "insurer")):
    """Whether the witness could watch and listen. 提供旁观旁听便利

    Source: SMX 二(五).
    """

    session_id: Id
    insurer_id: Id
    facilitated: bool
    note: Words | None = None


class RecordingConsentGiven(AttendanceEvent, by=("appraisal_agency",)):
    """A party agreed to the witness photographing or filming. 同意拍照录像

    Source: SMX 三(四). `by` is the party's id in the appraisal; the consent holds from `valid_from`
    until `valid_to` or its revocation.
    """

    session_id: Id
    consent_id: Id
    by: Id
    scope: tuple[Literal["photo", "video", "audio"], ...]
    valid_from: Instant
    valid_to: Instant | None = None


class RecordingConsentRevoked(AttendanceEvent, by=("appraisal_agency",)):
    """A party took its consent back. 撤回同意"""

    session_id: Id
    by: Id
    at: Instant


class WitnessRecordingMade(AttendanceEvent, by=("appraisal_agency", "insurer")):
    """A witness photographed, filmed or recorded the session. 见证人拍照录像

    Source: SMX 三(四). Always recorded; without the consent of every party present it is marked.
    """

    session_id: Id
    insurer_id: Id
    medium: Literal["photo", "video", "audio"]
    at: Instant
    consent_ids: tuple[Id, ...] = ()


class WitnessMisconductObserved(AttendanceEvent, by=("appraisal_agency",)):
    """A witness disturbed the appraisal or filmed against the rules. 干扰鉴定/违规拍摄

    Source: SMX 三(四).
    """

    session_id: Id
    insurer_id: Id
    behaviour: Sealed[str]
    action: Words


FACTS = events_of(__name__)
"""What agency and insurers record of a session."""
EVENTS: tuple[type[Event], ...] = (SessionPlanned, *FACTS)
