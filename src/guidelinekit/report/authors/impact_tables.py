"""The impact of a change on the data: how many results became what, in tables and in one line."""

from collections.abc import Callable, Iterator

from guidelinekit.impact.flips import APPLIES, DataImpact, RuleImpact, Transition, worsening
from guidelinekit.report.authors.impact_counts import WHOLE, Counts, Group, groups_of
from guidelinekit.report.authors.impact_words import ARROW, NONE, word
from guidelinekit.report.percent import percent
from guidelinekit.results import Status
from guidelinekit.text import Language

Rows = tuple[tuple[str, ...], ...]


def overview(data: DataImpact | None, counts: Counts, language: Language) -> tuple[Rows, Rows]:
    """Return the tables of groups and of transitions. A group of hidden size is left out."""
    if data is None or not data.whole.records:
        return (), ()
    groups = [
        _group(group, counts, language)
        for group in groups_of(data)
        if group == WHOLE or counts(group, "records") is not None
    ]
    moves = [
        (worsening(pair), counts(name, pair), pair, name)
        for name, rule in data.rules.items()
        for pair in _moves(rule)
    ]
    moves.sort(key=lambda move: (-move[0], -(move[1] or 0), move[3]))
    rows = (
        (pair_in_words(pair, language), shown_number(number, language), name)
        for _, number, pair, name in moves
    )
    return (
        (_heads("group", language), *groups),
        (_heads("transition", language), *rows) if moves else (),
    )


def _group(group: Group, counts: Counts, language: Language) -> tuple[str, ...]:
    kind, name = group
    title = word(kind, language, which=name or word("not told", language)) if kind else word("all", language)
    numbers = (shown_number(counts(group, column), language) for column in ("records", "changed", "worse"))
    shares = (
        _share(counts(group, when, status), counts(group, when), language)
        for status in (Status.MET, Status.UNMET)
        for when in ("before", "after")
    )
    return (title, *numbers, *shares)


def _share(part: int | None, whole: int | None, language: Language) -> str:
    if part is None or whole is None:
        return word("hidden", language)
    return percent(part / whole, language) if whole else NONE


def _moves(rule: RuleImpact) -> list[Transition]:
    """Return the transitions to another status, where the rule applied before or does now."""
    return [pair for pair in rule.matrix if pair[0] is not pair[1] and not _idle(pair)]


def _idle(pair: Transition) -> bool:
    """Say whether a rule applied neither before nor after."""
    return not {*pair} & {*APPLIES}


def _heads(name: str, language: Language) -> tuple[str, ...]:
    return tuple(word(name, language).split("|"))


def on_cases(name: str, on_data: RuleImpact, counts: Counts, language: Language) -> tuple[str, Rows]:
    """Return what became of the results of a rule in one line, and as a table."""

    def number(of: Transition | str) -> str:
        return shown_number(counts(name, of), language)

    moved = sorted(_moves(on_data), key=lambda pair: (-worsening(pair), -(counts(name, pair) or 0)))
    listed = [f"{number(pair)} {pair_in_words(pair, language)}" for pair in moved]
    if on_data.moved:
        listed.append(word("other deadline", language, n=number("other due date")))
    line = ", ".join(listed) or word("no flips", language, n=number("results"))
    return line, tuple(_matrix(on_data, number, language)) if on_data.changed else ()


def _matrix(
    on_data: RuleImpact, number: Callable[[Transition], str], language: Language
) -> Iterator[tuple[str, ...]]:
    """Return the transitions as a table: a row per status before, a column per status after.

    What applied neither before nor after is left out.
    """
    order: list[Status | None] = [*Status, None]
    pairs = [pair for pair in on_data.matrix if not _idle(pair)]
    rows = [each for each in order if any(was is each for was, _ in pairs)]
    columns = [each for each in order if any(now is each for _, now in pairs)]
    yield (word("corner", language), *(_status(each, language) for each in columns))
    for was in rows:
        yield (
            _status(was, language),
            *(number((was, now)) if (was, now) in pairs else "" for now in columns),
        )


def pair_in_words(pair: Transition, language: Language) -> str:
    """Return a status before and after."""
    return f"{_status(pair[0], language)} {ARROW} {_status(pair[1], language)}"


def _status(status: Status | None, language: Language) -> str:
    return NONE if status is None else status.label.text(language)


def shown_number(count: int | None, language: Language) -> str:
    """Return a number; of a hidden one, that it is."""
    return word("hidden", language) if count is None else str(count)
