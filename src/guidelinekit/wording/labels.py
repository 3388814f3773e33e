"""The words for statuses, reasons and modalities."""

from collections.abc import Mapping
from typing import Final

from guidelinekit.lang.rule import Basis, Evidence, Modality, Text, Unit
from guidelinekit.results import Reason, Status
from guidelinekit.semantics.truth import Truth

STATUS: Final[Mapping[Status, Text]] = {
    Status.MET: Text(da="opfyldt", en="met"),
    Status.MET_LATE: Text(da="opfyldt for sent", en="met late"),
    Status.DUE: Text(da="fristen løber", en="due"),
    Status.UNMET: Text(da="ikke opfyldt", en="unmet"),
    Status.UNDETERMINED: Text(da="kan ikke afgøres", en="cannot be determined"),
    Status.EXEMPT: Text(da="undtaget", en="exempt"),
    Status.NOT_APPLICABLE: Text(da="gælder ikke", en="not applicable"),
}

REASON: Final[Mapping[Reason, Text]] = {
    Reason.FULFILLED: Text(da="kravet er opfyldt", en="it is fulfilled"),
    Reason.TOO_LATE: Text(da="det skete efter fristen", en="it happened after the deadline"),
    Reason.NOT_YET_DUE: Text(da="fristen er ikke nået", en="the deadline has not passed"),
    Reason.NOT_FOUND: Text(da="det findes ikke i sagen", en="it is not in the record"),
    Reason.OUT_OF_RANGE: Text(da="det registrerede opfylder ikke kravet", en="what is recorded falls short"),
    Reason.COUNT_TOO_LOW: Text(da="der er for få registreringer", en="too few are recorded"),
    Reason.STALE: Text(da="det er for længe siden sidst", en="the last time is too long ago"),
    Reason.NOT_DOCUMENTED: Text(da="oplysninger mangler", en="information is missing"),
    Reason.NOT_EXPORTED: Text(da="oplysninger er ikke med i udtrækket", en="it is not in the export"),
    Reason.PARAMETER_NOT_SET: Text(da="en lokal frist er ikke fastsat", en="a local parameter is not set"),
    Reason.CITIZEN_DECLINED: Text(da="borgeren har takket nej", en="the citizen declined"),
    Reason.ANONYMOUS_TREATMENT: Text(
        da="anonym behandling (SEL § 101 a)", en="anonymous treatment (section 101 a)"
    ),
    Reason.OTHER_EXEMPTION: Text(da="en anden undtagelse gælder", en="another exemption applies"),
    Reason.WAIVED: Text(da="kravet er fraveget med begrundelse", en="waived with a reason"),
    Reason.OUT_OF_SCOPE: Text(da="sagen er uden for målgruppen", en="the case is out of scope"),
    Reason.NOT_IN_FORCE: Text(da="reglen gjaldt ikke på datoen", en="the rule was not in force on the date"),
    Reason.NOT_BEGUN: Text(
        da="forløbet er ikke begyndt på datoen", en="the course has not begun on the date"
    ),
}

NOTHING_TO_JUDGE: Final = Text(da="der er intet at vurdere", en="there is nothing to judge")
"""Why a rule does not apply that is about items of a list, where the case is in scope and no item is."""

MODALITY: Final[Mapping[Modality, Text]] = {
    Modality.MUST: Text(da="skal", en="must"),
    Modality.SHOULD: Text(da="bør", en="should"),
    Modality.RIGHT: Text(da="har ret til", en="has a right to"),
    Modality.MAY: Text(da="kan", en="may"),
}

EVIDENCE: Final[Mapping[Evidence, Text]] = {
    Evidence.DIRECT: Text(da="vises direkte af sagens datoer", en="shown directly by dated facts"),
    Evidence.TRACE: Text(
        da="kun et spor i sagen kan støtte det", en="only a trace in the record can support it"
    ),
}

BASIS: Final[Mapping[Basis, Text]] = {
    Basis.TEXT: Text(da="står i retningslinjen", en="stands in the guideline"),
    Basis.LAW: Text(da="følger af loven", en="set by law"),
    Basis.LOCAL: Text(da="lokalt fastsat", en="set locally"),
}

UNIT: Final[Mapping[Unit, Text]] = {
    Unit.DAYS: Text(da="dage", en="days"),
    Unit.YEARS: Text(da="år", en="years"),
    Unit.COUNT: Text(da="gange", en="times"),
    Unit.SCORE: Text(da="point", en="points"),
}

TRUTH: Final[Mapping[Truth, Text]] = {
    Truth.TRUE: Text(da="ja", en="yes"),
    Truth.FALSE: Text(da="nej", en="no"),
    Truth.UNKNOWN: Text(da="vides ikke", en="unknown"),
}

RULE_KEY: Final[Mapping[str, Text]] = {
    "applies_when": Text(da="gælder når", en="applies when"),
    "for_each": Text(da="for hver", en="for each"),
    "requires": Text(da="kræver", en="requires"),
    "deadline": Text(da="frist", en="deadline"),
    "repeats": Text(da="gentages", en="repeats"),
    "exempt_when": Text(da="undtaget når", en="exempt when"),
    "when": Text(da="betydning", en="meaning"),
    "values": Text(da="værdier", en="values"),
}
"""The keys under which the parts of a rule or definition stand."""
