"""Sanmenxia's opinion on judicial appraisal in insurance claims: 115 rules in six parts. 三门峡市实施意见

Instrument: 三门峡市关于规范涉及保险理赔司法鉴定工作的实施意见, 三司〔2022〕43号, issued on 3 November 2022
by the Sanmenxia Justice Bureau and the Sanmenxia sub-bureau of the insurance regulator. It states no day of
entry into force and so binds from the day of issue: parties, insurers, agencies and appraisers, the two
associations and both regulators, for insurance-related appraisals in Sanmenxia.

Rules stand in the order of the articles. Their texts are summaries in our own words; the articles decide.
"""

from __future__ import annotations

from datetime import date

from ledger.kernel.law import Fate, Pack, Text

SMX = Pack(
    id="SMX",
    title=Text(
        zh="三门峡市关于规范涉及保险理赔司法鉴定工作的实施意见",
        en="Sanmenxia opinion on regulating judicial appraisal in insurance claims",
    ),
    number="三司〔2022〕43号",
    issuer="三门峡市司法局、三门峡银保监分局",
    area="411200",
    status="in_force",
    effective_from=date(2022, 11, 3),
)

# 通知正文: whom the opinion addresses
IMPLEMENT_LOCALLY = SMX.rule(
    "SMX-0-implement", "通知正文", "must", "later", Fate.POLICY, context="training_or_meeting",
    zh="收文各单位须联系本地情况，把实施意见落到实处。",
    en="The addressees must carry out the opinion in the light of their own circumstances.",
    why="whether an organisation acted in earnest leaves no fact of its own",
)  # fmt: skip

# 一(一): commissioning together
MAY_COMMISSION = SMX.rule(
    "SMX-1.1-may-commission", "一(一)", "may", "core", Fate.CLASSIFICATION, context="appraisal",
    zh="涉保当事人和保险机构均有权就理赔中的专门问题委托鉴定机构作司法鉴定。",
    en="A party to the claim or an insurer may commission an agency on a specialised question of it.",
)  # fmt: skip
JOINT_ENCOURAGED = SMX.rule(
    "SMX-1.1-joint-encouraged", "一(一)", "should", "wanted", Fate.REPORT, context="appraisal",
    zh="鼓励保险机构与涉保当事人一起委托，以提高鉴定的质量和效率。",
    en="Insurer and party are encouraged to commission together, for better and quicker work.",
)  # fmt: skip
INSURER_EXPLAINS_JOINT = SMX.rule(
    "SMX-1.1-insurer-inform", "一(一)", "must", "core", Fate.DUTY, context="appraisal",
    zh="保险机构须主动联络涉保当事人，讲明共同委托的意义、程序和法律后果，并就选定鉴定机构与其协商。",
    en="The insurer must, unasked, explain joint commissioning to the party and negotiate the agency.",
)  # fmt: skip
EXPLANATION_CONTENT = SMX.rule(
    "SMX-1.1-explain-content", "一(一)", "must", "wanted", Fate.CHECKLIST, context="appraisal",
    zh="对涉保当事人的说明至少涵盖三项：共同委托有何意义、如何办理、产生何种法律后果。",
    en="The explanation must cover what joint commissioning means, how it works and its legal consequences.",
)  # fmt: skip
CHOOSE_AGENCY_TOGETHER = SMX.rule(
    "SMX-1.1-choose-together", "一(一)", "must", "wanted", Fate.REFUSAL, context="appraisal",
    zh="共同委托由哪家机构鉴定，须经保险机构与涉保当事人协商确定。",
    en="The agency for a joint commission must be chosen by insurer and party through negotiation.",
)  # fmt: skip
CONFIRM_MATERIALS = SMX.rule(
    "SMX-1.1-materials-confirm", "一(一)", "must", "core", Fate.DUTY, context="appraisal",
    zh="共同委托时，送鉴材料须由保险机构与涉保当事人分别确认。",
    en="In a joint commission, insurer and party must each confirm the materials.",
)  # fmt: skip
UNCONFIRMED_NOT_USED = SMX.rule(
    "SMX-1.1-unconfirmed-not-used", "一(一)", "must_not", "core", Fate.REFUSAL, context="appraisal",
    zh="共同委托中只要有一方尚未确认，该份材料就不能作为鉴定依据。",
    en="In a joint commission, a material that either side has not confirmed must not be used.",
)  # fmt: skip
NO_PARALLEL_COMMISSION = SMX.rule(
    "SMX-1.1-no-parallel", "一(一)", "must_not", "core", Fate.REFUSAL, context="appraisal",
    zh="鉴定意见书作出以前，保险机构与涉保当事人均不得把同一事项再委托他处鉴定。",
    en="Until the opinion is issued, neither insurer nor party may commission the same matter elsewhere.",
)  # fmt: skip

# 一(二): commissioning alone
WARN_OF_UNILATERAL = SMX.rule(
    "SMX-1.2-warn", "一(二)", "must", "core", Fate.REFUSAL, context="appraisal",
    zh="涉保当事人自行委托的，鉴定机构须讲明由此带来的风险和法律后果，并交付书面告知书。",
    en="When a party commissions alone, the agency must warn it of risks and consequences, in writing.",
)  # fmt: skip
NOTICE_SIGNED = SMX.rule(
    "SMX-1.2-notice-signed", "一(二)", "must", "core", Fate.REFUSAL, context="appraisal",
    zh="单方委托的告知书须由作出委托的涉保当事人签名认可。",
    en="The party that commissions alone must confirm the notice by its signature.",
)  # fmt: skip
NOTICE_FILED = SMX.rule(
    "SMX-1.2-notice-filed", "一(二)", "must", "core", Fate.RETENTION, context="archive",
    zh="经签名的告知书须归入该案鉴定案卷保存，以便查阅。",
    en="The agency must keep the signed notice in the case file, open to inspection.",
)  # fmt: skip
REVIEW_MATERIAL = SMX.rule(
    "SMX-1.2-review-material", "一(二)", "must", "core", Fate.REFUSAL, context="appraisal",
    zh="鉴定机构须对收到的送鉴材料从严审查。",
    en="The agency must examine the materials strictly.",
)  # fmt: skip
PARTY_TRUTHFUL = SMX.rule(
    "SMX-1.2-party-truthful", "一(二)", "must", "wanted", Fate.FINDING, context="appraisal",
    zh="涉保当事人提交的材料是否真实、合法，由其自行负责。",
    en="The party answers for the authenticity and legality of the materials.",
)  # fmt: skip
PROCEDURE_BEFORE_ACCEPTANCE = SMX.rule(
    "SMX-1.2-not-accept", "一(二)", "must_not", "core", Fate.CHECKLIST, context="appraisal",
    zh="委托不合乎程序规则的，鉴定机构不得接受。",
    en="The agency must not accept a commission that does not meet the procedural rules.",
)  # fmt: skip

# 一(三): choosing the agency
CHOOSE_FROM_ROSTER = SMX.rule(
    "SMX-1.3-roster", "一(三)", "must", "core", Fate.REFUSAL, context="appraisal",
    zh="保险机构和涉保当事人须从司法行政机关公开的名录里选定鉴定机构。",
    en="Party and insurer must choose the agency from the roster published by the justice administration.",
)  # fmt: skip
NEAR_AND_GOOD = SMX.rule(
    "SMX-1.3-near-best", "一(三)", "should", "later", Fate.POLICY, context="appraisal",
    zh="倡导选机构时兼顾路程远近与执业水平。",
    en="Choosing an agency that is both near and good is encouraged.",
    why="distance can be counted, but which agency is best is the principal's own judgement",
)  # fmt: skip

# 一(四): the commission letter, and declining
SIGN_COMMISSION_LETTER = SMX.rule(
    "SMX-1.4-letter", "一(四)", "must", "core", Fate.REFUSAL, context="appraisal",
    zh="接受委托的鉴定机构须依程序通则第十六条与委托人订立书面委托书。",
    en="An agency that accepts must sign a commission letter with the principal (General Rules, article 16).",
)  # fmt: skip
AGREED_STANDARDS = SMX.rule(
    "SMX-1.4-standards", "一(四)", "may", "wanted", Fate.CHECKLIST, context="appraisal",
    zh="双方谈妥的，可在委托书中列出本次鉴定采用的技术标准与规范。",
    en="Where both sides agree, the letter may name the technical standards to be applied.",
)  # fmt: skip
DECLINE_STATEMENT = SMX.rule(
    "SMX-1.4-decline-note", "一(四)", "must", "core", Fate.DUTY, context="appraisal",
    zh="鉴定机构不接受委托时，须以退案说明向委托人讲清理由及依据。",
    en="An agency that declines must give the principal a statement of its reasons and their basis.",
)  # fmt: skip
RETURN_MATERIALS = SMX.rule(
    "SMX-1.4-return-materials", "一(四)", "must", "core", Fate.DUTY, context="appraisal",
    zh="鉴定机构不接受委托时，须把所收材料退回委托人。",
    en="An agency that declines must return the materials.",
)  # fmt: skip

# 二(一): neutrality
ACT_IMPARTIALLY = SMX.rule(
    "SMX-2.1-neutral", "二(一)", "must", "later", Fate.POLICY, context="appraisal",
    zh="鉴定机构与鉴定人办理涉保鉴定，须讲科学、重客观、守独立、求公正。",
    en="Agencies and appraisers must work scientifically, objectively, independently and impartially.",
    why="a principle: only its concrete breaches, recorded as violations, can be judged",
)  # fmt: skip
NO_UNLAWFUL_INTERFERENCE = SMX.rule(
    "SMX-2.1-no-interference", "二(一)", "must_not", "wanted", Fate.FINDING, context="appraisal",
    zh="任何单位、个人均不得非法插手涉保鉴定。",
    en="No organisation or person may interfere unlawfully with an appraisal.",
)  # fmt: skip
MANAGE_APPRAISERS = SMX.rule(
    "SMX-2.1-manage", "二(一)", "must", "later", Fate.POLICY, context="appraisal",
    zh="鉴定机构须强化对本机构鉴定人的管理。",
    en="Agencies must strengthen the management of their appraisers.",
    why="how an agency manages its appraisers is an inner matter without recorded facts",
)  # fmt: skip
PROFESSIONAL_ETHICS = SMX.rule(
    "SMX-2.1-ethics", "二(一)", "must", "wanted", Fate.FINDING, context="credit",
    zh="鉴定人执业须恪守应有的职业操守。",
    en="Appraisers must observe professional ethics.",
)  # fmt: skip
NO_GIFTS_TO_APPRAISERS = SMX.rule(
    "SMX-2.1-no-gifts", "二(一)", "must_not", "core", Fate.FINDING, context="credit",
    zh="鉴定人不得收取保险机构或当事人的钱物、赴其宴请，亦不得有其他足以影响公正的行为。",
    en="Appraisers must take no gifts or hospitality from insurers or parties, nor otherwise risk fairness.",
)  # fmt: skip

# 二(二): the process and its record
SHOW_LICENCE = SMX.rule(
    "SMX-2.2-show-licence", "二(二)", "must", "core", Fate.DUTY, context="attendance",
    zh="鉴定开始之前，鉴定人须向在场人员亮明执业证及身份。",
    en="Before work begins, appraisers must show their practice licence to those present.",
)  # fmt: skip
RECORD_LIVE = SMX.rule(
    "SMX-2.2-live-record", "二(二)", "must", "core", Fate.DUTY, context="appraisal",
    zh="鉴定人须随鉴定的进行同步作出记录。",
    en="Appraisers must record the process as it happens.",
)  # fmt: skip
SIGN_RECORDS = SMX.rule(
    "SMX-2.2-record-signed", "二(二)", "must", "core", Fate.REFUSAL, context="appraisal",
    zh="过程记录须由鉴定人签名。",
    en="Appraisers must sign the records of the process.",
)  # fmt: skip
RECORD_MEDIA = SMX.rule(
    "SMX-2.2-record-media", "二(二)", "may", "wanted", Fate.CLASSIFICATION, context="appraisal",
    zh="过程记录可用文字、声音、影像、照片等形式。",
    en="The process may be recorded in notes, audio, video, photographs or the like.",
)  # fmt: skip
RECORD_QUALITY = SMX.rule(
    "SMX-2.2-record-quality", "二(二)", "must", "wanted", Fate.CHECKLIST, context="appraisal",
    zh="过程记录须真实可信、客观准确，内容齐全、清楚可辨。",
    en="Records must be true, objective, accurate, complete and clear.",
)  # fmt: skip
ARCHIVE_RECORDS = SMX.rule(
    "SMX-2.2-record-archived", "二(二)", "must", "core", Fate.RETENTION, context="archive",
    zh="文字与音像形式的过程记录均须归入鉴定档案。",
    en="Written and audiovisual records must go into the appraisal archive.",
)  # fmt: skip

# 二(三): procedure, standards and the opinion
FOLLOW_PROCEDURE = SMX.rule(
    "SMX-2.3-comply", "二(三)", "must", "later", Fate.POLICY, context="appraisal",
    zh="鉴定机构和鉴定人须遵守法律法规和各项制度，按法定程序办理鉴定。",
    en="Agencies and appraisers must follow the law, the rules and the appraisal procedure.",
    why="a general duty: its judgeable parts are the concrete procedural rules of this pack",
)  # fmt: skip
APPLY_STANDARDS = SMX.rule(
    "SMX-2.3-standards", "二(三)", "must", "wanted", Fate.CHECKLIST, context="appraisal",
    zh="鉴定机构和鉴定人须正确选用技术标准与规范。",
    en="Agencies and appraisers must apply technical standards and specifications correctly.",
)  # fmt: skip
REVIEW_BEFORE_ISSUE = SMX.rule(
    "SMX-2.3-review", "二(三)", "must", "core", Fate.REFUSAL, context="appraisal",
    zh="鉴定机构须设立并不断完善对鉴定的复核制度。",
    en="Agencies must set up and improve a system of reviewing their appraisals.",
)  # fmt: skip
OPINION_FORMAT = SMX.rule(
    "SMX-2.3-format", "二(三)", "must", "wanted", Fate.CHECKLIST, context="appraisal",
    zh="鉴定机构出具的文书，内容与格式须统一规范。",
    en="Agencies must standardise the content and format of appraisal documents.",
)  # fmt: skip
QUALITY_AIMS = SMX.rule(
    "SMX-2.3-five-aims", "二(三)", "must", "later", Fate.POLICY, context="appraisal",
    zh="鉴定的行为、程序、方法、数据和结论都须经得起检验。",
    en="Appraisals must be sound in conduct, procedure, method, data and conclusion.",
    why="quality aims: whether a method is right is for expert review to say",
)  # fmt: skip
NO_DATA_CHANGE_AFTER_ISSUE = SMX.rule(
    "SMX-2.3-no-data-change", "二(三)", "must_not", "core", Fate.REFUSAL, context="appraisal",
    zh="鉴定意见书一经出具，鉴定数据即不得改动。",
    en="Once the opinion is issued, the appraisal data must not be changed.",
)  # fmt: skip
OPINION_WITHOUT_GRADE = SMX.rule(
    "SMX-2.3-no-grade-still-opinion", "二(三)", "must", "core", Fate.REFUSAL, context="appraisal",
    zh="伤情够不上伤残等级的，鉴定机构同样须出具意见书。",
    en="The agency must issue an opinion even where the injury reaches no disability grade.",
)  # fmt: skip

# 二(四): no unfair competition
MANAGE_STAFF = SMX.rule(
    "SMX-2.4-manage-staff", "二(四)", "must", "later", Fate.POLICY, context="appraisal",
    zh="鉴定机构对鉴定人及其他工作人员均须加强管理。",
    en="Agencies must strengthen the management of appraisers and all other staff.",
    why="how an agency manages its staff is an inner matter without recorded facts",
)  # fmt: skip
PRACTICE_FILE = SMX.rule(
    "SMX-2.4-practice-file", "二(四)", "must", "core", Fate.REGISTER, context="registry",
    zh="鉴定机构须为其工作人员建立执业档案并保持完善。",
    en="Agencies must keep complete practice files of their staff.",
)  # fmt: skip
NO_CLAIMS_AGENCY = SMX.rule(
    "SMX-2.4-no-claims-agency", "二(四)", "must_not", "core", Fate.REFUSAL, context="appraisal",
    zh="鉴定人和鉴定机构其他人员不得帮人索赔，也不得充当索赔代理人。",
    en="Appraisers and other agency staff must not assist in insurance claims or act as agents for them.",
)  # fmt: skip
NO_PROMISED_OPINIONS = SMX.rule(
    "SMX-2.4-no-promise", "二(四)", "must_not", "core", Fate.FINDING, context="credit",
    zh="不得以许诺（包括变相许诺）有利意见之类的不正当手段承揽鉴定业务。",
    en="Business must not be sought by open or veiled promises of a favourable opinion or the like.",
)  # fmt: skip
RECUSAL = SMX.rule(
    "SMX-2.4-recusal", "二(四)", "must", "core", Fate.REFUSAL, context="appraisal",
    zh="与保险机构或涉保当事人有利害关系的鉴定机构、鉴定人，须依法回避该项鉴定。",
    en="Agencies and appraisers whose interests are tied to the insurer or a party must recuse themselves.",
)  # fmt: skip

# 二(五): notice, attendance and observation
NOTIFY_A_DAY_AHEAD = SMX.rule(
    "SMX-2.5-notice", "二(五)", "must", "core", Fate.DUTY, context="attendance",
    zh="鉴定机构最迟须提前一天向有关保险机构的联系人发出通知。",
    en="The agency must notify the contact of each insurer concerned at least one day ahead.",
)  # fmt: skip
RECORD_ATTENDANCE = SMX.rule(
    "SMX-2.5-record-attendance", "二(五)", "must", "core", Fate.REFUSAL, context="attendance",
    zh="保险机构、涉保当事人到场与否，鉴定机构须照实记录。",
    en="The agency must truthfully record whether insurer and party attended.",
)  # fmt: skip
PROCEED_IF_ABSENT = SMX.rule(
    "SMX-2.5-proceed-if-absent", "二(五)", "must", "core", Fate.REFUSAL, context="attendance",
    zh="保险机构未按时派人到场的，鉴定机构仍须照章完成鉴定。",
    en="If the insurer sends nobody on time, the agency must carry out the appraisal as prescribed.",
)  # fmt: skip
FACILITATE_OBSERVATION = SMX.rule(
    "SMX-2.5-facilitate", "二(五)", "must", "wanted", Fate.FINDING, context="attendance",
    zh="鉴定机构须方便保险机构到场的人员旁观旁听。",
    en="The agency must make it easy for the insurer's attendees to watch and listen.",
)  # fmt: skip

# 三(一): insurers keep to the procedure
INSURER_COOPERATES = SMX.rule(
    "SMX-3.1-comply", "三(一)", "must", "later", Fate.POLICY, context="appraisal",
    zh="保险机构须守法并遵循鉴定程序规则，主动配合鉴定机构。",
    en="Insurers must obey the law and the procedural rules and cooperate actively with agencies.",
    why="a general duty: cooperation shows only in statistics of attendance and materials",
)  # fmt: skip
NO_INSURER_INTERFERENCE = SMX.rule(
    "SMX-3.1-no-interfere", "三(一)", "must_not", "core", Fate.FINDING, context="credit",
    zh="保险机构不得妨碍鉴定机构独立公正地执业。",
    en="Insurers must not interfere with an agency's independent and impartial practice.",
)  # fmt: skip
NO_COLLUSION = SMX.rule(
    "SMX-3.1-no-collusion", "三(一)", "must_not", "core", Fate.FINDING, context="credit",
    zh="保险机构不得伙同鉴定从业人员或其他组织、个人操纵涉保鉴定谋利。",
    en="Insurers must not collude with appraisal staff or others to manipulate appraisals for profit.",
)  # fmt: skip
NO_COOPERATION_AGREEMENT = SMX.rule(
    "SMX-3.1-no-cooperation-agreement", "三(一)", "must_not", "core", Fate.FINDING, context="credit",
    zh="保险机构不得与鉴定机构订立合作性质的协议。",
    en="Insurers must not sign cooperation agreements with appraisal agencies.",
)  # fmt: skip
NO_DUAL_ROLE = SMX.rule(
    "SMX-3.1-no-dual-role", "三(一)", "must_not", "core", Fate.REFUSAL, context="registry",
    zh="保险机构人员不得违反规定同时担任司法鉴定人。",
    en="Insurer staff must not, against the rules, also serve as judicial appraisers.",
)  # fmt: skip
NO_BENEFITS_FROM_INSURERS = SMX.rule(
    "SMX-3.1-no-benefits", "三(一)", "must_not", "core", Fate.FINDING, context="credit",
    zh="保险机构不得给付好处费、馈赠礼品，或以其他方式影响鉴定的公正。",
    en="Insurers must not pay kickbacks, give gifts or otherwise put impartial appraisal at risk.",
)  # fmt: skip

# 三(二): insurers use the opinion
OPINION_USE_MECHANISM = SMX.rule(
    "SMX-3.2-use-mechanism", "三(二)", "must", "later", Fate.POLICY, context="claims",
    zh="保险机构须就如何使用鉴定意见建立科学的内部机制。",
    en="Insurers must set up a sound mechanism for using appraisal opinions.",
    why="an inner mechanism: the use of each opinion is recorded, its quality is not",
)  # fmt: skip
CONSIDER_OPINION = SMX.rule(
    "SMX-3.2-respect-opinion", "三(二)", "must", "core", Fate.DUTY, context="claims",
    zh="保险机构须客观审查、尊重鉴定意见，并以之作为理赔的重要依据。",
    en="Insurers must review opinions objectively, respect them and treat them as important to a claim.",
)  # fmt: skip
TRAIN_REVIEWERS = SMX.rule(
    "SMX-3.2-train-reviewers", "三(二)", "must", "later", Fate.POLICY, context="training_or_meeting",
    zh="保险机构须以培训、引才、交流等方式健全审核岗位的考核，提高理赔人员审查鉴定意见的能力。",
    en="Insurers must train, recruit and assess their reviewers so that they examine opinions better.",
    why="training is logged; whether ability rose is for the insurer's own assessment",
)  # fmt: skip

# 三(三): insurers' claims service
ASSESS_SERVICE_PROMISES = SMX.rule(
    "SMX-3.3-assess-promise", "三(三)", "must", "later", Fate.POLICY, context="claims",
    zh="保险机构须改进对理赔服务承诺的内部考核与评价。",
    en="Insurers must improve the internal assessment of their claims-service promises.",
    why="an inner assessment: no recorded fact shows how an insurer grades its promises",
)  # fmt: skip
TRANSPARENT_CLAIMS = SMX.rule(
    "SMX-3.3-convenience", "三(三)", "must", "later", Fate.POLICY, context="appraisal",
    zh="保险机构须方便鉴定工作开展，使理赔更透明、服务更好。",
    en="Insurers must ease appraisal work and make claims more transparent and better served.",
    why="an aim of service: the text gives transparency and quality no measure",
)  # fmt: skip
STAFF_RECUSAL = SMX.rule(
    "SMX-3.3-staff-recusal", "三(三)", "must", "wanted", Fate.FINDING, context="claims",
    zh="保险机构人员履职须遵守回避规定。",
    en="Insurer staff must observe the recusal rules of their office.",
)  # fmt: skip
NO_CONFLICTING_INTERESTS = SMX.rule(
    "SMX-3.3-no-conflict-interest", "三(三)", "must_not", "core", Fate.FINDING, context="registry",
    zh="保险机构人员不得出资设立与本公司利益冲突的中介机构，也不得在其中兼职或领酬。",
    en="Insurer staff must not fund, work for or be paid by intermediaries in conflict with their company.",
)  # fmt: skip

# 三(四): insurers witness the appraisal
SEND_WITNESS = SMX.rule(
    "SMX-3.4-send-witness", "三(四)", "must", "core", Fate.DUTY, context="attendance",
    zh="保险机构收到见证通知后，须积极安排人员到场。",
    en="On receiving the witnessing notice, the insurer must actively send someone.",
)  # fmt: skip
IDENTIFY_WITNESS = SMX.rule(
    "SMX-3.4-identify", "三(四)", "must", "core", Fate.CHECKLIST, context="attendance",
    zh="到场见证人员须出示工作证明和身份证。",
    en="Attendees must produce a work certificate and an identity card.",
)  # fmt: skip
KEEP_ID_COPIES = SMX.rule(
    "SMX-3.4-copies-kept", "三(四)", "must", "core", Fate.RETENTION, context="archive",
    zh="到场见证人员的证件复印件须交鉴定机构保存。",
    en="Copies of the attendees' documents must be handed to the agency and kept there.",
)  # fmt: skip
RECORD_ATTENDANCE_TRULY = SMX.rule(
    "SMX-3.4-record-attendance", "三(四)", "must", "core", Fate.DUTY, context="attendance",
    zh="保险机构和当事人是否到场，鉴定机构须如实载入记录。",
    en="The agency must keep a true record of the attendance of insurer and party.",
)  # fmt: skip
WITNESS_SIGNS = SMX.rule(
    "SMX-3.4-sign-docs", "三(四)", "must", "core", Fate.DUTY, context="attendance",
    zh="到场人员须在委托或确认文书、鉴定告知文书等材料上签名。",
    en="Attendees must sign the commission or confirmation letter, the appraisal notice and similar papers.",
)  # fmt: skip
ATTENDEES_OBEY_LAW = SMX.rule(
    "SMX-3.4-obey", "三(四)", "must", "later", Fate.FINDING, context="attendance",
    zh="保险机构到场人员须守法，并遵循《司法鉴定程序通则》。",
    en="Insurers' attendees must obey the law and the General Rules of Judicial Appraisal Procedure.",
)  # fmt: skip
NO_DISTURBANCE = SMX.rule(
    "SMX-3.4-no-disturb", "三(四)", "must_not", "core", Fate.FINDING, context="attendance",
    zh="保险机构到场人员不得妨碍或左右鉴定人独立、公正执业。",
    en="Attendees must not disturb or sway the appraisers' independent and impartial practice.",
)  # fmt: skip
NO_FILMING_WITHOUT_CONSENT = SMX.rule(
    "SMX-3.4-no-filming", "三(四)", "must_not", "core", Fate.FINDING, context="attendance",
    zh="涉保当事人未同意的，保险机构到场人员不得拍照或录像。",
    en="Without the party's consent, attendees must not photograph or film the process.",
)  # fmt: skip

# 四(一): mediation
JOINT_MEDIATION = SMX.rule(
    "SMX-4.1-mediation-mechanism", "四(一)", "must", "wanted", Fate.POLICY, context="dispute",
    zh="鉴定人协会与保险行业协会须联手建立争议调解机制，并订立实施细则。",
    en="The two associations must set up joint mediation of disputes and lay down detailed rules.",
    why="setting up mediation is the associations' act; its rules are filed, their worth is not judged",
)  # fmt: skip
MEDIATION_STEPS = SMX.rule(
    "SMX-4.1-workflow", "四(一)", "must", "core", Fate.DUTY, context="dispute",
    zh="两家协会的调解须流程清楚，从受理、处理到反馈环节齐备。",
    en="The associations' mediation must have clear steps of acceptance, handling and feedback.",
)  # fmt: skip
USE_EXPERTS = SMX.rule(
    "SMX-4.1-experts", "四(一)", "should", "later", Fate.POLICY, context="dispute",
    zh="化解纠纷宜多借助专家之长。",
    en="Disputes should be resolved with the help of experts.",
    why="how much an expert contributed to a settlement is not a recorded fact",
)  # fmt: skip

# 四(二): expert review
EXPERT_REVIEW_SYSTEM = SMX.rule(
    "SMX-4.2-expert-review-system", "四(二)", "must", "wanted", Fate.POLICY, context="dispute",
    zh="鉴定人协会须就涉保鉴定设立专家评审制度。",
    en="The appraisers' association must set up expert review of insurance-related appraisals.",
    why="setting up the system is the association's act; the reviews held under it are judged singly",
)  # fmt: skip
EXPERT_REVIEW = SMX.rule(
    "SMX-4.2-expert-review", "四(二)", "must", "core", Fate.DUTY, context="dispute",
    zh="意见反映集中、结果争议大的鉴定案件，鉴定人协会须交专家评审。",
    en="The appraisers' association must put appraisals much complained of, much disputed, to expert review.",
)  # fmt: skip
INVITE_INSURER_EXPERTS = SMX.rule(
    "SMX-4.2-invite-insurer-experts", "四(二)", "may", "later", Fate.POLICY, context="dispute",
    zh="评审视案情可请保险机构的专家参与。",
    en="Experts of insurers may be invited to the review where the case calls for it.",
    why="a discretion of the association: using it or not is never wrong",
)  # fmt: skip
TRANSFER_SUSPECTED_VIOLATION = SMX.rule(
    "SMX-4.2-transfer", "四(二)", "must", "core", Fate.DUTY, context="dispute",
    zh="评审发现疑似违反鉴定程序或技术规范的，鉴定人协会须及时转交司法行政机关处理。",
    en="Breaches of procedure or technique suspected in review must promptly go to the justice bureau.",
)  # fmt: skip

# 四(三): objection, reply and remedy
RAISE_OBJECTION = SMX.rule(
    "SMX-4.3-raise-objection", "四(三)", "may", "core", Fate.CLASSIFICATION, context="dispute",
    zh="涉保当事人和保险机构对鉴定执业有不同意见的，可致电、致函等向鉴定机构提出。",
    en="Parties and insurers may raise an objection with the agency by telephone, in writing or otherwise.",
)  # fmt: skip
REPLY_IN_TEN_DAYS = SMX.rule(
    "SMX-4.3-reply-10wd", "四(三)", "must", "core", Fate.DUTY, context="dispute",
    zh="收到书面异议的鉴定机构，须于十个工作日之内书面答复。",
    en="The agency must answer a written objection in writing within ten working days.",
)  # fmt: skip
EXTEND_BY_AGREEMENT = SMX.rule(
    "SMX-4.3-extend", "四(三)", "may", "core", Fate.REFUSAL, context="dispute",
    zh="案情疑难且须进一步查证的，双方协商后可以延后答复。",
    en="In a difficult case needing further inquiry, the time to reply may be extended by agreement.",
)  # fmt: skip
NEXT_REMEDY = SMX.rule(
    "SMX-4.3-next-remedy", "四(三)", "must", "core", Fate.CLASSIFICATION, context="dispute",
    zh="得到答复后仍不认可鉴定意见的，须依法申请补充或重新鉴定，或在庭审中质证等。",
    en="Whoever disputes the opinion after the reply must turn to further appraisal, the court or the like.",
)  # fmt: skip

# 五(一): the associations cooperate
GIVE_ATTENTION = SMX.rule(
    "SMX-5.1-attention", "五(一)", "must", "later", Fate.POLICY, context="training_or_meeting",
    zh="两家协会须把涉保鉴定工作摆在重要位置。",
    en="The two associations must give insurance-related appraisal high attention.",
    why="attention is an attitude and leaves no fact to judge",
)  # fmt: skip
EXCHANGE_REGULARLY = SMX.rule(
    "SMX-5.1-cooperation", "五(一)", "must", "wanted", Fate.POLICY, context="training_or_meeting",
    zh="两家协会须建立交流机制，定期或随时互通情况，协商解决新出现的问题。",
    en="The two associations must keep in exchange and solve new problems of appraisal together.",
    why="meetings are logged, but the text leaves their rhythm open, so none is ever overdue",
)  # fmt: skip
HOLD_TRAINING = SMX.rule(
    "SMX-5.1-training", "五(一)", "must", "wanted", Fate.DUTY, context="training_or_meeting",
    zh="两家协会须定期为鉴定人和保险机构的审核人员举办业务培训。",
    en="The two associations must regularly hold training for appraisers and insurers' reviewers.",
)  # fmt: skip
LASTING_TRAINING = SMX.rule(
    "SMX-5.1-training-mechanism", "五(一)", "must", "later", Fate.POLICY, context="training_or_meeting",
    zh="两家协会须使教育培训常态化，持续提高从业人员水平。",
    en="The two associations must make training a lasting practice and raise professional skill.",
    why="a lasting practice is no single act; the trainings are a duty of their own",
)  # fmt: skip

# 五(二): self-discipline of the professions
SELF_REGULATION = SMX.rule(
    "SMX-5.2-self-discipline", "五(二)", "may", "wanted", Fate.VIEW, context="credit",
    zh="两家协会可就涉保鉴定开展自律性质的检查和考评。",
    en="The two associations may hold self-regulatory inspections and evaluations.",
)  # fmt: skip
GOOD_IMAGE = SMX.rule(
    "SMX-5.2-image", "五(二)", "should", "later", Fate.POLICY, context="credit",
    zh="鉴定与保险两个行业宜携手维护良好的社会声誉。",
    en="Both professions should build a good public image together.",
    why="public image is an aim without facts to judge",
)  # fmt: skip
EMPLOYER_DISCIPLINES = SMX.rule(
    "SMX-5.2-employer-discipline", "五(二)", "must", "core", Fate.DUTY, context="credit",
    zh="从业人员串通操纵鉴定谋利经查实的，其用人单位须依法处理。",
    en="Once collusion for profit is established, the employer must deal by law with the staff concerned.",
)  # fmt: skip
REPORT_SERIOUS_COLLUSION = SMX.rule(
    "SMX-5.2-serious-escalate", "五(二)", "must", "core", Fate.DUTY, context="credit",
    zh="上述串通行为情节严重的，须报行业监管部门查处。",
    en="Serious collusion must be reported to the industry regulator for investigation.",
)  # fmt: skip
SANCTION_BY_CONVENTION = SMX.rule(
    "SMX-5.2-convention-sanction", "五(二)", "must", "wanted", Fate.DUTY, context="credit",
    zh="违反自律公约的鉴定机构或保险机构，由所属行业的协会按公约惩戒。",
    en="Agencies and insurers that break a self-regulation convention are sanctioned by their association.",
)  # fmt: skip
REPORT_BREACH_OF_LAW = SMX.rule(
    "SMX-5.2-law-breach-report", "五(二)", "must", "core", Fate.DUTY, context="credit",
    zh="鉴定机构或保险机构违法的，协会须提请行业监管部门查处。",
    en="The association must report breaches of law to the industry regulator for investigation.",
)  # fmt: skip

# 六(一): the regulators consult
REGULATORS_CONSULT = SMX.rule(
    "SMX-6.1-consultation", "六(一)", "must", "wanted", Fate.DUTY, context="training_or_meeting",
    zh="市司法局与银保监分局须定期会商、召开座谈会。",
    en="The justice bureau and the insurance regulator must meet regularly to consult.",
)  # fmt: skip
CONSULTATION_AGENDA = SMX.rule(
    "SMX-6.1-agenda", "六(一)", "must", "wanted", Fate.CHECKLIST, context="training_or_meeting",
    zh="会商内容须包括阶段计划、新政新举措、案件风险、重大案件对策和监管新问题。",
    en="Consultations must cover plans, new policies and measures, case risks, major cases and new problems.",
)  # fmt: skip
WATCH_PUBLIC_OPINION = SMX.rule(
    "SMX-6.1-opinion-monitoring", "六(一)", "must", "later", Fate.POLICY, context="training_or_meeting",
    zh="两部门须做好舆情监测和应急预案，遇事依法处置。",
    en="Both regulators must watch public opinion, improve contingency plans and respond lawfully.",
    why="public opinion is watched outside this ledger",
)  # fmt: skip
PUBLICISE_LAW = SMX.rule(
    "SMX-6.1-publicity", "六(一)", "must", "later", Fate.POLICY, context="training_or_meeting",
    zh="两部门须宣讲政策法规、交流经验，带动鉴定水平提高。",
    en="Both regulators must publicise the law and share experience, so that appraisal improves.",
    why="activities are logged, but the text sets them neither number nor measure",
)  # fmt: skip

# 六(二): registers, contacts and their sharing
AGENCY_REGISTER = SMX.rule(
    "SMX-6.2-agency-register", "六(二)", "must", "core", Fate.REGISTER, context="registry",
    zh="市司法局须汇编全市鉴定机构和鉴定人名册，连同有关监管信息。",
    en="The justice bureau must compile the register of agencies and appraisers with regulatory information.",
)  # fmt: skip
AGENCY_UPDATE = SMX.rule(
    "SMX-6.2-agency-update", "六(二)", "must", "core", Fate.DUTY, context="registry",
    zh="鉴定机构和鉴定人名册有变化的，市司法局须及时更新。",
    en="The justice bureau must update the register of agencies and appraisers in good time.",
)  # fmt: skip
PROVIDE_AGENCY_REGISTER = SMX.rule(
    "SMX-6.2-agency-provide", "六(二)", "must", "core", Fate.SHARING, context="registry",
    zh="市司法局须将鉴定机构和鉴定人名册送交银保监分局。",
    en="The justice bureau must provide the register to the insurance regulator.",
)  # fmt: skip
IMPORT_TO_ANTI_FRAUD = SMX.rule(
    "SMX-6.2-import-antifraud", "六(二)", "must", "core", Fate.SHARING, context="registry",
    zh="保险行业协会须在银保监分局指导下，将名册信息录入反保险欺诈系统。",
    en="Guided by the regulator, the insurance association must import it into the anti-fraud system.",
)  # fmt: skip
INSURER_DEPARTMENT = SMX.rule(
    "SMX-6.2-insurer-department", "六(二)", "must", "core", Fate.REGISTER, context="registry",
    zh="每家保险机构须确定内设部门，统管司法鉴定的对外沟通与对内事务。",
    en="Each insurer must designate a department for appraisal liaison outside and coordination inside.",
)  # fmt: skip
INSURER_LIAISON = SMX.rule(
    "SMX-6.2-insurer-liaison", "六(二)", "must", "core", Fate.REGISTER, context="registry",
    zh="每家保险机构须确定专职的联络人员。",
    en="Each insurer must name a dedicated liaison officer.",
)  # fmt: skip
LIAISON_UPDATE = SMX.rule(
    "SMX-6.2-liaison-update", "六(二)", "must", "core", Fate.DUTY, context="registry",
    zh="责任部门或联络员变更的，保险机构须及时更新信息。",
    en="Insurers must update a change of department or liaison officer in good time.",
)  # fmt: skip
INSURER_CONTACTS = SMX.rule(
    "SMX-6.2-association-compile", "六(二)", "must", "core", Fate.REGISTER, context="registry",
    zh="保险行业协会须汇总各保险机构的地址、部门、联络员和联系方式。",
    en="The insurance association must compile insurers' addresses, departments and liaison contacts.",
)  # fmt: skip
PROVIDE_INSURER_CONTACTS = SMX.rule(
    "SMX-6.2-association-provide", "六(二)", "must", "core", Fate.SHARING, context="registry",
    zh="保险机构联络信息须由保险行业协会报送市司法局和银保监分局。",
    en="The insurance association must provide the insurers' contacts to both regulators.",
)  # fmt: skip
SHARE_WITH_MEMBERS = SMX.rule(
    "SMX-6.2-cross-share", "六(二)", "must", "core", Fate.SHARING, context="registry",
    zh="市司法局、银保监分局须将名册与联络信息适当共享给鉴定机构和保险机构。",
    en="Both regulators must suitably share the information with agencies and with insurers.",
)  # fmt: skip

# 六(三): supervision by credit
CREDIT_FILES = SMX.rule(
    "SMX-6.3-credit-file", "六(三)", "must", "core", Fate.REGISTER, context="credit",
    zh="市司法局须为鉴定机构建立并完善诚信执业档案。",
    en="The justice bureau must keep integrity files of appraisal agencies.",
)  # fmt: skip
PUBLISH_SERIOUS_PENALTIES = SMX.rule(
    "SMX-6.3-publish-penalty", "六(三)", "must", "core", Fate.DUTY, context="credit",
    zh="对严重违法违规的鉴定机构、鉴定人的处罚，市司法局须按规定归入信用公示和监管两个系统。",
    en="Penalties for serious violations must be collected into the credit and the supervision systems.",
)  # fmt: skip
TELL_INSURANCE_REGULATOR = SMX.rule(
    "SMX-6.3-inform-cbirc", "六(三)", "must", "core", Fate.SHARING, context="credit",
    zh="市司法局须把上述处罚情况通报银保监分局。",
    en="The justice bureau must inform the insurance regulator of such penalties.",
)  # fmt: skip
WARN_AND_DETER = SMX.rule(
    "SMX-6.3-deterrence", "六(三)", "should", "later", Fate.POLICY, context="credit",
    zh="处罚信息宜用于提示风险、警示他人。",
    en="Penalties should serve as a warning of risk and a deterrent.",
    why="deterrence is an effect: warnings may be recorded, their force cannot be measured",
)  # fmt: skip

# 六(四): joint enforcement
JOINT_ENFORCEMENT = SMX.rule(
    "SMX-6.4-joint-enforcement", "六(四)", "must", "wanted", Fate.POLICY, context="credit",
    zh="两部门须建立联合执法机制，据以核查投诉举报、督导现场和开展检查。",
    en="Both regulators must set up joint enforcement for complaints, on-site supervision and inspections.",
    why="setting up the mechanism is the regulators' act; each action under it is recorded by itself",
)  # fmt: skip
ENFORCEMENT_MODE = SMX.rule(
    "SMX-6.4-measures", "六(四)", "should", "later", Fate.CLASSIFICATION, context="credit",
    zh="宜采取联合、委托等执法方式，切实强化监管。",
    en="Supervision should be strengthened by joint enforcement, delegated enforcement and the like.",
)  # fmt: skip
STOP_JUDICIAL_SCALPERS = SMX.rule(
    "SMX-6.4-scalpers", "六(四)", "must", "core", Fate.FINDING, context="fraud",
    zh="两部门须严查“司法黄牛”借鉴定骗保等违法违规行为。",
    en="Both regulators must crack down on judicial scalpers who use appraisal for insurance fraud.",
)  # fmt: skip
TRANSFER_TO_POLICE = SMX.rule(
    "SMX-6.4-police", "六(四)", "must", "core", Fate.DUTY, context="credit",
    zh="有犯罪嫌疑的案件，两部门须依法移交公安机关。",
    en="Suspected crimes must be transferred to the police in accordance with law.",
)  # fmt: skip
COLLECT_CASES = SMX.rule(
    "SMX-6.4-collect-cases", "六(四)", "must", "core", Fate.REPORT, context="report",
    zh="两部门须汇集与理赔有关的违法违规案件。",
    en="Both regulators must collect cases of violations connected with insurance claims.",
)  # fmt: skip
PUBLISH_TYPICAL_CASES = SMX.rule(
    "SMX-6.4-publish-typical", "六(四)", "must", "wanted", Fate.DUTY, context="report",
    zh="两部门须定期发布典型案例，以警示预防。",
    en="Both regulators must regularly publish typical cases as a warning.",
)  # fmt: skip

# 六(四)末段: the closing aim
COORDINATED_SUPERVISION = SMX.rule(
    "SMX-6.4-coordination", "六(四)末段", "should", "later", Fate.POLICY, context="credit",
    zh="宜不断强化协同监管，惩治司法黄牛等违法犯罪，让群众更有获得感、安全感。",
    en="Coordinated supervision should grow ever stronger, for the benefit and safety of the public.",
    why="a closing aim that asks nobody for a particular act",
)  # fmt: skip
