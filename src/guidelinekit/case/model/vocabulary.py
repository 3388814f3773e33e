"""The value sets of the case model: closed sets of codes, each with a Danish and an English label."""

from guidelinekit.case.model.codes import ActivityCode, Area, CodeList, Partner, Topic
from guidelinekit.text import Text

__all__ = [
    "VOCABULARIES",
    "ActivityCode",
    "ActivityOutcome",
    "Aim",
    "Area",
    "AssessmentKind",
    "AuthorityLevel",
    "Coordination",
    "EnrolmentOutcome",
    "FollowUpOutcome",
    "InterventionKind",
    "MadeWith",
    "MedicationKind",
    "Partner",
    "PlanKind",
    "PregnancyOutcome",
    "PregnancyRole",
    "RevisionReason",
    "Sex",
    "Topic",
    "TreatmentForm",
    "label",
]


class Sex(CodeList):
    """The citizen's sex."""

    FEMALE = "female", "kvinde", "female"
    MALE = "male", "mand", "male"
    OTHER = "other", "andet køn", "other sex"


class EnrolmentOutcome(CodeList):
    """How a course of treatment ended."""

    DRUG_FREE = "drug_free", "stoffri", "drug-free"
    REDUCED = "reduced", "nedsat forbrug", "reduced use"
    STABILISED = "stabilised", "stabiliseret forbrug", "stabilised use"
    OTHER = "other", "andet udfald", "other outcome"


class TreatmentForm(CodeList):
    """The forms of social drug-misuse treatment."""

    OUTPATIENT = "outpatient", "ambulant behandling", "outpatient treatment"
    DAY = "day", "dagbehandling", "day treatment"
    RESIDENTIAL = "residential", "døgnbehandling", "residential treatment"


class AssessmentKind(CodeList):
    """The kinds of assessment."""

    SCREENING = "screening", "screening", "screening"
    ASI = "asi", "ASI-interview", "ASI interview"
    VUM = "vum", "udredning efter VUM", "VUM assessment"
    AFDAEKNING = "afdaekning", "afdækning", "survey of needs"
    MONITORING = "monitoring", "monitorering", "monitoring"
    OTHER = "other", "anden udredning", "other assessment"


class Aim(CodeList):
    """What a treatment goal aims at."""

    ABSTINENCE = "abstinence", "stoffrihed", "abstinence"
    REDUCTION = "reduction", "nedsættelse af forbruget", "reduction of use"
    HARM_REDUCTION = "harm_reduction", "skadesreduktion", "harm reduction"
    OTHER = "other", "andet sigte", "other aim"


class PlanKind(CodeList):
    """The kinds of plan."""

    TREATMENT_PLAN = "treatment_plan", "behandlingsplan", "treatment plan"
    ACTION_PLAN = "action_plan", "handleplan", "action plan"
    JOINT_PLAN = "joint_plan", "fælles plan", "joint plan"


class RevisionReason(CodeList):
    """Why a plan was revised."""

    SCHEDULED = "scheduled", "planlagt revision", "scheduled revision"
    AGREEMENT_NOT_USED = "agreement_not_used", "aftale der ikke blev brugt", "agreement not used"
    NEED_CHANGED = "need_changed", "ændret behov", "changed need"
    OTHER = "other", "anden grund", "other reason"


class InterventionKind(CodeList):
    """The kinds of support that a citizen gets beside or within the treatment."""

    SOCIAL_SUPPORT = "social_support", "social støtte", "social support"
    HEALTH = "health", "sundhedsfaglig indsats", "health care"
    PSYCHOSOCIAL = "psychosocial", "psykosocial indsats", "psychosocial support"
    BRIDGING = "bridging", "brobygning", "bridging"
    CASE_MANAGEMENT = "case_management", "case management", "case management"
    MOTIVATIONAL_INTERVIEWING = (
        "motivational_interviewing",
        "motiverende samtaler",
        "motivational interviewing",
    )
    SUBSTITUTION_SUPPORT = (
        "substitution_support",
        "støtte under substitutionsbehandling",
        "support during substitution treatment",
    )
    EDUCATION_EMPLOYMENT = (
        "education_employment",
        "støtte til uddannelse og beskæftigelse",
        "support for education and employment",
    )
    NETWORK = "network", "netværksindsats", "network support"
    AFTERCARE = "aftercare", "efterbehandling", "aftercare"
    OTHER = "other", "anden indsats", "other support"


class MadeWith(CodeList):
    """With whom an agreement was made."""

    CITIZEN = "citizen", "sammen med borgeren", "with the citizen"
    ON_BEHALF = "on_behalf", "på borgerens vegne", "on the citizen's behalf"


class FollowUpOutcome(CodeList):
    """How far an agreement had been carried out when it was followed up."""

    CARRIED_OUT = "carried_out", "gennemført", "carried out"
    PARTLY = "partly", "delvis gennemført", "partly carried out"
    NOT_CARRIED_OUT = "not_carried_out", "ikke gennemført", "not carried out"


class Coordination(CodeList):
    """How closely two services work together about a citizen."""

    NONE = "none", "ingen koordinering", "no coordination"
    COORDINATED = "coordinated", "koordineret indsats", "coordinated support"
    INTEGRATED = "integrated", "integreret indsats", "integrated support"


class ActivityOutcome(CodeList):
    """What came of an activity."""

    DONE = "done", "gennemført", "done"
    OFFERED = "offered", "tilbudt", "offered"
    DECLINED = "declined", "afslået af borgeren", "declined by the citizen"


class MedicationKind(CodeList):
    """The kinds of medical treatment."""

    SUBSTITUTION = "substitution", "substitutionsmedicin", "substitution medicine"
    SOMATIC = "somatic", "medicin for somatisk sygdom", "medicine for somatic disease"
    PSYCHIATRIC = "psychiatric", "psykofarmaka", "psychiatric medicine"


class PregnancyRole(CodeList):
    """The citizen's part in a pregnancy."""

    PREGNANT = "pregnant", "gravid", "pregnant"
    EXPECTANT_FATHER = "expectant_father", "kommende far eller medmor", "expectant father or co-mother"


class PregnancyOutcome(CodeList):
    """How a pregnancy ended; nothing finer is recorded."""

    BIRTH = "birth", "fødsel", "birth"
    OTHER = "other", "andet udfald", "other outcome"


class AuthorityLevel(CodeList):
    """The levels of authority: counties gave the treatment before 2007, municipalities since."""

    MUNICIPALITY = "municipality", "kommune", "municipality"
    COUNTY = "county", "amt", "county"


VOCABULARIES: dict[str, type[CodeList]] = {kind.__name__: kind for kind in CodeList.__subclasses__()}
"""Every value set by its name."""

_ANY_OTHER = Text(da="andet", en="other")


def label(code: str, vocabulary: str | None = None) -> Text | None:
    """Return a code's words, or None for an unknown code.

    Without the name of a vocabulary, every value set is searched; a code with different words in different
    sets (`other`) gets the plain ones.
    """
    kinds = VOCABULARIES.values() if vocabulary is None else [VOCABULARIES[vocabulary]]
    labels = [member.label for kind in kinds for member in kind if member == code]
    return labels[0] if len(set(labels)) == 1 else _ANY_OTHER if labels else None
