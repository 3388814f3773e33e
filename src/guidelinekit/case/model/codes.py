"""The large value sets that several types share: areas of life, partner services, activities, topics."""

from guidelinekit.text import Labelled


class CodeList(Labelled):
    """A value set of the case model."""


class Area(CodeList):
    """The areas of life in which a citizen may need support."""

    SUBSTANCE_USE = "substance_use", "stofmisbrug", "drug misuse"
    HOUSING = "housing", "bolig", "housing"
    SLEEP = "sleep", "søvn", "sleep"
    NUTRITION = "nutrition", "kost og ernæring", "food and nutrition"
    ECONOMY = "economy", "økonomi", "personal finances"
    HYGIENE = "hygiene", "hygiejne", "hygiene"
    LONELINESS = "loneliness", "ensomhed", "loneliness"
    SOCIAL_NETWORK = "social_network", "socialt netværk", "social network"
    FAMILY = "family", "familie", "family"
    CHILDREN = "children", "børn", "children"
    COMMUNITY = "community", "fællesskaber og fritid", "community and leisure"
    EMPLOYMENT = "employment", "beskæftigelse", "employment"
    EDUCATION = "education", "uddannelse", "education"
    CRIME = "crime", "kriminalitet", "crime"
    PHYSICAL_HEALTH = "physical_health", "fysisk helbred", "physical health"
    SOMATIC_DISEASE = "somatic_disease", "somatisk sygdom", "somatic disease"
    DENTAL = "dental", "tænder og mund", "teeth and mouth"
    MENTAL_HEALTH = "mental_health", "psykisk helbred", "mental health"
    IMPAIRMENT = "impairment", "fysisk funktionsnedsættelse", "physical impairment"
    MEDICINE = "medicine", "medicin", "medicine"


class Partner(CodeList):
    """The services with which the treatment works together."""

    JOB_CENTRE = "job_centre", "jobcenter", "job centre"
    BENEFITS_OFFICE = "benefits_office", "ydelseskontor", "benefits office"
    HOUSING_OFFICE = "housing_office", "boligkontor", "housing office"
    SHELTER = "shelter", "herberg eller forsorgshjem", "shelter"
    SOCIAL_PSYCHIATRY = "social_psychiatry", "socialpsykiatri", "social psychiatry"
    FAMILY_DEPARTMENT = "family_department", "familieafdeling", "family department"
    EDUCATION_PROVIDER = "education_provider", "uddannelsessted", "education provider"
    PROBATION = "probation", "kriminalforsorg", "probation service"
    VOLUNTARY_ORGANISATION = "voluntary_organisation", "frivillig organisation", "voluntary organisation"
    GENERAL_PRACTITIONER = "general_practitioner", "praktiserende læge", "general practitioner"
    HOSPITAL = "hospital", "hospital", "hospital"
    REGIONAL_PSYCHIATRY = "regional_psychiatry", "regionspsykiatri", "regional psychiatry"
    DENTIST = "dentist", "tandlæge", "dentist"
    HEALTH_VISITOR = "health_visitor", "sundhedsplejerske", "health visitor"
    FAMILY_OUTPATIENT_CLINIC = "family_outpatient_clinic", "familieambulatorium", "family outpatient clinic"
    MEDICAL_CONSULTANT = "medical_consultant", "lægekonsulent", "medical consultant"
    SUBSTITUTION_CLINIC = "substitution_clinic", "substitutionsklinik", "substitution clinic"
    HOME_MUNICIPALITY = "home_municipality", "hjemkommune", "home municipality"
    OTHER = "other", "anden samarbejdspartner", "other partner service"


class ActivityCode(CodeList):
    """What was done, offered or declined on a day."""

    DOCTOR_CONSULTATION = "doctor_consultation", "lægesamtale", "doctor's consultation"
    PREGNANCY_SCREENING = "pregnancy_screening", "afklaring af graviditet", "pregnancy screening"
    EXPECTANT_FATHER_SCREENING = (
        "expectant_father_screening",
        "afklaring af kommende faderskab",
        "expectant father screening",
    )
    CONTRACEPTION_COUNSELLING = (
        "contraception_counselling",
        "rådgivning om prævention",
        "contraception counselling",
    )
    CONTRACEPTION_PROVIDED = "contraception_provided", "udlevering af prævention", "contraception provided"
    LARC_SUPPORT = (
        "larc_support",
        "støtte til langtidsvirkende prævention",
        "support for long-acting contraception",
    )
    PREGNANCY_COUNSELLING = "pregnancy_counselling", "rådgivning om graviditet", "pregnancy counselling"
    FATHER_ROLE_SUPPORT = (
        "father_role_support",
        "støtte til rollen som far eller medmor",
        "support for the role of father or co-mother",
    )
    RELAPSE_PREVENTION = "relapse_prevention", "forebyggelse af tilbagefald", "relapse prevention"
    POST_BIRTH_ASSESSMENT = "post_birth_assessment", "vurdering efter fødslen", "assessment after the birth"
    DUTY_TO_NOTIFY_ASSESSMENT = (
        "duty_to_notify_assessment",
        "vurdering af behovet for en underretning",
        "assessment of the need to notify",
    )
    INFORMATION = "information", "information", "information"
    REFERRAL = "referral", "henvisning", "referral"
    COORDINATION_MEETING = "coordination_meeting", "koordinerende møde", "coordination meeting"
    BRIDGING = "bridging", "brobygning", "bridging"
    HEPATITIS_B_VACCINATION = (
        "hepatitis_b_vaccination",
        "vaccination mod hepatitis B",
        "hepatitis B vaccination",
    )
    WOUND_CARE = "wound_care", "sårpleje", "wound care"
    OUTPATIENT_CHECK = "outpatient_check", "ambulant kontrol", "outpatient check"
    DENTAL_CARE = "dental_care", "tandpleje", "dental care"
    IMPAIRMENT_SCREENING = (
        "impairment_screening",
        "afklaring af fysisk funktionsnedsættelse",
        "screening for physical impairment",
    )
    MEDICINE_ECONOMY_CHECK = (
        "medicine_economy_check",
        "gennemgang af medicinudgifter",
        "check of medicine costs",
    )
    MEDICINE_SUPPORT = "medicine_support", "støtte til at tage medicin", "support for taking medicine"
    PRESCRIBER_CONTACT = "prescriber_contact", "kontakt til ordinerende læge", "contact with the prescriber"
    INDIVIDUAL_TALK = "individual_talk", "individuel samtale", "individual talk"
    GROUP_SESSION = "group_session", "gruppeforløb", "group session"
    OPENING_TALK = "opening_talk", "indledende samtale", "opening talk"
    CLOSING_TALK = "closing_talk", "afsluttende samtale", "closing talk"
    OUTREACH_CONTACT = "outreach_contact", "opsøgende kontakt", "outreach contact"
    SATISFACTION_MEASURED = "satisfaction_measured", "måling af tilfredshed", "measurement of satisfaction"
    WRITTEN_ACCOUNT = "written_account", "skriftlig redegørelse", "written account"
    FOLLOW_UP_AFTER_END = "follow_up_after_end", "opfølgning efter afslutning", "follow-up after the end"
    ACTION_PLAN_OFFERED = "action_plan_offered", "tilbud om handleplan", "offer of an action plan"
    PLACEMENT_ELSEWHERE_OFFERED = (
        "placement_elsewhere_offered",
        "tilbud om behandling et andet sted",
        "offer of treatment elsewhere",
    )


class Topic(CodeList):
    """What an activity was about."""

    MISUSE = "misuse", "misbrug", "misuse"
    DEPENDENCE = "dependence", "afhængighed", "dependence"
    WITHDRAWAL = "withdrawal", "abstinenser", "withdrawal"
    MENTAL_IMPAIRMENT = "mental_impairment", "psykisk funktionsnedsættelse", "mental impairment"
    PHYSICAL_IMPAIRMENT = "physical_impairment", "fysisk funktionsnedsættelse", "physical impairment"
    EXPECTED_SUPPORT = "expected_support", "den støtte der kan ventes", "the support to expect"
    DIVISION_OF_RESPONSIBILITY = (
        "division_of_responsibility",
        "ansvarsfordeling",
        "division of responsibility",
    )
    DUTY_TO_NOTIFY = "duty_to_notify", "underretningspligt", "duty to notify"
