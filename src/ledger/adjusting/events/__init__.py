"""Events of an adjusting assignment, chapter by chapter of the code. 公估事件"""

from ledger.adjusting.events import analysis, commission, documents, report, survey

EVENTS = (
    *commission.EVENTS,
    *survey.EVENTS,
    *documents.EVENTS,
    *analysis.EVENTS,
    *report.EVENTS,
)
