"""The command line `anjian`: a person's text, or with --json one document. Exit 0 done, 1 refused or wrong."""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from ledger import areas as divisions
from ledger import calculations, forms, reports, rulebook, supervision
from ledger import serve as serving
from ledger.accounts import AccountError
from ledger.app import UNAVAILABLE, Denied, NotFound, ViewsBehind
from ledger.callers import ROLES, Caller, local
from ledger.catalogue import VIEWS
from ledger.config import SETTINGS, SettingsError, from_environment
from ledger.duties.status import STATUSES
from ledger.embedded import EmbeddedError
from ledger.forms import calculation_sheet
from ledger.forms.pdf import FontMissing
from ledger.jobs import JOBS
from ledger.jobs.runs import last_runs
from ledger.kernel.clock import SHANGHAI, rfc3339
from ledger.kernel.clock import shown as local_time
from ledger.kernel.codes import Role
from ledger.law import PACKS, RULES
from ledger.lines import Line, append_lines, organisation_of
from ledger.node import Node, opened
from ledger.reports import formats
from ledger.shown import recorded_event, shown
from ledger.store.migrate import MigrationError, pending
from ledger.store.projector import follow, rebuild
from ledger.vault.keys import WrongMasterKey
from ledger.work import work
from ledger.worksheets import CalculationRefused, calculated, flags

LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"
PIPED = 1_000
"""Columns of text that a table may have where no terminal is."""
EVERYTHING = Caller(account="cli", organisation="-", roles=frozenset({"auditor"}), areas=("",))
"""The operator at the machine reads all histories."""


class AreaCode(click.ParamType[str]):
    """The code of an area there is or was; empty where none is meant."""

    name = "code"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value and not re.fullmatch(r"[0-9]{6}", value):
            self.fail(f"has six digits of GB/T 2260, not {value}", param, ctx)
        if value and (reason := divisions.unknown(value)):
            self.fail(reason.en, param, ctx)
        return value


as_json = click.option("--json", "as_json", is_flag=True, help="one JSON document on standard output")
at_option = click.option("--at", metavar="POS|TIME", help="as of a position or an instant")


class Ended(click.ClickException):
    """Ends a command that was refused or found something wrong."""

    exit_code = 1


class Commands(click.Group):
    """Turns what can go wrong below into one clear line and exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (EmbeddedError, MigrationError, SettingsError, WrongMasterKey, AccountError, FontMissing) as error:
            raise Ended(str(error)) from None
        except NotFound as missing:
            raise Ended(f"there is no {missing}") from None
        except ViewsBehind as behind:
            raise Ended(f"the views are at position {behind.reached}: is `anjian serve` running?") from None
        except Denied as denied:
            raise Ended(str(denied)) from None
        except UNAVAILABLE as error:
            raise Ended(f"the database does not answer: {error}") from None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Anjian 案鉴: the ledger of insurance supervision."""


@contextmanager
def the_node() -> Iterator[Node]:
    with opened(from_environment()) as node:
        yield node


@contextmanager
def up_to_date(node: Node, position: int | None = None) -> Iterator[None]:
    """The views brought to the ledger's head, by this process too if none else does it."""
    stop = threading.Event()
    follower = threading.Thread(target=follow, args=(node.recorder, node.owner, stop), daemon=True)
    follower.start()
    try:
        node.ledger.queries.wait(position or node.recorder.max_notification_id() or 0, 600)
        yield
    finally:
        stop.set()
        follower.join()


# Running


@cli.command()
@click.option("--demonstration", is_flag=True, help="load the demonstration into an empty ledger")
def serve(demonstration: bool) -> None:
    """Web, API and the work process on the configured database."""
    config = from_environment()
    with opened(config) as node:
        if demonstration and not node.recorder.max_notification_id():
            click.echo("Loading the demonstration ledger …", err=True)
            _demonstrate(node)
        _announce(node, demonstration)
        names = ("DATABASE_URL", "KEYS_URL", "ANJIAN_DATA")
        environment = dict(zip(names, (node.url, node.keys_url, str(config.data)), strict=True))
        names = ("ANJIAN_PORT", "ANJIAN_WORKERS", "ANJIAN_THREADS")
        port, workers, threads = (config.number(name) for name in names)
        sys.exit(serving.serve(config["ANJIAN_HOST"], port, workers, threads, environment))


@cli.command()
@click.pass_context
def run(ctx: click.Context) -> None:
    """Serve, with the demonstration in an empty ledger."""
    ctx.invoke(serve, demonstration=True)


@cli.command("work", hidden=True)
def work_command() -> None:
    """The work process alone (serve starts it)."""
    serving.leave_with_the_server(os.getpid())
    with the_node() as node:
        work(node)


def _demonstrate(node: Node) -> None:
    from ledger.demonstration import stories

    for story in stories():
        with story.open("rb") as lines:
            for line in append_lines(node.ledger, lines, lambda raw: local(organisation_of(raw))):
                if not line.done:
                    raise Ended(f"{story.name}: {_said(line)}")


def _announce(node: Node, demonstration: bool) -> None:
    """The bootstrap key where one is set, and the one-time link while nobody can sign in."""
    if key := node.config["ANJIAN_BOOTSTRAP_KEY"]:
        node.accounts.add_key("ANJIAN", ["administrator"], [""], "bootstrap", key)
    click.echo(f"Anjian 案鉴  {node.config.address}")
    if not node.accounts.people():
        roles: tuple[Role, ...] = ("administrator",)
        if demonstration:  # the one person who looks around sees what a regulator and an auditor see
            roles = ("administrator", "insurance_regulator", "auditor")
        token = node.accounts.invite("NFRA-411200" if demonstration else "ANJIAN", roles, ["411200"])
        click.echo(f"Set up your account (once, 一次性设置链接): {node.config.address}/setup/{token}")
    sys.stdout.flush()


# Events


@cli.command()
@click.argument("files", nargs=-1, required=True, type=click.File("rb"))
@click.option("--as", "speaking_for", metavar="ORG:ROLE", help="append as this organisation in this role")
@click.option("--dry-run", is_flag=True, help="admit without a trace")
@as_json
def append(files: tuple[Any, ...], speaking_for: str | None, dry_run: bool, as_json: bool) -> None:
    """Append NDJSON of proposed events; consecutive lines of one subject are atomic."""
    caller = _speaker(speaking_for) if speaking_for else None
    counts: Counter[str] = Counter()
    positions: list[int] = []
    done = True
    # Each line is told when it is known: a file may be longer than what memory holds.
    with the_node() as node, _progress() as progress:
        if as_json:
            click.echo('{"lines": [', nl=False)
        for file in files:
            task = progress.add_task(file.name, total=None)
            for line in append_lines(
                node.ledger, file, lambda raw: caller or local(organisation_of(raw)), dry_run=dry_run
            ):
                if as_json:
                    told = json.dumps({"file": file.name, **line.as_json()}, ensure_ascii=False)
                    click.echo(f"{', ' if counts else ''}{told}", nl=False)
                elif not line.done:
                    click.echo(f"{file.name}:{line.line}: {_said(line)}")
                counts[line.status] += 1
                done = done and line.done
                if line.status == "appended" and line.position:
                    positions = [min([line.position, *positions]), max([line.position, *positions])]
                if line.line % 1_000 == 0:
                    progress.update(task, completed=line.line)
    if as_json:
        click.echo(f'], "counts": {json.dumps(counts)}}}')
    else:
        where = f" (positions {positions[0]} to {positions[1]})" if positions else ""
        click.echo(", ".join(f"{count} {status}" for status, count in counts.items()) + where)
    if not done:
        sys.exit(1)


@cli.command()
@click.argument("stream")
@at_option
@as_json
def history(stream: str, at: str | None, as_json: bool) -> None:
    """The events of STREAM (kind/key) and its state then."""
    with the_node() as node:
        moment = None
        if at:
            with up_to_date(node):
                moment = _moment(node, at)
        events = node.ledger.history(stream, EVERYTHING, moment)
        state = node.ledger.stream(stream, EVERYTHING, moment)
        if as_json:
            _print_json(
                {
                    "stream": stream,
                    "version": state.version,
                    "area": state.area,
                    "events": [recorded_event(each) for each in events],
                    "state": shown(state.state),
                }
            )
            return
        table = _table("ver.", "position", "event", "occurred", "recorded", "by", title=stream)
        for each in events:
            about = each.event.about
            table.add_row(
                str(each.version),
                str(each.position),
                f"{about.title} {about.name}",
                local_time(each.occurred_at),
                local_time(each.recorded_at),
                each.organisation,
            )
        _print(table)
        click.echo(json.dumps(shown(state.state), ensure_ascii=False, indent=2))


@cli.command()
@click.option("--appraisals", type=click.IntRange(0), help="how many appraisals")
@click.option("--claims", type=click.IntRange(0), help="how many claims, with the assignments and appraisals they have")
@click.option("--seed", type=click.IntRange(0, 10**12), required=True, help="the same seed tells the same cases")
@click.option("--from", "since", type=click.DateTime(["%Y-%m-%d"]), help="first local day")
@click.option("--to", "until", type=click.DateTime(["%Y-%m-%d"]), help="last local day; what goes on is in motion then")
@click.option("-o", "output", type=click.Path(dir_okay=False), help="write to a file")
@as_json
def simulate(
    appraisals: int | None,
    claims: int | None,
    seed: int,
    since: datetime | None,
    until: datetime | None,
    output: str | None,
    as_json: bool,
) -> None:
    """Plausible histories with the faults of real life, as NDJSON of proposed events: of appraisals, or of claims."""
    from ledger import simulation

    if as_json and not output:
        raise click.UsageError("--json needs -o FILE: without it, standard output holds the NDJSON")
    told = {of: count for of, count in (("appraisals", appraisals), ("claims", claims)) if count is not None}
    if len(told) != 1:
        raise click.UsageError("say how many: either --appraisals N or --claims N")
    ((of, count),) = told.items()
    default = simulation.DEFAULT
    try:
        span = simulation.Span(_day(since) or default.since, _day(until) or default.until)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    tally = simulation.Tally()
    with click.open_file(output or "-", "wb") as file, _progress() as progress:
        task = progress.add_task("simulating", total=None)
        for line in simulation.written(simulation.sendings(count, seed, span, of=of), tally):
            file.write(line)
            if tally.lines % 1_000 == 0:
                progress.update(task, completed=tally.lines)
    if as_json:
        _print_json({"cases": count, "seed": seed, "from": str(span.since), "to": str(span.until), **vars(tally)})
        return
    becomes = ", ".join(f"{lines} {status}" for status, lines in sorted(tally.becomes.items()))
    click.echo(f"{tally.lines} lines of {count} cases; in an empty ledger: {becomes}", err=not output)
    for rule, lines in sorted(tally.refused.items()):
        click.echo(f"  refused by {rule}: {lines}", err=not output)


# Reports and views


@cli.command()
@click.argument("id", required=False)
@click.option("--area", metavar="CODE", type=AreaCode(), help="GB/T 2260 code: this area and below")
@click.option("--from", "since", type=click.DateTime(["%Y-%m-%d"]), help="first local day")
@click.option("--to", "until", type=click.DateTime(["%Y-%m-%d"]), help="last local day")
@at_option
@click.option("--format", "form", type=click.Choice(list(formats.FORMATS)), help="json, csv or html")
@click.option("-o", "output", type=click.Path(dir_okay=False), help="write to a file")
@click.option("--language", type=click.Choice(["zh", "en"]), default="zh")
@as_json
def report(
    id: str | None,
    area: str | None,
    since: datetime | None,
    until: datetime | None,
    at: str | None,
    form: str | None,
    output: str | None,
    language: str,
    as_json: bool,
) -> None:
    """One report; without ID the list of them."""
    if id is None:
        listed = [{"id": one.id, **one.title._asdict()} for one in reports.REPORTS.values()]
        if as_json:
            _print_json({"reports": listed})
        else:
            for one in listed:
                click.echo(f"{one['id']}  {one['zh']}  {one['en']}")
        return
    with the_node() as node, up_to_date(node):
        scope = reports.Scope(
            moment=_moment(node, at),
            caller=EVERYTHING,
            area=area,
            since=_day(since),
            until=_day(until),
        )
        try:
            dataset = reports.run(node.ledger.queries, id, scope)
        except reports.UnknownReport:
            raise click.UsageError(f"there is no report {id}; `anjian report` lists them") from None
        if as_json or form or output:
            _write(formats.rendered(dataset, form or "json", language), output)
            return
        title = f"{dataset.report.id} {formats.said(dataset.report.title, language)}"
        table = _table(title=f"{title} · {local_time(dataset.as_of)} · {scope.moment.position}")
        columns = dataset.report.columns
        for column in columns:
            table.add_column(formats.said(column.title, language))
        for row in dataset.rows:
            table.add_row(*(_cell(column, row[column.name], language) for column in columns))
        table.add_section()
        table.add_row(*(_cell(column, formats.total(dataset, column, language), language) for column in columns))
        _print(table)


# Forms


@cli.command()
@click.argument("stream")
@click.argument("id", required=False)
@at_option
@click.option("--format", "form", type=click.Choice(list(forms.FORMATS)), help="by the ending of -o if left out")
@click.option("-o", "output", type=click.Path(dir_okay=False), help="write to a file")
@as_json
def form(stream: str, id: str | None, at: str | None, form: str | None, output: str | None, as_json: bool) -> None:
    """One printed form of STREAM (kind/key); without ID the list of those it has, and what is missing for them."""
    form = form or (Path(output).suffix[1:] if output else "json" if as_json else None)
    if form not in (*forms.FORMATS, None):
        raise click.UsageError(f"-o {output}: there are {', '.join(forms.FORMATS)}")
    with the_node() as node:
        moment = None
        if at:
            with up_to_date(node):
                moment = _moment(node, at)
        source = forms.source_of(node.ledger, stream, EVERYTHING, moment)
    if id is None:
        listed = forms.offered(source)
        if as_json:
            _print_json({"forms": listed})
            return
        for each in listed:
            click.echo(f"{each['id']:<18} {each['zh']}  {each['en']}{_lacking(each)}")
        return
    try:
        document = forms.form_of(stream, id).made(source)
    except forms.NotYet as missing:
        raise Ended(f"{missing.reason.zh} {missing.reason.en} ({missing.rule.citation})") from None
    if form is None:
        _print_form(document)
    else:
        _write(forms.rendered(document, form, from_environment().data), output)


def _lacking(offered: dict[str, Any]) -> str:
    missing = offered["missing"]
    return f"\n    {missing['zh']}（{missing['article']}）" if missing else ""


def _print_form(document: forms.Document) -> None:
    click.echo(f"{document.title.zh} {document.title.en} {document.number or ''}".rstrip())
    for section in document.sections:
        if section.heading:
            click.echo(f"\n{section.heading.zh}")
        for field in section.fields:
            click.echo(f"{field.label.zh}：{'' if field.value is None else field.value}")
        for paragraph in section.paragraphs:
            click.echo(paragraph)
        for each in section.tables:
            table = _table(*(column.title.zh for column in each.columns))
            for row in (*each.rows, *each.foot):
                table.add_row(*row)
            _print(table)
        for signature in section.signatures:
            click.echo(f"{signature.label.zh} {signature.who or ''}".rstrip())
    for note in (*document.marks, *document.notes):
        click.echo(note.zh)


def _write(content: bytes, output: str | None) -> None:
    """Into a file, or as it is to standard output."""
    if output:
        Path(output).write_bytes(content)
    else:
        sys.stdout.buffer.write(content)


# Duties


@cli.command()
@click.option("--area", metavar="CODE", type=AreaCode(), default="", help="GB/T 2260 code: this area and below")
@click.option("--organisation", metavar="ID", default="", help="owed by this organisation")
@click.option("--status", "statuses", multiple=True, type=click.Choice(list(STATUSES)), help="repeat for several")
@click.option("--rule", metavar="RULE", default="", help="under this rule")
@click.option("--historical", is_flag=True, help="also what was imported as over already")
@click.option("--limit", type=click.IntRange(1, 100_000), default=1_000, help="at most this many")
@at_option
@as_json
def duties(
    area: str,
    organisation: str,
    statuses: tuple[str, ...],
    rule: str,
    historical: bool,
    limit: int,
    at: str | None,
    as_json: bool,
) -> None:
    """Duties with rule, article, due, done and how late; by due date."""
    asked = supervision.Asked(area=area, organisation=organisation, statuses=statuses, rule=rule, historical=historical)
    with the_node() as node, up_to_date(node):
        moment = _moment(node, at)
        found, more = supervision.duties(node.ledger.queries, EVERYTHING, moment, asked, None, limit)
    if as_json:
        _print_json({"duties": shown(found), "position": moment.position, "at": shown(moment.at), "more": bool(more)})
        return
    table = _table("rule", "article", "status", "owed by", "about", "due", "done", "late by")
    for row in found:
        table.add_row(
            row["rule_id"] + (f" ({row['part']})" if row["part"] else ""),
            row["article"],
            STATUSES[row["status"]].title.zh,
            row["obligor"] or row["owed_by"],
            " ".join(filter(None, (row["stream"], row["subject"]))),
            local_time(row["due_at"]) + (" 暂定" if row["provisional"] else "") if row["due_at"] else "—",
            local_time(row["done_at"]) if row["done_at"] else "—",
            str(timedelta(seconds=row["late_by"])) if row["late_by"] is not None else "—",
        )
    _print(table)
    click.echo(f"{len(found)} duties" + (f"; there are more, ask for --limit over {limit}" if more else ""))


@cli.command()
@click.argument("rule")
@click.option("--start", required=True, metavar="TIME", help="the instant from which the term counts")
@click.option(
    "--area", metavar="CODE", type=AreaCode(), default="", help="GB/T 2260 code; the rule's own area if left out"
)
@as_json
def due(rule: str, start: str, area: str, as_json: bool) -> None:
    """When a duty under RULE falls due that counts from TIME."""
    try:
        begun = rfc3339(start)
    except (ValueError, OverflowError) as error:
        raise click.UsageError(f"--start {error}") from None
    if rule not in RULES:
        raise click.UsageError(f"there is no rule {rule}; `anjian rules` lists them")
    with the_node() as node:
        where = area or RULES[rule].pack.area
        try:
            found = supervision.due(node.ledger.house(where), rule, begun, where)
        except supervision.NoTerm:
            raise Ended(f"{rule} sets no time, and the house has set none for it") from None
        except OverflowError:
            raise Ended("that term ends beyond the year 9999") from None
    told = [
        {
            "part": each.part,
            "due": each.due.astimezone(SHANGHAI).isoformat(),
            "inclusive": each.inclusive,
            "provisional": each.provisional,
            "basis": each.basis.text.zh,
            "target": each.target,
            "calendar": each.calendar,
        }
        for each in found
    ]
    if as_json:
        _print_json({"rule": rule, **told[0], **({"parts": told} if len(told) > 1 else {})})
        return
    for each, one in zip(found, told, strict=True):
        last = "" if each.inclusive else " (exclusive: the end of the day before)"
        unsure = ", provisional: a year has no published calendar" if each.provisional else ""
        click.echo(f"{one['due']}{last}  {one['basis']}{unsure}  {each.calendar}".rstrip())


@cli.command()
@click.option("--pack", type=click.Choice([pack.id for pack in PACKS]), help="one instrument alone")
@as_json
def rules(pack: str | None, as_json: bool) -> None:
    """The rulebook: every rule, its fate, the code that carries it, its scenarios; and the totals."""
    found = rulebook.find(pack=pack or "")
    sums = rulebook.totals(found)
    if as_json:
        _print_json({"rules": [rulebook.told(each) for each in found], "totals": sums})
        return
    table = _table("rule", "article", "modality", "fate", "code", "yes", "no")
    for each in found:
        code = "—" if each.state == "policy" else each.code.removeprefix("ledger.") or "not built yet"
        shown = (str(len(each.said.get(side, ()))) for side in rulebook.SIDES)
        table.add_row(each.rule.id, each.rule.article, each.rule.modality, each.rule.fate.value, code, *shown)
    _print(table)
    core = _table("core rules of", "rules", "carried", "proven", "not built yet")
    for context, some in sums["core"].items():
        core.add_row(context, *(str(some[name]) for name in ("rules", "carried", "proven", "not_built")))
    _print(core)
    click.echo(
        f"{sums['rules']} rules: {sums['carried']} carried by code, {sums['proven']} of them proven both ways by "
        f"{sums['scenarios']} scenarios; {sums['policy']} policy; {sums['not_built']} not built yet"
    )


@cli.command("rebuild")
@click.argument("views", nargs=-1, type=click.Choice(list(VIEWS)))
@as_json
def rebuild_command(views: tuple[str, ...], as_json: bool) -> None:
    """Build views anew beside the live ones, then swap them in; all of them if none is named."""
    names = views or tuple(VIEWS)
    with the_node() as node, node.owner() as connection, _progress() as progress:
        task = progress.add_task("rebuilding", total=None)
        position = rebuild(
            node.recorder,
            connection,
            names,
            lambda done, of: progress.update(task, completed=done, total=of),
        )
    if as_json:
        _print_json({"views": list(names), "position": position})
    else:
        click.echo(f"{len(names)} views rebuilt up to position {position}")


# Calculations


@cli.command()
@click.argument("file", type=click.File("rb"))
@click.option("--pdf", "printed", type=click.Path(dir_okay=False), help="print it into this file")
@as_json
def calc(file: Any, printed: str | None, as_json: bool) -> None:
    """A calculation sheet from the JSON in FILE (- is standard input)."""
    try:
        asked = calculations.read_text(file.read())
        sheet = calculated(asked)
    except CalculationRefused as refused:
        if as_json:
            _print_json({"error": calculations.told_refusal(refused)})
            sys.exit(1)
        raise Ended(f"{refused.path or '/'}: {refused.reason.zh} {refused.reason.en} ({refused.rule.id})") from None
    if printed:
        document = calculation_sheet.printed(asked, sheet)
        _write(forms.rendered(document, "pdf", from_environment().data), printed)
    if as_json:
        _print_json(calculations.told(sheet))
        return
    table = _table("step", "item", "what", "formula", "amount", "rule", title="赔款计算书 Calculation sheet")
    table.columns[4].justify = "right"
    for line in sheet.lines:
        table.add_row(str(line.step), line.item or "", line.what, line.formula, f"{line.amount:,}", line.rule)
    _print(table)
    for name in ("property", "salvage", "payable", "to_pay", "refund"):
        click.echo(f"{name.replace('_', ' '):<10}{getattr(sheet, name):>20,}")
    for flag in sheet.flags:
        click.echo(f"{flag}: {flags.said(flag).zh}")
    click.echo(f"公式版本 formulas {sheet.formula_version}")


# Accounts


@cli.group()
def keys() -> None:
    """API keys of organisations."""


@keys.command("add")
@click.argument("organisation")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice(ROLES))
@click.option("--area", "areas", multiple=True, type=AreaCode(), help="GB/T 2260 code; may be given several times")
@click.option("--label", default="")
@as_json
def keys_add(organisation: str, roles: tuple[str, ...], areas: tuple[str, ...], label: str, as_json: bool) -> None:
    """Make a key for ORGANISATION; it is shown this once."""
    with the_node() as node:
        id, key = node.accounts.add_key(organisation, roles, areas, label)
    if as_json:
        _print_json({"id": id, "key": key})
    else:
        click.echo(f"{id}  {key}")


@keys.command("list")
@as_json
def keys_list(as_json: bool) -> None:
    """The keys, without the keys."""
    with the_node() as node:
        found = node.accounts.keys()
    if as_json:
        _print_json({"keys": shown(found)})
        return
    table = _table("id", "organisation", "roles", "areas", "label", "made", "revoked")
    for key in found:
        revoked = local_time(key.revoked_at) if key.revoked_at else ""
        table.add_row(
            key.id,
            key.organisation,
            ", ".join(key.roles),
            ", ".join(key.areas),
            key.label,
            local_time(key.created_at),
            revoked,
        )
    _print(table)


@keys.command("revoke")
@click.argument("id")
@as_json
def keys_revoke(id: str, as_json: bool) -> None:
    """End the key ID."""
    with the_node() as node:
        done = node.accounts.revoke(id)
    if not done:
        raise Ended(f"there is no key {id} to revoke")
    if as_json:
        _print_json({"revoked": id})
    else:
        click.echo(f"revoked {id}")


@cli.group()
def users() -> None:
    """People who sign in."""


@users.command("invite")
@click.argument("organisation")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice(ROLES))
@click.option("--area", "areas", multiple=True, type=AreaCode())
@as_json
def users_invite(organisation: str, roles: tuple[str, ...], areas: tuple[str, ...], as_json: bool) -> None:
    """A one-time link with which somebody of ORGANISATION makes an account."""
    with the_node() as node:
        link = f"{node.config.address}/setup/{node.accounts.invite(organisation, roles, areas)}"
    if as_json:
        _print_json({"link": link})
    else:
        click.echo(link)


@users.command("list")
@as_json
def users_list(as_json: bool) -> None:
    """The people who may sign in."""
    with the_node() as node:
        people = node.accounts.people()
    if as_json:
        _print_json({"users": shown(people)})
        return
    for person in people:
        click.echo(f"{person.login}  {person.organisation}  {', '.join(person.roles)}  {', '.join(person.areas)}")


@users.command("disable")
@click.argument("login")
@as_json
def users_disable(login: str, as_json: bool) -> None:
    """Let LOGIN sign in no longer."""
    with the_node() as node:
        done = node.accounts.disable(login)
    if not done:
        raise Ended(f"there is no {login} to disable")
    if as_json:
        _print_json({"disabled": login})
    else:
        click.echo(f"disabled {login}")


# Health


@cli.command()
@as_json
def doctor(as_json: bool) -> None:
    """The state of everything the node depends on, and every setting."""
    config = from_environment()
    checks: dict[str, dict[str, Any]] = {}
    try:
        with opened(config) as node:
            _examine(node, checks)
    except Exception as error:
        checks["database"] = {"ok": False, "is": str(error) or type(error).__name__}
    usage = shutil.disk_usage(config.data if config.data.exists() else Path())
    free = usage.free // 2**20
    checks["disk"] = {"ok": free > 500, "is": f"{free} MiB free"}
    try:
        checks["pdf"] = {"ok": True, "is": f"typst {version('typst')}, fonts in {forms.pdf.fonts(config.data)}"}
    except FontMissing as missing:
        checks["pdf"] = {"ok": False, "is": str(missing)}
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    checks["browser"] = {"ok": True, "is": browser or "none (only the browser tests need one)"}
    settings = [
        {
            "name": each.name,
            "value": "(set)" if each.secret and config[each.name] else config[each.name],
            "meaning": each.meaning,
        }
        for each in SETTINGS
    ]
    if as_json:
        _print_json({"checks": checks, "settings": settings})
    else:
        for name, check in checks.items():
            click.echo(f"{'ok ' if check['ok'] else 'BAD'}  {name:<15} {check['is']}")
        click.echo()
        for setting in settings:
            click.echo(f"{setting['name']:<21} {setting['value'] or '—':<12} {setting['meaning']}")
    if not all(check["ok"] for check in checks.values()):
        sys.exit(1)


def _examine(node: Node, checks: dict[str, dict[str, Any]]) -> None:
    with node.owner() as connection:
        server = connection.info.server_version // 10_000
        found = connection.execute("SELECT extract(epoch FROM clock_timestamp())").fetchone()
        skew = abs(float(found[0]) - datetime.now().timestamp()) if found else 0.0  # noqa: DTZ005
    checks["database"] = {"ok": server >= 15, "is": f"PostgreSQL {server}"}
    waiting = pending(node.url)
    checks["migrations"] = {"ok": not waiting, "is": ", ".join(waiting) or "all applied"}
    checks["clock"] = {"ok": skew < 2, "is": f"{skew:.1f} s from the database's"}
    last = node.recorder.max_notification_id() or 0
    reached = node.ledger.queries.reached()
    checks["log"] = {"ok": True, "is": f"{last} events"}
    parked = list(node.ledger.queries.ready())
    state = f"at position {reached} of {last}" + "".join(f"; {each}" for each in parked)
    checks["views"] = {"ok": not parked, "is": state}
    for each in last_runs(node.ledger.queries, JOBS):
        when = f" {local_time(each.scheduled_at)}" if each.scheduled_at else ""
        checks[each.job.name] = {"ok": each.well, "is": f"{each.outcome}{when} {each.detail}".strip()}


# Small things


def _speaker(speaking_for: str) -> Caller:
    organisation, _, role = speaking_for.partition(":")
    if role not in ROLES or role == "administrator" or not organisation:
        raise click.UsageError(f"--as wants ORG:ROLE, ROLE one of {', '.join(ROLES[:-1])}")
    return Caller(account="cli", organisation=organisation, roles=frozenset({role}), areas=("",))


def _moment(node: Node, at: str | None) -> Any:
    try:
        return node.ledger.moment(at)
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def _day(at: datetime | None) -> date | None:
    return at.date() if at else None


def _cell(column: reports.Column, value: Any, language: str) -> str:
    if column.kind == "share" and value != "":
        return formats.percent(value)
    return "—" if value is None else str(formats.worded(column, value, language))


def _said(line: Line) -> str:
    if line.errors:
        return "; ".join(f"{each['path'] or '/'}: {each['message']}" for each in line.errors)
    rule = f"{line.rule} {line.article}: " if line.rule else ""
    return f"{line.status}: {rule}{line.reason.zh if line.reason else ''}"


# Tables and progress bars are made by rich, which takes a while to load: only where they are shown.


def _table(*columns: str, **options: Any) -> Any:
    from rich.table import Table

    return Table(*columns, **options)


def _print(table: Any) -> None:
    """A table as wide as the terminal; in a file or a pipe as wide as it is."""
    from rich.console import Console

    Console(width=None if sys.stdout.isatty() else PIPED, markup=False).print(table)


def _progress() -> Any:
    from rich.console import Console
    from rich.progress import Progress

    return Progress(console=Console(stderr=True), transient=True)


def _print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def main() -> None:
    """The entry of the command."""
    logging.basicConfig(level=from_environment()["ANJIAN_LOG"].upper(), format=LOG_FORMAT)
    cli(prog_name="anjian")


if __name__ == "__main__":
    main()
