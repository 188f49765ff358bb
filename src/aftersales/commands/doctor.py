"""`doctor`: what is wrong with an installation, and its remedy."""

from __future__ import annotations

import typer

from aftersales.actions.doctor import examination
from aftersales.actions.doctor.installation import Installation
from aftersales.commandline.command import AppCommand, single
from aftersales.commandline.completion import script
from aftersales.commandline.options import Fields, FormatWithoutIds, Json
from aftersales.context import display
from aftersales.context.app import App
from aftersales.rendering.fields import view
from aftersales.rendering.fields.setup.findings import FAULT, FINDING_FIELDS
from aftersales.rendering.reports import doctor as doctor_report

typer_app = single()


class DoctorCommand(AppCommand):
    """`doctor`, for which a configuration that isn't there is a finding."""

    may_lack_config = True


@typer_app.command(cls=DoctorCommand)
def doctor(ctx: typer.Context, fields: Fields = None, form: FormatWithoutIds = None, as_json: Json = False) -> None:
    """Look at all that the program needs, and say of each finding what to type. Nothing is changed, and TikTok is not
    asked. Exit 1 where something must be mended; warnings alone are exit 0.
    """
    app: App = ctx.obj
    chosen = app.output.form(form, as_json, fields)
    shown = view.chosen(FINDING_FIELDS, fields)
    installation = Installation(app, lambda shell: script.completion_file(ctx.find_root().command, shell))
    try:
        findings = examination.examine(installation)
    finally:
        installation.close()
    doctor_report.show(findings, app.output, chosen, shown, display.pager(app))
    if examination.worst(findings) == FAULT:
        raise typer.Exit(1)
