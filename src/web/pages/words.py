"""The words of the pages for codes of the ledger, in both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ledger.callers import SIGHTS
from ledger.catalogue import EVENTS, KINDS
from ledger.duties.status import STATUSES
from ledger.kernel.duty import Term
from ledger.kernel.law import Fate, Text
from web.pages import claim_words

STATUS: Mapping[str, Text] = {
    "requested": Text("已申请", "Requested"),
    "accepted": Text("已受理", "Accepted"),
    "engaged": Text("已签委托书", "Letter signed"),
    "scheduled": Text("已安排", "Scheduled"),
    "in_progress": Text("鉴定中", "Under way"),
    "concluded": Text("已有结论", "Concluded"),
    "reviewed": Text("已复核", "Reviewed"),
    "issued": Text("已出具意见书", "Opinion issued"),
    "archived": Text("已归档", "Archived"),
    "declined": Text("不予受理", "Declined"),
    "terminated": Text("已终止", "Terminated"),
}
"""Where an appraisal stands, in the order of its steps."""

MODE: Mapping[str, Text] = {
    "joint": Text("共同委托", "Joint"),
    "unilateral_party": Text("当事人单方委托", "Party alone"),
    "unilateral_insurer": Text("保险机构单方委托", "Insurer alone"),
}

ATTENDANCE: Mapping[str, Text] = {
    "present": Text("按时到场", "Present"),
    "late": Text("迟到", "Late"),
    "unidentified": Text("未核验身份", "Unidentified"),
    "absent": Text("缺席", "Absent"),
    "": Text("尚无记录", "Nothing recorded"),
}

DISPUTE: Mapping[str, Text] = {
    "opened": Text("已立", "Opened"),
    "raised": Text("已提出异议", "Objection raised"),
    "awaiting_reply": Text("待书面回复", "Awaiting a written reply"),
    "replied": Text("已回复", "Replied"),
    "remedied": Text("已另寻救济", "Further remedy pursued"),
    "negotiating": Text("协商中", "Negotiating"),
    "negotiation_failed": Text("协商不成", "Negotiation failed"),
    "settled": Text("协商解决", "Settled"),
    "in_proceedings": Text("仲裁或诉讼中", "In proceedings"),
    "decided": Text("已有裁判", "Decided"),
    "closed": Text("已终结", "Closed"),
}
"""Where the objections of a dispute stand, or its negotiation and proceedings, in the order of their steps."""

DISPUTED: Mapping[str, Text] = {
    "appraisal": Text("司法鉴定", "Appraisal"),
    "claim": Text("赔案", "Claim"),
    "adjusting": Text("公估", "Adjusting"),
}
"""What a dispute is about."""

MEDIATION: Mapping[str, Text] = {
    "requested": Text("已申请调解", "Requested"),
    "declined": Text("不予受理调解", "Declined"),
    "accepted": Text("已受理调解", "Accepted"),
    "handled": Text("调解已处理", "Handled"),
    "feedback_given": Text("已反馈", "Feedback given"),
}

EXPERT_REVIEW: Mapping[str, Text] = {
    "flagged": Text("已列入评审", "Flagged"),
    "convened": Text("已组织评审", "Convened"),
    "concluded": Text("已有评审结论", "Concluded"),
    "transferred": Text("已移交司法行政机关", "Transferred to the justice bureau"),
}

DUTY: Mapping[str, Text] = {
    name: STATUSES[name].title
    for name in ("overdue", "open", "provisional", "suspended", "late", "met", "kept", "kept_out", "cancelled")
}
"""What became of a duty, the most pressing first."""

LEVEL: Mapping[str, Text] = {
    "breach": Text("违反", "Breach"),
    "deviation": Text("偏离", "Deviation"),
    "target": Text("内部时限", "House target"),
    "none": Text("仅记录", "Noted only"),
}
"""What missing a duty is."""

SEVERITY: Mapping[str, Text] = {
    "breach": Text("违反", "Breach"),
    "deviation": Text("偏离", "Deviation"),
    "notice": Text("提示", "Notice"),
}
"""How grave a finding is."""

PART: Mapping[str, Text] = {
    **claim_words.PART,
    "accept": Text("受理", "Acceptance"),
    "handle": Text("处理", "Handling"),
    "feedback": Text("反馈", "Feedback"),
}
"""What of a rule with several duties one of them asks."""

NOTICE: Mapping[str, Text] = {
    "in_time": Text("及时", "In time"),
    "late": Text("迟延", "Late"),
    "void": Text("改期后未重新通知", "Not renewed after rescheduling"),
    "missing": Text("无通知记录", "No notice recorded"),
}

FATES: Mapping[Fate, Text] = {
    Fate.REFUSAL: Text("拒绝", "Refusal"),
    Fate.DUTY: Text("义务时限", "Duty"),
    Fate.FINDING: Text("发现标记", "Finding"),
    Fate.CHECKLIST: Text("核对清单", "Checklist"),
    Fate.CALCULATION: Text("计算", "Calculation"),
    Fate.CLASSIFICATION: Text("分类", "Classification"),
    Fate.VIEW: Text("视图", "View"),
    Fate.REPORT: Text("报表", "Report"),
    Fate.REGISTER: Text("名册", "Register"),
    Fate.RETENTION: Text("保存期限", "Retention"),
    Fate.SHARING: Text("信息共享", "Sharing"),
    Fate.POLICY: Text("政策（软件不判断）", "Policy (not judged by software)"),
}

MODALITY: Mapping[str, Text] = {
    "must": Text("应当", "must"),
    "must_not": Text("不得", "must not"),
    "should": Text("宜", "should"),
    "may": Text("可以", "may"),
}

ROLE: Mapping[str, Text] = {role: sight.title for role, sight in SIGHTS.items()} | {
    "policyholder": Text("投保人", "Policyholder"),
    "insured": Text("被保险人", "Insured"),
    "victim": Text("受害人", "Victim"),
    "beneficiary": Text("受益人", "Beneficiary"),
    "other": Text("其他", "Other"),
}

REVIEW: Mapping[str, Text] = {
    "accepted": Text("审查通过", "Accepted"),
    "rejected": Text("不予采用", "Rejected"),
    "needs_supplement": Text("需要补充", "Needs a supplement"),
}

LINE: Mapping[str, Text] = {
    "property": Text("财产险", "Property"),
    "engineering": Text("工程险", "Engineering"),
    "household": Text("家财险", "Household"),
    "machinery_breakdown": Text("机器损坏险", "Machinery breakdown"),
    "cargo": Text("货运险", "Cargo"),
    "liability": Text("责任险", "Liability"),
    "accident_health": Text("意外健康险", "Accident and health"),
    "agriculture": Text("农险", "Agriculture"),
    "other": Text("其他", "Other"),
}

DOCUMENT: Mapping[str, Text] = {
    "commission_confirmation": Text("委托确认书", "Commission confirmation"),
    "appraisal_notice": Text("鉴定告知书", "Appraisal notice"),
    "other": Text("其他", "Other"),
}

_CODES: Mapping[str, Mapping[str, Text]] = {
    "mode": MODE,
    "role": ROLE,
    "outcome": {
        "agreed": Text("同意", "Agreed"),
        "refused": Text("拒绝", "Refused"),
        "no_response": Text("未答复", "No response"),
        "settled": Text("协商解决", "Settled"),
        "continuing": Text("继续协商", "Continuing"),
        "failed": Text("协商不成", "Failed"),
        "won": Text("胜诉", "Won"),
        "lost": Text("败诉", "Lost"),
        "partly": Text("部分败诉", "Lost in part"),
    },
    "item": {
        "roster": Text("机构在册", "On the roster"),
        "notice": Text("告知书已签", "Notice signed"),
        "materials": Text("材料已审查", "Materials reviewed"),
        "conflict": Text("无利害关系", "No conflict"),
        "matter": Text("未另行委托", "No other commission"),
    },
    "result": {
        **REVIEW,
        "passed": Text("通过", "Passed"),
        "returned": Text("退回", "Returned"),
        "settled": Text("达成调解", "Settled"),
        "not_settled": Text("未达成调解", "Not settled"),
        "withdrawn": Text("撤回申请", "Withdrawn"),
    },
    "medium": {
        "notes": Text("笔录", "Notes"),
        "audio": Text("录音", "Audio"),
        "video": Text("录像", "Video"),
        "photo": Text("拍照", "Photo"),
        "other": Text("其他", "Other"),
    },
    "scope": {
        "audio": Text("录音", "Audio"),
        "video": Text("录像", "Video"),
        "photo": Text("拍照", "Photo"),
    },
    "channel": {
        "phone": Text("电话", "Telephone"),
        "written": Text("书面", "In writing"),
        "portal": Text("平台", "Portal"),
        "email": Text("电子邮件", "E-mail"),
        "other": Text("其他", "Other"),
    },
    "form": {
        "phone": Text("电话", "Telephone"),
        "written": Text("书面", "In writing"),
        "other": Text("其他", "Other"),
    },
    "remedy": {
        "supplementary_appraisal": Text("补充鉴定", "Supplementary appraisal"),
        "re_appraisal": Text("重新鉴定", "Re-appraisal"),
        "court": Text("庭审质证", "Cross-examination in court"),
        "other": Text("其他", "Other"),
    },
    "route": {
        "arbitration": Text("仲裁", "Arbitration"),
        "litigation": Text("诉讼", "Lawsuit"),
    },
    "line_of_business": LINE,
    "disability_grade": {
        **{str(grade): Text(f"{grade} 级", f"Grade {grade}") for grade in range(1, 11)},
        "none": Text("不构成等级", "No grade"),
        "not_applicable": Text("不适用", "Not applicable"),
    },
    "reason": {
        "withdrawn_by_principal": Text("委托人撤回", "Withdrawn by the principal"),
        "materials_insufficient": Text("材料不足", "Materials insufficient"),
        "impossible": Text("无法鉴定", "Impossible"),
        "insurer_absence": Text("保险机构未到场", "Insurer absent"),
        "other": Text("其他", "Other"),
    },
    "type": DOCUMENT,
    "documents": DOCUMENT,
    "item_type": {
        "unilateral_notice": Text("单方委托告知书", "Notice on unilateral commission"),
        "process_record": Text("实时记录", "Process record"),
        "identity_copy": Text("证件复印件", "Copy of identity documents"),
        "commission_letter": Text("委托书", "Commission letter"),
        "material": Text("材料", "Material"),
        "opinion": Text("意见书", "Opinion"),
        "other": Text("其他", "Other"),
    },
}
VALUES: Mapping[str, Mapping[Any, Text]] = {
    name: {**claim_words.CODES.get(name, {}), **_CODES.get(name, {})} for name in (*_CODES, *claim_words.CODES)
}
"""Member of an event to the words for its codes."""

MEMBERS: Mapping[str, Text] = {
    **claim_words.HEADINGS,
    "absent": Text("缺席", "Absent"),
    "action": Text("处置", "Action"),
    "affiliation": Text("所属机构", "Affiliation"),
    "agency_id": Text("鉴定机构", "Agency"),
    "agreed_by": Text("同意方", "Agreed by"),
    "agreed_standards": Text("约定标准", "Agreed standards"),
    "amount": Text("金额（元）", "Amount (yuan)"),
    "appraisal_id": Text("鉴定编号", "Appraisal"),
    "appraiser": Text("鉴定人", "Appraiser"),
    "appraisers": Text("鉴定人", "Appraisers"),
    "arbitration_body": Text("仲裁机构", "Arbitral body"),
    "archived_at": Text("归档时间", "Archived at"),
    "area": Text("行政区划", "Area"),
    "assignment_id": Text("公估委托编号", "Assignment"),
    "at": Text("时间", "At"),
    "attributable": Text("可归责", "Attributable"),
    "basis": Text("依据", "Basis"),
    "behaviour": Text("行为", "Behaviour"),
    "body": Text("受理机构", "Body"),
    "by": Text("由", "By"),
    "case_no": Text("案号", "Case no."),
    "channel": Text("方式", "Channel"),
    "checks": Text("受理核对", "Acceptance checks"),
    "claim_no": Text("报案号", "Claim no."),
    "claimant": Text("申请人或原告", "Claimant"),
    "clause": Text("条款", "Clause"),
    "code": Text("标准号", "Code"),
    "commenced_at": Text("提起时间", "Commenced at"),
    "conclusion": Text("结论", "Conclusion"),
    "consent_id": Text("同意书编号", "Consent"),
    "consent_ids": Text("同意书编号", "Consents"),
    "contact_id": Text("联系人编号", "Contact"),
    "content": Text("内容", "Content"),
    "contradictory_opinions": Text("意见相互矛盾", "Contradictory opinions"),
    "copies": Text("复印件摘要", "Copies"),
    "copy_of": Text("证件所属机构", "Copy of"),
    "corrects_event_id": Text("被更正事件", "Corrects event"),
    "corrects_type": Text("被更正类型", "Corrects type"),
    "costs": Text("诉讼费用（元）", "Costs (yuan)"),
    "costs_share": Text("费用承担比例", "Share of the costs"),
    "counsel": Text("法律顾问", "Counsel"),
    "counterparty": Text("相对方", "Counterparty"),
    "court_case_no": Text("案号", "Court case no."),
    "data_hash": Text("数据摘要", "Digest of the data"),
    "defence_due": Text("答辩期限", "Defence due"),
    "description": Text("说明", "Description"),
    "difficult": Text("疑难案件", "Difficult case"),
    "disability_grade": Text("伤残等级", "Disability grade"),
    "documents": Text("文书", "Documents"),
    "expected": Text("应到方", "Expected"),
    "expert_id": Text("专家编号", "Expert"),
    "experts": Text("专家", "Experts"),
    "facilitated": Text("已提供便利", "Facilitated"),
    "filed_at": Text("提交时间", "Filed at"),
    "firm_id": Text("公估机构", "Adjusting firm"),
    "form": Text("形式", "Form"),
    "guidance": Text("上级意见", "Guidance"),
    "hash": Text("摘要", "Digest"),
    "held_at": Text("协商时间", "Held at"),
    "hours_before": Text("提前小时数", "Hours before"),
    "id": Text("编号", "Id"),
    "id_card": Text("身份证", "Identity card"),
    "identity_no": Text("身份证件号码", "Identity no."),
    "insurer_id": Text("保险机构", "Insurer"),
    "insurer_ids": Text("保险机构", "Insurers"),
    "insurers": Text("保险机构", "Insurers"),
    "item": Text("核对项", "Item"),
    "item_type": Text("归档材料", "Filed item"),
    "jurisdiction": Text("行政区划", "Area"),
    "late": Text("迟到", "Late"),
    "legal_consequences": Text("法律后果", "Legal consequences"),
    "letter_no": Text("委托书编号", "Letter no."),
    "licence_no": Text("执业证号", "Licence no."),
    "line_of_business": Text("险种", "Line of business"),
    "linked_id": Text("关联鉴定", "Linked appraisal"),
    "mandate_ref": Text("授权委托书编号", "Mandate"),
    "manifest": Text("目录摘要", "Digest of the file list"),
    "material_id": Text("材料编号", "Material"),
    "material_ids": Text("材料编号", "Materials"),
    "materials_used": Text("所用材料", "Materials used"),
    "matter_key": Text("鉴定事项", "Matter"),
    "meaning": Text("说明意义", "Meaning explained"),
    "mediators": Text("调解员", "Mediators"),
    "medium": Text("记录方式", "Medium"),
    "mode": Text("委托方式", "Mode"),
    "name": Text("姓名", "Name"),
    "new_due": Text("新的期限", "New due date"),
    "new_values": Text("更正内容", "New values"),
    "note": Text("备注", "Note"),
    "notice_id": Text("告知书编号", "Notice"),
    "objection_id": Text("异议编号", "Objection"),
    "objections": Text("异议数", "Objections"),
    "occurred_at": Text("发生时间", "Occurred at"),
    "opinion_no": Text("意见书编号", "Opinion no."),
    "outcome": Text("结果", "Outcome"),
    "panel": Text("评审专家", "Panel"),
    "parties": Text("当事人", "Parties"),
    "party": Text("当事人", "Party"),
    "passed": Text("通过", "Passed"),
    "person": Text("人员", "Person"),
    "person_id": Text("人员编号", "Person"),
    "person_or_org": Text("申报人", "Declared for"),
    "place": Text("地点", "Place"),
    "plan": Text("当时的安排", "Plan at the time"),
    "positions": Text("各方主张", "Positions"),
    "present": Text("到场", "Present"),
    "principals": Text("委托人", "Principals"),
    "procedure": Text("说明程序", "Procedure explained"),
    "question": Text("委托事项", "Question"),
    "reappraisal_of": Text("重新鉴定所涉原鉴定", "Reappraisal of"),
    "reason": Text("理由", "Reason"),
    "reasons": Text("理由", "Reasons"),
    "receipt": Text("回执", "Receipt"),
    "receipt_no": Text("回执编号", "Receipt no."),
    "received_at": Text("收到时间", "Received at"),
    "record_id": Text("记录编号", "Record"),
    "recorded_at": Text("记录时间", "Recorded at"),
    "ref": Text("关联编号", "Reference"),
    "relation": Text("关系", "Relation"),
    "remedy": Text("救济方式", "Remedy"),
    "result": Text("结果", "Result"),
    "reviewer": Text("审查人", "Reviewer"),
    "risks": Text("风险提示", "Risks"),
    "role": Text("身份", "Role"),
    "roster_version": Text("名录版本", "Roster version"),
    "route": Text("途径", "Route"),
    "rule_packs": Text("适用文件", "Rule packs"),
    "rules": Text("涉嫌违反的规定", "Rules in question"),
    "scope": Text("同意范围", "Scope"),
    "sent_at": Text("发出时间", "Sent at"),
    "session_id": Text("场次", "Session"),
    "shown_to": Text("出示对象", "Shown to"),
    "signatories": Text("签署方", "Signatories"),
    "signed_at": Text("签署时间", "Signed at"),
    "standards": Text("标准", "Standards"),
    "standards_applied": Text("适用标准", "Standards applied"),
    "standards_deviation": Text("未适用约定标准的理由", "Why agreed standards were not applied"),
    "start": Text("开始时间", "Start"),
    "statement_no": Text("说明编号", "Statement no."),
    "subject": Text("事项", "Subject"),
    "suspected_violation": Text("涉嫌违规", "Violation suspected"),
    "text": Text("内容", "Text"),
    "title": Text("名称", "Title"),
    "to": Text("送达", "To"),
    "type": Text("类型", "Type"),
    "valid_from": Text("生效时间", "Valid from"),
    "valid_to": Text("失效时间", "Valid to"),
    "version": Text("版本", "Version"),
    "withdrawn": Text("撤回", "Withdrawn"),
    "work_certificate": Text("工作证明", "Work certificate"),
}
"""Member of an event to its heading."""


RATIOS = frozenset(
    (
        "share",
        "degree",
        "rate",
        "ratio",
        "covered_share",
        "set_weight",
        "deductible_rate",
        "costs_share",
        "weight",
        "of",
        "quantity",
        "claimed_quantity",
        "verified_quantity",
        "most_in_12_hours",
        "series",
    )
)
"""Members with a number that is not money."""


def event_title(name: str) -> Text:
    """The title of a kind of event: the official term, or its name in words."""
    event = EVENTS[name]
    words = re.sub(r"(?<!^)(?=[A-Z])", " ", event.__name__)
    return Text(event.about.title, words[0] + words[1:].lower())


def basis(code: str) -> Text | None:
    """How a duty's time is counted, in words; none where there is no time."""
    unit, _, rest = code.partition(":")
    if unit == "before":
        title = event_title(rest)
        return Text(f"先于“{title.zh}”", f"before “{title.en}”")
    if code == "days":
        return Text("当日", "on the same day")
    return Term(unit, int(rest or 0)).text if unit else None  # type: ignore[arg-type]


def kind_title(stream: str) -> Text:
    return KINDS[stream.partition("/")[0]].title


def member(name: str) -> Text:
    """The heading of a member; one without words keeps its name."""
    return MEMBERS.get(name, Text(name, name))


def value(name: str, code: object) -> Text | None:
    """The words for a code under a member, if there are any."""
    return VALUES.get(name, {}).get(code) if isinstance(code, str | int) else None
