"""What is agreed and done day by day: agreements, contacts with partner services, activities."""

from typing import Annotated

from guidelinekit.case.model.values import Day, Identifier, Record
from guidelinekit.case.model.vocabulary import (
    ActivityCode,
    ActivityOutcome,
    Area,
    Coordination,
    FollowUpOutcome,
    MadeWith,
    Partner,
    Topic,
)
from guidelinekit.case.words import field, record
from guidelinekit.semantics.as_of import DatedBy, Mark


class FollowUp(Record):
    """One time that an agreement was followed up."""

    model_config = record(
        "opfølgning", "follow-up", "En opfølgning på en aftale.", "A follow-up of an agreement."
    )

    done_on: Annotated[
        Day,
        Mark.OCCURRENCE,
        field("fulgt op den", "done on", "Dagen da der blev fulgt op.", "The day of the follow-up."),
    ]
    outcome: Annotated[
        FollowUpOutcome | None,
        field("udfald", "outcome", "Hvor langt aftalen var nået.", "How far the agreement had come."),
    ] = None


class Agreement(Record):
    """One agreement with the citizen, or on the citizen's behalf."""

    model_config = record(
        "aftale",
        "agreement",
        "En aftale med borgeren eller på borgerens vegne.",
        "An agreement with the citizen or on the citizen's behalf.",
    )

    agreement_id: Annotated[
        Identifier,
        field("aftale-id", "agreement id", "Sagens eget nummer på aftalen.", "The case's own number for it."),
    ]
    area: Annotated[
        Area,
        field("område", "area", "Det livsområde som aftalen gælder.", "The area of life of the agreement."),
    ]
    made_on: Annotated[
        Day,
        Mark.OCCURRENCE,
        field("indgået den", "made on", "Dagen da aftalen blev indgået.", "The day the agreement was made."),
    ]
    made_with: Annotated[
        MadeWith | None,
        field(
            "indgået med",
            "made with",
            "Om aftalen er indgået med borgeren eller på borgerens vegne.",
            "Whether the agreement was made with the citizen or on the citizen's behalf.",
        ),
    ] = None
    due_on: Annotated[
        Day | None,
        Mark.PLANNED,
        field(
            "frist",
            "due on",
            "Dagen da aftalen skal være udført.",
            "The day by which it is to be carried out.",
        ),
    ] = None
    completed_on: Annotated[
        Day | None,
        field(
            "udført den", "completed on", "Dagen da aftalen var udført.", "The day it had been carried out."
        ),
    ] = None
    not_used_on: Annotated[
        Day | None,
        field(
            "ikke brugt den",
            "not used on",
            "Dagen da det stod klart at aftalen ikke blev brugt.",
            "The day on which it was clear that the agreement was not used.",
        ),
    ] = None
    cancelled_on: Annotated[
        Day | None,
        field("aflyst den", "cancelled on", "Dagen da aftalen blev aflyst.", "The day it was cancelled."),
    ] = None
    follow_ups: Annotated[
        tuple[FollowUp, ...] | None,
        field("opfølgninger", "follow-ups", "De gange der er fulgt op.", "The times it was followed up."),
    ] = None


class PartnerContact(Record):
    """The contact with one partner service."""

    model_config = record(
        "kontakt til samarbejdspartner",
        "contact with a partner service",
        "Kontakten til en samarbejdspartner om borgeren.",
        "The contact with a partner service about the citizen.",
    )

    contact_id: Annotated[
        Identifier | None,
        field(
            "kontakt-id",
            "contact id",
            "Sagens eget nummer på kontakten.",
            "The case's own number for the contact.",
        ),
    ] = None
    partner: Annotated[
        Partner,
        field("samarbejdspartner", "partner service", "Hvem kontakten er til.", "Whom the contact is with."),
    ]
    areas: Annotated[
        tuple[Area, ...] | None,
        field("områder", "areas", "De livsområder kontakten gælder.", "The areas of life it is about."),
    ] = None
    established_on: Annotated[
        Day,
        Mark.OCCURRENCE,
        field(
            "etableret den",
            "established on",
            "Dagen da kontakten blev skabt.",
            "The day of the first contact.",
        ),
    ]
    maintained_on: Annotated[
        tuple[Day, ...] | None,
        field(
            "vedligeholdt den",
            "maintained on",
            "De senere dage hvor der var kontakt.",
            "The later days on which there was contact.",
        ),
    ] = None
    coordination: Annotated[
        Coordination | None,
        DatedBy("coordinated_on", not_yet="none"),
        field(
            "koordinering", "coordination", "Hvor tæt der samarbejdes.", "How closely the two work together."
        ),
    ] = None
    coordinated_on: Annotated[
        Day | None,
        field(
            "koordineret den",
            "coordinated on",
            "Dagen da indsatserne blev koordineret.",
            "The day on which the support was coordinated.",
        ),
    ] = None
    declined_on: Annotated[
        Day | None,
        field(
            "afslået den",
            "declined on",
            "Dagen da borgeren sagde nej til kontakten.",
            "The day on which the citizen said no to the contact.",
        ),
    ] = None
    ended_on: Annotated[
        Day | None,
        field("afsluttet den", "ended on", "Dagen da kontakten ophørte.", "The day the contact ended."),
    ] = None


class Activity(Record):
    """One thing done, offered or declined on a day."""

    model_config = record(
        "aktivitet",
        "activity",
        "Noget der er gennemført, tilbudt eller afslået på en dag.",
        "Something done, offered or declined on a day.",
    )

    activity_id: Annotated[
        Identifier | None,
        field(
            "aktivitets-id",
            "activity id",
            "Sagens eget nummer på aktiviteten.",
            "The case's own number for the activity.",
        ),
    ] = None
    code: Annotated[ActivityCode, field("aktivitet", "activity", "Hvad det drejer sig om.", "What it is.")]
    done_on: Annotated[
        Day,
        Mark.OCCURRENCE,
        field(
            "dato",
            "date",
            "Dagen da aktiviteten blev gennemført, tilbudt eller afslået.",
            "The day on which it was done, offered or declined.",
        ),
    ]
    outcome: Annotated[
        ActivityOutcome | None,
        field(
            "udfald",
            "outcome",
            "Om aktiviteten er gennemført (det gælder når intet er angivet), tilbudt eller afslået.",
            "Whether it was done (when nothing is said), offered or declined.",
        ),
    ] = ActivityOutcome.DONE
    area: Annotated[
        Area | None,
        field("område", "area", "Det livsområde som aktiviteten gælder.", "The area of life it is about."),
    ] = None
    partner: Annotated[
        Partner | None,
        field("samarbejdspartner", "partner service", "Hvem der tog del.", "Which service took part."),
    ] = None
    topics: Annotated[
        tuple[Topic, ...] | None,
        field("emner", "topics", "Hvad der blev talt om.", "What was talked about."),
    ] = None
    pregnancy_id: Annotated[
        Identifier | None,
        field(
            "graviditets-id",
            "pregnancy id",
            "Nummeret på den graviditet som aktiviteten hører til.",
            "The number of the pregnancy to which the activity belongs.",
        ),
    ] = None
