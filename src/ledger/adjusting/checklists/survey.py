"""What must be there of the notices, the interview, the survey and its record (MBA 5.2, 5.3, 附录A、附录B)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ledger.kernel.checklist import Checklist, Item
from ledger.kernel.law import Rule, Text
from ledger.law.machinery import (
    CHECK_POLICY,
    CLIENT_NOTICE,
    EXPLAIN,
    FIELDS,
    INSURED_LIAISON,
    INSURED_MITIGATE,
    INTERVIEW,
    NOTICE_PRESENT,
    NOTICE_RECEIPT,
    OPERATING_DATA,
    PHOTOS,
    RECORD_CONTENT,
    RECORD_FIELDS,
    REPAIR_INFO,
    SALVAGE_FORM,
    SALVAGE_NOTICE,
)


def _filled(of: Callable[[Any], Any], rule: Rule, members: Mapping[str, Text]) -> Iterator[Item]:
    """An item for each member that something in the state should have; an empty one is missing."""

    def has(name: str) -> Callable[[Any], bool]:
        return lambda state: getattr(of(state), name, None) not in (None, ())

    return (Item(id=name, text=text, rule=rule, done=has(name)) for name, text in members.items())


def _every(rule: Rule, members: Mapping[str, Text]) -> Iterator[Item]:
    """An item for each member that the record of every damaged item should have."""

    def have(name: str) -> Callable[[Any], bool]:
        return lambda state: all(getattr(item, name) is not None for item in state.survey.items.values())

    return (Item(id=name, text=text, rule=rule, done=have(name)) for name, text in members.items())


def _part(id: str, text: Text, rule: Rule = CLIENT_NOTICE) -> Item:
    return Item(
        id=id,
        text=text,
        rule=rule,
        done=lambda state: state.survey.notice is not None and id in state.survey.notice.parts,
    )


CLIENT_NOTICE_FORM = Checklist(
    id="client_notice",
    title=Text("客户告知书", "Client notice"),
    items=(
        _part("firm", Text("公估机构名称", "name of the firm")),
        _part("address", Text("公司地址", "its address")),
        _part("postcode", Text("邮政编码", "its postcode")),
        _part("hotline", Text("24小时服务电话", "its 24-hour telephone")),
        _part("scope", Text("业务范围", "its scope of business")),
        _part("principal", Text("委托人", "the principal")),
        _part("integrity", Text("诚信从业声明", "the statement of integrity")),
        _part("complaints", Text("举报方式", "how to complain")),
        _part("disputes", Text("争议解决方式", "how disputes are settled")),
        _part("signature", Text("客户签章和日期栏", "a place for signature or seal and date"), FIELDS),
    ),
)
VISIT = Checklist(
    id="visit",
    title=Text("现场告知事项", "What the visit owes the insured"),
    items=(
        Item(
            id="notice",
            text=Text("出示并讲解客户告知书", "showing and explaining the client notice"),
            rule=NOTICE_PRESENT,
            done=lambda state: state.survey.notice_explained_at is not None,
        ),
        Item(
            id="receipt",
            text=Text("客户告知书的回执或拒签", "the receipt of the client notice, or its refusal"),
            rule=NOTICE_RECEIPT,
            done=lambda state: state.survey.acknowledged is not None or ("client_notice", "") in state.survey.to_tell,
        ),
        Item(
            id="explained",
            text=Text("介绍程序、配合事项和公正立场", "explaining procedure, cooperation and neutrality"),
            rule=EXPLAIN,
            done=lambda state: state.survey.explained_at is not None,
        ),
        Item(
            id="salvage_notice",
            text=Text("出具施救告知书", "giving the salvage notice"),
            rule=SALVAGE_NOTICE,
            done=lambda state: state.survey.salvage_notice is not None,
        ),
    ),
)
INSUREDS_PART = Checklist(
    id="insureds_part",
    title=Text("被保险人的配合与施救", "What the insured owes"),
    items=(
        Item(
            id="liaison",
            text=Text("被保险人指定专人配合", "a person named by the insured to assist"),
            rule=INSURED_LIAISON,
            done=lambda state: state.survey.liaison is not None,
        ),
        Item(
            id="salvage",
            text=Text("被保险人采取的施救措施", "measures of the insured against the loss"),
            rule=INSURED_MITIGATE,
            done=lambda state: bool(state.survey.salvage),
        ),
    ),
)
INTERVIEWED = Checklist(
    id="interview",
    title=Text("案件基本情况", "Interview of the insured"),
    items=tuple(
        _filled(
            lambda state: state.survey.interview,
            INTERVIEW,
            {
                "course": Text("出险经过", "course of the accident"),
                "loss": Text("损失情况", "loss"),
                "cause": Text("事故原因", "cause"),
                "machine_use": Text("机器使用情况", "use of the machine"),
                "in_operation_before": Text("出险前是否投产", "whether in operation before"),
                "maintenance": Text("维护保养", "maintenance"),
                "in_warranty": Text("是否在质保期内", "whether under warranty"),
                "operators": Text("操作人员资质及培训", "operators' qualification and training"),
            },
        )
    ),
)
SALVAGE_NOTICE_FORM = Checklist(
    id="salvage_notice",
    title=Text("施救告知书", "Salvage notice"),
    items=tuple(
        _filled(
            lambda state: state.survey.salvage_notice,
            SALVAGE_FORM,
            {
                "principal": Text("委托人", "the principal"),
                "accident_on": Text("出险日期", "day of the accident"),
                "cause": Text("出险原因", "its cause"),
                "insured": Text("被保险人签名", "the insured's signature"),
                "insured_on": Text("被保险人签署日期", "day of the insured's signature"),
                "adjuster_id": Text("公估人签名", "the adjuster's signature"),
                "adjuster_on": Text("公估人签署日期", "day of the adjuster's signature"),
            },
        )
    ),
)
POLICY = Checklist(
    id="policy_checks",
    title=Text("保险合同核对", "Checks against the policy"),
    items=tuple(
        _filled(
            lambda state: state.survey.policy_checks,
            CHECK_POLICY,
            {
                "location": Text("保险地址", "insured location"),
                "listed": Text("标的清单", "list of what is insured"),
                "period": Text("保险期限", "period of insurance"),
                "special_terms": Text("特别约定和附加条款", "special terms and endorsements"),
            },
        )
    ),
)
RUNNING = Checklist(
    id="operating_data",
    title=Text("运行参数", "Operating data"),
    items=tuple(
        _filled(
            lambda state: state.survey.operating_data,
            OPERATING_DATA,
            {
                "running_hours": Text("运行时间", "running time"),
                "state": Text("出险时运行状态", "state at the loss"),
                "log_ref": Text("运行记录", "log"),
                "parameters": Text("运行参数", "parameters"),
                "evolution": Text("变化过程", "how they changed"),
            },
        )
    ),
)
DAMAGED_ITEMS = Checklist(
    id="damaged_items",
    title=Text("受损项目", "Damaged items"),
    items=(
        Item(
            id="recorded",
            text=Text("已清点各项的受损记录", "a record of every item that was counted"),
            rule=RECORD_FIELDS,
            done=lambda state: not state.survey.unrecorded,
        ),
        *_every(
            RECORD_FIELDS,
            {
                "machine_name": Text("机器名称", "name of the machine"),
                "model": Text("机器型号", "model of the machine"),
                "manufacturer": Text("生产厂家", "its manufacturer"),
                "part_name": Text("零部件名称", "name of the part"),
                "part_model": Text("零部件型号", "model of the part"),
                "part_spec": Text("零部件规格", "specification of the part"),
                "loss": Text("损失情形", "its damage"),
                "related_to_accident": Text("与事故的关联性", "its link to the accident"),
            },
        ),
        Item(
            id="photographed",
            text=Text("各项受损标的的照片", "a photograph of every damaged item"),
            rule=PHOTOS,
            done=lambda state: not state.survey.not_photographed,
        ),
        Item(
            id="at_the_count",
            text=Text("清点当时拍摄的照片", "photographs taken at the count"),
            rule=PHOTOS,
            done=lambda state: not state.survey.photographed_elsewhen,
        ),
        Item(
            id="matching",
            text=Text("与记录对应的照片", "photographs that match the record"),
            rule=PHOTOS,
            done=lambda state: not state.survey.stray_photos,
        ),
        Item(
            id="repair_info",
            text=Text("受损部件可否修复、由谁维修", "whether the parts can be repaired, and by whom"),
            rule=REPAIR_INFO,
            done=lambda state: state.survey.items.keys() <= state.survey.repair_info.keys(),
        ),
    ),
)
RECORD = Checklist(
    id="survey_record",
    title=Text("现场查勘记录", "Survey record"),
    items=tuple(
        _filled(
            lambda state: state.survey.record,
            RECORD_CONTENT,
            {
                "surveyed_at": Text("查勘时间", "time"),
                "place": Text("查勘地点", "place"),
                "participants": Text("参与人员", "those present"),
                "items": Text("损失财产项目", "items lost"),
                "description": Text("损失状况的客观描述", "objective description of the loss"),
            },
        )
    ),
)
CHECKLISTS = (
    CLIENT_NOTICE_FORM,
    VISIT,
    INSUREDS_PART,
    INTERVIEWED,
    SALVAGE_NOTICE_FORM,
    POLICY,
    RUNNING,
    DAMAGED_ITEMS,
    RECORD,
)
