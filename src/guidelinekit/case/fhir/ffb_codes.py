"""The codes of FFB (urn:oid:1.2.208.176.2.22, version 2024-05-30), and what each means in the case model."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, TypeVar

_Meaning = TypeVar("_Meaning")
SYSTEM: Final = "urn:oid:1.2.208.176.2.22"
VERSION: Final = "2024-05-30"
NO_NEED: Final = frozenset({"b508ff66-6326-4862-a6d7-7bbf184c9823", "1c327095-107f-4b96-88d0-ec562cb980be"})
"""The levels of functioning `none reduced` and `not assessed`: a condition that is no need."""

_AREAS: Final[Mapping[str | None, str]] = {
    "mental_health": """
        17c35058-eb88-4a7a-8727-74cd12be42c7 opmærksomhed og koncentrationsevne
        3591c972-5b15-4bbd-86c7-91622cda56e8 virkelighedsopfattelse
        4934e45a-0f93-4c23-a767-2b681378700b bevidsthedstilstand
        52e0b8dd-f5fa-4e1a-b66e-f5e4a41bd313 psykosociale funktioner
        61452fe5-cea2-4d92-b2f1-406e9a5d31cb hukommelse
        6279a3dc-7085-4157-809c-f96922242b1b indsigt i egen situation
        8028b034-cad2-42df-b51c-aaba9c0bba61 igangsætning og motivation
        9c2173e6-6465-44d3-af16-7c44059193b2 organisering og planlægning
        b93216fa-3843-4a7e-85bc-e3ef35a1967f problemløsning
        dccaa419-0bcd-4056-a11a-2e385e23edc6 følelser og adfærd
        ef4271c4-f942-4194-a2b0-e9a7045eab22 intellektuelle funktioner
        f7c0ef6c-18ba-4d38-9df5-4c891f154a08 orienteringsevne
        d493a97d-6036-423d-87ff-c2a086e9d664 traumatiske oplevelser
    """,
    "physical_health": """
        081ab1be-7dc1-41fa-803c-12a146eb0b74 sundhedsfaglig behandling og træning
        0b650369-258a-4d01-a811-42b306c2f89d motion
        69dbfad7-859a-4596-8737-8054f6b4948f fysisk helbred
        4a58417e-9a75-43f2-9763-66505050159f varetage egen sundhed
    """,
    "sleep": """
        83376fdb-f55d-4dd9-944e-b49631a9836f søvn
        e6f82424-da5a-41d1-bd1a-5796aa79d5f2 døgnrytme
    """,
    "nutrition": """
        c67aed23-d4f3-4ae6-8886-156c99048e5b kost
        14615a09-bd94-4602-b43a-f6d3d3f9801d drikke
        464a2ab6-a7df-4b3a-b74d-7873f4cfe668 spise
        b947f321-7cdb-4b33-9653-f3ff800572b0 lave mad
        01770afa-cd17-41fe-a966-b8895e4d55d8 købe ind
    """,
    "substance_use": """
        c8f4475a-8de3-4920-ad0c-eea78c49a68d rusmidler
    """,
    "impairment": """
        1a6585e7-25a6-4518-9384-8f6290f879cc stemme og tale
        3b4bcb40-f761-46a5-bc5f-b30ac37c88ed bevægelse
        9959e779-e8ee-47e8-989b-bbff4aae2883 syn
        b37419b3-c5f2-43e9-9e9d-4037b06b3fa5 smerte og sansefunktioner
        eb3599bc-c0bb-4281-8a1c-bf6eab8ffde3 hørelse
        320c9aa6-630e-4695-bba2-29ea808fad24 bære, flytte og håndtere genstande
        4977ce08-df4d-4c09-8e03-c2a563862e68 gå og bevæge sig
        759ddc8e-57c0-4aa6-8d32-14d8eb51c5dd ændre og opretholde kropsstilling
        eff3385d-01fa-4c9c-9850-52e179243f21 færdes med transportmidler
    """,
    "economy": """
        08aa68ce-acd6-4e03-b6b5-091811324345 økonomisk situation
        70443014-3faf-402d-abcf-396bfad32eb9 varetage økonomi
    """,
    "housing": """
        35c56275-0093-4901-9fd8-d06fdb5cb8f3 boligsituation
        fd4b8dd3-5c4b-4257-8c13-ea045617d2f6 varetage bolig
        4a51d7a7-61e7-48fa-a1d5-9d26337c6c38 passe ejendele
        8f32c948-41c4-49d7-8913-cdeede2e7fe1 gøre rent
    """,
    "family": """
        7a8f247b-baf8-4552-95bb-acf8ef004b74 familiesituation
    """,
    "crime": """
        83cf43f1-6d71-477c-8583-2e28755b41d3 kriminalitet
    """,
    "employment": """
        f695cec7-2b39-4c7e-8731-da8558a4fb3f uddannelse og job
        685e8517-2f5c-4ef8-a7c4-fa2d008fdd9d varetage beskæftigelse
    """,
    "education": """
        8888edfa-642b-4329-9fe3-a9b180e6d3f4 varetage uddannelse
    """,
    "social_network": """
        3f9da5ac-9686-4eeb-b517-b46e17fcb1d7 indgå i samspil og kontakt
        4c082610-b122-4019-96f2-1061e287445e varetage relationer til netværk
    """,
    "community": """
        dcc6bb77-45af-4625-9c4d-7d7878307220 deltage i sociale fællesskaber og fritidsaktiviteter
        3a748135-98a8-416a-808d-bff88a8e40ee dyrke interesse
    """,
    "hygiene": """
        885400cc-dd71-479e-8993-3fc48fdd6710 vaske sig
        94fb3ea0-92cf-43b1-929b-c95e6fb739a1 gå på toilettet
        b3939f0b-43d9-4e8c-bb2e-50ff8bb7ed03 pleje sin krop
        bd67597b-e80f-427f-8cf9-79d01eff91fc vaske tøj
    """,
    None: """
        f5b8e809-7689-4952-838c-a069c99408b3 tobak
        52efa2e9-e0dc-41eb-8c01-9865e2fdebae interesser
        e993d8c3-b7d7-4d72-9be2-937e5ba38b5a prostitution
        2ba29098-a527-43d5-b858-4c5353669f42 fremstille meddelelser
        986898d0-e2e5-4afa-9cb3-ee7aecaa0143 samtale
        9bbbffef-c404-4ea3-a927-cd22d8027e6d forstå meddelelser
        a80e8f96-18ba-4ee4-9496-d3ce882c2f85 anvende kommunikationsudstyr- og teknikker
        28fbf17e-bca3-45e1-be35-553e3d91f1b7 varetage sin seksualitet
        347aa085-4fe2-411f-ac56-5693d164adc3 klæde sig af og på
        8bef71de-55b5-47fe-b438-18ac769106b3 håndtere post
        58ef570c-1c1e-47be-8bfd-26ed99825762 udvise hjælp og omsorg for andre
        22eef871-6650-426f-8b79-8d40a6c62808 holdninger i omgivelserne
        83342ff3-5f2e-4914-b045-e98357685866 boligområde
        df194a84-6e4b-4f14-a194-d8d9d9a1fcad personer i netværk
    """,
}
_SUPPORT: Final[Mapping[tuple[str, str | None] | None, str]] = {
    ("social_support", "housing"): """
        5af56051-8413-4115-aaa2-83a0767e1137 længerevarende ophold
        80aa8ea7-4ad8-405f-876a-4c0f89fde06a midlertidigt ophold
        a81a3fa9-6601-4d1e-a11e-f7444dfd3828 akut ophold
        638f44df-6bf2-47f8-9935-b8fdc83e5bf5 støtte til daglige opgaver i hjemmet
        c56634ca-6847-4c50-b5c1-c528c1ffc1d8 støtte til etablering i bolig
    """,
    ("social_support", "community"): """
        299af83f-586c-4c17-8af6-c8c47a847d6d sansestimulerende aktivitet
        2c1944be-fe87-4c42-b08e-9cc075c9ef18 oplevelsesaktivitet
        66e23d66-1c5f-4070-bed1-8827cc863dcd fysisk aktivitet
        7e419926-bb04-4829-99c9-95ea20403c2c social aktivitet
        be5d5058-ef06-42a9-b894-51e44513e717 kreativ aktivitet
        f25674bf-3162-45c3-bde4-6d542bf9629b kompetenceudviklende aktivitet
    """,
    ("education_employment", "employment"): """
        55b77d7c-afce-4269-9232-7731ab1ef4fc service
        c429b7a9-5085-472b-b118-a21ca90f769f praktikforløb
        fb3d8722-90e0-4a80-ba65-490617ffeb0f produktion og værksted
        cb1169ee-8969-46d3-813d-f0dd555bd838 støtte til beskæftigelse
    """,
    ("education_employment", "education"): """
        1a2daf63-0510-4bf3-8578-662d4300c965 støtte til uddannelse
    """,
    ("bridging", None): """
        e2631dec-fd8b-420e-94db-53fd80e82766 støtte til kontakt til offentlige og private instanser
    """,
    ("social_support", None): """
        0886a1b6-4a3a-47e5-9c97-066270529e4f støtte til transport
        bd5fea9a-16ed-4e63-b6a1-8e83caaf9b0b støtte til seksualitet
        e7c8b42e-b882-4629-8e03-65e44b1aa3e3 støtte til behandling
        3459f530-7334-48c4-9037-53bf80df8851 gruppebaseret hjælp og støtte
        f3edac43-d0d6-4cc3-96c7-4658a557257a akut rådgivning, omsorg og støtte
        fe42f8f4-d516-4bab-b006-12b0cd186603 individuel tidsbegrænset socialpædagogisk hjælp og støtte
        b6e1f331-fccf-4a33-8bb6-566546edc405 gruppebaseret hjælp og støtte, med frivillige
        d580bcb7-145a-4346-8e99-d387bbf08a40 individuel tidsbegrænset støtte, med frivillige
    """,
    ("health", "physical_health"): """
        3c1639d0-e486-43c6-8add-448b8aff4b8f støtte til sund levevis
    """,
    ("social_support", "hygiene"): """
        72272d03-1774-4a14-b598-5f19b5eac83f støtte til personlig hygiejne
    """,
    ("psychosocial", "mental_health"): """
        ad7755d2-11bf-468d-958b-2f0c8d9c3742 støtte til psykisk trivsel
    """,
    ("network", "social_network"): """
        05cd5e81-1a3a-4bdd-901b-7ec96c12d990 støtte til sociale relationer
    """,
    ("social_support", "children"): """
        ea47a198-7e24-472d-ba5d-132b8b744710 støtte til varetagelse af forældrerollen
    """,
    ("social_support", "economy"): """
        d473dea2-4f6d-4f36-a8f0-260f0213f50a støtte til administration
    """,
    None: """
        35b593cf-724f-4058-9f31-fe1b3e8df124 pædagogisk udredning
    """,
}


def _by_code(table: Mapping[_Meaning, str]) -> Mapping[str, _Meaning]:
    """Return what each code means; a line of the table is a code and what it is called."""
    return MappingProxyType(
        {line.split()[0]: meaning for meaning, lines in table.items() for line in lines.strip().splitlines()}
    )


AREAS: Final = _by_code(_AREAS)
"""The area of life of each condition; None for what is none of ours, and is not read."""
SUPPORT: Final = _by_code(_SUPPORT)
"""What each service consists of and its area; None for the area where it lies in the goals of the plan."""
