"""The figures by name, the goals that issue A set, and the lines that are printed."""

import json
from pathlib import Path

Figures = dict[str, float | int]

# Figure and goal. What a clock or processor time decides may pass a second time on a loaded machine.
GOALS = (
    ("thread.over_core", 1.3),
    ("thread.signed_in.over_core", 1.6),
    ("list.over_core", 1.6),
    ("front.over_core", 1.6),
    ("thread.anonymous.1e3.sql", 4),
    ("thread.anonymous.1e5.sql", 4),
    ("list.anonymous.1e3.sql", 5),
    ("list.anonymous.1e5.sql", 5),
    ("front.anonymous.1e3.sql", 5),
    ("front.anonymous.1e5.sql", 5),
    ("thread.growth", 1.10),
    ("rows_written", 0),
    ("first_visit.kb", 120),
    ("sign_in.hash_cpu_ms", 60),
    ("create_app.s", 2.5),
    # Issue E: milliseconds of processor for all detectors on a post of 5,000 characters, usual and full of findings.
    ("screening.post_ms", 5),
    ("screening.full_post_ms", 5),
    # and seconds of processor for a PDF of 50 full pages, read in a process of its own and looked through
    ("documents.pdf50.cpu_s", 2),
)
# Issue B: each at most so many statements, the same at both sizes, and blocks that do not grow with the other firms.
FIRMS_PAGES = {
    "overview": 10, "gap": 10, "comparison": 10, "home": 10, "evidence": 10, "plan": 10, "profiles": 10,
    "dimension": 14,
}  # fmt: skip
FIRMS_GROWTH = 1.15  # at ten times the firms some indexes are one step deeper: a block more each time one is asked
# Issue C: each at most so many statements, the same whatever the years; blocks after ten years beside those after five.
SAFETY_PAGES = {"overview": 10, "indicators": 10, "h1": 10, "over_time": 16, "time_between": 10}
SAFETY_GROWTH = {"time_between": 1.5}  # looks for the newest sixty injuries of ten years; the others, three years back
SAFETY_GROWS_AT_MOST = 1.10
# A page of a portfolio: statements, and blocks of 500 firms beside 50 and of ten years beside one. The list is fifty
# firms at both; one firm's page has ten years of content and verification to find its five among.
PORTFOLIO_PAGES = {"list": 10, "firm": 10}
PORTFOLIO_GROWTH, PORTFOLIO_YEARS = 1.10, 1.20
# Issue D: statements, and blocks at the largest size beside a thousand posts.
FORUM_PAGES = {
    "thread_first": 4, "thread_middle": 4, "thread_last": 4, "list": 2, "list_older": 2, "inbox": 8, "posting": 40,
}  # fmt: skip
FORUM_GROWTH, FORUM_OVER_CORE, FORUM_LAST_PAGE = 1.15, 1.3, 1.15
# Of 50,000 who follow: how many a statement finds (half want a digest; mail goes to a thousand at a time); blocks each.
FOLLOWING = {"digest": (25_000, 30), "immediate": (1_000, 30)}
# Issue E: statements, the same at both sizes, and blocks of 100,000 cases beside 1,000.
MODERATION_PAGES = {"queue": 8, "by_reason": 8, "by_all": 8, "page_two": 8, "case": 8, "next": 8}
# At a hundred times the cases indexes are a step deeper, and counts reach their thousand.
MODERATION_GROWTH = 1.35
# Issue F: statements, the same at both sizes, and blocks of 5,000 dialogues (3,000 questions, 800 firms, 40,000 items)
# beside 500 with a tenth of each. A table that is small is read whole, where of a large one each row that is shown is
# looked up in three blocks: a page may gain that, for its forty rows and more at most, and no more.
DIALOGUE_STATEMENTS, DIALOGUE_GROWTH = 10, 1.10
LOOKED_UP = 150
# These count what has no answer yet, up to a thousand of each kind.
COUNTING, COUNTING_GROWTH = ("themes", "gather"), 1.35
# For all there is, in a number of statements that does not grow: blocks for each answer, and for ten items.
DIALOGUE_ACTS = {"publish": (20, 200), "making": (25, 2)}
COLUMNS = (
    ("cpu_ms", 8, 2), ("app_ms", 8, 2), ("db_ms", 7, 2), ("rps", 7, 0), ("sql", 5, 0), ("buffers", 9, 1),
    ("bytes", 8, 0), ("bytes_gz", 9, 0),
)  # fmt: skip


def rounded(figures: Figures) -> Figures:
    return {key: value if isinstance(value, int) else round(value, 3) for key, value in figures.items()}


def write(figures: Figures, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(dict(sorted(rounded(figures).items())), indent=1) + "\n", encoding="utf-8")


def tables(figures: Figures) -> str:
    """Pages and floors, one line each; then the ratios with their quartiles; then what stands alone."""
    lines = [" " * 26 + "".join(name.rjust(width) for name, width, _ in COLUMNS)]
    for key in [key.removesuffix(".cpu_ms") for key in figures if key.endswith(".cpu_ms")]:
        shown = [
            "-".rjust(width) if (value := figures.get(f"{key}.{name}")) is None else f"{value:{width}.{digits}f}"
            for name, width, digits in COLUMNS
        ]
        lines.append(f"{key:26}{''.join(shown)}")
    lines += ["", "times its Core floor, of the same rounds: median (quartiles)"]
    for key in [key for key in figures if f"{key}.q1" in figures]:
        lines.append(f"{key:34}{figures[key]:6.2f}  ({figures[f'{key}.q1']:.2f}-{figures[f'{key}.q3']:.2f})")
    return "\n".join(lines)


def goals(figures: Figures) -> tuple[str, int]:
    """A line for each goal: what was to be reached, what was, and whether that is so; and how many were missed."""
    lines, missed = [f"{'':34}{'goal':>8}{'reached':>10}  met"], 0
    for key, most in GOALS:
        reached = figures.get(key)
        met = reached is not None and reached <= most
        missed += not met
        value = "-" if reached is None else f"{reached:.2f}"
        lines.append(f"{key:34}{most:>8g}{value:>10}  {'yes' if met else 'NO'}")
    same = [
        f"{name}.{reader}"
        for name in ("front", "list", "dialogue", "thread")
        for reader in ("anonymous", "signed_in")
        if figures[f"{name}.{reader}.1e3.sql"] != figures[f"{name}.{reader}.1e5.sql"]
    ]
    missed += bool(same)
    lines.append(f"{'as many statements at both sizes':34}{'':8}{'':10}  {'NO: ' + ', '.join(same) if same else 'yes'}")
    for name, most in FIRMS_PAGES.items():
        small, large = (figures[f"firms.{name}.{size}.sql"] for size in ("2000", "20000"))
        growth = figures[f"firms.{name}.growth"]
        met = small == large <= most and growth <= FIRMS_GROWTH
        missed += not met
        reached = f"{large:g} statements, {growth:.2f} times the blocks of 2,000 firms at 20,000"
        lines.append(f"{'firms.' + name:34}{reached}  {'yes' if met else 'NO'}")
    for name, most in SAFETY_PAGES.items():
        sent = {figures[f"safety.{name}.{size}.sql"] for size in ("1", "5", "10")}
        growth = figures[f"safety.{name}.growth"]
        met = len(sent) == 1 and max(sent) <= most and growth <= SAFETY_GROWTH.get(name, SAFETY_GROWS_AT_MOST)
        missed += not met
        reached = f"{max(sent):g} statements, {growth:.2f} times the blocks of five years at ten"
        lines.append(f"{'safety.' + name:34}{reached}  {'yes' if met else 'NO'}")
    for name, most in PORTFOLIO_PAGES.items():
        sent = {figures[f"portfolio.{name}.{size}.sql"] for size in ("50", "500", "500_young")}
        growth, years = figures[f"portfolio.{name}.growth"], figures[f"portfolio.{name}.years"]
        met = len(sent) == 1 and max(sent) <= most and growth <= PORTFOLIO_GROWTH and years <= PORTFOLIO_YEARS
        missed += not met
        reached = (
            f"{max(sent):g} statements, {growth:.2f} times the blocks of 50 firms at 500, {years:.2f} at ten years"
        )
        lines.append(f"{'portfolio.' + name:34}{reached}  {'yes' if met else 'NO'}")
    of_forum, missed_in_forum = forum_goals(figures)
    of_moderation, missed_in_moderation = moderation_goals(figures)
    of_dialogues, missed_in_dialogues = dialogue_goals(figures)
    missed += missed_in_forum + missed_in_moderation + missed_in_dialogues
    return "\n".join(lines + of_forum + of_moderation + of_dialogues), missed


def dialogue_goals(figures: Figures) -> tuple[list[str], int]:
    """What must not grow with what is not shown, and what is done at once for all answers, items and followers."""
    lines, missed = [], 0
    names = sorted(key.split(".")[1] for key in figures if key.startswith("dialogues.") and key.endswith(".5e3.bytes"))
    for name in names:
        few, sent = (figures[f"dialogues.{name}.{size}.sql"] for size in ("5e2", "5e3"))
        small, large = (figures[f"dialogues.{name}.{size}.buffers"] for size in ("5e2", "5e3"))
        reached = f"{sent:g} statements, {large:,.0f} blocks, {large / small:.2f} times those of 500 dialogues at 5,000"
        if name in DIALOGUE_ACTS:
            most, blocks = DIALOGUE_ACTS[name]
            each = large / figures[f"dialogues.{name}.5e3.of"]
            met = few == sent <= most and each <= blocks
            reached = f"{sent:g} statements, {each:,.1f} blocks for each of {figures[f'dialogues.{name}.5e3.of']:,g}"
        elif name in COUNTING:
            met = few == sent <= DIALOGUE_STATEMENTS and large <= small * COUNTING_GROWTH
        else:
            met = few == sent <= DIALOGUE_STATEMENTS and large <= max(small * DIALOGUE_GROWTH, small + LOOKED_UP)
        missed += not met
        lines.append(f"{'dialogues.' + name:34}{reached}  {'yes' if met else 'NO'}")
    return lines, missed


def moderation_goals(figures: Figures) -> tuple[list[str], int]:
    """What must not grow with the moderators' queue."""
    lines, missed = [], 0
    for name, most in MODERATION_PAGES.items():
        sent = {figures[f"moderation.{name}.{size}.sql"] for size in ("1e3", "1e5")}
        growth = figures[f"moderation.{name}.growth"]
        met = len(sent) == 1 and max(sent) <= most and growth <= MODERATION_GROWTH
        missed += not met
        reached = f"{max(sent):g} statements, {growth:.2f} times the blocks of 1e3 cases at 1e5"
        lines.append(f"{'moderation.' + name:34}{reached}  {'yes' if met else 'NO'}")
    return lines, missed


def forum_goals(figures: Figures) -> tuple[list[str], int]:
    """What must not grow with what is written, the long thread's last page beside its first, and whom news goes to."""
    lines, missed = [], 0
    sizes = sorted({key.split(".")[2] for key in figures if key.startswith("forum.") and key.endswith(".sql")})
    for name, most in FORUM_PAGES.items():
        sent = {figures[f"forum.{name}.{size}.sql"] for size in sizes}
        growth = figures[f"forum.{name}.growth"]
        met = len(sent) == 1 and max(sent) <= most and growth <= FORUM_GROWTH
        missed += not met
        reached = f"{max(sent):g} statements, {growth:.2f} times the blocks of {sizes[0]} posts at {sizes[-1]}"
        lines.append(f"{'forum.' + name:34}{reached}  {'yes' if met else 'NO'}")
    for key, most in (
        ("forum.thread.over_core", FORUM_OVER_CORE),
        ("forum.last_over_first", FORUM_LAST_PAGE),
        ("forum.last_over_first.buffers", FORUM_LAST_PAGE),
    ):
        met = figures[key] <= most
        missed += not met
        lines.append(f"{key:34}{most:>8g}{figures[key]:>10.2f}  {'yes' if met else 'NO'}")
    for name, (people, blocks) in FOLLOWING.items():
        found, each = figures[f"following.{name}.people"], figures[f"following.{name}.buffers"] / people
        met = found == people and each <= blocks
        missed += not met
        reached = f"{found:,} people found by one statement, {each:.1f} blocks for each"
        lines.append(f"{'following.' + name:34}{reached}  {'yes' if met else 'NO'}")
    return lines, missed
