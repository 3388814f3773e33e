"""The words of the page, in both languages."""

from typing import Final

from guidelinekit.text import Text

WORDS: Final = {
    "title": Text(da="Retningslinjerne og sagerne", en="The guidelines and the cases"),
    "as_of": Text(da="Opgjort pr.", en="As of"),
    "profile": Text(da="profil", en="profile"),
    "figures": Text(da="Overblik", en="Overview"),
    "cases": Text(da="Sager", en="Cases"),
    "in_scope": Text(da="Sager, som krav gælder for", en="Cases to which requirements apply"),
    "breach": Text(da="Sager med et uopfyldt skal eller ret", en="Cases with a must or right unmet"),
    "unmet_any": Text(da="Sager med noget uopfyldt", en="Cases with anything unmet"),
    "unclear_any": Text(da="Sager, hvor noget ikke kan afgøres", en="Cases with something undetermined"),
    "invalid": Text(da="Ugyldige poster, ikke vurderet", en="Invalid records, not evaluated"),
    "sections": Text(da="Efter anvisning og styrke", en="By section and strength"),
    "sections_note": Text(
        da="Antal krav i sager: et krav tæller én gang i hver sag, det gælder.",
        en="Requirements in cases: a requirement counts once in each case that it applies to.",
    ),
    "section": Text(da="Anvisning", en="Section"),
    "strength": Text(da="Styrke", en="Strength"),
    "strict": Text(da="skal, ret", en="must, right"),
    "lenient": Text(da="bør", en="should"),
    "share": Text(da="Fordeling", en="Shares"),
    "kept": Text(da="✓ Overholdt", en="✓ Kept"),
    "late": Text(da="▲ For sent", en="▲ Late"),
    "unmet": Text(da="✗ Ikke opfyldt", en="✗ Unmet"),
    "undetermined": Text(da="? Kan ikke afgøres", en="? Undetermined"),
    "due": Text(da="→ Fristen løber", en="→ Due"),
    "exempt": Text(da="\N{EN DASH} Undtaget", en="\N{EN DASH} Exempt"),
    "requirements": Text(da="Krav for krav", en="Requirement by requirement"),
    "requirements_note": Text(
        da="Andelen er af de sager, hvor kravet er faldet i tid og kan afgøres; for sent er ikke overholdt. "
        "Intervallet er 95\N{NO-BREAK SPACE}%: så meget kan andelen svinge ved tilfældighed, "
        "når der er få sager.",
        en="The share is of the cases in which the requirement has fallen due and can be determined; late is "
        "not kept. The interval is 95\N{NO-BREAK SPACE}%: so far may the share vary by chance "
        "where there are few cases.",
    ),
    "requirement": Text(da="Krav", en="Requirement"),
    "kept_in": Text(da="Overholdt i", en="Kept in"),
    "of_cases": Text(da="af sagerne", en="of the cases"),
    "interval": Text(da="95\N{NO-BREAK SPACE}%-interval", en="95\N{NO-BREAK SPACE}% interval"),
    "behind": Text(da="Sager bag", en="Cases behind"),
    "weeks": Text(da="Falder i de kommende uger", en="Falls due in the coming weeks"),
    "week": Text(da="Uge fra", en="Week from"),
    "number": Text(da="Antal", en="Number"),
    "missing": Text(da="Hvad der ikke kan afgøres", en="What cannot be determined"),
    "missing_note": Text(
        da="Felter, der mangler: hvor mange svar hvert felt alene ville afgøre, og hvor mange det indgår i.",
        en="Missing fields: how many answers each would settle alone, and in how many it has a part.",
    ),
    "field": Text(da="Felt", en="Field"),
    "settles": Text(da="Afgør alene", en="Settles alone"),
    "part_of": Text(da="Indgår i", en="Has a part in"),
    "municipalities": Text(da="Kommuner", en="Municipalities"),
    "providers": Text(da="Behandlingssteder", en="Providers"),
    "group": Text(da="Navn", en="Name"),
    "without_breach": Text(da="Uden brud på skal og ret", en="Without a breach of must and right"),
    "municipality": Text(da="Kommune", en="Municipality"),
    "provider": Text(da="Behandlingssted", en="Provider"),
    "unknown": Text(da="ikke oplyst", en="not given"),
    "search": Text(da="Søg", en="Search"),
    "status": Text(da="Status", en="Status"),
    "every": Text(da="alle", en="all"),
    "shown": Text(da="sager vist", en="cases shown"),
    "unfold": Text(da="Fold de viste ud eller ind", en="Unfold or fold those shown"),
    "unfolded_note": Text(
        da="De mest alvorlige står først. På papir kommer de sager, som er foldet ud.",
        en="The most serious come first. On paper go the cases that are unfolded.",
    ),
    "due_on": Text(da="frist", en="due on"),
    "days_over": Text(da="dage over", en="days over"),
    "closes": Text(da="Hvad der lukker det", en="What would close it"),
    "needs": Text(da="Mangler", en="Missing"),
    "left_out": Text(
        da="mindre alvorlige sager er ikke på siden; de står i xlsx og csv",
        en="less serious cases are not on the page; xlsx and csv have them",
    ),
    "more": Text(da="flere", en="more"),
    "hidden": Text(da="skjult", en="hidden"),
    "hidden_note": Text(
        da="Tal fra 1 til 4 er skjult, og det samme er tal, som de kunne regnes ud af. "
        "Siden har ingen numre på sager.",
        en="Counts of 1 to 4 are hidden, and so are counts from which they could be worked out. "
        "There are no ids of cases.",
    ),
    "rules": Text(da="Om reglerne", en="About the rules"),
    "stopped": Text(da="Kørslen blev standset: ikke alt er med.", en="The run was stopped: not all is here."),
    "none": Text(da="ingen", en="none"),
    "privacy": Text(
        da="Siden indeholder oplysninger om sager og skal behandles som sagerne selv.",
        en="This page holds what is in the cases: treat it as you treat them.",
    ),
}
