"""`demo`: the due list on sample data, in a temporary ledger."""

from __future__ import annotations

import tempfile
import tomllib
from pathlib import Path
from typing import Any

import typer

from aftersales.actions import due_agenda, due_list
from aftersales.actions.imports import files as import_action
from aftersales.actions.imports.part_result import ImportOptions
from aftersales.commandline.command import AppCommand, single
from aftersales.commandline.options import Format, Json
from aftersales.context.app import App, GlobalOptions
from aftersales.errors import AftersalesError
from aftersales.language import tr
from aftersales.ledger.derived import store
from aftersales.ledger.facts import records
from aftersales.rendering.formats import PAGES
from aftersales.rendering.reports import due as due_report

typer_app = single()


@typer_app.command(cls=AppCommand)
def demo(ctx: typer.Context, form: Format = None, as_json: Json = False) -> None:
    """Show the list of `due` on sample data, as of the sample's date. Your own ledger is not changed."""
    outer: App = ctx.obj
    chosen = outer.output.form(form, as_json)
    samples = _samples()
    plan = tomllib.loads((samples / "demo.toml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory(prefix="aftersales-demo-") as folder:
        app = App(
            GlobalOptions(
                ledger=Path(folder) / "ledger.db",
                config=Path(folder) / "config.toml",
                now=outer.options.now or plan["now"],
                color=outer.options.color,
                quiet=outer.options.quiet,
            ),
            may_lack_config=True,
        )
        _fill(app, plan, samples)
        if chosen in PAGES:
            page = due_agenda.whole_list(app)
            due_report.show_agenda(page.frame._replace(passing=True), page.agenda, outer.output, chosen, paged=True)
        else:
            request = due_list.request_of(app, due_list.ListOptions())
            due_report.show(due_list.report(app, request), outer.output, chosen)
        app.ledger.current().close()
    outer.output.notice(
        tr(
            "This was sample data, in a temporary ledger that is now deleted. To see how data come from TikTok by "
            "themselves: aftersales sync --demo. To start your own: aftersales init --shop NAME --market GB"
        )
    )


def _samples() -> Path:
    """The sample data: beside the package in the wheel, at the top of a checkout."""
    inside = Path(__file__).parents[1] / "sample-data"
    checkout = Path(__file__).parents[3] / "sample-data"
    for folder in (inside, checkout):
        if (folder / "demo.toml").exists():
            return folder
    raise AftersalesError(tr("the sample data is missing from this installation; install aftersales again."))


def _fill(app: App, plan: dict[str, Any], samples: Path) -> None:
    with app.ledger.writing(making=True) as ledger:
        for shop in plan["shop"]:
            records.add_shop(ledger, shop["name"], shop["market"], "tiktok", app.now)
        store.adopt(ledger, [shop["name"] for shop in plan["shop"]], app.rules.of(ledger), app.now)
    for entry in plan["import"]:
        import_action.run(app, [samples / entry["file"]], ImportOptions(entry["shop"], entry.get("as_of")))
