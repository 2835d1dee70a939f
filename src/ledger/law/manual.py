"""One insurer's manual for handling non-motor claims: 160 rules. 非车险理赔实务

Instrument: 非车险理赔实务, 2010版, internal to the company that issued it: it binds the claims of that company and of
insurers that adopted it (`system.PackAdopted`). Its text has come down in fragments; what is lost is said to be
lost, and a value that stood there is configuration, never invented.

Rules stand in the order of the articles. Their texts are summaries in our own words; the articles decide.
"""

from __future__ import annotations

from datetime import date

from ledger.kernel.law import Fate, Pack, Text

PICC = Pack(
    id="PICC",
    title=Text("非车险理赔实务", "Non-motor claims practice (2010 edition)"),
    number="2010版",
    issuer="中国人民财产保险股份有限公司",
    area="",
    status="internal",
    effective_from=date(2010, 1, 1),
    lines=(
        "property",
        "engineering",
        "household",
        "machinery_breakdown",
        "cargo",
        "liability",
        "accident_health",
        "agriculture",
    ),
    company="PICC",
    by_adoption=True,
)

# 封面、前言: the manual
CONFIDENTIAL = PICC.rule(
    "PICC-0-confidential", "封面", "must", "wanted", Fate.POLICY, context="claims",
    zh="本手册属公司内部资料，须保密。",
    en="The manual is internal to the company and must be kept confidential.",
    why="the ledger tells its own summaries alone, and who reads the manual elsewhere leaves no fact",
)  # fmt: skip
SCOPE = PICC.rule(
    "PICC-0-scope", "前言", "must", "wanted", Fate.CLASSIFICATION, context="claims",
    zh="手册供该公司各级理赔人员办理所列非车险险种的赔案之用。",
    en="The manual guides the company's claim staff in the non-motor lines it lists.",
)  # fmt: skip

# 一: report and dispatch
TASK_FORCE = PICC.rule(
    "PICC-1.1-task-force", "一(一)", "must", "wanted", Fate.DUTY, context="claims",
    zh="（上文缺失）须成立理赔领导小组，并尽早告知上级公司。",
    en="A claims leading group must be formed and the superior company told in time (fragment).",
)  # fmt: skip
QUERY_COVER = PICC.rule(
    "PICC-1.2-query-cover", "一(二)", "must", "core", Fate.DUTY, context="claims",
    zh="专线接报后须马上查承保情况，核实是否在本公司投保，有无分保共保，保费交否。",
    en="On a report, the hotline must at once check cover, insured, reinsurance, co-insurance and premium paid.",
)  # fmt: skip
COPY_POLICY = PICC.rule(
    "PICC-1.2-copy-policy", "一(二)", "must", "core", Fate.DUTY, context="claims",
    zh="系统中有该险种的，专线人员须马上进系统抄取保单、批单。",
    en="Where the line is in the system, the policy and its endorsements must be copied at once.",
)  # fmt: skip
NO_POLICY = PICC.rule(
    "PICC-1.2-no-policy", "一(二)", "must", "core", Fate.DUTY, context="claims",
    zh="查不到承保信息或险种不在系统内的，须马上按无保单报案办理。",
    en="Where no cover is found, the report must at once be handled as one without a policy.",
)  # fmt: skip
CONVERT_OR_CANCEL = PICC.rule(
    "PICC-1.2-convert-or-cancel", "一(二)", "must", "core", Fate.DUTY, context="claims",
    zh="得到查勘或承保方回音后，须及时将其转为有保单报案，或把报案注销。",
    en="A report without a policy must promptly be matched with one or cancelled, once word comes back.",
)  # fmt: skip
DISPATCH = PICC.rule(
    "PICC-1.3-dispatch", "一(三)", "must", "core", Fate.DUTY, context="claims",
    zh="专线接到客户报案后须派人查勘定损。",
    en="On a customer's report, the hotline must send out surveyors.",
)  # fmt: skip
THREE_CENTRES = PICC.rule(
    "PICC-1.3-three-centres", "一(三)1", "must", "later", Fate.POLICY, context="claims",
    zh="（下文缺失）查勘地点归“三个中心”覆盖的，另有安排。",
    en="Places that the three centres cover are treated apart (fragment).",
    why="the text breaks off before it says what is to be done",
)  # fmt: skip

# 二: survey
PHOTOS = PICC.rule(
    "PICC-2.4-photos", "二4", "must", "core", Fate.CHECKLIST, context="claims",
    zh="现场照片须清楚、准确、齐全，看得出地点、概貌及受损的数量与程度。",
    en="Photographs must be clear, accurate and complete and show place, overview, quantity and degree of damage.",
)  # fmt: skip
SKETCH = PICC.rule(
    "PICC-2.4-sketch", "二4", "must", "core", Fate.CHECKLIST, context="claims",
    zh="须画现场草图，标出财产所在、分布和四周地形建筑，附短注。",
    en="A sketch must show where the property lay and what surrounds it, with a short note.",
)  # fmt: skip
ESSENTIAL = PICC.rule(
    "PICC-2.4-essential", "二4", "must", "core", Fate.CHECKLIST, context="claims",
    zh="照片和草图是赔案缺不得的材料，须尽量把现场记全。",
    en="Photographs and sketch belong to every claim and must record the scene as fully as possible.",
)  # fmt: skip
UPLOAD = PICC.rule(
    "PICC-2.4-upload", "二4", "must", "wanted", Fate.DUTY, context="claims",
    zh="照片须及时传入系统，并配短注。",
    en="Photographs must promptly be uploaded with a short note.",
)  # fmt: skip
IDENTIFY = PICC.rule(
    "PICC-2.4.1-identify", "二4(1)", "must", "wanted", Fate.CHECKLIST, context="claims",
    zh="照片和草图须能认出财产的地址及被保险人的名称。",
    en="Photographs and sketch must tell the address of the property and the insured's name.",
)  # fmt: skip
FIRE_ORIGIN = PICC.rule(
    "PICC-2.4.2-fire-origin", "二4(2)", "should", "wanted", Fate.CHECKLIST, context="claims",
    zh="火灾案件宜拍下起火之处。",
    en="In a fire, the point of origin should be photographed where possible.",
)  # fmt: skip
BUILDING = PICC.rule(
    "PICC-2.4.3-building", "二4(3)", "must", "wanted", Fate.CHECKLIST, context="claims",
    zh="拍建筑物须兼顾平面与立面，细到梁、柱、墙的结构和内外墙、顶棚的装饰。",
    en="Buildings must be shown in plan and elevation, down to beams, columns, walls and finishes.",
)  # fmt: skip
MACHINE = PICC.rule(
    "PICC-2.4.4-machine", "二4(4)", "must", "wanted", Fate.CHECKLIST, context="claims",
    zh="拍机器设备须有全貌有细部，铭牌可辨的须拍清。",
    en="Machines must be shown whole and in detail, with the nameplate where it can be read.",
)  # fmt: skip
REPLACED_PARTS = PICC.rule(
    "PICC-2.4.4-replaced-parts", "二4(4)", "must", "wanted", Fate.DUTY, context="claims",
    zh="现场拆修设备的，换下的零部件须拍出其损坏状况。",
    en="Where a machine is dismantled and repaired on the spot, the parts replaced must be photographed.",
)  # fmt: skip
PIPELINES = PICC.rule(
    "PICC-2.4.5-pipelines", "二4(5)", "must", "later", Fate.CHECKLIST, context="claims",
    zh="拍水电暖气等管线须近景与整体走向并用，尽可能看得出规格型号。",
    en="Pipes and lines must be shown close up and in their layout, with their specification where possible.",
)  # fmt: skip
STOCK = PICC.rule(
    "PICC-2.4.6-stock", "二4(6)", "must", "wanted", Fate.CHECKLIST, context="claims",
    zh="拍受损存货须显出地点、数量、程度及清点施救情况，有包装的须拆开拍。",
    en="Stock must be shown by place, quantity, degree, counting and salvage, with its packaging opened.",
)  # fmt: skip
SALVAGE_HELP = PICC.rule(
    "PICC-2.5-salvage-help", "二5", "must", "core", Fate.DUTY, context="claims",
    zh="查勘人员须敦促并帮助被保险人清场、施救，不让损失再扩大。",
    en="Surveyors must urge and help the insured to clear the scene and salvage, lest the loss grow.",
)  # fmt: skip
INVENTORY = PICC.rule(
    "PICC-2.6-inventory", "二6", "must", "core", Fate.DUTY, context="claims",
    zh="受损财产须分类清点，记下名称、数量和金额，必要时连同未受损的。",
    en="Damage must be sorted and recorded by name, quantity and amount, the undamaged too where needed.",
)  # fmt: skip
RECONCILE = PICC.rule(
    "PICC-2.6-reconcile", "二6", "must", "core", Fate.DUTY, context="claims",
    zh="须拿被保险人的损失清单同实物核对，分类及合计估损，并由其签章。",
    en="The insured's list must be matched with the property, the loss estimated, and the insured sign it.",
)  # fmt: skip
EXAMINE_ACCOUNTS = PICC.rule(
    "PICC-2.7-accounts", "二7", "must", "core", Fate.DUTY, context="claims",
    zh="出险后须及时查看被保险人的账册、报表、票据和出入库记录。",
    en="After a loss, the insured's books, statements, vouchers and warehouse records must promptly be examined.",
)  # fmt: skip
SEAL = PICC.rule(
    "PICC-2.7-seal", "二7", "must", "wanted", Fate.DUTY, context="claims",
    zh="有必要时须封存报表和台账，派专人查账，以核实数量、价格和保险价值。",
    en="Where needed, statements and ledgers must be sealed and audited for quantity, price and insured value.",
)  # fmt: skip
INCEPTION_CHECK = PICC.rule(
    "PICC-2.7-inception-check", "二7", "must", "core", Fate.CHECKLIST, context="claims",
    zh="还须查投保时的明细账，弄清保险金额由哪些项目构成，并同保单比对。",
    en="The ledger at inception must be checked for what makes up the sum insured, and compared with the policy.",
)  # fmt: skip
AUDIT_NOTES = PICC.rule(
    "PICC-2.7-audit-notes", "二7", "must", "core", Fate.DUTY, context="claims",
    zh="查账须作笔录、取得资料复印件，交被保险人签章。",
    en="Notes and copies must be made of the audit, and the insured sign or seal them.",
)  # fmt: skip
SURVEY_REPORT = PICC.rule(
    "PICC-2.8-survey-report", "二8", "must", "core", Fate.DUTY, context="claims",
    zh="（下文缺失）须填写查勘报告，写些什么已不可考。",
    en="The survey report must be filled in (fragment).",
)  # fmt: skip

# 三: cancelling and rejecting
CANCEL_OR_REJECT = PICC.rule(
    "PICC-3-cancel-or-reject", "三", "must", "core", Fate.DUTY, context="claims",
    zh="（条件缺失）符合条件的走注销流程，其余走拒赔流程。",
    en="In some cases the report must be cancelled, in the others the claim rejected (fragment).",
)  # fmt: skip
REJECT_WRITTEN = PICC.rule(
    "PICC-3-reject-written", "三", "must", "core", Fate.DUTY, context="claims",
    zh="拒赔须以书面讲明理由，由客户签收。",
    en="A rejection must give its reasons in writing, and the customer sign for it.",
)  # fmt: skip

# 四: liability
DETERMINATION_OF_LIABILITY = PICC.rule(
    "PICC-4-definition", "四", "must", "wanted", Fate.CLASSIFICATION, context="claims",
    zh="定责是凭查勘记录和证明，对照责任与免责条款，分析主客观原因以定是否担责。",
    en="Liability is found from survey and proof, by the clauses of cover and exclusion and by the causes.",
)  # fmt: skip
TIMELY_DETERMINATION = PICC.rule(
    "PICC-4.1-timely-determination", "四(一)", "must", "core", Fate.DUTY, context="claims",
    zh="收到索赔后，须凭查勘材料和条款及时认定是不是保险事故。",
    en="After a claim request, whether it is an insured event must promptly be decided from survey and policy.",
)  # fmt: skip
DETERMINE_IN_TIME = PICC.rule(
    "PICC-4.1-30-days", "四(一)", "must", "core", Fate.DUTY, context="claims",
    zh="责任须及时核定，情形复杂的不得超过三十日。",
    en="Liability must be determined promptly, in a complex case within thirty days.",
)  # fmt: skip
NOTIFY_RESULT = PICC.rule(
    "PICC-4.1-notify-result", "四(一)", "must", "core", Fate.DUTY, context="claims",
    zh="核定有了结果，须让被保险人或受益人知道。",
    en="The insured or the beneficiary must be told the result.",
)  # fmt: skip
AUTHORITY_ANALYSIS = PICC.rule(
    "PICC-4.1-authority-analysis", "四(一)", "may", "wanted", Fate.CLASSIFICATION, context="claims",
    zh="责任难定的，可再要资料，并请权威部门等作分析鉴定。",
    en="Where liability stays unclear, more documents and an analysis by an authority may be sought.",
)  # fmt: skip
BASIS = PICC.rule(
    "PICC-4.2-basis", "四(二)", "must", "core", Fate.CHECKLIST, context="claims",
    zh="定责须依近因等保险原则、保单责任，以及权威部门的认定书、公估报告和证明。",
    en="Liability must rest on proximate cause and the like, on the cover, and on papers of authorities or adjusters.",
)  # fmt: skip
RESEARCH_REFERENCE = PICC.rule(
    "PICC-4.2-research-reference", "四(二)", "may", "later", Fate.CLASSIFICATION, context="claims",
    zh="科研、学术单位对事故的分析可供定责参考。",
    en="The analysis of a research body may serve as a reference.",
)  # fmt: skip
FIRE_ANALYSIS = PICC.rule(
    "PICC-4.3-fire-analysis", "四(三)", "must", "wanted", Fate.CHECKLIST, context="claims",
    zh="火灾、爆炸等案件须分析消防设施、电缆新旧和存货堆放有无问题。",
    en="In fire or explosion, fire equipment, ageing cables and the storing of stock must be analysed.",
)  # fmt: skip
EXCLUDE_AGGRAVATED = PICC.rule(
    "PICC-4.3-exclude-aggravated", "四(三)", "must", "core", Fate.CALCULATION, context="claims",
    zh="因被保险人管理疏失而扩大的那部分损失须合理剔除。",
    en="The part of the loss that the insured's faulty management made worse must reasonably be left out.",
)  # fmt: skip
SUPERIOR_APPROVAL = PICC.rule(
    "PICC-4.4-superior-approval", "四(四)", "must", "core", Fate.REFUSAL, context="claims",
    zh="超权限的重大案件和有争议的疑难案件，须经上级公司批准才能定责。",
    en="Major cases beyond authority, and disputed ones, need the superior's approval before liability is fixed.",
)  # fmt: skip
GUIDE_THIRD_PARTY = PICC.rule(
    "PICC-4.5-guide-third-party", "四(五)", "must", "core", Fate.DUTY, context="claims",
    zh="依法或依约该由第三者负责的，须引导被保险人先找第三者索赔。",
    en="Where a third party is liable, the insured must be guided to claim from it first.",
)  # fmt: skip
PAY_FIRST = PICC.rule(
    "PICC-4.5-pay-first", "四(五)", "may", "core", Fate.REFUSAL, context="claims",
    zh="第三者不赔的，可应被保险人要求先行赔付，但须取得权益转让书和充分证据。",
    en="If the third party refuses, the insurer may pay first, on request, with assignment and evidence in hand.",
)  # fmt: skip
DEDUCT_RECOVERED = PICC.rule(
    "PICC-4.5-deduct-recovered", "四(五)", "may", "core", Fate.CALCULATION, context="claims",
    zh="被保险人已从责任方得到的赔偿，赔付时可相应减去。",
    en="What the insured has already had from the liable party may be deducted from the indemnity.",
)  # fmt: skip
WAIVER_BEFORE = PICC.rule(
    "PICC-4.5-waiver-before", "四(五)、十一", "must", "core", Fate.REFUSAL, context="claims",
    zh="赔付之前被保险人放弃向责任方索赔的，保险人不担赔偿责任。",
    en="If the insured waives its claim on the liable party before payment, the insurer must not pay.",
)  # fmt: skip
WAIVER_AFTER = PICC.rule(
    "PICC-4.5-waiver-after", "四(五)、十一", "must_not", "core", Fate.FINDING, context="claims",
    zh="赔付之后，被保险人不经保险人同意不得放弃对责任方的索赔权，放弃了也无效。",
    en="After payment, the insured must not waive its claim without the insurer's consent: a waiver is void.",
)  # fmt: skip
PREJUDICE = PICC.rule(
    "PICC-4.5-prejudice", "四(五)、十一", "may", "core", Fate.CALCULATION, context="claims",
    zh="被保险人故意或有重大过失，使代位求偿落空的，可扣减或追回相应赔款。",
    en="If the insured's intent or gross negligence defeats recovery, indemnity may be reduced or reclaimed.",
)  # fmt: skip

# 五: the loss
DETERMINATION_OF_LOSS = PICC.rule(
    "PICC-5-definition", "五", "must", "wanted", Fate.CHECKLIST, context="claims",
    zh="定责之后，须对照查勘记录逐一审核被保险人所报的损失与费用。",
    en="After liability, the insured's lists of loss and cost must be audited against the survey record.",
)  # fmt: skip
SALVAGE_REASONABLE = PICC.rule(
    "PICC-5-salvage-reasonable", "五", "must", "core", Fate.CLASSIFICATION, context="claims",
    zh="核定时须审查财产在不在保、施救花费该不该花。",
    en="Whether property is insured, and salvage cost necessary and reasonable, must be examined.",
)  # fmt: skip
EXCLUDE_UNINSURED_PROPERTY = PICC.rule(
    "PICC-5.1-scope", "五(一)", "must", "core", Fate.REFUSAL, context="claims",
    zh="受损财产须与承保项目核对，不在保的一概剔除。",
    en="Damaged property must be checked against the cover, and all that is not insured left out.",
)  # fmt: skip
VERIFY = PICC.rule(
    "PICC-5.2-verify", "五(二)", "must", "core", Fate.DUTY, context="claims",
    zh="报损须对着实物核：固定资产逐件看程度和金额，存货查单价、点数量、对账册。",
    en="The loss list must be checked against the property: assets item by item, stock by price, count and books.",
)  # fmt: skip
TOTAL = PICC.rule(
    "PICC-5.2.1-total", "五(二)1", "may", "core", Fate.CALCULATION, context="claims",
    zh="全损可取保额与保险价值中较低者，减残值定损。",
    en="A total loss may be the lower of sum insured and insured value, less the residual value.",
)  # fmt: skip
REPAIR_SELF = PICC.rule(
    "PICC-5.2.1-repair-self", "五(二)1", "may", "core", Fate.CALCULATION, context="claims",
    zh="被保险人自己修的，可按人工加零部件成本等定损。",
    en="Where the insured repairs, the loss may be labour, parts and the like.",
)  # fmt: skip
REPAIR_OUTSIDE = PICC.rule(
    "PICC-5.2.1-repair-outside", "五(二)1", "may", "core", Fate.CALCULATION, context="claims",
    zh="送外地或请外人修的，可按运输、修理和零部件等费用定损。",
    en="Where others repair, the loss may be transport, the repair fee, parts and the like.",
)  # fmt: skip
VALUE_BASIS = PICC.rule(
    "PICC-5.2.1-value-basis", "五(二)1、六(一)2", "must", "core", Fate.CALCULATION, context="claims",
    zh="固定资产以何种价值为保险价值，须照合同所载，如出险时重置价、市价或约定价。",
    en="Insured value of fixed assets must follow the contract: replacement, market, agreed or another value.",
)  # fmt: skip
STOCK_VERIFY = PICC.rule(
    "PICC-5.2.2-stock-verify", "五(二)2", "must", "core", Fate.DUTY, context="claims",
    zh="受损存货须对照承保明细和查账笔录，核实数量单价，看有无虚报。",
    en="Stock must be verified by quantity and price against cover and audit notes, and over-reporting found.",
)  # fmt: skip
STOCK_VALUE = PICC.rule(
    "PICC-5.2.2-stock-value", "五(二)2、六(二)2", "must", "core", Fate.CALCULATION, context="claims",
    zh="存货的保险价值通常取出险时账面余额，合同另有约定的从其约定。",
    en="Insured value of stock must be the book balance at the loss, unless the contract says otherwise.",
)  # fmt: skip
REINSTATEMENT = PICC.rule(
    "PICC-5.2.3-reinstatement", "五(二)3", "must", "wanted", Fate.CALCULATION, context="claims",
    zh="按重置价定损，取重置、重建或修复之价，但不得使财产好于或差于损前。",
    en="Reinstatement must be valued at its price, with the property neither better nor worse than before.",
)  # fmt: skip
AGREED_VALUE = PICC.rule(
    "PICC-5.2.3-agreed-value", "五(二)3", "must", "wanted", Fate.CALCULATION, context="claims",
    zh="附有定值条款的，损失为保单所定保额乘损失程度。",
    en="Under an agreed-value clause, the loss must be the sum insured times the degree of loss.",
)  # fmt: skip
DEPRECIATION = PICC.rule(
    "PICC-5.2.3-depreciation", "五(二)3", "must", "wanted", Fate.CALCULATION, context="claims",
    zh="保险价值不按重置价的，算实际损失时须酌情扣除折旧。",
    en="Where insured value is not replacement value, depreciation must be deducted as the cover requires.",
)  # fmt: skip

# 六: indemnity
CALCULATE_AFTER_LOSS = PICC.rule(
    "PICC-6-definition", "六", "must", "core", Fate.REFUSAL, context="claims",
    zh="赔款须待损失核定完成，才能依条款计算。",
    en="Indemnity must be calculated by the clauses only once the loss has been determined.",
)  # fmt: skip
FIXED_TOTAL = PICC.rule(
    "PICC-6.1.1-fixed-total", "六(一)1", "must", "core", Fate.CALCULATION, context="claims",
    zh="固定资产全损：足额或超额投保的，赔款不超过保险价值；不足额的，赔保险金额。",
    en="A total loss of fixed assets must be paid up to the insured value, or the sum insured if lower.",
)  # fmt: skip
FIXED_PARTIAL = PICC.rule(
    "PICC-6.1.2-fixed-partial", "六(一)2", "must", "core", Fate.CALCULATION, context="claims",
    zh="固定资产部分损失：按实际损失或修复费用赔，不足额的再乘保额与保险价值之比。",
    en="A partial loss of fixed assets must be paid at loss or repair cost, in proportion if under-insured.",
)  # fmt: skip
STOCK_TOTAL = PICC.rule(
    "PICC-6.2.1-stock-total", "六(二)1", "must", "core", Fate.CALCULATION, context="claims",
    zh="存货全损：赔款以出险时账面余额与保险金额中较低者为限。",
    en="A total loss of stock must be paid up to the lower of book balance and sum insured.",
)  # fmt: skip
STOCK_PARTIAL = PICC.rule(
    "PICC-6.2.2-stock-partial", "六(二)2", "must", "core", Fate.CALCULATION, context="claims",
    zh="存货部分损失：按实际损失赔，保额低于账面余额的按比例赔。",
    en="A partial loss of stock must be paid at the actual loss, in proportion if the book balance is higher.",
)  # fmt: skip
OFF_BOOK_SCOPE = PICC.rule(
    "PICC-6.3-off-book-scope", "六(三)", "must", "core", Fate.REFUSAL, context="claims",
    zh="账外和代保管财产须先查清在不在保，再按其性质套用固定资产或存货的算法。",
    en="Off-book and entrusted property must first be found covered, then calculated as fixed asset or stock.",
)  # fmt: skip
OFF_BOOK_TOTAL = PICC.rule(
    "PICC-6.3.1-off-book-total", "六(三)1", "must", "core", Fate.CALCULATION, context="claims",
    zh="账外、代保管财产全损：赔款以重置价或账面余额与保险金额中较低者为限。",
    en="A total loss of off-book property must be paid up to the lower of its value and the sum insured.",
)  # fmt: skip
OFF_BOOK_PARTIAL = PICC.rule(
    "PICC-6.3.2-off-book-partial", "六(三)2", "must", "core", Fate.CALCULATION, context="claims",
    zh="账外、代保管财产部分损失：按实际损失或修复费用赔，不足额的按比例赔。",
    en="A partial loss of off-book property must be paid at loss or repair cost, in proportion if under-insured.",
)  # fmt: skip

# 六(四)、(五): residual value and deductible
RESIDUAL_FIRST = PICC.rule(
    "PICC-6.4.1-residual-first", "六(四)1", "must", "core", Fate.DUTY, context="claims",
    zh="残值须先同被保险人商量作价归其所有，并从赔款里扣去。",
    en="Residual value must first be offered to the insured at an agreed price and deducted.",
)  # fmt: skip
ABANDONMENT = PICC.rule(
    "PICC-6.4.1-abandonment", "六(四)1", "may", "wanted", Fate.CLASSIFICATION, context="claims",
    zh="被保险人提出委付的，保险人可拒绝。",
    en="The insurer may refuse an abandonment.",
)  # fmt: skip
RECOVERED_GOODS = PICC.rule(
    "PICC-6.4.1-recovered-goods", "六(四)1", "must", "core", Fate.DUTY, context="claims",
    zh="收回的损余物资须详细登记，交有关单位作价变卖，所得抵减赔款。",
    en="Goods taken over must be registered, handed on for sale or auction, and their proceeds set off.",
)  # fmt: skip
RESIDUAL_RATIO = PICC.rule(
    "PICC-6.4.2-residual-ratio", "六(四)2", "must", "core", Fate.CALCULATION, context="claims",
    zh="残值是否乘保额与保险价值之比，须与赔款是否分摊一致。",
    en="Residual value must be taken in the ratio of the sum insured exactly where the indemnity is.",
)  # fmt: skip
DEDUCTIBLE = PICC.rule(
    "PICC-6.5-definition", "六(五)", "must", "wanted", Fate.CLASSIFICATION, context="claims",
    zh="免赔额是由被保险人自己承担、保险人不赔的金额。",
    en="The deductible is the amount that the insured bears and the insurer does not pay.",
)  # fmt: skip
DEDUCTIBLE_LAST = PICC.rule(
    "PICC-6.5-deductible-last", "六(五)", "must", "core", Fate.CALCULATION, context="claims",
    zh="免赔额须放在最后扣，即在不足额、重复保险和残值都扣过之后。",
    en="The deductible must come off last, after under-insurance, double insurance and residual value.",
)  # fmt: skip
BELOW_DEDUCTIBLE = PICC.rule(
    "PICC-6.5-below-deductible", "六(五)", "must", "core", Fate.CALCULATION, context="claims",
    zh="损失不到免赔额的，不予赔款。",
    en="A loss within the deductible must not be paid.",
)  # fmt: skip

# 六(六): by degree of loss
DEGREE = PICC.rule(
    "PICC-6.6.1-degree", "六(六)1", "may", "core", Fate.CALCULATION, context="claims",
    zh="损失程度定得下来的标的，赔款可按保险金额乘损失程度算。",
    en="Where the degree of loss is known, indemnity may be the sum insured times that degree.",
)  # fmt: skip
DEGREE_OVER = PICC.rule(
    "PICC-6.6.1-degree-over", "六(六)1", "must", "core", Fate.CALCULATION, context="claims",
    zh="按损失程度计赔而保额超过保险价值的，须以保险价值代替保额。",
    en="Indemnity by degree of loss must use the insured value where the sum insured is higher.",
)  # fmt: skip
SPLIT = PICC.rule(
    "PICC-6.6.2-split", "六(六)2", "may", "core", Fate.CALCULATION, context="claims",
    zh="整体损失难定的固定资产，可分成若干部分，按各自占比和损失程度分别算赔再合计。",
    en="Where the whole is hard to assess, parts may be paid by their shares and degrees of loss and added up.",
)  # fmt: skip

# 六(七)、(八): costs of salvage and recovery
NECESSARY = PICC.rule(
    "PICC-6.7-necessary", "六(七)", "must", "core", Fate.REFUSAL, context="claims",
    zh="施救费用须是为减少标的损失而花、确有必要且合理的费用。",
    en="Salvage cost must be necessary, reasonable and spent to reduce the loss of what is insured.",
)  # fmt: skip
SEPARABLE_FLAG = PICC.rule(
    "PICC-6.7.1-separable-flag", "六(七)1", "must", "wanted", Fate.CHECKLIST, context="claims",
    zh="施救花费须分清哪些为保险财产、哪些为非保险财产而支出。",
    en="Cost of saving insured property must be told apart from that of saving other property.",
)  # fmt: skip
SEPARATE = PICC.rule(
    "PICC-6.7.1-separate", "六(七)1", "must", "core", Fate.CALCULATION, context="claims",
    zh="分得清的只赔保险财产的施救费，分不清的按其占全部被救财产价值之比算。",
    en="Only the insured property's salvage cost must be paid; if inseparable, by its share of the value saved.",
)  # fmt: skip
CAP = PICC.rule(
    "PICC-6.7.2-cap", "六(七)2", "must", "core", Fate.CALCULATION, context="claims",
    zh="施救费用须在损失赔款之外另算，最高以保险金额为限。",
    en="Salvage cost must be computed apart from the loss and is limited by the sum insured.",
)  # fmt: skip
CONSTRUCTIVE = PICC.rule(
    "PICC-6.7.2-constructive", "六(七)2", "may", "core", Fate.CLASSIFICATION, context="claims",
    zh="损失或施救花费高过保险金额的，可作推定全损。",
    en="If loss or salvage cost exceeds the sum insured, a constructive total loss may be assumed.",
)  # fmt: skip
RATIO = PICC.rule(
    "PICC-6.7.3-ratio", "六(七)3", "must", "core", Fate.CALCULATION, context="claims",
    zh="赔款分摊的，施救费用须以同样比例分摊；赔款不分摊的，也不分摊。",
    en="Salvage cost must be apportioned by the same ratio as the indemnity, or not at all where that is not.",
)  # fmt: skip
RECOVERY_COST = PICC.rule(
    "PICC-6.8-recovery-cost", "六(八)", "must", "core", Fate.CALCULATION, context="claims",
    zh="经保险人同意由被保险方追偿的合理费用，及保险人自行追偿的实际费用，均由保险人担。",
    en="The insurer must bear its own cost of recovery and, where it agreed, the insured's reasonable cost.",
)  # fmt: skip

# 六(九)至(十一): disputes, double insurance, calculation sheet
NEGOTIATE_FIRST = PICC.rule(
    "PICC-6.9-negotiate-first", "六(九)", "should", "wanted", Fate.DUTY, context="dispute",
    zh="双方对赔偿有争议的，通常宜从实际出发、公平协商。",
    en="A dispute on the indemnity should normally be settled by fair negotiation.",
)  # fmt: skip
ARBITRATE = PICC.rule(
    "PICC-6.9-arbitrate", "六(九)", "may", "wanted", Fate.CLASSIFICATION, context="dispute",
    zh="谈不成的，可交仲裁或由法院判定。",
    en="If negotiation fails, the dispute may go to arbitration or to court.",
)  # fmt: skip
COSTS = PICC.rule(
    "PICC-6.9-costs", "六(九)", "must", "core", Fate.CALCULATION, context="dispute",
    zh="保险人输了官司或仲裁的，须负担有关费用。",
    en="An insurer that loses must bear the cost of the arbitration or the lawsuit.",
)  # fmt: skip
DOUBLE = PICC.rule(
    "PICC-6.10-double", "六(十)", "must", "core", Fate.CALCULATION, context="claims",
    zh="另有同样保单且保额总和超过保险价值的，须按本保单保额占总和之比分摊赔款。",
    en="Where like policies together exceed the insured value, each must pay in the ratio of its sum insured.",
)  # fmt: skip
SHEET = PICC.rule(
    "PICC-6.11-sheet", "六(十一)", "must", "core", Fate.REFUSAL, context="claims",
    zh="计算书是付款凭证，付款前须核对损失项目与金额、施救费是否分列、公式对不对。",
    en="The calculation sheet must be checked for items, amounts, salvage cost apart and formula before payment.",
)  # fmt: skip

# 七、八: claim report and review
REPORT = PICC.rule(
    "PICC-7-report", "七", "must", "core", Fate.REFUSAL, context="claims",
    zh="超权限案件在赔款算定后须写理赔报告，从承保一直写到赔款计算。",
    en="A case beyond authority needs a claim report from cover and survey to liability, loss and calculation.",
)  # fmt: skip
REVIEW = PICC.rule(
    "PICC-8-review", "八", "must", "core", Fate.REFUSAL, context="claims",
    zh="核赔人员须对查勘、定责、定损、计算和单证逐项审核，提出核赔意见。",
    en="Reviewers must examine survey, liability, loss, calculation and documents and give their opinion.",
)  # fmt: skip
SUPPLEMENT = PICC.rule(
    "PICC-8.1-supplement", "八(一)", "must", "core", Fate.DUTY, context="claims",
    zh="赔案材料有缺的，须由经办部门补上。",
    en="Where the dossier is incomplete, the handling department must supply what is missing.",
)  # fmt: skip
REJECT = PICC.rule(
    "PICC-8.2-reject", "八(二)", "must", "core", Fate.DUTY, context="claims",
    zh="核赔认为不担保险责任的，须转入拒赔流程。",
    en="What the review finds not covered must be rejected in due form.",
)  # fmt: skip
ESCALATE = PICC.rule(
    "PICC-8.3-escalate", "八(三)", "must", "core", Fate.REFUSAL, context="claims",
    zh="核赔同意赔付的，须照权限规定逐级上报核赔。",
    en="A case agreed to must go up for approval by the levels of authority.",
)  # fmt: skip

# 九: closing, payment and the sum insured
CLOSE = PICC.rule(
    "PICC-9.1-close", "九(一)", "may", "core", Fate.REFUSAL, context="claims",
    zh="审批通过（超权限的经上级批复）后，可办理结案登记。",
    en="Once approved, by the superior where beyond authority, the case may be closed.",
)  # fmt: skip
SUBROGATION_TASK = PICC.rule(
    "PICC-9.1-subrogation-task", "九(一)", "must", "core", Fate.REFUSAL, context="claims",
    zh="责任在第三方的，须在立案以后、结案以前发起追偿任务。",
    en="Where a third party caused it, recovery must be started after filing and before closing.",
)  # fmt: skip
PAID_AFTER_APPROVAL = PICC.rule(
    "PICC-9-paid-after-approval", "九(一)(二)", "must", "core", Fate.REFUSAL, context="claims",
    zh="赔款须待审核批准后支付，预付赔款除外。",
    en="Indemnity must be paid only after approval, advance payments apart.",
)  # fmt: skip
NOTIFY_PAYMENT = PICC.rule(
    "PICC-9.2-notify-payment", "九(二)", "must", "core", Fate.DUTY, context="claims",
    zh="须通知被保险人领款，同一时间通知财务付款，并由其在收据上签章。",
    en="Insured and finance must be told at the same time, and the insured sign the receipt.",
)  # fmt: skip
RECEIPT_FILED = PICC.rule(
    "PICC-9.2-receipt-filed", "九(二)", "must", "core", Fate.DUTY, context="archive",
    zh="赔款收据的业务联须贴入案卷存放。",
    en="The business copy of the receipt must go into the dossier.",
)  # fmt: skip
REDUCE_SI = PICC.rule(
    "PICC-9.3-reduce-si", "九(三)", "must", "core", Fate.FINDING, context="claims",
    zh="核赔通过的，冲减保额的信息须由系统自动送到承保部门。",
    en="On approval, the reduction of the sum insured must go to underwriting automatically.",
)  # fmt: skip
REINSTATE = PICC.rule(
    "PICC-9.3-reinstate", "九(三)", "must", "core", Fate.CALCULATION, context="claims",
    zh="要恢复保额的，须按日补交自出险日到保险期满的保费，然后出批单。",
    en="To restore the sum insured, premium by the day from loss to expiry must be paid before endorsement.",
)  # fmt: skip
EXHAUSTED = PICC.rule(
    "PICC-9.3-exhausted", "九(三)", "must", "core", Fate.REFUSAL, context="claims",
    zh="一次赔足保额的，保单须终止并注销。",
    en="When one payment reaches the sum insured, the policy must end and be cancelled.",
)  # fmt: skip

# 十: the dossier
ORDER = PICC.rule(
    "PICC-10-order", "十", "must", "core", Fate.CHECKLIST, context="archive",
    zh="案卷须单证完整、次序分明，照片和原始单证都有说明。",
    en="The dossier must be complete and in order, photographs and originals with their explanations.",
)  # fmt: skip
ITEMS = PICC.rule(
    "PICC-10-items", "十", "must", "core", Fate.CHECKLIST, context="archive",
    zh="财产险案卷须收齐所列二十项单证，从目录、批复、报告、报案索赔到计算书和平面图。",
    en="A property dossier must hold twenty items, from contents and reports to calculation sheet and site plan.",
)  # fmt: skip
DOSSIER_ACCOUNTS = PICC.rule(
    "PICC-10.11-accounts", "十(十一)", "must", "core", Fate.CHECKLIST, context="archive",
    zh="第十一项为账务资料：出险上月资产负债表、明细账、仓库账、出入库单、发票等。",
    en="Item 11 must hold the balance sheet of the month before, ledgers, warehouse papers and invoices.",
)  # fmt: skip

# 十一: recovery from third parties
CLAIM_THIRD = PICC.rule(
    "PICC-11-claim-third", "十一", "must", "core", Fate.DUTY, context="claims",
    zh="损失系第三者造成的，被保险人须向其索赔；保险公司先赔的，索赔权须转归公司。",
    en="The insured must claim from a liable third party, or assign its rights to the insurer that pays first.",
)  # fmt: skip
MATERIALS = PICC.rule(
    "PICC-11.2-materials", "十一(二)", "must", "core", Fate.CHECKLIST, context="claims",
    zh="（下文缺失）请求先赔的，须提交第三者责任证据、法律依据、交涉证明和权益转让书。",
    en="To be paid first, the insured must bring evidence, law, proof of claiming and assignment (fragment).",
)  # fmt: skip
METHOD = PICC.rule(
    "PICC-11.5-method", "十一(五)", "should", "wanted", Fate.DUTY, context="claims",
    zh="追偿宜先协商，谈不成再诉讼或仲裁。",
    en="Recovery should begin with negotiation and only then go to court or arbitration.",
)  # fmt: skip
LIMITATION = PICC.rule(
    "PICC-11.5-limitation", "十一(五)", "must", "core", Fate.DUTY, context="claims",
    zh="以诉讼或仲裁追偿的，须赶在时效期满之前。",
    en="A recovery by lawsuit or arbitration must be filed before the limitation period ends.",
)  # fmt: skip

# 十二: disputes
NEGOTIATE = PICC.rule(
    "PICC-12-negotiate", "十二", "must", "core", Fate.FINDING, context="dispute",
    zh="合同争议须先协商；不成的，依保单或事后协议仲裁，都没有的向法院起诉。",
    en="Contract disputes must be negotiated, then arbitrated as policy or agreement say, or else go to court.",
)  # fmt: skip
PRUDENT = PICC.rule(
    "PICC-12-prudent", "十二", "must", "later", Fate.POLICY, context="dispute",
    zh="打官司和仲裁的赔案，保险公司须谨慎处理。",
    en="Insurers must treat lawsuits and arbitrations with prudence.",
    why="prudence is an attitude and leaves no fact to judge",
)  # fmt: skip
AMICABLE = PICC.rule(
    "PICC-12.1-amicable", "十二(一)", "should", "later", Fate.REPORT, context="dispute",
    zh="宜尽力以协商了结争议，省时省费。",
    en="An amicable settlement should be sought, as it saves time and cost.",
)  # fmt: skip
MONITOR = PICC.rule(
    "PICC-12.2-monitor", "十二(二)", "must", "core", Fate.DUTY, context="dispute",
    zh="进入诉讼或仲裁的，须向本公司领导或上级汇报，请其指导协助。",
    en="Lawsuits and arbitrations must be reported to management or the superior company for guidance.",
)  # fmt: skip
COUNSEL = PICC.rule(
    "PICC-12.3-counsel", "十二(三)", "must", "wanted", Fate.DUTY, context="dispute",
    zh="须征询法律部门或顾问，并请法律顾问代理。",
    en="The legal department or counsel must be consulted, and counsel instructed.",
)  # fmt: skip
STANCE = PICC.rule(
    "PICC-12.4-stance", "十二(四)", "should", "later", Fate.POLICY, context="dispute",
    zh="应诉宜实事求是、尊重法律和条款，抓住争议焦点维护公司合理利益。",
    en="In litigation the company should be realistic, respect law and clauses and address the crux.",
    why="whether a pleading is fair and to the point is for the court to say",
)  # fmt: skip
DEFENCE = PICC.rule(
    "PICC-12.4-defence", "十二(四)", "must", "wanted", Fate.DUTY, context="dispute",
    zh="须写出有事实、讲道理、能服人的答辩书。",
    en="A reasoned defence that rests on facts and convinces must be written.",
)  # fmt: skip

# 十三: advance payment
ADVANCE = PICC.rule(
    "PICC-13-advance", "十三", "may", "core", Fate.CALCULATION, context="claims",
    zh="（下文缺失）被保险人急需资金恢复财产的，可在理赔中预付赔款。",
    en="An advance may be paid to help the insured restore its property (fragment).",
)  # fmt: skip

# 十四: rejection
CARE = PICC.rule(
    "PICC-14-care", "十四(三)", "must", "wanted", Fate.CHECKLIST, context="claims",
    zh="（上文缺失）拒赔文书须理由足、证据实、用语平实、态度恳切，不留漏洞。",
    en="A rejection must have reasons, solid evidence, plain and sincere words, and no gap (fragment).",
)  # fmt: skip
SERVE = PICC.rule(
    "PICC-14-serve", "十四(四)", "must", "core", Fate.DUTY, context="claims",
    zh="拒赔通知书须送达被保险人，并留下其签收或送达记录。",
    en="The rejection notice must be served on the insured, with its signature or a record of delivery.",
)  # fmt: skip
MAIL = PICC.rule(
    "PICC-14-mail", "十四(四)", "must", "core", Fate.FINDING, context="claims",
    zh="邮寄拒赔通知书的，须保存寄件凭证。",
    en="If the notice is posted, the postal receipt must be kept.",
)  # fmt: skip
COMMUNICATE = PICC.rule(
    "PICC-14-communicate", "十四(四)", "must", "later", Fate.POLICY, context="claims",
    zh="须同被保险人多沟通，求得理解，保持良好关系。",
    en="The insured must be talked to, so that it understands and relations stay good.",
    why="understanding and good relations leave no fact to judge",
)  # fmt: skip
KEEP = PICC.rule(
    "PICC-14-keep", "十四(五)", "must", "core", Fate.RETENTION, context="archive",
    zh="拒赔案的全部材料须好好保存，并随时能应诉。",
    en="All papers of a rejection must be kept safe, ready for a lawsuit.",
)  # fmt: skip

# 十五: co-insurance
COINSURANCE = PICC.rule(
    "PICC-15-definition", "十五", "must", "wanted", Fate.CLASSIFICATION, context="claims",
    zh="共保是与别家公司、联保是本系统分支之间，就同一合同、标的、责任、期限和保额承保。",
    en="Co-insurance shares one contract, subject, cover, term and sum with others, joint cover with own branches.",
)  # fmt: skip
LEAD_NOTIFIES_COINSURERS = PICC.rule(
    "PICC-15.1-notify", "十五(一)", "must", "core", Fate.DUTY, context="claims",
    zh="首席保险人得知损失后，须通知其他共保、联保方。",
    en="The lead insurer, told of a loss, must notify the other co-insurers and branches.",
)  # fmt: skip
TRANSFER_TO_HOTLINE = PICC.rule(
    "PICC-15.1-10min", "十五(一)", "must", "core", Fate.DUTY, context="claims",
    zh="不论是否首席，接案后须于10分钟内转报专线。",
    en="Lead or not, whoever receives the case must pass it to the hotline within 10 minutes.",
)  # fmt: skip
LEAD_CONVENES_JOINT_SURVEY = PICC.rule(
    "PICC-15.2-joint-survey", "十五(二)", "may", "wanted", Fate.CLASSIFICATION, context="claims",
    zh="首席保险人可视协议召集其他共保、联保方一起查勘。",
    en="The lead insurer may call the others to a joint survey, as the agreement provides.",
)  # fmt: skip
LEAD = PICC.rule(
    "PICC-15.3-lead", "十五(三)", "must", "core", Fate.REFUSAL, context="claims",
    zh="定责、定损、理算到核赔须由首席保险人主办，其他各方协助。",
    en="Liability, loss, calculation and review must be the lead insurer's, and the others cooperate.",
)  # fmt: skip
TRANSFER = PICC.rule(
    "PICC-15.4-transfer", "十五(四)", "must", "core", Fate.REFUSAL, context="claims",
    zh="（下文缺失）首席已全额先付而请他方划款的，须附索赔申请、理算或定损文书和计算书。",
    en="A lead that paid all must ask for shares with application, report and calculation sheet (fragment).",
)  # fmt: skip

# 注意·一: report
NOTIFY_COINSURERS = PICC.rule(
    "PICC-N1-notify", "注意·一", "must", "core", Fate.DUTY, context="claims",
    zh="共保或联保项目一经报案，须及时通知其他各方。",
    en="On report of a loss under shared cover, the other insurers and branches must promptly be notified.",
)  # fmt: skip
ARRANGE_JOINT_SURVEY = PICC.rule(
    "PICC-N1-joint-survey", "注意·一", "must", "wanted", Fate.DUTY, context="claims",
    zh="协议要求共同查勘定损的，须作出安排。",
    en="Where the agreement requires it, a joint survey must be arranged.",
)  # fmt: skip

# 注意·二: survey
KNOW_POLICY = PICC.rule(
    "PICC-N2.1-know-policy", "注意·二(一)", "must", "core", Fate.DUTY, context="claims",
    zh="去现场之前，查勘人员须弄清全部承保情况，连同特别条款、约定和缴费。",
    en="Before the survey, surveyors must know all of the cover, its special terms and the premium paid.",
)  # fmt: skip
PRESERVE = PICC.rule(
    "PICC-N2.2-preserve", "注意·二(二)", "must", "wanted", Fate.DUTY, context="claims",
    zh="现场需要保留的，须会同有关部门加以保护。",
    en="A scene that is to be preserved must be protected together with the authorities.",
)  # fmt: skip
SAMPLE = PICC.rule(
    "PICC-N2.2-sample", "注意·二(二)", "must", "core", Fate.DUTY, context="claims",
    zh="能取样的，须及时取下受损标的样品留作证据，以备送检。",
    en="Where samples can be taken, they must promptly be taken and kept as evidence for testing.",
)  # fmt: skip
FIRST_HAND = PICC.rule(
    "PICC-N2.3-first-hand", "注意·二(三)", "must", "core", Fate.DUTY, context="claims",
    zh="（下文缺失）须尽量取得第一手材料，如目击证言、询问笔录和影像。",
    en="First-hand material, as statements, notes of interviews and pictures, must be collected (fragment).",
)  # fmt: skip
LIST_FIRST = PICC.rule(
    "PICC-N2.5-list-first", "注意·二(五)", "must", "core", Fate.REFUSAL, context="claims",
    zh="出正式定损清单之前，须由被保险人先交受损财产清单并签字，把范围定住。",
    en="Before the formal loss list, the insured must give and sign its own list, which fixes the scope.",
)  # fmt: skip
LOCK_SCOPE = PICC.rule(
    "PICC-N2.5-lock-scope", "注意·二(五)", "must", "wanted", Fate.FINDING, context="claims",
    zh="（上文缺失）须防止被保险人一再追加索赔。",
    en="That the insured keeps adding to its claim must be prevented (fragment).",
)  # fmt: skip
ONCE = PICC.rule(
    "PICC-N2.5-once", "注意·二(五)", "must", "core", Fate.DUTY, context="claims",
    zh="索赔材料不齐的，须及时把要补的一次说清。",
    en="If documents are missing, the policyholder or insured must be told promptly, and of all at once.",
)  # fmt: skip
EMERGENCY = PICC.rule(
    "PICC-N2.6-emergency", "注意·二(六)", "must", "core", Fate.DUTY, context="claims",
    zh="电力、电信等须抢修的企业出险的，查勘人员须尽快到场。",
    en="At utilities that must be repaired urgently, surveyors must reach the scene as fast as they can.",
)  # fmt: skip
EXPLAIN_DELAY = PICC.rule(
    "PICC-N2.6-explain-delay", "注意·二(六)", "must", "wanted", Fate.DUTY, context="claims",
    zh="不能及时到场的，须向被保险人说明缘由。",
    en="Surveyors who cannot come in time must explain it to the insured.",
)  # fmt: skip
RESTORE = PICC.rule(
    "PICC-N2.6-restore", "注意·二(六)", "may", "core", Fate.DUTY, context="claims",
    zh="查勘到场前可准企业依规先复产，但须留好现场最初的照片。",
    en="Until then the enterprise may restore production, but must keep photographs of the first scene.",
)  # fmt: skip
RECOMMEND = PICC.rule(
    "PICC-N2.7-recommend", "注意·二(七)", "must", "core", Fate.DUTY, context="claims",
    zh="重大疑难案件，查勘报告须提出下一步怎么办，赶紧上报，交理赔中心定夺。",
    en="In major or difficult cases, the survey report must recommend what is next, and the claims centre decide.",
)  # fmt: skip
INTERMEDIARY = PICC.rule(
    "PICC-N2.8-intermediary", "注意·二(八)", "must", "core", Fate.REFUSAL, context="claims",
    zh="要请公估等中介的，须先得被保险人同意，且双方书面认可。",
    en="An intermediary needs the insured's consent first, and the written agreement of both sides.",
)  # fmt: skip
FIXED_BOOKS = PICC.rule(
    "PICC-N2.9.1-fixed-books", "注意·二(九)1", "must", "wanted", Fate.CHECKLIST, context="claims",
    zh="固定资产出险，须调看当时的资产负债表、总账、明细账、资产卡片和发票。",
    en="For fixed assets, balance sheet, ledgers, asset cards and invoices must be looked at.",
)  # fmt: skip
STOCK_BOOKS = PICC.rule(
    "PICC-N2.9.1-stock-books", "注意·二(九)1", "must", "wanted", Fate.CHECKLIST, context="claims",
    zh="存货出险，须查两个时点的资产负债表、存货账、仓库账单、生产记录和成本表等。",
    en="For stock, balance sheets, ledgers, warehouse papers, production records and cost sheets must be looked at.",
)  # fmt: skip
TONE = PICC.rule(
    "PICC-N2.9.2-tone", "注意·二(九)2", "must_not", "later", Fate.POLICY, context="claims",
    zh="索要报表须有理有节，不得态度强硬或摆上级架子。",
    en="Books must not be demanded in a harsh or superior tone.",
    why="tone is not a recorded fact",
)  # fmt: skip
TRUE = PICC.rule(
    "PICC-N2.9.3a-true", "注意·二(九)3(1)", "must", "core", Fate.DUTY, context="claims",
    zh="账册凭证须真实一致，与实物不符的，须追查原因。",
    en="Books must be true and consistent, and where they differ from the property the reason be found.",
)  # fmt: skip
INSURED_ITEMS = PICC.rule(
    "PICC-N2.9.3b-insured-items", "注意·二(九)3(2)", "must", "wanted", Fate.CHECKLIST, context="claims",
    zh="须弄清哪些资产在保，数量、价格、保额各为多少。",
    en="Which assets are insured, in what quantity, at what price and sum, must be found out.",
)  # fmt: skip
BELONGING = PICC.rule(
    "PICC-N2.9.3c-belonging", "注意·二(九)3(3)", "must", "wanted", Fate.CHECKLIST, context="claims",
    zh="须看标的记在账上何处，以判明是否在保、是否足额。",
    en="Where the item stands in the books must be checked, to see whether it is insured, and fully.",
)  # fmt: skip
AUDIT_RECORD = PICC.rule(
    "PICC-N2.9.3d-audit-record", "注意·二(九)3(4)", "must", "core", Fate.DUTY, context="claims",
    zh="查完账须写查账记录，讲明账目、在保与否及比例，由查账人和对方财务负责人签章。",
    en="An audit record must tell accounts, cover and ratio, signed and sealed by auditor and head of finance.",
)  # fmt: skip
NEW_ASSETS = PICC.rule(
    "PICC-N2.9.4-new-assets", "注意·二(九)4(1)", "should", "later", Fate.CHECKLIST, context="claims",
    zh="（下文缺失）宜核对投保时保额与账面是否一致、新增资产投保没有。",
    en="Whether the sum insured matched the books, and new assets were insured, should be checked (fragment).",
)  # fmt: skip

# 注意·拒赔部分: rejection, and what clauses mean
NOT_COVERED = PICC.rule(
    "PICC-56.4-not-covered", "注意·拒赔部分4", "must", "core", Fate.REFUSAL, context="claims",
    zh="不在保险责任内或属除外责任的，保险人不担责、不赔付。",
    en="What lies outside the cover or within an exclusion must not be paid.",
)  # fmt: skip
MIXED_CAUSES = PICC.rule(
    "PICC-56.4-mixed-causes", "注意·拒赔部分4", "may", "core", Fate.CALCULATION, context="claims",
    zh="在保与不在保的原因分不开的，可商定比例赔付。",
    en="Where causes inside and outside the cover cannot be separated, a proportion may be agreed.",
)  # fmt: skip
REJECT_EVIDENCE = PICC.rule(
    "PICC-56.5-reject-evidence", "注意·拒赔部分5", "must", "core", Fate.REFUSAL, context="claims",
    zh="拒赔须有充分证据，并经法律部门点头才能决定。",
    en="A rejection needs sufficient evidence and the legal department's approval before it is decided.",
)  # fmt: skip
FALLING_OBJECTS = PICC.rule(
    "PICC-56-2.1-flying", "注意·(二)1", "must", "wanted", Fate.CLASSIFICATION, context="claims",
    zh="财产基本险、综合险所保空中坠物，包括飞行器、卫星、陨石、吊运物、飞石和倒塌建筑。",
    en="Falling objects that are covered include aircraft, satellites, meteorites, hoisted loads and blast debris.",
)  # fmt: skip
CARELESS_HOISTING = PICC.rule(
    "PICC-56-2.1-careless", "注意·(二)1", "must", "wanted", Fate.CLASSIFICATION, context="claims",
    zh="吊运操作不当砸坏其他财产的，属疏忽所致，不在保险责任内。",
    en="Damage by a load hoisted carelessly lies outside the cover.",
)  # fmt: skip
LANDSLIDE_PREVENTION = PICC.rule(
    "PICC-57-2.2-landslide", "注意·(二)2", "must", "wanted", Fate.CLASSIFICATION, context="claims",
    zh="（有缺失）滑坡未发生、只为预防而花的钱，既非损失也非施救，保险人不担。",
    en="The cost of preventing a landslide is neither loss nor salvage and not the insurer's to bear (fragment).",
)  # fmt: skip
SLOW_SUBSIDENCE = PICC.rule(
    "PICC-60-2.3-subsidence", "注意·(二)3", "must", "later", Fate.CLASSIFICATION, context="claims",
    zh="（有缺失）缓慢下沉不在保险责任内，保险人可酌情分担预防处理的部分花费。",
    en="Slow subsidence is not covered, though the insurer may share the cost of prevention (fragment).",
)  # fmt: skip
BLIZZARD = PICC.rule(
    "PICC-60-2.4-snow", "注意·(二)4", "must", "core", Fate.CLASSIFICATION, context="claims",
    zh="连续12小时降雪达到或超过10毫米的，为暴雪。",
    en="A blizzard is a snowfall of 10 millimetres or more in twelve consecutive hours.",
)  # fmt: skip
PROVE_BLIZZARD = PICC.rule(
    "PICC-60-2.4-snow-test", "注意·(二)4", "must", "core", Fate.DUTY, context="claims",
    zh="须先收集资料看是否达到暴雪标准，再看降雪是不是近因，两者都成立才在保。",
    en="Data must first show a blizzard, then that snow is the proximate cause: with both, it is covered.",
)  # fmt: skip
UTILITY_INTERRUPTION = PICC.rule(
    "PICC-60-2.5-utilities", "注意·(二)5", "must", "wanted", Fate.CLASSIFICATION, context="claims",
    zh="（下文缺失）“三停”在综合险主险承保，在基本险、一切险属除外，另有四类扩展条款。",
    en="Utility failure is covered in the comprehensive form, excluded elsewhere, with four extensions (fragment).",
)  # fmt: skip
