"""The words of an impact report, in both languages."""

from collections.abc import Mapping
from typing import Final

from guidelinekit.impact.rule_changes import ChangeKind
from guidelinekit.text import Language, Text

NONE: Final = "\N{EN DASH}"
"""What stands for a status where a version does not judge the item or has no such rule."""
ARROW: Final = "\N{RIGHTWARDS ARROW}"

KIND: Final[Mapping[ChangeKind, Text]] = {
    ChangeKind.ADDED: Text(da="ny", en="added"),
    ChangeKind.REMOVED: Text(da="fjernet", en="removed"),
    ChangeKind.LOGIC: Text(da="logik", en="logic"),
    ChangeKind.PARAMETERS: Text(da="tal", en="numbers"),
    ChangeKind.TEXT: Text(da="kun ordene", en="words only"),
    ChangeKind.SAME: Text(da="uændret", en="unchanged"),
}
WORDS: Final[Mapping[str, Text]] = {
    "heading": Text(da="Hvad ændringen gør", en="What the change does"),
    "profile": Text(da="profil", en="profile"),
    "records": Text(da="{n} sager pr. {day}", en="{n} records as of {day}"),
    "small hidden": Text(
        da="tal fra 1 til 4 er skjult, og dem de kunne regnes ud fra",
        en="counts of 1 to 4 are hidden, and those from which they could be worked out",
    ),
    "hidden": Text(da="[skjult]", en="[hidden]"),
    "none changed": Text(da="ingen af {of} regler er ændret", en="none of {of} rules changed"),
    "changed": Text(da="{n} af {of} regler er ændret: {kinds}", en="{n} of {of} rules changed: {kinds}"),
    "passages": Text(da="Steder i teksten", en="Passages"),
    "the change": Text(da="Ændringen", en="The change"),
    "on cases": Text(da="På sagerne", en="On the cases"),
    "rule": Text(da="Regel", en="Rule"),
    "overall": Text(da="Alle ændrede regler tilsammen", en="All changed rules together"),
    "shares": Text(
        da="Andele af svarene, hvor en ændret regel gælder; en borger tæller én gang",
        en="Shares of the results where a changed rule applies; a citizen counts once",
    ),
    "group": Text(
        da="|Borgere|Ændret for|Mere alvorligt for|Opfyldt før|Opfyldt nu|Ikke opfyldt før|Ikke opfyldt nu",
        en="|Citizens|Changed for|More serious for|Met before|Met now|Unmet before|Unmet now",
    ),
    "all": Text(da="Alle", en="All"),
    "municipality": Text(da="Kommune {which}", en="Municipality {which}"),
    "provider": Text(da="Behandlingssted {which}", en="Provider {which}"),
    "not told": Text(da="ikke oplyst", en="not told"),
    "transitions": Text(da="Overgange, de alvorligste først", en="Transitions, the most serious first"),
    "transition": Text(da="Før → nu|Svar|Regel", en="Before → now|Results|Rule"),
    "corner": Text(da="før \\ nu", en="before \\ now"),
    "other deadline": Text(da="{n} med en anden frist", en="{n} with another due date"),
    "no flips": Text(da="ingen forskel i {n} resultater", en="no difference in {n} results"),
    "more": Text(da="og {n} til", en="and {n} more"),
    "more in markdown": Text(
        da="og {n} til (--format markdown viser alle)", en="and {n} more (--format markdown lists all)"
    ),
    "counterexample": Text(
        da="Den mindste sag, der blev fundet, hvor de to siger noget forskelligt (til {file})",
        en="The smallest case found on which the two differ (for {file})",
    ),
    "before": Text(da="før", en="before"),
    "now": Text(da="nu", en="now"),
    "because": Text(da="fordi", en="because"),
    "no counterexample": Text(
        da="Ingen forskel fundet i {n} frembragte sager; det beviser ikke, at der ingen er",
        en="No difference found in {n} generated cases, which does not prove that there is none",
    ),
    "broken examples": Text(
        da="Eksempelsager, som de nye regler ikke længere opfylder: {n}",
        en="Example cases that fail under the new rules: {n}",
    ),
    "of the old": Text(da=" (fra den gamle udgave)", en=" (of the old version)"),
    "expects": Text(da="forventer {wanted}, får {came}", en="expects {wanted}, gets {came}"),
    "without effect": Text(da="Ændret uden virkning", en="Changed without effect"),
    "no effect on generated": Text(
        da="{rule}: ændret, men uden virkning på {tried} frembragte sager",
        en="{rule}: changed, but without effect on {tried} generated cases",
    ),
    "no effect on records": Text(
        da="{rule}: ændret, men uden virkning på {records} sager og {tried} frembragte",
        en="{rule}: changed, but without effect on {records} records and {tried} generated cases",
    ),
    "words only": Text(da="Kun ordene er ændret", en="Only the words changed"),
    "not set": Text(da="ikke fastsat", en="not set"),
    "from": Text(da="fra", en="from"),
    "deadline": Text(da="frist", en="deadline"),
    "new condition": Text(da="ny betingelse", en="new condition"),
    "dropped": Text(da="bortfaldet", en="dropped"),
}
"""The words of an impact report."""


def word(name: str, language: Language, **values: object) -> str:
    """Return one of the words of a report, with values put in."""
    return WORDS[name].text(language).format(**values)
