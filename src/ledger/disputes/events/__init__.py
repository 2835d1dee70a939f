"""Events of a dispute, by what is in dispute and how it is settled. 争议事件"""

from ledger.disputes.events import appraisal, dispute, proceedings

EVENTS = (*appraisal.EVENTS, *proceedings.EVENTS, *dispute.EVENTS)
