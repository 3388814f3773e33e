"""The case, the provider and the authority: what rules are about, as a JSON contract of version 1.

A field that is null is not documented. A list that is null was not exported, an empty one means none. There
is no field for names, addresses, CPR numbers, free text or abortion.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from guidelinekit.case.model.contact import Activity, Agreement, PartnerContact
from guidelinekit.case.model.person import Citizen, Enrolment, Medication, Pregnancy, Request, Treatment
from guidelinekit.case.model.support import Assessment, Goal, Intervention, Need, Plan
from guidelinekit.case.model.values import Day, Headcount, Identifier, Municipality, OwnId, Record, YesNo
from guidelinekit.case.model.vocabulary import AuthorityLevel
from guidelinekit.case.words import field, record
from guidelinekit.lang.rule import Subject
from guidelinekit.semantics.as_of import Mark


class Case(Record):
    """One citizen's course of treatment at one provider."""

    model_config = record(
        "sag",
        "case",
        "En borgers forløb på et behandlingssted, uden noget der navngiver borgeren.",
        "One citizen's course with one provider, without anything that names the citizen.",
    )

    schema_version: Annotated[
        Literal["1"],
        field("formatversion", "format version", "Formatets version: 1.", "The version of the format: 1."),
    ]
    case_id: Annotated[
        Identifier,
        field(
            "sags-id",
            "case id",
            "Sagens nummer, 1 til 64 tegn; aldrig et CPR-nummer.",
            "The number of the case, 1 to 64 characters; never a CPR number.",
        ),
    ]
    municipality: Annotated[
        Municipality | None,
        field(
            "kommune",
            "municipality",
            "Kommunekoden med fire cifre for den kommune der har ansvaret.",
            "The four-digit code of the municipality that is responsible.",
        ),
    ] = None
    provider_id: Annotated[
        Identifier | None,
        field("behandlingssted", "provider", "Nummeret på behandlingsstedet.", "The number of the provider."),
    ] = None
    anonymous: Annotated[
        YesNo | None,
        field(
            "anonym",
            "anonymous",
            "Om behandlingen er anonym efter servicelovens § 101 a.",
            "Whether the treatment is anonymous under section 101 a of the Danish social services act.",
        ),
    ] = False
    citizen: Annotated[
        Citizen, field("borger", "citizen", "Borgeren i behandling.", "The citizen in treatment.")
    ]
    request: Annotated[
        Request | None,
        field("henvendelse", "request", "Henvendelsen om behandling.", "The request for treatment."),
    ] = None
    enrolment: Annotated[
        Enrolment | None,
        field("indskrivning", "enrolment", "Indskrivningen i behandling.", "The enrolment in treatment."),
    ] = None
    treatments: Annotated[
        tuple[Treatment, ...] | None,
        OwnId("treatment_id"),
        field("behandlinger", "treatments", "Forløbets behandlinger.", "The treatments of the course."),
    ] = None
    assessments: Annotated[
        tuple[Assessment, ...] | None,
        OwnId("assessment_id"),
        field("udredninger", "assessments", "Forløbets udredninger.", "The assessments of the course."),
    ] = None
    needs: Annotated[
        tuple[Need, ...] | None,
        OwnId("need_id"),
        field("behov", "needs", "Borgerens behov for støtte.", "The citizen's needs for support."),
    ] = None
    goals: Annotated[
        tuple[Goal, ...] | None,
        OwnId("goal_id"),
        field("mål", "goals", "Målene med behandlingen.", "The goals of the treatment."),
    ] = None
    plans: Annotated[
        tuple[Plan, ...] | None,
        OwnId("plan_id"),
        field("planer", "plans", "Forløbets planer.", "The plans of the course."),
    ] = None
    interventions: Annotated[
        tuple[Intervention, ...] | None,
        OwnId("intervention_id"),
        field("indsatser", "interventions", "Indsatserne for borgeren.", "The support given to the citizen."),
    ] = None
    agreements: Annotated[
        tuple[Agreement, ...] | None,
        OwnId("agreement_id"),
        field("aftaler", "agreements", "Aftalerne i forløbet.", "The agreements of the course."),
    ] = None
    partner_contacts: Annotated[
        tuple[PartnerContact, ...] | None,
        OwnId("contact_id"),
        field(
            "kontakter til samarbejdspartnere",
            "contacts with partner services",
            "Kontakterne til andre indsatser om borgeren.",
            "The contacts with other services about the citizen.",
        ),
    ] = None
    activities: Annotated[
        tuple[Activity, ...] | None,
        OwnId("activity_id"),
        field(
            "aktiviteter",
            "activities",
            "Det der er gennemført, tilbudt eller afslået.",
            "What was done, offered or declined.",
        ),
    ] = None
    medications: Annotated[
        tuple[Medication, ...] | None,
        OwnId("medication_id"),
        field("medicinske behandlinger", "medications", "Borgerens medicin.", "The citizen's medicine."),
    ] = None
    pregnancies: Annotated[
        tuple[Pregnancy, ...] | None,
        OwnId("pregnancy_id"),
        field(
            "graviditeter",
            "pregnancies",
            "Graviditeter hvor borgeren er gravid eller kommende far.",
            "Pregnancies in which the citizen is pregnant or the expectant father.",
        ),
    ] = None

    @model_validator(mode="after")
    def _references(self) -> Self:
        """Refuse an activity that names a pregnancy which is not in the case."""
        if places := lost_references(self):
            raise PydanticCustomError(
                "no_such_item", "an activity names a pregnancy that is not in the case", {"places": places}
            )
        return self


def lost_references(case: Any) -> list[str]:
    """Return the pointers of fields that name an item which is not in the case, its list being known."""
    if case.activities is None or case.pregnancies is None:
        return []
    named = {index: item.pregnancy_id for index, item in enumerate(case.activities) if item.pregnancy_id}
    ids = {item.pregnancy_id for item in case.pregnancies} if named else ()
    return [f"/activities/{index}/pregnancy_id" for index, own_id in named.items() if own_id not in ids]


class Attestation(Record):
    """What a provider or an authority confirms about itself."""

    model_config = record(
        "bekræftelse",
        "attestation",
        "Noget som behandlingsstedet eller myndigheden bekræfter om sig selv.",
        "Something that the provider or the authority confirms about itself.",
    )

    code: Annotated[
        Identifier, field("kode", "code", "Koden for det der bekræftes.", "The code of what is confirmed.")
    ]
    confirmed_on: Annotated[
        Day,
        Mark.OCCURRENCE,
        field("bekræftet den", "confirmed on", "Dagen da det blev bekræftet.", "The day it was confirmed."),
    ]
    valid_until: Annotated[
        Day | None,
        Mark.PLANNED,
        field("gælder til", "valid until", "Den sidste dag det gælder.", "The last day on which it holds."),
    ] = None


Attestations = Annotated[
    tuple[Attestation, ...] | None,
    field("bekræftelser", "attestations", "Det som er bekræftet.", "What has been confirmed."),
]


class Provider(Record):
    """One provider of treatment."""

    model_config = record("behandlingssted", "provider", "Et behandlingssted.", "A provider of treatment.")

    provider_id: Annotated[
        Identifier,
        field("behandlingssted", "provider", "Nummeret på behandlingsstedet.", "The number of the provider."),
    ]
    municipality: Annotated[
        Municipality | None,
        field(
            "kommune",
            "municipality",
            "Kommunekoden med fire cifre for behandlingsstedet.",
            "The four-digit code of the provider's municipality.",
        ),
    ] = None
    outreach_staff: Annotated[
        Headcount | None,
        field(
            "opsøgende medarbejdere",
            "outreach staff",
            "Hvor mange medarbejdere der arbejder opsøgende.",
            "How many of the staff do outreach work.",
        ),
    ] = None
    attestations: Attestations = None


class Authority(Record):
    """One authority: a municipality, or a county of the time before 2007."""

    model_config = record(
        "myndighed",
        "authority",
        "En kommune, eller et amt fra tiden før 2007.",
        "A municipality, or a county of the time before 2007.",
    )

    authority_id: Annotated[
        Identifier,
        field("myndighed", "authority", "Nummeret på myndigheden.", "The number of the authority."),
    ]
    level: Annotated[
        AuthorityLevel | None,
        field(
            "myndighedsniveau",
            "level of authority",
            "Om myndigheden er en kommune eller et amt.",
            "Whether the authority is a municipality or a county.",
        ),
    ] = None
    municipality: Annotated[
        Municipality | None,
        field(
            "kommune",
            "municipality",
            "Kommunekoden med fire cifre, hvis myndigheden er en kommune.",
            "The four-digit code, where the authority is a municipality.",
        ),
    ] = None
    attestations: Attestations = None


AnyRecord = Case | Provider | Authority
"""Whatever rules can be about."""

MODELS: Final[Mapping[Subject, type[AnyRecord]]] = MappingProxyType(
    {Subject.CASE: Case, Subject.PROVIDER: Provider, Subject.AUTHORITY: Authority}
)
"""The model of each kind of record: the one table of what rules can be about."""

SUBJECTS: Final[Mapping[type, Subject]] = MappingProxyType(
    {model: subject for subject, model in MODELS.items()}
)
"""The kind of each model."""


def subject_of(record: Any) -> Subject:
    """Return what kind of record something is: a model, or a case that was decoded fast."""
    return SUBJECTS.get(type(record), Subject.CASE)


def id_of(record: Any) -> str:
    """Return the id of a record, which is a model or a case that was decoded fast."""
    identifier: str = getattr(record, subject_of(record).id_field)
    return identifier
