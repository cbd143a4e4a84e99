"""`flask capability`: what can be checked from outside, without a database: readiness here, framework files beside it."""

import json
import sys
from datetime import datetime
from fractions import Fraction
from typing import Any

import click
from flask import Flask
from flask.cli import AppGroup

from app.blueprints.capability.rules.level_files import read_levels
from app.blueprints.capability.terms import DataFault
from app.blueprints.requirements.rules import read_profile, readiness, rounded
from app.blueprints.requirements.terms import MOST_REQUIREMENTS, MOST_WEIGHT, Readiness, Requirement, Verdict
from app.cli.json_files import plain, read_json, shown
from app.core.clock import today

BAD = 2
WORDS = {
    "code_not_understood": "a dimension is named by letters and digits, at most 40",
    "code_twice": "the dimension is there already",
    "code_unknown": "the framework has no such dimension",
    "dimension_missing": "does not say which dimension",
    "endorsed_without_date": 'an endorsement expires: give "endorsed_until" or "endorsed_on"',
    "key_unknown": "there is no such key here",
    "level_missing": "does not say which level",
    "must_not_true_or_false": "a must-have is true or false",
    "never_a_must": "local value can never be a must-have",
    "not_a_date": "a date is written YYYY-MM-DD",
    "not_a_level": "a level is a whole number from 0 to 5",
    "not_a_profile": 'a profile is a list, or an object with "requirements" or with dimensions',
    "not_a_requirement": "a requirement is an object",
    "not_levels": "levels are an object by dimension",
    "said_twice": "is said under two names",
    "too_many": f"at most {MOST_REQUIREMENTS} requirements",
    "weight_not_a_number": 'a weight is a number, or a text such as "0.5" or "1/3"',
    "weight_not_above_zero": "a weight is above 0",
    "weight_too_great": f"a weight is at most {MOST_WEIGHT}",
    "weight_too_many_digits": "a weight has at most 20 digits, in each part of a fraction",
}

capability = AppGroup("capability", help="Levels, requirement profiles and framework files; needs no database.")


def register(app: Flask) -> None:
    app.cli.add_command(capability)


@capability.command("readiness")
@click.option("--profile", "profile_path", required=True, metavar="FILE", help="What is asked for (JSON).")
@click.option("--levels", "levels_path", required=True, metavar="FILE", help="Where the firm stands (JSON).")
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The day that endorsements must be in date. Default: today.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def print_readiness(profile_path: str, levels_path: str, on: datetime | None, *, as_json: bool) -> None:
    """How far a firm has come towards a requirement profile: an exact fraction, a decimal, the verdict, and each gap.

    \b
    PROFILE, any of
      {"requirements": [{"dimension": "HSE", "level": 3, "weight": 2, "must": true}]}
      [{"dimension": "HSE", "level": 3}]
      {"HSE": {"level": 3, "weight": "1/3", "must": true}, "ENV": 2}
    "code", "least_level" and "must_have" also serve for "dimension", "level"
    and "must". Without a weight it is 1; a weight may be 2, 0.5, "0.5" or "1/3"
    and is exact.

    \b
    LEVELS, alone or under "levels"
      {"HSE": 2, "QUA": {"claimed": 4, "evidenced": 2, "endorsed": 3,
                         "endorsed_until": "2027-03-31"}}
    A number is the effective level. Of three numbers it is the endorsed one
    while that is in date, else the evidenced one; a claim never counts.
    "endorsed_on" instead of "endorsed_until" means 24 months from then.
    A dimension that is not there counts as 0.

    \b
    Prints
      readiness 5/7 = 0.714
      verdict: not ready
      HSE: needs 3, has 2, gap 1, must-have
    The verdict is "ready", "partly" (gaps, none in a must-have) or "not ready"
    (a gap in a must-have, whatever the figure). Nothing asked for is
    "no requirements", with no figure.

    Exits 0 whatever the verdict; 2 when a file is faulty, with every fault of both files.
    """  # noqa: D301, RUF100 - click reads \b as "leave these lines as they are"
    day = on.date() if on else today()
    profile, faults = read_json(profile_path)
    levels, more = read_json(levels_path)
    requirements: tuple[Requirement, ...] = ()
    stands: dict[str, int] = {}
    if not faults:
        requirements, found = read_profile(profile)
        faults = [_worded(profile_path, fault) for fault in found]
    if not more:
        stands, found = read_levels(levels, day)
        more = [_worded(levels_path, fault) for fault in found]
    if faults or more:
        click.echo("\n".join([*faults, *more]), err=True)
        sys.exit(BAD)
    answer = readiness(requirements, stands)
    click.echo(json.dumps(_as_object(answer), indent=2) if as_json else "\n".join(_lines(answer)))
    for code in [asked.code for asked in requirements if asked.level and asked.code not in stands]:
        click.echo(f"note: {code} is not among the levels, and counts as 0", err=True)


def _lines(answer: Readiness) -> list[str]:
    if answer.value is None:
        return ["no requirements"]
    return [
        f"readiness {_fraction(answer.value)} = {rounded(answer.value)}",
        f"verdict: {_spoken(answer.verdict)}",
        *(
            f"{gap.code}: needs {gap.required}, has {gap.effective}, gap {gap.gap}{', must-have' if gap.must else ''}"
            for gap in answer.gaps
        ),
    ]


def _as_object(answer: Readiness) -> dict[str, Any]:
    return {
        "readiness": None if answer.value is None else _fraction(answer.value),
        "decimal": None if answer.value is None else str(rounded(answer.value)),
        "verdict": answer.verdict.value,
        "gaps": [
            {
                "dimension": gap.code,
                "required": gap.required,
                "effective": gap.effective,
                "gap": gap.gap,
                "must": gap.must,
            }
            for gap in answer.gaps
        ],
    }


def _fraction(value: Fraction) -> str:
    """In lowest terms, and a fraction also when it is whole: 1/1."""
    return f"{value.numerator}/{value.denominator}"


def _spoken(verdict: Verdict) -> str:
    return verdict.value.replace("_", " ")


def _worded(path: str, fault: DataFault) -> str:
    found = f" (found {shown(fault.found)})" if fault.found is not None else ""
    return f"{plain(path)}: {plain(fault.where)}: {WORDS[fault.code]}{found}"
