"""The report's own words. It is written in one language, whatever the page around it is in, and so says them itself."""

from app.core.localized import Localized

HEADINGS: dict[str, Localized] = {
    "title": Localized(
        nb="Rapport om forutgående dialog med markedet",
        nn="Rapport om føregåande dialog med marknaden",
        en="Report on advance involvement of the market",
    ),
    "about": Localized(
        nb=(
            "Rapporten viser hvem som har deltatt i forberedelsen av anskaffelsen, hva de fikk vite og når, og hvilke"
            " tiltak som sikrer likebehandling. Den følger anskaffelsesprotokollen."
        ),
        nn=(
            "Rapporten viser kven som har delteke i førebuinga av anskaffinga, kva dei fekk vite og når, og kva tiltak"
            " som sikrar likebehandling. Han følgjer anskaffingsprotokollen."
        ),
        en=(
            "The report shows who took part in preparing the procurement, what they were told and when, and what"
            " measures secure equal treatment. It belongs to the procurement report."
        ),
    ),
    "dialogue": Localized(nb="Dialogen", nn="Dialogen", en="The dialogue"),
    "hosts": Localized(nb="Oppdragsgivere", nn="Oppdragsgivarar", en="Buyers"),
    "participants": Localized(nb="Hvem som har deltatt", nn="Kven som har delteke", en="Who took part"),
    "advisers": Localized(nb="Rådgivere", nn="Rådgivarar", en="Advisers"),
    "related": Localized(nb="Tilknyttede foretak", nn="Tilknytte føretak", en="Related undertakings"),
    "declarations": Localized(
        nb="Habilitetserklæringer", nn="Habilitetserklæringar", en="Declarations of interest on the buyer's side"
    ),
    "early": Localized(
        nb="Opplysninger noen fikk før alle",
        nn="Opplysningar nokon fekk før alle",
        en="Information that somebody had before everybody",
    ),
    "at_once": Localized(
        nb="Opplysninger gitt til alle samtidig",
        nn="Opplysningar gitt til alle samtidig",
        en="Information given to everybody at once",
    ),
    "questions": Localized(nb="Spørsmål og svar", nn="Spørsmål og svar", en="Questions and answers"),
    "received": Localized(nb="Innspill og møter", nn="Innspel og møte", en="Input and meetings"),
    "assessments": Localized(nb="Vurderinger og tiltak", nn="Vurderingar og tiltak", en="Assessments and measures"),
    "time_limit": Localized(nb="Tilbudsfrist", nn="Tilbodsfrist", en="Time limit for tenders"),
    "outcome": Localized(nb="Hva som kom ut av dialogen", nn="Kva som kom ut av dialogen", en="What came of it"),
    "fingerprint": Localized(nb="Fingeravtrykk", nn="Fingeravtrykk", en="Fingerprint"),
}
LABELS: dict[str, Localized] = {
    "name": Localized(nb="Navn", nn="Namn", en="Name"),
    "number": Localized(nb="Org.nr.", nn="Org.nr.", en="Organisation number"),
    "how": Localized(nb="Hvordan", nn="Korleis", en="How"),
    "since": Localized(nb="Fra", nn="Frå", en="Since"),
    "knew_first": Localized(nb="Fikk vite før alle", nn="Fekk vite før alle", en="Knew before everybody"),
    "related_to": Localized(nb="Tilknyttet", nn="Tilknytt", en="Related to"),
    "role": Localized(nb="Rolle", nn="Rolle", en="Role"),
    "person": Localized(nb="Person", nn="Person", en="Person"),
    "stance": Localized(nb="Erklæring", nn="Erklæring", en="Declaration"),
    "declared": Localized(nb="Erklært", nn="Erklært", en="Declared"),
    "item": Localized(nb="Opplysning", nn="Opplysning", en="Information"),
    "kind": Localized(nb="Type", nn="Type", en="Kind"),
    "first_told": Localized(nb="Først gitt", nn="Først gitt", en="First told"),
    "to": Localized(nb="Til", nn="Til", en="To"),
    "channel": Localized(nb="Kanal", nn="Kanal", en="Channel"),
    "published": Localized(nb="Publisert", nn="Publisert", en="Published"),
    "exempted": Localized(nb="Unntatt", nn="Unntatt", en="Exempted"),
    "risk": Localized(nb="Risiko", nn="Risiko", en="Risk"),
    "measure": Localized(nb="Tiltak", nn="Tiltak", en="Measure"),
    "decision": Localized(nb="Avgjørelse", nn="Avgjerd", en="Decision"),
    "reason": Localized(nb="Begrunnelse", nn="Grunngiving", en="Reason"),
    "hearing": Localized(nb="Leverandøren er hørt", nn="Leverandøren er høyrd", en="The supplier has been heard"),
    "answer": Localized(nb="Svar", nn="Svar", en="Answer"),
    "no_answer": Localized(nb="Ikke svart", nn="Ikkje svart", en="No answer"),
    "conclusion": Localized(nb="Konklusjon", nn="Konklusjon", en="Conclusion"),
    "not_concluded": Localized(nb="Ikke konkludert", nn="Ikkje konkludert", en="Not concluded"),
    "made": Localized(nb="Laget", nn="Laga", en="Made"),
    "none": Localized(nb="Ingen.", nn="Ingen.", en="None."),
    "not_published": Localized(nb="Ikke publisert", nn="Ikkje publisert", en="Not published"),
    "purpose": Localized(nb="Formål", nn="Formål", en="Purpose"),
    "scope": Localized(nb="Avgrensning", nn="Avgrensing", en="Scope"),
    "state": Localized(nb="Status", nn="Status", en="State"),
    "input_time": Localized(nb="Innspill ble tatt imot", nn="Innspel blei tekne imot", en="Took input"),
    "notices": Localized(nb="Kunngjøringer", nn="Kunngjeringar", en="Notices"),
    "announced": Localized(nb="Konkurranse kunngjort", nn="Konkurranse kunngjord", en="Competition announced"),
    "closed": Localized(nb="Avsluttet", nn="Avslutta", en="Closed"),
    "leads": Localized(nb="hovedansvarlig", nn="hovudansvarleg", en="leads"),
    "when": Localized(nb="Når", nn="Når", en="When"),
    "what": Localized(nb="Hva", nn="Kva", en="What"),
    "theme": Localized(nb="Tema", nn="Tema", en="Theme"),
}
VALUES: dict[str, dict[str, Localized]] = {
    "state": {
        "draft": Localized(nb="Utkast", nn="Utkast", en="Draft"),
        "published": Localized(nb="Publisert", nn="Publisert", en="Published"),
        "announced": Localized(nb="Konkurranse kunngjort", nn="Konkurranse kunngjord", en="Competition announced"),
        "closed": Localized(nb="Avsluttet", nn="Avslutta", en="Closed"),
    },
    "how": {
        "input": Localized(nb="Innspill", nn="Innspel", en="Input"),
        "meeting": Localized(nb="Møte", nn="Møte", en="Meeting"),
        "shared": Localized(nb="Delte profilen sin", nn="Delte profilen sin", en="Shared its profile"),
        "told": Localized(nb="Fikk opplysninger", nn="Fekk opplysningar", en="Was told something"),
        "named": Localized(nb="Ført opp av oppdragsgiveren", nn="Ført opp av oppdragsgivaren", en="Named by the buyer"),
    },
    "kind": {
        "answer": Localized(nb="Svar", nn="Svar", en="Answer"),
        "note": Localized(nb="Notat", nn="Notat", en="Note"),
        "document": Localized(nb="Dokument", nn="Dokument", en="Document"),
        "text": Localized(nb="Tekst i dialogen", nn="Tekst i dialogen", en="Text of the dialogue"),
        "message": Localized(nb="Melding", nn="Melding", en="Message"),
        "meeting_material": Localized(nb="Møtemateriell", nn="Møtemateriell", en="Meeting material"),
        "other": Localized(nb="Annet", nn="Anna", en="Other"),
    },
    "channel": {
        "site": Localized(nb="Publisert her", nn="Publisert her", en="Published here"),
        "meeting": Localized(nb="Møte", nn="Møte", en="Meeting"),
        "call": Localized(nb="Telefon", nn="Telefon", en="Call"),
        "mail": Localized(nb="E-post", nn="E-post", en="E-mail"),
        "letter": Localized(nb="Brev", nn="Brev", en="Letter"),
        "event": Localized(nb="Arrangement", nn="Arrangement", en="Event"),
    },
    "stance": {
        "none": Localized(nb="Ingen tilknytning", nn="Inga tilknyting", en="No ties"),
        "ties": Localized(nb="Tilknytning, ikke inhabil", nn="Tilknyting, ikkje inhabil", en="Ties are declared"),
        "conflict": Localized(nb="Inhabil", nn="Inhabil", en="Conflict of interest"),
    },
    "relation": {
        "parent": Localized(nb="Morselskap", nn="Morselskap", en="Parent company"),
        "subsidiary": Localized(nb="Datterselskap", nn="Dotterselskap", en="Subsidiary"),
        "sister": Localized(nb="Søsterselskap", nn="Systerselskap", en="Sister company"),
        "same_owner": Localized(nb="Samme eier", nn="Same eigar", en="The same owner"),
        "partner": Localized(nb="Partner eller underleverandør", nn="Partnar eller underleverandør", en="Partner"),
        "other": Localized(nb="Annen tilknytning", nn="Anna tilknyting", en="Another tie"),
    },
    "measure": {
        "share": Localized(
            nb="Gi alle de samme opplysningene", nn="Gi alle dei same opplysningane",
            en="Give everybody the same information",
        ),
        "time": Localized(nb="Lengre tilbudsfrist", nn="Lengre tilbodsfrist", en="A longer time limit for tenders"),
        "neutral": Localized(
            nb="Skrive kravet på nytt, uten det leverandøren foreslo",
            nn="Skrive kravet på nytt, utan det leverandøren foreslo",
            en="Write the requirement anew, without the supplier's proposal",
        ),
        "separate": Localized(
            nb="Holde personer som var med, unna konkurransen", nn="Halde personar som var med, unna konkurransen",
            en="Keep people away from the competition",
        ),
        "other": Localized(nb="Annet tiltak", nn="Anna tiltak", en="Another measure"),
    },
    "measure_state": {
        "taken": Localized(nb="Gjennomført", nn="Gjennomført", en="Taken"),
        "rejected": Localized(nb="Forkastet", nn="Forkasta", en="Rejected"),
    },
    "conclusion": {
        "no_advantage": Localized(
            nb="Leverandøren har ingen fordel",
            nn="Leverandøren har ingen fordel",
            en="No advantage",
        ),
        "evened_out": Localized(nb="Fordelen er utlignet", nn="Fordelen er utlikna", en="The advantage is evened out"),
        "excluded": Localized(nb="Leverandøren er avvist", nn="Leverandøren er avvist", en="The supplier is kept out"),
    },
    "place": {
        "doffin": Localized(nb="Doffin", nn="Doffin", en="Doffin"),
        "ted": Localized(nb="TED", nn="TED", en="TED"),
        "other": Localized(nb="Annet sted", nn="Annan stad", en="Elsewhere"),
    },
    "outcome": {
        "changed": Localized(nb="Endret", nn="Endra", en="Changed"),
        "not_changed": Localized(nb="Ikke endret", nn="Ikkje endra", en="Not changed"),
        "later": Localized(nb="Senere", nn="Seinare", en="Later"),
    },
}  # fmt: skip
SENTENCES: dict[str, Localized] = {
    "everybody_at_once": Localized(
        nb="%(number)s opplysninger ble publisert for alle i samme øyeblikk. Alle står i JSON-filen.",
        nn="%(number)s opplysningar blei publiserte for alle i same augneblink. Alle står i JSON-fila.",
        en="%(number)s pieces of information were published to everybody at the same moment. The JSON lists them all.",
    ),
    "red": Localized(
        nb="%(number)s opplysninger er verken publisert eller unntatt.",
        nn="%(number)s opplysningar er verken publiserte eller unntatte.",
        en="%(number)s pieces of information are neither published nor exempted.",
    ),
    "asked": Localized(
        nb=(
            "%(asked)s spørsmål fra %(suppliers)s leverandører under pseudonym, %(published)s publiserte svar. Hvem som"
            " spurte, er ikke oppgitt: Alle fikk svarene i samme øyeblikk. Identiteten er slått opp %(looked_up)s"
            " ganger."
        ),
        nn=(
            "%(asked)s spørsmål frå %(suppliers)s leverandørar under pseudonym, %(published)s publiserte svar. Kven som"
            " spurde, er ikkje oppgitt: Alle fekk svara i same augneblink. Identiteten er slått opp %(looked_up)s"
            " gonger."
        ),
        en=(
            "%(asked)s questions from %(suppliers)s suppliers under a pseudonym, %(published)s published answers. Who"
            " asked is not named: everybody got the answers at the same moment. Identities were looked up"
            " %(looked_up)s times."
        ),
    ),
    "time_limit": Localized(
        nb=(
            "Siste opplysning ble publisert %(last)s. Noen visste noe inntil %(extra)s dager før alle. Ordinær"
            " minstefrist er %(shortest)s dager (%(source)s). Foreslått tidligste tilbudsfrist: %(earliest)s."
        ),
        nn=(
            "Siste opplysning blei publisert %(last)s. Nokon visste noko inntil %(extra)s dagar før alle. Ordinær"
            " minstefrist er %(shortest)s dagar (%(source)s). Foreslått tidlegaste tilbodsfrist: %(earliest)s."
        ),
        en=(
            "The last piece of information was published on %(last)s. Somebody knew something up to %(extra)s days"
            " before everybody did. The ordinary shortest limit is %(shortest)s days (%(source)s). Proposed earliest"
            " time limit for tenders: %(earliest)s."
        ),
    ),
    "fingerprint": Localized(
        nb="SHA-256 av rapportens JSON-fil. Den som har filen, kan regne det ut på nytt.",
        nn="SHA-256 av JSON-fila til rapporten. Den som har fila, kan rekne det ut på nytt.",
        en="SHA-256 of the report's JSON file. Whoever has the file can work it out again.",
    ),
}


def in_words(report_lang: str) -> dict[str, dict[str, str]]:
    """Headings, labels and sentences in one language, by their keys."""
    return {
        "headings": {key: words.in_(report_lang) for key, words in HEADINGS.items()},
        "labels": {key: words.in_(report_lang) for key, words in LABELS.items()},
        "sentences": {key: words.in_(report_lang) for key, words in SENTENCES.items()},
    }


def value(kind: str, code: str | None, report_lang: str) -> str:
    """What a code is called; itself, if nobody has said."""
    words = VALUES.get(kind, {}).get(code or "")
    return words.in_(report_lang) if words else (code or "")
