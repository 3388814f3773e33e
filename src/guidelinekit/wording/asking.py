"""What would make an undetermined result clear, in whole sentences that name each thing missing."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from guidelinekit.case.catalogue import CATALOGUES, resolve
from guidelinekit.lang.rule import Subject
from guidelinekit.results import Missing, Reason
from guidelinekit.text import Language, Text, enumerated

_INDEX: Final = re.compile(r"/[0-9]+(?=/|$)")
_RECORD: Final = Text(da="Registrér {}", en="Record {}")
_WHETHER: Final = Text(da="Registrér, om {}", en="Record whether {}")
_WHEN: Final = Text(da="Registrér, hvornår {}", en="Record when {}")
_EXPORT: Final = Text(da="Tag {} med i udtrækket", en="Include {} in the export")
_SET: Final = Text(da="Fastsæt {} i profilen", en="Set {} in the profile")
_OF_SEVERAL: Final = (_RECORD, _EXPORT, _SET)
"""The sentences that ask for several things at once."""

_ASKED: Final[Mapping[str, tuple[Text, str, str]]] = {
    "/municipality": (_RECORD, "kommunen", "the municipality"),
    "/provider_id": (_RECORD, "behandlingsstedet", "the provider"),
    "/anonymous": (_WHETHER, "behandlingen er anonym", "the treatment is anonymous"),
    "/citizen/birth_date": (_RECORD, "fødselsdatoen", "the date of birth"),
    "/citizen/sex": (_RECORD, "kønnet", "the sex"),
    "/citizen/home_municipality": (_RECORD, "hjemkommunen", "the home municipality"),
    "/citizen/identity_recorded": (_WHETHER, "identiteten er registreret", "the identity is recorded"),
    "/citizen/children_under_18": (_WHETHER, "der er børn under 18", "there are children under 18"),
    "/citizen/considerable_support": (
        _WHETHER, "borgeren har brug for betydelig støtte", "the citizen needs considerable support",
    ),
    "/request/requested_on": (_WHEN, "borgeren henvendte sig", "the citizen asked for treatment"),
    "/request/wants_doctor_consultation": (
        _WHETHER, "borgeren ønsker en lægesamtale", "the citizen wants a doctor's consultation",
    ),
    "/request/free_choice_informed_on": (
        _WHEN, "borgeren er oplyst om frit valg", "the citizen was informed of free choice",
    ),
    "/request/free_choice_used_on": (
        _WHEN, "borgeren valgte et andet behandlingssted", "the citizen chose another provider",
    ),
    "/enrolment/enrolled_on": (_WHEN, "borgeren er indskrevet", "the citizen was enrolled"),
    "/enrolment/ended_on": (_WHEN, "borgeren er udskrevet", "the enrolment ended"),
    "/enrolment/outcome": (_RECORD, "indskrivningens udfald", "the outcome of the enrolment"),
    "/treatments/ended_on": (_WHEN, "behandlingen er afsluttet", "the treatment ended"),
    "/treatments/days_per_week": (_RECORD, "behandlingens dage om ugen", "the treatment's days per week"),
    "/treatments/hours_per_day": (_RECORD, "behandlingens timer om dagen", "the treatment's hours per day"),
    "/treatments/lower_intensity_insufficient": (
        _WHETHER, "en mindre indgribende behandling ikke er nok", "a lower intensity is insufficient",
    ),
    "/assessments/intense_polydrug_use": (
        _WHETHER, "blandingsmisbruget er intenst", "the use of several drugs is intense",
    ),
    "/assessments/low_use_of_treatment": (
        _WHETHER, "borgeren kun bruger lidt behandling", "the citizen uses little treatment",
    ),
    "/assessments/feels_burdened": (
        _WHETHER, "borgeren føler sig belastet", "the citizen feels burdened",
    ),
    "/assessments/with_citizen": (
        _WHETHER, "udredningen er lavet sammen med borgeren", "the assessment was made with the citizen",
    ),
    "/needs/barrier": (
        _WHETHER, "behovet kan stå i vejen for behandlingen", "the need can stand in the way of treatment",
    ),
    "/needs/changed_on": (_WHEN, "behovet har ændret sig", "the need changed"),
    "/needs/resolved_on": (_WHEN, "behovet er løst", "the need was resolved"),
    "/goals/set_with_citizen": (
        _WHETHER, "målet er sat sammen med borgeren", "the goal was set with the citizen",
    ),
    "/goals/aim": (_RECORD, "målets sigte", "the aim of the goal"),
    "/goals/achieved_on": (_WHEN, "målet er nået", "the goal was achieved"),
    "/goals/dropped_on": (_WHEN, "målet er opgivet", "the goal was dropped"),
    "/plans/made_with_citizen": (
        _WHETHER, "planen er lavet sammen med borgeren", "the plan was made with the citizen",
    ),
    "/plans/has_next_steps": (_WHETHER, "planen har næste skridt", "the plan has next steps"),
    "/plans/has_timetable": (_WHETHER, "planen har en tidsplan", "the plan has a timetable"),
    "/plans/has_citizen_wishes": (
        _WHETHER, "planen har borgerens ønsker med", "the plan has the citizen's wishes",
    ),
    "/plans/ended_on": (_WHEN, "planen er afsluttet", "the plan ended"),
    "/plans/revisions/with_citizen": (
        _WHETHER, "planen er revideret sammen med borgeren", "the plan was revised with the citizen",
    ),
    "/plans/revisions/reason": (
        _RECORD, "grunden til, at planen er revideret", "the reason why the plan was revised",
    ),
    "/interventions/ended_on": (_WHEN, "indsatsen er afsluttet", "the intervention ended"),
    "/interventions/offered_on": (_WHEN, "indsatsen er tilbudt", "the intervention was offered"),
    "/interventions/declined_on": (
        _WHEN, "borgeren har afslået indsatsen", "the citizen declined the intervention",
    ),
    "/agreements/made_with": (_RECORD, "hvem aftalen er indgået med", "whom the agreement was made with"),
    "/agreements/due_on": (_RECORD, "aftalens frist", "the day on which the agreement is due"),
    "/agreements/completed_on": (_WHEN, "aftalen er udført", "the agreement was completed"),
    "/agreements/not_used_on": (
        _WHEN, "det viste sig, at aftalen ikke er brugt", "the agreement was not used",
    ),
    "/agreements/cancelled_on": (_WHEN, "aftalen er aflyst", "the agreement was cancelled"),
    "/agreements/follow_ups/outcome": (_RECORD, "opfølgningens udfald", "the outcome of the follow-up"),
    "/partner_contacts/coordination": (
        _RECORD, "koordineringen med samarbejdspartneren", "the coordination with the partner service",
    ),
    "/partner_contacts/coordinated_on": (_WHEN, "kontakten er koordineret", "the contact was coordinated"),
    "/partner_contacts/declined_on": (
        _WHEN, "borgeren har afslået kontakten", "the citizen declined the contact",
    ),
    "/partner_contacts/ended_on": (_WHEN, "kontakten er afsluttet", "the contact ended"),
    "/activities/outcome": (_RECORD, "aktivitetens udfald", "the outcome of the activity"),
    "/activities/area": (_RECORD, "aktivitetens område", "the area of the activity"),
    "/activities/partner": (_RECORD, "aktivitetens samarbejdspartner", "the partner service of the activity"),
    "/activities/pregnancy_id": (
        _RECORD, "hvilken graviditet aktiviteten hører til", "which pregnancy the activity belongs to",
    ),
    "/medications/ended_on": (_WHEN, "den medicinske behandling er afsluttet", "the medication ended"),
    "/medications/coordinated_with_treatment": (
        _WHETHER, "medicinen er koordineret med behandlingen", "the medication is coordinated with treatment",
    ),
    "/pregnancies/expected_on": (_RECORD, "terminen", "the expected date of birth"),
    "/pregnancies/ended_on": (_WHEN, "graviditeten er afsluttet", "the pregnancy ended"),
    "/pregnancies/outcome": (_RECORD, "graviditetens udfald", "the outcome of the pregnancy"),
    "/level": (_WHETHER, "myndigheden er en kommune eller et amt", "it is a municipality or a county"),
    "/outreach_staff": (_RECORD, "antallet af opsøgende medarbejdere", "the number of outreach staff"),
    "/attestations/valid_until": (
        _RECORD, "hvor længe bekræftelsen gælder", "how long the attestation is valid",
    ),
    "/treatments": (_EXPORT, "behandlingerne", "the treatments"),
    "/assessments": (_EXPORT, "udredningerne", "the assessments"),
    "/assessments/areas": (_EXPORT, "udredningens områder", "the areas of the assessment"),
    "/assessments/scores": (_EXPORT, "udredningens scorer", "the scores of the assessment"),
    "/needs": (_EXPORT, "behovene", "the needs"),
    "/goals": (_EXPORT, "målene", "the goals"),
    "/plans": (_EXPORT, "planerne", "the plans"),
    "/plans/partners": (_EXPORT, "planens samarbejdspartnere", "the partner services of the plan"),
    "/plans/revisions": (_EXPORT, "planens revisioner", "the revisions of the plan"),
    "/interventions": (_EXPORT, "indsatserne", "the interventions"),
    "/agreements": (_EXPORT, "aftalerne", "the agreements"),
    "/agreements/follow_ups": (_EXPORT, "aftalens opfølgninger", "the follow-ups of the agreement"),
    "/partner_contacts": (
        _EXPORT, "kontakterne til samarbejdspartnere", "the contacts with partner services",
    ),
    "/partner_contacts/areas": (_EXPORT, "kontaktens områder", "the areas of the contact"),
    "/partner_contacts/maintained_on": (
        _EXPORT, "dagene, hvor kontakten er vedligeholdt", "the days on which the contact was maintained",
    ),
    "/activities": (_EXPORT, "aktiviteterne", "the activities"),
    "/activities/topics": (_EXPORT, "aktivitetens emner", "the topics of the activity"),
    "/medications": (_EXPORT, "de medicinske behandlinger", "the medications"),
    "/pregnancies": (_EXPORT, "graviditeterne", "the pregnancies"),
    "/attestations": (_EXPORT, "bekræftelserne", "the attestations"),
}  # fmt: skip
"""What to do about a missing field, by its pointer without indexes, in the words of a caseworker."""


def asked_for(missing: Iterable[Missing], subject: Subject) -> Text:
    """Return the sentences that ask for what is missing: fields by JSON pointer, parameters as `$name`."""
    fields = sorted(
        {(_INDEX.sub("", each.pointer), each.reason) for each in missing}
    )  # in whatever order rows are
    asked: dict[Text, list[Text]] = {}
    for sentence, thing in dict.fromkeys(_asked(pointer, reason, subject) for pointer, reason in fields):
        asked.setdefault(sentence, []).append(thing)
    return Text(da=_sentences(asked, "da"), en=_sentences(asked, "en"))


def _sentences(asked: Mapping[Text, Sequence[Text]], language: Language) -> str:
    """Return what is asked for: a sentence for each thing, or one for several that are asked for alike."""
    sentences: list[str] = []
    for sentence, things in asked.items():
        named = [thing.text(language) for thing in things]
        together = [enumerated(named, language)] if sentence in _OF_SEVERAL else named
        sentences += [sentence.text(language).format(each) for each in together]
    return " ".join(f"{each}." for each in sentences)


@lru_cache(maxsize=1024)
def _asked(pointer: str, reason: Reason, subject: Subject) -> tuple[Text, Text]:
    """Return the sentence that asks for something missing, and what it asks for."""
    if reason is Reason.PARAMETER_NOT_SET:
        sentence, danish, english = _SET, *[pointer.removeprefix("$")] * 2
    elif pointer in _ASKED:
        sentence, danish, english = _ASKED[pointer]
    else:
        field = resolve(CATALOGUES[subject], pointer.split("/")[1:])
        title = Text(da=pointer, en=pointer) if field is None else field.title
        sentence = _EXPORT if reason is Reason.NOT_EXPORTED else _RECORD
        danish, english = f"«{title.da}»", f"«{title.en}»"
    return sentence, Text(da=danish, en=english)
