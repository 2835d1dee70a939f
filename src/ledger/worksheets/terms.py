"""The words of calculation sheets: what a line is, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from ledger.kernel.law import Text

COSTS = Text("修复费用", "cost of repair")
WEAR = Text("剔除自然损耗", "less wear")
AGGRAVATED = Text("剔除扩大损失", "less the part aggravated by the insured")
BETTERMENT = Text("剔除改善", "less betterment")
DEPRECIATION = Text("扣除折旧", "less depreciation")
LOSS = Text("核损金额", "assessed loss")
TOTAL_LOSS = Text("全部损失", "total loss")
BY_DEGREE = Text("损失程度赔款", "indemnity by degree of loss")
PART = Text("部分赔款", "indemnity of a part")
SPLIT = Text("分割赔付合计", "sum of the parts")
COVERED = Text("协商比例", "negotiated share")
RESIDUAL = Text("残值", "residual value")
RESIDUAL_DEDUCTED = Text("应扣残值", "residual value to deduct")
GROSS = Text("比例赔款", "loss in the insurance ratio")
INDEMNITY = Text("分项赔款", "indemnity of the item")
LIMIT = Text("赔偿限额", "limit of indemnity")
TOTAL = Text("分项合计", "sum of the items")
RECOVERED = Text("扣减第三方赔偿", "less compensation of the third party")
CONTRIBUTION = Text("重复保险分摊", "share of this policy")
DEDUCTIBLE = Text("免赔", "deductible")
PROPERTY = Text("财产赔款", "indemnity of the property")
SALVAGE = Text("保险财产施救费用", "salvage cost of insured property")
SALVAGE_PAYABLE = Text("应赔施救费用", "salvage cost payable")
PAYABLE = Text("应付赔款", "payable")
SHARE = Text("共保份额", "share of a co-insurer")
TO_PAY = Text("尚应支付", "still to pay")
REFUND = Text("应退回", "to be refunded")
PREMIUM = Text("恢复保额保险费", "reinstatement premium")
WAIVER = Text("弃权扣减后赔款", "indemnity after the waiver")
PREJUDICE = Text("可扣减或追回金额", "amount that may be deducted or reclaimed")
RECOVERY_COSTS = Text("追偿费用", "recovery costs borne")
NET_COST = Text("净赔付成本", "net claim cost")
LEGAL_COSTS = Text("应承担仲裁诉讼费用", "legal costs borne")

TERMS: Mapping[str, Text] = {each.zh: each for each in vars().copy().values() if isinstance(each, Text)}
"""Terms by what the lines of a sheet call them."""
