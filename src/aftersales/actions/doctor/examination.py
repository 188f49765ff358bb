"""All checks of an installation, one after another."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from aftersales.actions.doctor import access, automation, computer, data, receivers, setup
from aftersales.actions.doctor.finding import Unchecked
from aftersales.actions.doctor.installation import Installation
from aftersales.errors import AftersalesError
from aftersales.language import tr
from aftersales.rendering.fields.setup.findings import FAULT, OK, WARNING, Finding

Check = Callable[[Installation], Iterable[Finding]]

# By name, in the order of the output: first what the other checks depend on.
CHECKS: Mapping[str, Check] = {
    "program": computer.program,
    "configuration": setup.configuration,
    "ledger": data.ledger,
    "place": data.place,
    "clock": data.clock,
    "shops": setup.shops,
    "policies": setup.policies,
    "calendars": setup.calendars,
    "freshness": data.freshness,
    "logins": access.logins,
    "permissions": access.permissions,
    "exports": automation.exports,
    "schedule": automation.schedule,
    "receivers": receivers.receivers,
    "disk": computer.disk,
    "terminal": computer.terminal,
    "locale": computer.locales,
    "pager": computer.pager,
    "completions": computer.completions,
}
_RANK = {FAULT: 0, WARNING: 1, OK: 2}


def examine(installation: Installation) -> list[Finding]:
    """The findings of all checks. A check that can't be made, or that ends as a bug, is a finding; the others still
    run.
    """
    return [
        finding._replace(check=name) for name, check in CHECKS.items() for finding in _findings(check, installation)
    ]


def worst(findings: Iterable[Finding]) -> str:
    """The gravest state among findings."""
    return min((finding.state for finding in findings), key=_RANK.__getitem__, default=OK)


def _findings(check: Check, installation: Installation) -> list[Finding]:
    findings: list[Finding] = []
    try:
        findings.extend(check(installation))
    except Unchecked as reason:
        findings.append(Finding(WARNING, str(reason)))
    except AftersalesError as error:
        findings.append(Finding(FAULT, str(error)))
    except OSError as error:
        findings.append(
            Finding(FAULT, tr("{file}: {reason}", file=error.filename or "?", reason=error.strerror or "?"))
        )
    except Exception as error:  # a bug in one check
        place = traceback.extract_tb(error.__traceback__)[-1]
        findings.append(
            Finding(
                FAULT,
                tr(
                    "this check ended as a bug ({error} at {place}). Please report it",
                    error=type(error).__name__,
                    place=f"{Path(place.filename).name}:{place.lineno}",
                ),
            )
        )
    return findings
