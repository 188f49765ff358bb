"""The page of the drift of rules."""

from __future__ import annotations

from datetime import datetime, timedelta

from aftersales.rendering.fields.policies import DRIFT_FIELDS, DriftRow
from aftersales.rendering.fields.view import View
from aftersales.rendering.pages import drift as drift_page
from unit.rendering.build import LONDON

ROW = DriftRow(
    policy="tiktok-gb", market="GB", rule="gb.respond", limits=None, duty="respond", term="48 hours", compared=5,
    drifting=4, median_seconds=86400, least_seconds=86400, most_seconds=90000,
    since=datetime(2026, 11, 16, 10, tzinfo=LONDON), cases=[1, 2, 3, 4], fit="72 hours", fits=4, fit_of=4, also=[],
    toml="[[rule]]\nid = 1\n", file="tiktok-gb.toml", fit_cases=4,
)  # fmt: skip


def test_how_far_since_when_and_what_would_fit() -> None:
    section = drift_page.section(ROW)
    assert section.title == "gb.respond of tiktok-gb (GB): respond"
    assert dict(section.facts) == {
        "rule": "48 hours",
        "differing": "4 of 5 platform deadlines",
        "by": "median 1 d later, from 1 d later to 1 d 1 h later",
        "since": "starts from Mon 16 Nov 2026 10:00 GMT",
        "cases": "1, 2, 3, 4",
        "would fit": "72 hours: 4 of 4 within a minute",
    }
    assert section.lines == ["In your policy file tiktok-gb.toml:", ""]
    assert section.copied == ["[[rule]]", "id = 1"]


def test_other_terms_that_fit_are_named_up_to_three() -> None:
    row = ROW._replace(also=["3 days", "2 business days", "4 days", "1 week"])
    assert dict(drift_page.section(row).facts)["as well"] == "3 days; 2 business days; 4 days; 1 more"


def test_too_few_cases_change_no_rule() -> None:
    section = drift_page.section(ROW._replace(toml=None, file=None, fit_cases=1))
    assert not section.lines and not section.copied
    assert dict(section.facts)["note"] == "only 1 case: too few to change a rule"


def test_where_no_term_fits() -> None:
    row = ROW._replace(fit=None, fits=None, toml=None, file=None, fit_cases=None)
    assert dict(drift_page.section(row).facts)["would fit"].startswith("no single term fits more than half of the 4")
    assert dict(drift_page.section(row._replace(fit_of=0)).facts)["would fit"].startswith(
        "unknown: no start is known exactly"
    )


def test_the_summary() -> None:
    hour = timedelta(hours=1)
    assert drift_page.summary([ROW], 5, hour) == (
        "5 platform deadlines compared. 4 differ by more than 1 h (`--min`). "
        "`aftersales policy impact FILE` shows what would move."
    )
    one = ROW._replace(drifting=1, toml=None)
    assert drift_page.summary([one], 5, hour).endswith("1 differs by more than 1 h (`--min`).")
    assert drift_page.summary([], 5, hour).endswith("None differs by more than 1 h (`--min`).")
    assert drift_page.summary([], 0, hour).startswith("No platform deadline to compare")


def test_the_fields_for_programs() -> None:
    (values,) = View(DRIFT_FIELDS, [ROW]).objects()
    assert values["since"] == "2026-11-16T10:00:00+00:00"
    assert (values["cases"], values["also"], values["fit_cases"]) == ([1, 2, 3, 4], [], 4)
