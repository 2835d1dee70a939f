"""The industry's code for adjusting machinery-breakdown losses: 108 rules. 机器损坏保险公估作业规范

Instrument: 机器损坏保险公估作业规范 of the Insurance Association of China, a draft for comments of 2019 without a day
of entry into force: it binds where it was adopted (`system.PackAdopted`), and machinery-breakdown assignments only.

Rules stand in the order of the articles. Their texts are summaries in our own words; the articles decide.
"""

from __future__ import annotations

from datetime import date

from ledger.kernel.law import Fate, Pack, Text

MBA = Pack(
    id="MBA",
    title=Text(
        "机器损坏保险公估作业规范",
        "Code of practice for adjusting machinery breakdown losses (draft for comments)",
    ),
    number="征求意见稿",
    issuer="中国保险行业协会",
    area="",
    status="draft",
    effective_from=date(2019, 1, 1),
    lines=("machinery_breakdown",),
    by_adoption=True,
)

# 封面: the draft
DRAFT_STATUS = MBA.rule(
    "MBA-0-draft-status", "封面", "must", "wanted", Fate.CLASSIFICATION, context="adjusting",
    zh="本规范尚为征求意见稿，日期未定，须经采用方约束采用者。",
    en="The code is a draft without fixed dates and so binds only those who have adopted it.",
)  # fmt: skip

# 1 to 3: scope, terms and principles
SCOPE = MBA.rule(
    "MBA-1-scope", "1", "must", "core", Fate.CLASSIFICATION, context="adjusting",
    zh="本规范只管机器损坏保险的公估，其他险种的公估不归它管。",
    en="The code governs the adjusting of machinery breakdown losses and of no other line.",
)  # fmt: skip
MACHINERY_BREAKDOWN = MBA.rule(
    "MBA-2.1-definition", "2.1", "may", "later", Fate.CLASSIFICATION, context="adjusting",
    zh="保险公估是受人委托，对标的或事故勘查鉴别、估价理算、评定风险的业务。",
    en="Adjusting is valuation, survey, expert examination, assessment of loss or of risk, on commission.",
)  # fmt: skip
INDEPENDENCE = MBA.rule(
    "MBA-3.1-independence", "3.1", "must", "wanted", Fate.FINDING, context="adjusting",
    zh="公估须守法，并做到独立、公正而客观。",
    en="Adjusters must obey the law and stay independent, objective and impartial.",
)  # fmt: skip

# 4: commission, appointment and preparation
MODES = MBA.rule(
    "MBA-4.1-modes", "4.1", "may", "core", Fate.CLASSIFICATION, context="adjusting",
    zh="委托公估的可以是保险双方一起、其中任一方，也可以是法院等。",
    en="Both sides together, either side alone, or a court or the like may commission the adjuster.",
)  # fmt: skip
LETTER_JOINT = MBA.rule(
    "MBA-4.1-letter-joint", "4.1", "must", "core", Fate.CHECKLIST, context="adjusting",
    zh="双方一起委托的，委托书须出自保险人和被保险人双方。",
    en="A joint commission needs a commission letter from both insurer and insured.",
)  # fmt: skip
LETTER_SINGLE = MBA.rule(
    "MBA-4.1-letter-single", "4.1", "must", "core", Fate.CHECKLIST, context="adjusting",
    zh="一方单独委托或法院等委托的，委托书由该委托人出具。",
    en="A commission by one side, a court or the like needs a commission letter from that principal.",
)  # fmt: skip
EVALUATE = MBA.rule(
    "MBA-4.2-evaluate", "4.2", "must", "core", Fate.REFUSAL, context="adjusting",
    zh="公估人须先衡量自己能否胜任、是否独立、风险多大，再决定接不接受委托。",
    en="The firm must weigh competence, independence and business risk before it accepts or declines.",
)  # fmt: skip
REQUEST_LETTER = MBA.rule(
    "MBA-4.2-request-letter", "4.2", "must", "core", Fate.DUTY, context="adjusting",
    zh="接受委托后，公估人须请委托人出具与委托方式相符的委托书。",
    en="Having accepted, the firm must ask the principal for the commission letter its mode calls for.",
)  # fmt: skip
ASSIGN_TWO = MBA.rule(
    "MBA-4.3-assign-two", "4.3", "must", "core", Fate.REFUSAL, context="adjusting",
    zh="每件公估须有不少于两名从业人员承办。",
    en="At least two practitioners of the firm must be appointed to each assignment.",
)  # fmt: skip
ASSIGN_IMMEDIATELY = MBA.rule(
    "MBA-4.3-assign-immediately", "4.3", "must", "core", Fate.DUTY, context="adjusting",
    zh="公估人接受委托后须随即指派承办人员。",
    en="The firm must appoint its adjusters immediately after accepting.",
)  # fmt: skip
CONTACT_INSURED = MBA.rule(
    "MBA-4.4-contact-30m", "4.4", "must", "core", Fate.DUTY, context="adjusting",
    zh="公估人员接受委派后，须于30分钟内联系上被保险人。",
    en="Within 30 minutes of taking the appointment, the adjusters must have reached the insured.",
)  # fmt: skip
CONTACT_CONTENT = MBA.rule(
    "MBA-4.4-contact-content", "4.4", "must", "wanted", Fate.CHECKLIST, context="adjusting",
    zh="首次联系时须说明自己是谁、受谁委托办何事，并约好何时何地查勘。",
    en="The first contact must tell who the adjusters are and on what commission, and arrange the survey.",
)  # fmt: skip
PREPARE = MBA.rule(
    "MBA-4.5-prepare", "4.5", "must", "wanted", Fate.DUTY, context="adjusting",
    zh="出发查勘之前，公估人员须备好工具、弄清承保情况并查找受损标的的资料。",
    en="Before the survey, adjusters must ready tools, learn the cover and look up the damaged property.",
)  # fmt: skip

# 5.1: reaching the scene
ARRIVE_IN_CITY = MBA.rule(
    "MBA-5.1.1-city-3h", "5.1.1", "should", "core", Fate.DUTY, context="adjusting",
    zh="现场位于公估人驻地市区的，宜于3小时内抵达。",
    en="A scene within the firm's own city should be reached within 3 hours.",
)  # fmt: skip
ARRIVE_AROUND_CITY = MBA.rule(
    "MBA-5.1.2-around-6h", "5.1.2", "should", "core", Fate.DUTY, context="adjusting",
    zh="现场位于驻地城市周边的，宜于6小时内抵达。",
    en="A scene in the surroundings of the firm's city should be reached within 6 hours.",
)  # fmt: skip
ARRIVE_IN_PROVINCE = MBA.rule(
    "MBA-5.1.3-province-12h", "5.1.3", "should", "core", Fate.DUTY, context="adjusting",
    zh="现场位于本省其他地方的，宜于12小时内抵达。",
    en="A scene elsewhere in the firm's province should be reached within 12 hours.",
)  # fmt: skip
ARRIVE_OUTSIDE_PROVINCE = MBA.rule(
    "MBA-5.1.4-outside-24h", "5.1.4", "should", "core", Fate.DUTY, context="adjusting",
    zh="现场位于外省的，宜于24小时内抵达。",
    en="A scene outside the firm's province should be reached within 24 hours.",
)  # fmt: skip
ARRIVE_AS_AGREED = MBA.rule(
    "MBA-5.1.5-agreed-time", "5.1.5", "must", "core", Fate.DUTY, context="adjusting",
    zh="已同保险双方说定查勘时间的，以说定的时间为准。",
    en="Where a time has been agreed with both sides, the survey must take place at that time.",
)  # fmt: skip

# 5.2: with the insured at the scene
NOTICE_PRESENT = MBA.rule(
    "MBA-5.2.1-notice-present", "5.2.1", "must", "core", Fate.DUTY, context="adjusting",
    zh="公估人员到场后，须把客户告知书拿给被保险人看并逐项讲明。",
    en="On arrival, adjusters must show the client notice to the insured and explain it.",
)  # fmt: skip
NOTICE_RECEIPT = MBA.rule(
    "MBA-5.2.1-notice-receipt", "5.2.1", "must", "core", Fate.DUTY, context="adjusting",
    zh="客户须以签名回执或电子凭证表明已知悉告知书，由公估人员收取。",
    en="Adjusters must obtain the client's signed receipt of the notice, or electronic proof that it is known.",
)  # fmt: skip
INFORM_OF_REFUSED_NOTICE = MBA.rule(
    "MBA-5.2.1-else-inform", "5.2.1", "must", "core", Fate.DUTY, context="adjusting",
    zh="拿不到告知书回执的，公估人员须尽快报知委托人，并留下书面记载。",
    en="If the notice is not acknowledged, adjusters must promptly tell the principal and record it in writing.",
)  # fmt: skip
SYMPATHY = MBA.rule(
    "MBA-5.2.2-sympathy", "5.2.2", "must", "later", Fate.POLICY, context="adjusting",
    zh="公估人员须对被保险人有所慰问。",
    en="Adjusters must express their sympathy to the insured.",
    why="courtesy leaves no fact to judge",
)  # fmt: skip
INTERVIEW = MBA.rule(
    "MBA-5.2.2-interview", "5.2.2", "must", "wanted", Fate.CHECKLIST, context="adjusting",
    zh="须向被保险人问清事故经过、损失、原因、机器使用与保养、质保期及操作人员资质等。",
    en="The insured must be asked about course, loss, cause, the machine's use and care, warranty and operators.",
)  # fmt: skip
EXPLAIN = MBA.rule(
    "MBA-5.2.3-explain", "5.2.3", "must", "wanted", Fate.DUTY, context="adjusting",
    zh="须让被保险人了解公估怎样进行、需要其做什么，并表明公估人不偏向任何一方。",
    en="The insured must be told the procedure, what it is asked to do, and that the adjuster takes no side.",
)  # fmt: skip
SALVAGE_NOTICE = MBA.rule(
    "MBA-5.2.4a-salvage-notice", "5.2.4 a)", "must", "core", Fate.DUTY, context="adjusting",
    zh="须向被保险人发出施救告知书，讲明其施救义务并请其着手施救。",
    en="A salvage notice must tell the insured of its duty to limit the loss and ask it to act.",
)  # fmt: skip
LOSS_GROWING = MBA.rule(
    "MBA-5.2.4b-loss-growing", "5.2.4 b)", "must", "core", Fate.DUTY, context="adjusting",
    zh="查勘中看到损失还会变大的，须主动联系委托人，并会同各方定出对策。",
    en="Where the loss threatens to grow, the principal must be told and effective measures be arranged with all.",
)  # fmt: skip

# 5.3.1: the survey
CHECK_POLICY = MBA.rule(
    "MBA-5.3.1a-check-policy", "5.3.1 a)", "must", "core", Fate.CHECKLIST, context="adjusting",
    zh="须比对保单，看设备地点、标的清单和出险时间是否相符，并注意特约与附加条款。",
    en="Location, item list and time of loss must be checked against the policy, its special terms noted.",
)  # fmt: skip
PLAN = MBA.rule(
    "MBA-5.3.1b-plan", "5.3.1 b)", "must", "wanted", Fate.DUTY, context="adjusting",
    zh="查勘方案须视现场条件，同被保险人及有关各方商定。",
    en="The plan of the survey must be worked out with the insured and others, as the scene allows.",
)  # fmt: skip
INSURED_LIAISON = MBA.rule(
    "MBA-5.3.1c-insured-liaison", "5.3.1 c)", "must", "wanted", Fate.FINDING, context="adjusting",
    zh="被保险人须派出专门人员协助查勘。",
    en="The insured must name a person to assist with the survey.",
)  # fmt: skip
INVENTORY = MBA.rule(
    "MBA-5.3.1d-inventory", "5.3.1 d)", "must", "wanted", Fate.DUTY, context="adjusting",
    zh="清点须从实际出发选好方法，并运用专业技术手段。",
    en="The damage must be counted by a method that suits the facts and by professional means.",
)  # fmt: skip
RECORD_FIELDS = MBA.rule(
    "MBA-5.3.1e-record-fields", "5.3.1 e)", "must", "core", Fate.CHECKLIST, context="adjusting",
    zh="记录须写明机器与受损零部件的名称、型号等及损坏情形，并留意与本次事故有无关联。",
    en="The record must give machine, maker, damaged part and its damage, and mind the link to the accident.",
)  # fmt: skip
WEAR = MBA.rule(
    "MBA-5.3.1f-wear", "5.3.1 f)", "must", "core", Fate.CLASSIFICATION, context="adjusting",
    zh="须辨明部件的损坏是否属于磨损、腐蚀、锈蚀、锅垢一类机器运行的必然结果。",
    en="Wear, corrosion, rust, scale and other inevitable results of running must be told apart from damage.",
)  # fmt: skip
PHOTOS = MBA.rule(
    "MBA-5.3.1g-photos", "5.3.1 g)", "must", "core", Fate.CHECKLIST, context="adjusting",
    zh="清点的同时须拍照，照片须显出损坏并能与记录一一对上。",
    en="Photographs must be taken during the count, show the damage and match the record.",
)  # fmt: skip
OPERATING_DATA = MBA.rule(
    "MBA-5.3.1h-operating-data", "5.3.1 h)", "must", "wanted", Fate.CHECKLIST, context="adjusting",
    zh="须取得机器的运行时间，以及出险时的状态、记录、参数和变化过程。",
    en="Running time and the state, log and parameters of the machine at the loss must be obtained.",
)  # fmt: skip
REPAIR_METHOD = MBA.rule(
    "MBA-5.3.1i-repair-method", "5.3.1 i)", "must", "wanted", Fate.DUTY, context="adjusting",
    zh="须听取被保险人对拆解和维修的意见，商定合理的修法。",
    en="The insured must be heard on dismantling and repair, and a reasonable method be agreed.",
)  # fmt: skip

# 5.3.2: re-survey
RESURVEY_UNCLEAR = MBA.rule(
    "MBA-5.3.2a-resurvey-unclear", "5.3.2 a)", "must", "core", Fate.DUTY, context="adjusting",
    zh="原因、项目、数量或程度还定不下来的，须及时安排复勘。",
    en="Where cause, items, quantity or degree stay unclear, a re-survey must promptly be arranged.",
)  # fmt: skip
RESURVEY_DISMANTLE = MBA.rule(
    "MBA-5.3.2b-resurvey-dismantle", "5.3.2 b)", "must", "core", Fate.DUTY, context="adjusting",
    zh="要靠解体、检测才能定损的标的，须及时安排复勘。",
    en="Property whose loss shows only on dismantling or testing must promptly be surveyed again.",
)  # fmt: skip
RESURVEY_FOLLOWUP = MBA.rule(
    "MBA-5.3.2c-resurvey-followup", "5.3.2 c)", "must", "wanted", Fate.DUTY, context="adjusting",
    zh="修理还要继续跟踪的项目，须及时安排复勘。",
    en="Repairs that need following up must promptly be surveyed again.",
)  # fmt: skip

# 5.3.3: the survey record
ALL_COUNTED = MBA.rule(
    "MBA-5.3.3-all-counted", "5.3.3", "must", "core", Fate.DUTY, context="adjusting",
    zh="查勘结束时须问被保险人受损财产是否点全，并把答复写进记录。",
    en="At the end the insured must be asked whether all damage has been counted, and the answer recorded.",
)  # fmt: skip
RECORD_CONTENT = MBA.rule(
    "MBA-5.3.3-record-content", "5.3.3", "must", "core", Fate.CHECKLIST, context="adjusting",
    zh="查勘记录至少须有时间、地点、参与人、损失项目和对损失的客观描述。",
    en="The survey record must give time, place, those present, the items lost and an objective description.",
)  # fmt: skip
SIGN_SEAL = MBA.rule(
    "MBA-5.3.3-sign-seal", "5.3.3", "must", "core", Fate.DUTY, context="adjusting",
    zh="查勘记录和询问笔录须经被保险人的代表签字并加盖印章。",
    en="The insured's representative must sign and seal the survey record and the notes of interviews.",
)  # fmt: skip
INFORM_OF_REFUSED_SIGNATURE = MBA.rule(
    "MBA-5.3.3-else-inform", "5.3.3", "must", "core", Fate.DUTY, context="adjusting",
    zh="记录未获签章的，公估人员须尽快报知委托人，并留下书面记载。",
    en="If the record is not signed, adjusters must promptly tell the principal and record it in writing.",
)  # fmt: skip

# 5.3.4: documents of the claim
ISSUE_LIST = MBA.rule(
    "MBA-5.3.4a-issue-list", "5.3.4 a)", "must", "core", Fate.DUTY, context="adjusting",
    zh="公估人员须视损失情况，给被保险人开列证明事故性质、原因和程度所需资料的清单。",
    en="Adjusters must give the insured a list of the documents that prove nature, cause and degree of the loss.",
)  # fmt: skip
LIST_CONTENT = MBA.rule(
    "MBA-5.3.4a-list-content", "5.3.4 a)", "must", "core", Fate.CHECKLIST, context="adjusting",
    zh="清单的主要项目有原因分析、检测报告、设备账、图纸、合同发票、检修与运行记录等。",
    en="The list's main items are cause analysis, tests, ledgers, drawings, contracts, invoices and machine logs.",
)  # fmt: skip
LIST_SIGNED = MBA.rule(
    "MBA-5.3.4a-list-signed", "5.3.4 a)", "must", "core", Fate.DUTY, context="adjusting",
    zh="清单须由被保险人签收，拍照或复印后，原件归公估人员保留。",
    en="The insured must sign for the list, a photograph or copy be made, and the adjusters keep the original.",
)  # fmt: skip
REPAIR_INFO = MBA.rule(
    "MBA-5.3.4b-repair-info", "5.3.4 b)", "must", "wanted", Fate.CHECKLIST, context="adjusting",
    zh="在现场须问明受损部件能不能修、由谁来修。",
    en="Whether damaged parts can be repaired, and by whom, must be found out at the scene.",
)  # fmt: skip
SUPPLEMENT = MBA.rule(
    "MBA-5.3.4c-supplement", "5.3.4 c)", "must", "core", Fate.DUTY, context="adjusting",
    zh="资料不齐的，须及时告知投保人、被保险人或受益人补交。",
    en="Where documents are missing, policyholder, insured or beneficiary must promptly be told to supply them.",
)  # fmt: skip
DEFER = MBA.rule(
    "MBA-5.3.4d-defer", "5.3.4 d)", "may", "wanted", Fate.DUTY, context="adjusting",
    zh="被保险人一时交不齐的，可先收现有资料，其余说定日期补交。",
    en="If not all is at hand, adjusters may take what is there and agree a time for the rest.",
)  # fmt: skip

# 5.3.5: telling both sides
BRIEF_BOTH = MBA.rule(
    "MBA-5.3.5-brief-both", "5.3.5", "must", "core", Fate.DUTY, context="adjusting",
    zh="查勘结束后，须同保险人、被保险人各自沟通查勘所见和后续安排。",
    en="After the survey, insurer and insured must each be told what was found and what comes next.",
)  # fmt: skip

# 6.1: the cause
CAUSE_REPORT = MBA.rule(
    "MBA-6.1.1-cause-report", "6.1.1", "must", "wanted", Fate.CHECKLIST, context="adjusting",
    zh="须取得被保险人就事故经过和原因写的报告。",
    en="The insured's own report of course and cause must be collected.",
)  # fmt: skip
INQUIRE = MBA.rule(
    "MBA-6.1.2-inquire", "6.1.2", "must", "wanted", Fate.CHECKLIST, context="adjusting",
    zh="须询问现场有关人员，弄清与原因相关的损坏情况。",
    en="Those at the scene must be questioned on damage that bears on the cause.",
)  # fmt: skip
REPORTS = MBA.rule(
    "MBA-6.1.3-reports", "6.1.3", "must", "wanted", Fate.CHECKLIST, context="adjusting",
    zh="须取得有关机构所作的分析或鉴定报告。",
    en="Analyses and expert reports of institutions must be collected.",
)  # fmt: skip
EXPERTS = MBA.rule(
    "MBA-6.1.4-experts", "6.1.4", "must", "core", Fate.DUTY, context="adjusting",
    zh="事故较大、原因不清的，须请专家或检测机构查明损坏原因。",
    en="Where the accident is large, the cause unknown, experts or a testing agency must be brought in.",
)  # fmt: skip
PROXIMATE_CAUSE = MBA.rule(
    "MBA-6.1-proximate-cause", "6.1末段", "must", "core", Fate.CHECKLIST, context="adjusting",
    zh="事故原因须凭所收材料，以近因为准综合分析。",
    en="From what was collected, the cause must be analysed as a whole by the principle of proximate cause.",
)  # fmt: skip

# 6.2: cover
INTEREST = MBA.rule(
    "MBA-6.2.1-interest", "6.2.1", "must", "core", Fate.CHECKLIST, context="adjusting",
    zh="须核对索赔人有无保险利益、是哪一种。",
    en="Whether the claimant has an insurable interest, and which, must be checked.",
)  # fmt: skip
PERIOD = MBA.rule(
    "MBA-6.2.2-period", "6.2.2", "must", "core", Fate.CHECKLIST, context="adjusting",
    zh="须核对出险时间落在保险期间之内与否。",
    en="Whether the loss fell within the period of insurance must be checked.",
)  # fmt: skip
ADDRESS = MBA.rule(
    "MBA-6.2.3-address", "6.2.3", "must", "core", Fate.CHECKLIST, context="adjusting",
    zh="须核对出险地点与保单所载地址是否一致。",
    en="Whether the place of loss is the address of the policy must be checked.",
)  # fmt: skip
SUBJECT = MBA.rule(
    "MBA-6.2.4-subject", "6.2.4", "must", "core", Fate.CHECKLIST, context="adjusting",
    zh="须核对受损财产是否列为保险标的。",
    en="Whether the damaged property is insured under the policy must be checked.",
)  # fmt: skip
OMISSION = MBA.rule(
    "MBA-6.2.5-omission", "6.2.5", "must", "core", Fate.CHECKLIST, context="adjusting",
    zh="须核对被保险人有没有该做而没有做的事。",
    en="Whether the insured left undone what it ought to have done must be checked.",
)  # fmt: skip
CAUSE_COVERED = MBA.rule(
    "MBA-6.2.6-cause-covered", "6.2.6", "must", "core", Fate.CHECKLIST, context="adjusting",
    zh="须核对出险原因是否在承保责任以内。",
    en="Whether the cause lies within the cover must be checked.",
)  # fmt: skip
WARRANTY = MBA.rule(
    "MBA-6.2.7-warranty", "6.2.7", "must", "core", Fate.CHECKLIST, context="adjusting",
    zh="须特别留意出险时机器是否仍在质保期。",
    en="Whether the machine was still under warranty at the loss must be looked at with special care.",
)  # fmt: skip
ADVICE = MBA.rule(
    "MBA-6.2-advice", "6.2末段", "must", "core", Fate.REFUSAL, context="adjusting",
    zh="须根据以上核查，就事故是否在承保责任以内提出建议。",
    en="From these checks, the adjuster must advise whether the accident is covered.",
)  # fmt: skip

# 7: the loss and the residual value
BASIS = MBA.rule(
    "MBA-7.1-basis", "7.1", "must", "core", Fate.CHECKLIST, context="adjusting",
    zh="核定损失须看损坏情况、标的本身、检验结果、标准和市场报价，并依照保单。",
    en="The loss must rest on damage, kind of property, tests, standards, market quotations and the policy.",
)  # fmt: skip
PARTIAL_LOSS = MBA.rule(
    "MBA-7.2.1-partial-loss", "7.2.1", "must", "core", Fate.CALCULATION, context="adjusting",
    zh="部分损失为大体修复到损前状态所需费用；残值归被保险人的，按商定价值扣减。",
    en="A partial loss is the cost of substantial restoration, less the agreed residual value the insured keeps.",
)  # fmt: skip
TOTAL_LOSS = MBA.rule(
    "MBA-7.2.2-total-loss", "7.2.2", "must", "core", Fate.CALCULATION, context="adjusting",
    zh="全损或推定全损为机器损前的实际价值；残值归被保险人的，按商定价值扣减。",
    en="A total loss, actual or constructive, is the actual value before it, less agreed residual value kept.",
)  # fmt: skip
PAIRS_SETS = MBA.rule(
    "MBA-7.2.3-pairs-sets", "7.2.3", "must", "core", Fate.CALCULATION, context="adjusting",
    zh="成对成套的设备受损，赔偿以受损项目在整对整套保额中的占比为上限。",
    en="For pairs and sets, indemnity is limited to the damaged item's share of the sum insured of the whole.",
)  # fmt: skip
BI = MBA.rule(
    "MBA-7.2.4-bi", "7.2.4", "must", "later", Fate.POLICY, context="adjusting",
    zh="另附营业中断险的，定损方案须一并顾及。",
    en="Where business interruption is covered too, the plan of assessing the loss must take it into account.",
    why="how two covers are weighed together is professional judgement and gives no figure to check",
)  # fmt: skip
RESIDUAL = MBA.rule(
    "MBA-7.2.5-residual", "7.2.5", "must", "core", Fate.CLASSIFICATION, context="adjusting",
    zh="残值须经拍卖、折价变卖、作价归被保险人或其他合理途径确定。",
    en="Residual value must be found by auction, discounted sale, leaving it to the insured or another fair way.",
)  # fmt: skip

# 8: adjustment
OTHER_INSURANCE = MBA.rule(
    "MBA-8.1-other-insurance", "8.1", "must", "core", Fate.REFUSAL, context="adjusting",
    zh="理算前须查明有没有重复保险或保险竞合。",
    en="Whether there is double insurance or a concurrence of insurances must be found out.",
)  # fmt: skip
DOUBLE_CALC = MBA.rule(
    "MBA-8.1-double-calc", "8.1", "must", "core", Fate.CALCULATION, context="adjusting",
    zh="有重复保险或保险竞合的，须依保单和行业做法理算。",
    en="Double or concurrent insurance must be adjusted by the policy and the practice of the industry.",
)  # fmt: skip
INSURED_VALUE = MBA.rule(
    "MBA-8.2.1-insured-value", "8.2.1", "must", "core", Fate.CALCULATION, context="adjusting",
    zh="标的的保险价值须依保单或保险法确定。",
    en="The insured value must be determined by the policy or the Insurance Law.",
)  # fmt: skip
RATIO = MBA.rule(
    "MBA-8.2.2-ratio", "8.2.2", "must", "core", Fate.CALCULATION, context="adjusting",
    zh="投保比例为保险金额除以保险价值，最高计到100%。",
    en="The insurance ratio is the sum insured over the insured value, 100% at most.",
)  # fmt: skip
AVERAGE = MBA.rule(
    "MBA-8.2.2-average", "8.2.2", "must", "core", Fate.CALCULATION, context="adjusting",
    zh="保额不足重置价值的，差额由被保险人自担，赔款按保额占重置价值之比计。",
    en="If the sum insured is below the replacement value, the insured bears the difference in proportion.",
)  # fmt: skip
PER_ITEM = MBA.rule(
    "MBA-8.2.2-per-item", "8.2.2", "must", "core", Fate.CALCULATION, context="adjusting",
    zh="承保机器不止一项的，每项须以自己的保额各算各的比例。",
    en="With several machines insured, each must have its own ratio from its own sum insured.",
)  # fmt: skip
SPECIAL = MBA.rule(
    "MBA-8.2.3-special", "8.2.3", "must", "wanted", Fate.CHECKLIST, context="adjusting",
    zh="算投保比例时须顾及特别约定及附加条款。",
    en="Special terms and endorsements must be minded in computing the insurance ratio.",
)  # fmt: skip
ADJUSTED_AMOUNT = MBA.rule(
    "MBA-8.3-adjusted-amount", "8.3", "must", "core", Fate.CALCULATION, context="adjusting",
    zh="理算金额为各项核损减残值、乘投保比例后的合计，再减免赔额。",
    en="The adjusted amount is the sum of loss less residual value times ratio, less the deductible.",
)  # fmt: skip
ADJUSTED_RATE = MBA.rule(
    "MBA-8.3-adjusted-rate", "8.3", "must", "core", Fate.CALCULATION, context="adjusting",
    zh="保单采用免赔率的，上述合计改乘一减免赔率。",
    en="Where the policy has a deductible rate, that sum is multiplied by one less the rate instead.",
)  # fmt: skip

# 9: the report
REPORT_PARTS = MBA.rule(
    "MBA-9.1-report-parts", "9.1", "must", "core", Fate.CHECKLIST, context="adjusting",
    zh="公估报告须备齐案名、编号、摘要、正文和附件五部分。",
    en="The report must have case name, number, summary, body and attachments.",
)  # fmt: skip
BODY = MBA.rule(
    "MBA-9.2-body", "9.2", "must", "core", Fate.CHECKLIST, context="adjusting",
    zh="报告正文须从案件概述、保单摘要写到理算、结论、使用限制和附件清单，各节齐备。",
    en="The body of the report must run from overview and policy through survey and loss to the conclusion.",
)  # fmt: skip
SIGNATURES = MBA.rule(
    "MBA-9.2-signatures", "9.2", "must", "core", Fate.REFUSAL, context="adjusting",
    zh="报告须有承办公估人员签名、机构印章和日期。",
    en="The report must bear the signatures of the handling adjusters, the firm's seal and the date.",
)  # fmt: skip
QUALITY_REVIEW = MBA.rule(
    "MBA-9.3-quality-review", "9.3", "must", "core", Fate.REFUSAL, context="adjusting",
    zh="报告须先通过机构内部的品质审核，才能出具和交付。",
    en="The report must pass the firm's internal quality review before it is issued and delivered.",
)  # fmt: skip

# 10: closing and archive
CLOSE = MBA.rule(
    "MBA-10.1-close", "10.1", "may", "core", Fate.REFUSAL, context="adjusting",
    zh="报告已交付、公估费已收到的，公估人可结案归档。",
    en="The firm may close and archive the case once the report is delivered and the fee received.",
)  # fmt: skip
ARCHIVE_CONTENT = MBA.rule(
    "MBA-10.2-archive-content", "10.2", "must", "core", Fate.CHECKLIST, context="archive",
    zh="归档须收齐业务主要情况、底稿、报告和有关的其他材料。",
    en="The archive must hold the main facts, the working papers, the report and other related papers.",
)  # fmt: skip
TRUE_COMPLETE = MBA.rule(
    "MBA-10.3-true-complete", "10.3", "must", "core", Fate.RETENTION, context="archive",
    zh="公估档案须真实可靠、没有缺漏。",
    en="The archive must be true and complete.",
)  # fmt: skip
SAFEKEEPING = MBA.rule(
    "MBA-10.3-safekeeping", "10.3", "must", "core", Fate.RETENTION, context="archive",
    zh="公估档案由公估人负责稳妥保管。",
    en="The firm must keep its archive safe.",
)  # fmt: skip
KEEP_FIFTEEN_YEARS = MBA.rule(
    "MBA-10.4-15y", "10.4", "must", "core", Fate.RETENTION, context="archive",
    zh="公估档案至少须保存15年。",
    en="The archive must be kept for at least 15 years.",
)  # fmt: skip
KEEP_THIRTY_YEARS = MBA.rule(
    "MBA-10.4-30y", "10.4", "must", "core", Fate.RETENTION, context="archive",
    zh="法定公估业务的档案至少须保存30年。",
    en="The archive of statutory adjusting business must be kept for at least 30 years.",
)  # fmt: skip

# 附录A: the client notice
CLIENT_NOTICE = MBA.rule(
    "MBA-A-client-notice", "附录A", "must", "core", Fate.CHECKLIST, context="adjusting",
    zh="客户告知书须载明公估机构及联系方式、业务范围、委托人、廉洁声明和投诉渠道等。",
    en="The client notice must name firm, contact, scope of business, principal, integrity and ways to complain.",
)  # fmt: skip
FIELDS = MBA.rule(
    "MBA-A-fields", "附录A", "must", "core", Fate.CHECKLIST, context="adjusting",
    zh="告知书须留有客户签章和填写日期之处。",
    en="The client notice must have a place for the client's signature or seal and the date.",
)  # fmt: skip
COMPLAINT = MBA.rule(
    "MBA-A-complaint", "附录A", "may", "wanted", Fate.CLASSIFICATION, context="credit",
    zh="发现公估人员行为不当的，被保险人可向机构客服举报并附证据。",
    en="The insured may report an adjuster's misconduct to the firm's hotline, with evidence.",
)  # fmt: skip
DISPUTE = MBA.rule(
    "MBA-A-dispute", "附录A", "may", "wanted", Fate.CLASSIFICATION, context="dispute",
    zh="公估中有争议的，各方可先协商，谈不成再诉讼或仲裁。",
    en="Parties in dispute over the adjusting may negotiate and, failing that, sue or arbitrate.",
)  # fmt: skip
INTEGRITY = MBA.rule(
    "MBA-A-integrity", "附录A", "must", "later", Fate.FINDING, context="adjusting",
    zh="公估机构须合法、廉洁、诚信经营，公估师须恪守职业规范与道德。",
    en="The firm must do lawful, clean and honest business, and its adjusters keep to professional ethics.",
)  # fmt: skip

# 附录B: the salvage notice
SALVAGE_FORM = MBA.rule(
    "MBA-B-salvage-form", "附录B", "must", "core", Fate.CHECKLIST, context="adjusting",
    zh="施救告知书须写明委托人、出险时间、原因和施救要求，并由双方署名、注明日期。",
    en="The salvage notice must state principal, accident and request, and carry both names with dates.",
)  # fmt: skip
INSURED_MITIGATE = MBA.rule(
    "MBA-B-insured-mitigate", "附录B", "must", "core", Fate.FINDING, context="adjusting",
    zh="出险后，被保险人须尽其所能防止损失发生或把损失减到最小。",
    en="When the accident happens, the insured must do what it can to prevent or reduce loss.",
)  # fmt: skip
PRINCIPLES = MBA.rule(
    "MBA-B-principles", "附录B", "must", "later", Fate.POLICY, context="adjusting",
    zh="施救告知书重申，公估机构须独立、客观、公正，并依法依约办理公估。",
    en="The salvage notice says again that the firm must act independently, lawfully and by the policy.",
    why="a restated principle: only its concrete breaches, recorded as violations, can be judged",
)  # fmt: skip

# 附录C: the claim document list
REPORT_DATE = MBA.rule(
    "MBA-C-report-date", "附录C", "must", "wanted", Fate.CHECKLIST, context="adjusting",
    zh="索赔资料清单须写明致送何单位、其何时报案以及所报的事故。",
    en="The document list must name the addressee, the day of its report and the accident reported.",
)  # fmt: skip
STAMPED = MBA.rule(
    "MBA-C-stamped", "附录C", "must", "core", Fate.CHECKLIST, context="adjusting",
    zh="被保险人须及时、如实交来勾选的资料，并盖公章。",
    en="The insured must supply the ticked documents promptly, accurately and truthfully, under its seal.",
)  # fmt: skip
CONTACT = MBA.rule(
    "MBA-C-contact", "附录C", "must", "wanted", Fate.CHECKLIST, context="adjusting",
    zh="清单须留下公估联系人的姓名和电话。",
    en="The document list must give a contact person of the adjusters and the telephone number.",
)  # fmt: skip
ACKNOWLEDGE = MBA.rule(
    "MBA-C-acknowledge", "附录C", "must", "core", Fate.DUTY, context="adjusting",
    zh="被保险人须在清单上签章，表示知悉。",
    en="The insured must acknowledge the document list by signature or seal.",
)  # fmt: skip
CAT1 = MBA.rule(
    "MBA-C-cat1", "附录C 1", "must", "core", Fate.CHECKLIST, context="adjusting",
    zh="第一类为保险与主体资料：保单、协议、批单、投保清单，及营业、税务、经营证照。",
    en="Category 1 is insurance and standing: policy, endorsements, schedule, business and tax licences.",
)  # fmt: skip
CAT2 = MBA.rule(
    "MBA-C-cat2", "附录C 2", "must", "core", Fate.CHECKLIST, context="adjusting",
    zh="第二类为索赔资料：索赔申请或出险通知、现场影像、详细事故报告、报损清单。",
    en="Category 2 is the claim: application or notice of loss, pictures of the scene, full report, loss list.",
)  # fmt: skip
CAT3 = MBA.rule(
    "MBA-C-cat3", "附录C 3", "must", "core", Fate.CHECKLIST, context="adjusting",
    zh="第三类为财务资料：两个时点的资产负债表、资产清册与账、设备卡片、入账和转入凭证。",
    en="Category 3 is accounts: balance sheets, asset registers and ledgers, asset card, entry vouchers.",
)  # fmt: skip
CAT4 = MBA.rule(
    "MBA-C-cat4", "附录C 4", "must", "core", Fate.CHECKLIST, context="adjusting",
    zh="第四类为事故证明：原厂检测、原因分析、第三方鉴定和安检部门检测的报告。",
    en="Category 4 is proof of the accident: reports of maker, cause analysis, third party and safety inspection.",
)  # fmt: skip
CAT5 = MBA.rule(
    "MBA-C-cat5", "附录C 5", "must", "core", Fate.CHECKLIST, context="adjusting",
    zh="第五类为损失证明：原购置合同发票、报价、维修方案、修理或新购的合同发票、残值回收证明。",
    en="Category 5 is proof of loss: purchase papers, quotation, repair plan and papers, proof of residual value.",
)  # fmt: skip
CAT6 = MBA.rule(
    "MBA-C-cat6", "附录C 6", "must", "core", Fate.CHECKLIST, context="adjusting",
    zh="第六类为设备资料：图纸、检修记录、运行记录、说明书与手册、操作人员证书。",
    en="Category 6 is the equipment: drawings, overhaul and running records, manuals, operators' certificates.",
)  # fmt: skip
CAT7 = MBA.rule(
    "MBA-C-cat7", "附录C 7", "must", "core", Fate.CHECKLIST, context="adjusting",
    zh="第七类为赔付资料：收款信息和权益转让书。",
    en="Category 7 is payment: the payee's details and the letter assigning rights.",
)  # fmt: skip
CAT8 = MBA.rule(
    "MBA-C-cat8", "附录C 8", "may", "core", Fate.CHECKLIST, context="adjusting",
    zh="第八类为其他资料，可由公估人员手写补列。",
    en="Category 8 is other documents, which adjusters may add by hand.",
)  # fmt: skip
