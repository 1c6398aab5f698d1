"""When the assets without partitions are made anew by themselves, and how old they may grow.

Assets of postings need none of it: sensors start runs over exactly the postings that are new or come out otherwise.
"""

from datetime import timedelta

import dagster as dg

#: The library is looked at each hour: what raises its version tells Dagster itself, other hands on the tables do not.
OBSERVED_HOURLY = dg.AutomationCondition.cron_tick_passed("0 * * * *")
#: Drafts follow new proposals within minutes, by `new_role_sensor`; once a night also what the library became since,
#: after the audit of 02:00.
DRAFTED_NIGHTLY = dg.AutomationCondition.cron_tick_passed("30 2 * * *")
#: Before the drafts of the night: its promotion is a change of the library, whose effects the day begins with.
TAUGHT_NIGHTLY = dg.AutomationCondition.cron_tick_passed("15 2 * * *")
#: A night may be missed by a machine that is off.
#: `role_library` has no such policy: Dagster 1.13 reckons an asset's age from materialisations, and it is observed.
DRAFTS_FRESH = dg.FreshnessPolicy.time_window(warn_window=timedelta(hours=26), fail_window=timedelta(hours=50))

automation_sensor = dg.AutomationConditionSensorDefinition(
    "automation_sensor",
    target=dg.AssetSelection.assets("role_library", "role_draft", "evidence_model"),
    default_status=dg.DefaultSensorStatus.RUNNING,
    minimum_interval_seconds=60,
    description="Observes role_library each hour, makes evidence_model and role_draft each night, as conditions say.",
)
