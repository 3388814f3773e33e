"""Rules drawn at random over the case catalogue, as core nodes."""

from hypothesis import strategies as st

from guidelinekit.case.catalogue import CATALOGUES
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Evidence, Exemption, ForEach, InForce, Modality, Repeats, Rule, Subject
from guidelinekit.results import EXEMPTIONS
from guidelinekit.testing.conditions import conditions, searches
from guidelinekit.testing.records import days
from guidelinekit.testing.terms import (
    FULL,
    Dialect,
    Types,
    date_expressions,
    durations,
    fixed,
    lists,
    ranging_paths,
)
from guidelinekit.text import Text


@st.composite
def rules(draw: st.DrawFn, dialect: Dialect = FULL, subject: Subject = Subject.CASE) -> Rule:
    """Draw a rule: with or without items, deadline, recurrence, exemptions and a period."""
    types: Types = {subject.value: CATALOGUES[subject]}
    for_each = None
    applies_when = e.TRUE if draw(st.integers(0, 3)) else draw(conditions(types, dialect, 1))
    if draw(st.booleans()):
        over, item = draw(lists(types))
        types = {**types, "subject": item}
        for_each = ForEach(
            over=over, item="subject", where=draw(st.just(e.TRUE) | conditions(types, dialect, 1))
        )
    requires = deadline = repeats = None
    dates = date_expressions(types, fixed(dialect))
    if draw(st.integers(0, 3)):
        requires = draw(conditions(types, dialect) if draw(st.booleans()) else searches(types))
        deadline = draw(st.none() | dates)
    else:
        every = draw(durations(120))
        last = draw(
            ranging_paths(types).map(lambda path: e.Latest(of=(path,))) | dates if dialect.extremes else dates
        )
        repeats = Repeats(last=last, every=every, start=draw(dates))
    entry = st.builds(Exemption, reason=st.sampled_from(EXEMPTIONS), when=conditions(types, dialect, 1))
    in_force = InForce()
    if dialect.in_force and not draw(st.integers(0, 4)):
        in_force = draw(st.builds(InForce, start=st.none() | days, end=st.none() | days))
    text = Text(da="-", en="-")
    return Rule(
        id="drawn/rule",
        subject=subject,
        anvisning="-",
        passages=(),
        modality=Modality.MUST,
        evidence=Evidence.DIRECT,
        title=text,
        finding=text,
        remedy=text,
        in_force=in_force,
        applies_when=applies_when,
        for_each=for_each,
        requires=requires,
        deadline=deadline,
        repeats=repeats,
        exempt_when=tuple(draw(st.lists(entry, max_size=2))),
    )
