"""What is found out, aimed at and planned: assessments, needs, goals, plans and interventions."""

from typing import Annotated

from guidelinekit.case.model.values import Day, Identifier, Record, Score, YesNo
from guidelinekit.case.model.vocabulary import (
    Aim,
    Area,
    AssessmentKind,
    InterventionKind,
    Partner,
    PlanKind,
    RevisionReason,
)
from guidelinekit.case.words import field, record
from guidelinekit.semantics.as_of import Mark


class AreaScore(Record):
    """The score of one area in an assessment."""

    model_config = record("score", "score", "En score for et livsområde.", "A score for one area of life.")

    area: Annotated[
        Area, field("område", "area", "Det livsområde som scoren gælder.", "The area of life that is scored.")
    ]
    score: Annotated[
        Score,
        field(
            "score",
            "score",
            "Scoren fra 0 til 1, hvor 1 er sværest.",
            "The score from 0 to 1, 1 being worst.",
        ),
    ]


class Assessment(Record):
    """One assessment of the citizen's situation."""

    model_config = record(
        "udredning",
        "assessment",
        "En udredning af borgerens situation.",
        "An assessment of the citizen's situation.",
    )

    assessment_id: Annotated[
        Identifier | None,
        field(
            "udrednings-id",
            "assessment id",
            "Sagens eget nummer på udredningen.",
            "The case's own number for the assessment.",
        ),
    ] = None
    kind: Annotated[
        AssessmentKind,
        field(
            "slags", "kind", "Den metode som udredningen følger.", "The method that the assessment follows."
        ),
    ]
    done_on: Annotated[
        Day,
        Mark.OCCURRENCE,
        field(
            "udført den", "done on", "Dagen da udredningen blev lavet.", "The day the assessment was made."
        ),
    ]
    areas: Annotated[
        tuple[Area, ...] | None,
        field("områder", "areas", "De livsområder der er udredt.", "The areas of life that were assessed."),
    ] = None
    scores: Annotated[
        tuple[AreaScore, ...] | None,
        field(
            "scorer", "scores", "Scorer for de enkelte livsområder.", "Scores for the single areas of life."
        ),
    ] = None
    with_citizen: Annotated[
        YesNo | None,
        field(
            "sammen med borgeren",
            "with the citizen",
            "Om udredningen er lavet sammen med borgeren.",
            "Whether the assessment was made with the citizen.",
        ),
    ] = None
    intense_polydrug_use: Annotated[
        YesNo | None,
        field(
            "intenst blandingsmisbrug",
            "intense polydrug use",
            "Om udredningen viser et blandingsmisbrug af intens karakter.",
            "Whether the assessment shows intense use of several drugs.",
        ),
    ] = None
    low_use_of_treatment: Annotated[
        YesNo | None,
        field(
            "bruger lidt behandling",
            "low use of treatment",
            "Om borgeren ikke eller kun i begrænset omfang bruger behandlingstilbuddene.",
            "Whether the citizen uses the treatment offers not at all or little.",
        ),
    ] = None
    feels_burdened: Annotated[
        YesNo | None,
        field(
            "føler sig belastet",
            "feels burdened",
            "Om borgeren selv oplever sin situation som en belastning.",
            "Whether the citizen feels burdened by the situation.",
        ),
    ] = None


class Need(Record):
    """One need for support."""

    model_config = record("behov", "need", "Et behov for støtte.", "A need for support.")

    need_id: Annotated[
        Identifier,
        field(
            "behovs-id", "need id", "Sagens eget nummer på behovet.", "The case's own number for the need."
        ),
    ]
    area: Annotated[
        Area, field("område", "area", "Det livsområde som behovet gælder.", "The area of life of the need.")
    ]
    identified_on: Annotated[
        Day,
        Mark.OCCURRENCE,
        field("konstateret den", "identified on", "Dagen da behovet blev set.", "The day the need was seen."),
    ]
    barrier: Annotated[
        YesNo | None,
        field(
            "barriere",
            "barrier",
            "Om behovet kan stå i vejen for målet med behandlingen.",
            "Whether the need can stand in the way of the treatment goal.",
        ),
    ] = None
    changed_on: Annotated[
        Day | None,
        field(
            "ændret den",
            "changed on",
            "Dagen da behovet sidst ændrede sig.",
            "The day the need last changed.",
        ),
    ] = None
    resolved_on: Annotated[
        Day | None,
        field("løst den", "resolved on", "Dagen da behovet var dækket.", "The day the need had been met."),
    ] = None


class Goal(Record):
    """One goal of the treatment."""

    model_config = record("mål", "goal", "Et mål med behandlingen.", "A goal of the treatment.")

    goal_id: Annotated[
        Identifier,
        field("mål-id", "goal id", "Sagens eget nummer på målet.", "The case's own number for the goal."),
    ]
    area: Annotated[
        Area, field("område", "area", "Det livsområde som målet gælder.", "The area of life of the goal.")
    ]
    set_on: Annotated[
        Day,
        Mark.OCCURRENCE,
        field("sat den", "set on", "Dagen da målet blev sat.", "The day the goal was set."),
    ]
    set_with_citizen: Annotated[
        YesNo | None,
        field(
            "sat sammen med borgeren",
            "set with the citizen",
            "Om målet er sat sammen med borgeren.",
            "Whether the goal was set with the citizen.",
        ),
    ] = None
    aim: Annotated[
        Aim | None,
        field("sigte", "aim", "Hvad målet sigter mod for stofmisbruget.", "What the goal aims at."),
    ] = None
    achieved_on: Annotated[
        Day | None,
        field("nået den", "achieved on", "Dagen da målet var nået.", "The day the goal had been achieved."),
    ] = None
    dropped_on: Annotated[
        Day | None,
        field("opgivet den", "dropped on", "Dagen da målet blev opgivet.", "The day the goal was dropped."),
    ] = None


class Revision(Record):
    """One revision of a plan."""

    model_config = record("revision", "revision", "En revision af en plan.", "A revision of a plan.")

    revised_on: Annotated[
        Day,
        Mark.OCCURRENCE,
        field(
            "revideret den", "revised on", "Dagen da planen blev revideret.", "The day the plan was revised."
        ),
    ]
    with_citizen: Annotated[
        YesNo | None,
        field(
            "sammen med borgeren",
            "with the citizen",
            "Om planen er revideret sammen med borgeren.",
            "Whether the plan was revised with the citizen.",
        ),
    ] = None
    reason: Annotated[
        RevisionReason | None,
        field("grund", "reason", "Hvorfor planen blev revideret.", "Why the plan was revised."),
    ] = None


class Plan(Record):
    """One plan."""

    model_config = record("plan", "plan", "En plan for borgerens forløb.", "A plan for the citizen's course.")

    plan_id: Annotated[
        Identifier | None,
        field(
            "plan-id",
            "plan id",
            "Sagens eget nummer på planen.",
            "The case's own number for the plan.",
        ),
    ] = None
    kind: Annotated[
        PlanKind,
        field(
            "slags",
            "kind",
            "Behandlingsplan, handleplan eller fælles plan.",
            "Treatment plan, action plan or joint plan.",
        ),
    ]
    made_on: Annotated[
        Day,
        Mark.OCCURRENCE,
        field("lavet den", "made on", "Dagen da planen blev lavet.", "The day of the plan."),
    ]
    made_with_citizen: Annotated[
        YesNo | None,
        field(
            "lavet sammen med borgeren",
            "made with the citizen",
            "Om planen er lavet sammen med borgeren.",
            "Whether the plan was made with the citizen.",
        ),
    ] = None
    has_next_steps: Annotated[
        YesNo | None,
        field(
            "næste skridt", "next steps", "Om planen har næste skridt.", "Whether the plan has next steps."
        ),
    ] = None
    has_timetable: Annotated[
        YesNo | None,
        field("tidsplan", "timetable", "Om planen har en tidsplan.", "Whether the plan has a timetable."),
    ] = None
    has_citizen_wishes: Annotated[
        YesNo | None,
        field(
            "borgerens ønsker",
            "the citizen's wishes",
            "Om borgerens ønsker står i planen.",
            "Whether the citizen's wishes stand in the plan.",
        ),
    ] = None
    partners: Annotated[
        tuple[Partner, ...] | None,
        field(
            "samarbejdspartnere", "partner services", "De der er med i planen.", "Those who share the plan."
        ),
    ] = None
    revisions: Annotated[
        tuple[Revision, ...] | None,
        field("revisioner", "revisions", "Planens revisioner.", "The revisions of the plan."),
    ] = None
    ended_on: Annotated[
        Day | None,
        field("afsluttet den", "ended on", "Dagen da planen ophørte.", "The day the plan ended."),
    ] = None


class Intervention(Record):
    """One kind of support for a time."""

    model_config = record(
        "indsats", "intervention", "En indsats for borgeren.", "Support given to the citizen."
    )

    intervention_id: Annotated[
        Identifier | None,
        field(
            "indsats-id",
            "intervention id",
            "Sagens eget nummer på indsatsen.",
            "The case's own number for the intervention.",
        ),
    ] = None
    kind: Annotated[
        InterventionKind, field("slags", "kind", "Hvad indsatsen består i.", "What the support consists of.")
    ]
    area: Annotated[
        Area, field("område", "area", "Det livsområde som indsatsen gælder.", "The area of life supported.")
    ]
    started_on: Annotated[
        Day,
        Mark.OCCURRENCE,
        field("begyndt den", "started on", "Dagen da indsatsen begyndte.", "The day the support began."),
    ]
    ended_on: Annotated[
        Day | None,
        field("afsluttet den", "ended on", "Dagen da indsatsen sluttede.", "The day the support ended."),
    ] = None
    offered_on: Annotated[
        Day | None,
        field("tilbudt den", "offered on", "Dagen da indsatsen blev tilbudt.", "The day it was offered."),
    ] = None
    declined_on: Annotated[
        Day | None,
        field(
            "afslået den",
            "declined on",
            "Dagen da borgeren sagde nej til indsatsen.",
            "The day on which the citizen said no to the support.",
        ),
    ] = None
