"""Timers of macOS and Windows, as text to paste."""

from __future__ import annotations

import subprocess
from xml.sax.saxutils import escape

from aftersales.actions.schedule.job import ScheduledJob

LABEL = "aftersales.sync"
PLIST = f"~/Library/LaunchAgents/{LABEL}.plist"


def launchd(job: ScheduledJob) -> str:
    """A property list for launchd, which runs no job twice at once."""
    arguments = "".join(f"    <string>{escape(word)}</string>\n" for word in job.command)
    variables = "".join(
        f"    <key>{escape(name)}</key><string>{escape(value)}</string>\n" for name, value in job.variables
    )
    environment = f"  <key>EnvironmentVariables</key>\n  <dict>\n{variables}  </dict>\n" if variables else ""
    minutes = "".join(f"    <dict><key>Minute</key><integer>{minute}</integer></dict>\n" for minute in job.minutes)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n'
        f'<plist version="1.0">\n<dict>\n  <key>Label</key><string>{LABEL}</string>\n'
        f"  <key>ProgramArguments</key>\n  <array>\n{arguments}  </array>\n{environment}"
        f"  <key>StartCalendarInterval</key>\n  <array>\n{minutes}  </array>\n"
        "  <key>ProcessType</key><string>Background</string>\n</dict>\n</plist>\n"
    )


def task_scheduler(job: ScheduledJob) -> str:
    """A command for the Task Scheduler of Windows. A task of this kind never runs twice at once."""
    run = subprocess.list2cmdline([*job.command, "--jitter", "60"])
    if job.variables:
        settings = "&& ".join(f"set {name}={value}" for name, value in job.variables)
        run = f'cmd /c "{settings}&& {run}"'
    inside = run.replace('"', '\\"')
    return f'schtasks /Create /TN {LABEL} /SC MINUTE /MO {job.every} /ST 00:{job.offset:02d} /TR "{inside}"\n'
