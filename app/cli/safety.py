"""`flask safety`: any figure of the site worked out from outside, without a database, in full precision."""

import json
import re
import sys
from decimal import Decimal, InvalidOperation
from math import isfinite, isinf
from typing import Any, NoReturn

import click
from flask import Flask
from flask.cli import AppGroup

from app.blueprints.safety import rules
from app.blueprints.safety.terms import Method
from app.cli.json_files import plain

BAD = 2
MOST_SIGNS = 400


class OneLine(click.Command):
    """Every fault is one line on standard error, and an argument such as -5 is a number and not an option."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.context_settings = {**self.context_settings, "ignore_unknown_options": True}

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            refuse(ctx, error.format_message())

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (ValueError, ArithmeticError) as error:  # what the rules say of a figure that they cannot work with
            refuse(ctx, str(error))


class Number(click.ParamType[Decimal]):
    """A plain decimal such as 34000, 34000.5 or 1e6."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        if isinstance(value, str) and (len(value) > MOST_SIGNS or not value.isascii() or "_" in value):
            self.fail(f"{shown(value)} is not a number such as 34000 or 34000.5", param, ctx)
        try:
            number = Decimal(value)
        except InvalidOperation:
            self.fail(f"{shown(value)} is not a number such as 34000 or 34000.5", param, ctx)
        if not number.is_finite():
            self.fail(f"{shown(value)} is not a number such as 34000 or 34000.5", param, ctx)
        return number


class Count(click.ParamType[int]):
    """A whole number from 0."""

    name = "count"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if not re.fullmatch(r"[0-9]{1,40}", str(value)):
            self.fail(f"{shown(value)} is not a whole number from 0", param, ctx)
        return int(value)


safety = AppGroup("safety", help="Injury rates, comparisons and shrinkage as the site works them out; no database.")


def register(app: Flask) -> None:
    app.cli.add_command(safety)


@safety.command("rate", cls=OneLine)
@click.argument("events", type=Count())
@click.argument("hours", type=Number())
@click.option("--conf", default="0.95", show_default=True, type=Number(), metavar="SHARE", help="Between 0 and 1.")
def print_rate(events: int, hours: Decimal, conf: Decimal) -> None:
    """EVENTS in HOURS worked, per million hours, with its interval.

    \b
    Prints one JSON object:
      rate                 events x 1,000,000 / hours
      low, high            Garwood's exact interval
      midp_low, midp_high  the mid-P interval, which lies inside it

    With no events both lower limits are 0. Exits 2 when a figure is faulty.
    """  # noqa: D301, RUF100 - click reads \b as "leave these lines as they are"
    exact = rules.rate(events, hours, confidence=float(conf))
    middle = rules.rate(events, hours, confidence=float(conf), method=Method.MID_P)
    _print(rate=exact.value, low=exact.low, high=exact.high, midp_low=middle.low, midp_high=middle.high)


@safety.command("compare", cls=OneLine)
@click.argument("x1", type=Count())
@click.argument("h1", type=Number())
@click.argument("x0", type=Count())
@click.argument("h0", type=Number())
def print_comparison(x1: int, h1: Decimal, x0: int, h0: Decimal) -> None:
    """X1 events in H1 hours afterwards, against X0 in H0 hours before.

    \b
    Prints one JSON object:
      ratio      rate afterwards / rate before
      low, high  its exact 95 % interval
      p          of the central exact conditional test: below 0.05 exactly when
                 the interval leaves 1 out
      wording    one of the five that the site ever says: "Too little data to
                 tell", "Lower, may be chance", "Lower, supported", "Higher,
                 may be chance" or "Higher, supported"

    JSON knows no infinity. Without events before, "high" has no end and is null; so is "ratio", which is then infinite
    ("ratio_is_infinite": true) or, without any event at all, not defined. Exits 2 when a figure is faulty.
    """  # noqa: D301, RUF100
    found = rules.compare(x1, h1, x0, h0)
    infinite = found.ratio is not None and isinf(found.ratio)
    _print(
        ratio=None if infinite else found.ratio,
        low=found.low,
        high=None if isinf(found.high) else found.high,
        p=found.p,
        wording=found.wording.said["en"],
        **({"ratio_is_infinite": True} if infinite else {}),
    )


@safety.command("shrink", cls=OneLine)
@click.argument("events", type=Count())
@click.argument("hours", type=Number())
@click.option("--sector", required=True, type=Number(), metavar="RATE", help="The sector's, per million hours.")
@click.option("--shape", required=True, type=Number(), metavar="A", help="Of the gamma prior; the site's default is 2.")
def print_shrunken(events: int, hours: Decimal, sector: Decimal, shape: Decimal) -> None:
    """EVENTS in HOURS worked, drawn towards the rate of the sector.

    \b
    The prior is Gamma(A, A / RATE). Prints one JSON object:
      rate       posterior mean, per million hours
      low, high  its 95 % interval
      weight     how much of it is the firm's own, between 0 and 1

    Exits 2 when a figure is faulty.
    """  # noqa: D301, RUF100
    found = rules.shrink(events, hours, sector_rate=float(sector), shape=float(shape))
    _print(rate=found.value, low=found.low, high=found.high, weight=found.weight)


def shown(value: Any) -> str:
    """What was typed, short and without power over the terminal."""
    text = plain(str(value))
    return f'"{text[:60]}..."' if len(text) > 60 else f'"{text}"'


def refuse(ctx: click.Context, reason: str) -> NoReturn:
    click.echo(f"{ctx.command_path}: {' '.join(reason.split())}", err=True)
    sys.exit(BAD)


def _print(**answer: Any) -> None:
    """Strict JSON; floats with all their digits."""
    if any(isinstance(each, float) and not isfinite(each) for each in answer.values()):
        raise ValueError("these figures are too large or too small to work with")
    click.echo(json.dumps(answer, indent=2, allow_nan=False))
