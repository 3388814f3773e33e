"""The citizen and the frame of the course: request, enrolment, treatments, medicine, pregnancies."""

from typing import Annotated

from guidelinekit.case.model.values import (
    Day,
    DaysPerWeek,
    HoursPerDay,
    Identifier,
    Municipality,
    Record,
    YesNo,
)
from guidelinekit.case.model.vocabulary import (
    EnrolmentOutcome,
    MedicationKind,
    PregnancyOutcome,
    PregnancyRole,
    Sex,
    TreatmentForm,
)
from guidelinekit.case.words import field, record
from guidelinekit.semantics.as_of import DatedBy, Mark


class Citizen(Record):
    """The person in treatment, without anything that names them."""

    model_config = record("borger", "citizen", "Borgeren i behandling.", "The citizen in treatment.")

    birth_date: Annotated[
        Day | None,
        Mark.BIRTH,
        field("fødselsdato", "date of birth", "Borgerens fødselsdato.", "The citizen's date of birth."),
    ] = None
    sex: Annotated[Sex | None, field("køn", "sex", "Borgerens køn.", "The citizen's sex.")] = None
    home_municipality: Annotated[
        Municipality | None,
        field(
            "hjemkommune",
            "home municipality",
            "Kommunekoden med fire cifre for den kommune hvor borgeren bor.",
            "The four-digit code of the municipality where the citizen lives.",
        ),
    ] = None
    identity_recorded: Annotated[
        YesNo | None,
        field(
            "identitet registreret",
            "identity recorded",
            "Om borgerens navn eller CPR-nummer står i fagsystemet.",
            "Whether the citizen's name or CPR number is held in the case system.",
        ),
    ] = None
    children_under_18: Annotated[
        YesNo | None,
        field(
            "børn under 18",
            "children under 18",
            "Om borgeren har børn under 18 år.",
            "Whether the citizen has children under 18.",
        ),
    ] = None
    considerable_support: Annotated[
        YesNo | None,
        field(
            "behov for betydelig støtte",
            "considerable support needed",
            "Om borgeren er vurderet at have betydeligt nedsat funktionsevne eller brug for betydelig støtte "
            "på grund af alvorlige sociale problemer (serviceloven § 141, stk. 2).",
            "Whether the citizen was judged to have a considerably reduced function, or to need considerable "
            "support because of serious social problems (Social Services Act, section 141(2)).",
        ),
    ] = None


class Request(Record):
    """The citizen's request for treatment."""

    model_config = record(
        "henvendelse",
        "request",
        "Borgerens henvendelse om at komme i behandling.",
        "The citizen's request for treatment.",
    )

    requested_on: Annotated[
        Day | None,
        field(
            "henvendt den",
            "requested on",
            "Dagen da borgeren bad om behandling.",
            "The day on which the citizen asked for treatment.",
        ),
    ] = None
    wants_doctor_consultation: Annotated[
        YesNo | None,
        field(
            "ønsker lægesamtale",
            "wants a doctor's consultation",
            "Om borgeren ønsker en lægesamtale; tomt når der ikke er spurgt.",
            "Whether the citizen wants a doctor's consultation; null when nobody has asked.",
        ),
    ] = None
    free_choice_informed_on: Annotated[
        Day | None,
        field(
            "oplyst om frit valg den",
            "informed of free choice on",
            "Dagen da borgeren fik at vide at der er frit valg af behandlingssted.",
            "The day on which the citizen was told of the free choice of provider.",
        ),
    ] = None
    free_choice_used_on: Annotated[
        Day | None,
        field(
            "frit valg brugt den",
            "free choice used on",
            "Dagen da borgeren valgte et andet behandlingssted end det, kommunen havde visiteret til.",
            "The day on which the citizen chose another provider than the municipality's.",
        ),
    ] = None


class Enrolment(Record):
    """The citizen's time in treatment."""

    model_config = record(
        "indskrivning",
        "enrolment",
        "Borgerens indskrivning i behandling.",
        "The citizen's enrolment in treatment.",
    )

    enrolled_on: Annotated[
        Day | None,
        field(
            "indskrevet den", "enrolled on", "Dagen da behandlingen begyndte.", "The day the treatment began."
        ),
    ] = None
    ended_on: Annotated[
        Day | None,
        field("udskrevet den", "ended on", "Dagen da behandlingen sluttede.", "The day the treatment ended."),
    ] = None
    outcome: Annotated[
        EnrolmentOutcome | None,
        DatedBy("ended_on"),
        field("udfald", "outcome", "Hvordan behandlingen sluttede.", "How the treatment ended."),
    ] = None


class Treatment(Record):
    """One form of treatment for a time."""

    model_config = record(
        "behandling", "treatment", "En behandling i en bestemt form.", "A treatment in a certain form."
    )

    treatment_id: Annotated[
        Identifier | None,
        field(
            "behandlings-id",
            "treatment id",
            "Sagens eget nummer på behandlingen.",
            "The case's own number for the treatment.",
        ),
    ] = None
    form: Annotated[
        TreatmentForm,
        field(
            "behandlingsform",
            "form of treatment",
            "Ambulant behandling, dagbehandling eller døgnbehandling.",
            "Outpatient, day or residential treatment.",
        ),
    ]
    started_on: Annotated[
        Day,
        Mark.OCCURRENCE,
        field("begyndt den", "started on", "Dagen da behandlingen begyndte.", "The day the treatment began."),
    ]
    ended_on: Annotated[
        Day | None,
        field("afsluttet den", "ended on", "Dagen da behandlingen sluttede.", "The day the treatment ended."),
    ] = None
    days_per_week: Annotated[
        DaysPerWeek | None,
        field(
            "dage om ugen",
            "days per week",
            "Hvor mange dage om ugen behandlingen varer.",
            "On how many days a week the treatment is given.",
        ),
    ] = None
    hours_per_day: Annotated[
        HoursPerDay | None,
        field(
            "timer om dagen",
            "hours per day",
            "Hvor mange timer behandlingen varer på en behandlingsdag.",
            "How many hours the treatment lasts on such a day.",
        ),
    ] = None
    lower_intensity_insufficient: Annotated[
        YesNo | None,
        field(
            "mindre indgribende ikke nok",
            "lower intensity insufficient",
            "Om det er vurderet at en mindre indgribende behandling ikke er nok.",
            "Whether a less intensive treatment was judged not to be enough.",
        ),
    ] = None


class Medication(Record):
    """One medical treatment for a time."""

    model_config = record(
        "medicinsk behandling", "medication", "En medicinsk behandling.", "A treatment with medicine."
    )

    medication_id: Annotated[
        Identifier,
        field(
            "medicin-id",
            "medication id",
            "Sagens eget nummer på den medicinske behandling.",
            "The case's own number for the medication.",
        ),
    ]
    kind: Annotated[
        MedicationKind,
        field("slags", "kind", "Hvad medicinen gives for.", "What the medicine is given for."),
    ]
    started_on: Annotated[
        Day,
        Mark.OCCURRENCE,
        field(
            "begyndt den", "started on", "Dagen da medicinen blev begyndt.", "The day the medicine was begun."
        ),
    ]
    ended_on: Annotated[
        Day | None,
        field(
            "afsluttet den",
            "ended on",
            "Dagen da medicinen blev stoppet.",
            "The day the medicine was stopped.",
        ),
    ] = None
    coordinated_with_treatment: Annotated[
        YesNo | None,
        field(
            "koordineret med behandlingen",
            "coordinated with the treatment",
            "Om medicinen er koordineret med den sociale behandling.",
            "Whether the medicine is coordinated with the social treatment.",
        ),
    ] = None


class Pregnancy(Record):
    """One pregnancy: the citizen's own, or one in which the citizen is to be the father or co-mother."""

    model_config = record(
        "graviditet",
        "pregnancy",
        "En graviditet hvor borgeren er gravid eller kommende far eller medmor.",
        "A pregnancy in which the citizen is pregnant or the expectant father or co-mother.",
    )

    pregnancy_id: Annotated[
        Identifier,
        field(
            "graviditets-id",
            "pregnancy id",
            "Sagens eget nummer på graviditeten.",
            "The case's own number for the pregnancy.",
        ),
    ]
    role: Annotated[
        PregnancyRole,
        field(
            "rolle",
            "role",
            "Om borgeren er gravid eller kommende far eller medmor.",
            "The citizen's part in the pregnancy.",
        ),
    ]
    known_on: Annotated[
        Day,
        Mark.OCCURRENCE,
        field(
            "kendt den",
            "known on",
            "Dagen da behandlingsstedet fik kendskab til graviditeten.",
            "The day on which the provider came to know of the pregnancy.",
        ),
    ]
    expected_on: Annotated[
        Day | None,
        Mark.PLANNED,
        field("termin", "expected on", "Dagen da fødslen ventes.", "The day on which the birth is expected."),
    ] = None
    ended_on: Annotated[
        Day | None,
        field("afsluttet den", "ended on", "Dagen da graviditeten sluttede.", "The day the pregnancy ended."),
    ] = None
    outcome: Annotated[
        PregnancyOutcome | None,
        DatedBy("ended_on"),
        field(
            "udfald",
            "outcome",
            "Om graviditeten endte med en fødsel; andet registreres ikke nærmere.",
            "Whether the pregnancy ended with a birth; nothing else is recorded more closely.",
        ),
    ] = None
