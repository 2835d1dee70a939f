"""What the work process does by the clock, as a table. Each scheduled run happens once (see runs)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from ledger.jobs import calendar, reminders, watch
from ledger.jobs.runs import Daily, Every, Job
from ledger.kernel.law import Text

JOBS: Sequence[Job] = (
    Job("projector-watch", Text("视图进度检查", "Watch of the views"), Every(30), watch.run),
    Job("calendar-check", Text("工作日历检查", "Check of the calendar"), Daily(time(6, 30)), calendar.run),
    Job("reminders", Text("期限提醒", "Reminders of duties"), Every(300), reminders.run),
)
