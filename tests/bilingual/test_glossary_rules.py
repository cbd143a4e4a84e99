"""Finding terms in texts. What is expected stands here by hand, from the norms of the two written forms."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from app.blueprints.bilingual.rules.glossary import Glossary
from app.blueprints.bilingual.rules.glossary_content import changes, faults, from_json, to_json
from app.blueprints.bilingual.rules.glossary_marks import highlight
from app.blueprints.bilingual.terms.glossary import LANGUAGES, Entry, Forbidden, FormKind
from config import ROOT
from tests.factories.bilingual_glossary import content, glossary

STARTER = json.loads(Path(ROOT, "migrations/versions/0020_glossary.json").read_text(encoding="utf-8"))
SHIPPED = Glossary([Entry(number, 1, from_json(stored)) for number, stored in enumerate(STARTER, 1)], 1)


def found(text, lang, of=SHIPPED):
    return [(text[hit.start : hit.end], hit.form) for hit in of.find(text, lang)]


def test_every_term_and_synonym_of_the_starter_set_finds_its_own_concept_and_every_forbidden_form_is_forbidden():
    for entry in SHIPPED.current:
        for lang in LANGUAGES:
            words = entry.content.words[lang]
            for form in (words.approved, *words.synonyms):
                hits = SHIPPED.find(f"({form.upper()})", lang)
                assert any(h.concept_id == entry.id and h.kind is not FormKind.FORBIDDEN for h in hits), (lang, form)
            for bad in words.forbidden:
                hits = SHIPPED.find(bad.form, lang)
                assert [h.kind for h in hits] == [FormKind.FORBIDDEN], (lang, bad.form)


def test_the_starter_set_breaks_no_rule_of_its_own_and_its_definitions_use_no_forbidden_form():
    for entry in SHIPPED.current:
        assert [fault.code for fault in faults(entry.content)] == [], entry.term("en")
        for lang, text in entry.content.definition.items():
            bad = [hit.form for hit in SHIPPED.find(text, lang) if hit.kind is FormKind.FORBIDDEN]
            assert bad == [], (entry.term("en"), lang)


def test_the_starter_set_is_large_enough_and_defines_the_terms_most_used_in_all_three_languages():
    assert len(SHIPPED) >= 226
    assert sum(set(entry.content.definition) == set(LANGUAGES) for entry in SHIPPED.current) >= 60
    known = {entry.term("nb") for entry in SHIPPED.current}
    own = {
        "kravprofil", "avstand til krav", "nestenulykke", "deling", "spenn", "oppdragsgiver", "verneombud", "gransking",
        "oversettelse", "innlegg", "tråd", "kontroll av oversettelse", "utkast", "maskinutkast", "vesentlig endring",
    }  # fmt: skip
    assert own <= known


INFLECTED = [
    ("nb", "anskaffelse", "anskaffelse anskaffelsen anskaffelser anskaffelsene anskaffelsens Anskaffelsene"),
    ("nb", "leverandør", "leverandøren leverandører leverandørene leverandørens leverandørenes"),
    ("nb", "tilbyder", "tilbyderen tilbydere tilbyderne"),
    ("nb", "krav", "kravet krav krava kravene kravenes"),
    ("nb", "tildelingskriterium", "tildelingskriteriet tildelingskriterier tildelingskriteriene"),
    ("nb", "leverandørutviklingsprogram", "leverandørutviklingsprogrammet leverandørutviklingsprogrammene"),
    ("nb", "varsel", "varselet varslet varsler varslene"),
    ("nb", "nestenulykke", "nestenulykken nestenulykka nestenulykker nestenulykkene"),
    ("nb", "dialogmøte", "dialogmøtet dialogmøter dialogmøtene"),
    ("nb", "høring", "høringen høringa høringer høringene"),
    ("nb", "retningslinjer", "retningslinjene retningslinje"),
    ("nb", "godkjenne", "godkjenner godkjente godkjent"),
    ("nb", "avvise", "avviser avviste avvist avvises"),
    ("nb", "offentlig anskaffelse", "offentlige anskaffelser|den offentlige anskaffelsen"),
    ("nb", "åpent spørsmål", "åpne spørsmål|åpent spørsmål"),
    ("nb", "uønsket hendelse", "uønskede hendelser|en uønsket hendelse"),
    ("nb", "alternativt tilbud", "alternative tilbud|alternativt tilbud"),
    ("nn", "anskaffing", "anskaffinga anskaffingar anskaffingane"),
    ("nn", "leverandør", "leverandøren leverandørar leverandørane"),
    ("nn", "tilbydar", "tilbydaren tilbydarar tilbydarane"),
    ("nn", "krav", "kravet krav krava"),
    ("nn", "verksemd", "verksemda verksemder verksemdene"),
    ("nn", "rammeavtale", "rammeavtalen rammeavtalar rammeavtalane"),
    ("nn", "marknadsdialog", "marknadsdialogen marknadsdialogar marknadsdialogane"),
    ("nn", "omsetjing", "omsetjinga omsetjingar omsetjingane"),
    ("nn", "verneombod", "verneombodet verneombod verneomboda"),
    ("nn", "nestenulykke", "nestenulykka nestenulykker nestenulykkene"),
    ("nn", "menneskerettar", "menneskerettane"),
    ("nn", "tildelingskriterium", "tildelingskriteriet tildelingskriteria"),
    ("nn", "uønskt hending", "uønskte hendingar|ei uønskt hending"),
    ("nn", "berekraftig anskaffing", "berekraftige anskaffingar"),
    ("en", "supplier", "suppliers supplier's suppliers'"),
    ("en", "near miss", "near misses|Near-miss"),
    ("en", "supply chain", "supply chains|supply-chain"),
    ("en", "tender", "tenders tendered tendering"),
    ("en", "option", "options"),
    ("en", "award criterion", "award criteria"),
    ("en", "contracting authority", "contracting authorities"),
]


@pytest.mark.parametrize(("lang", "form", "texts"), INFLECTED)
def test_a_term_is_found_as_it_is_inflected(lang, form, texts):
    for text in texts.split("|" if " " in form else None):
        assert form in [shown for _, shown in found(text, lang)], text


def test_a_term_is_found_as_the_last_part_of_a_compound_and_not_inside_another_word():
    assert found("tjenesteanskaffelsene", "nb") == [("tjenesteanskaffelsene", "anskaffelse")]
    assert found("Arbeidsfordeling, inndeling og avdeling, for ikke å si beklage", "nb") == []
    assert found("kravstor pristilbyders", "nb") == [("pristilbyders", "tilbyder")]
    assert found("forsvar og besvare", "nb") == []


def test_the_longest_term_wins_and_a_new_paragraph_parts_a_term():
    text = "innkjøp og offentlige\nanskaffelser"
    assert found(text, "nb") == [("innkjøp", "innkjøp"), ("offentlige\nanskaffelser", "offentlig anskaffelse")]
    assert found("offentlig\n\nanskaffelse", "nb") == [("anskaffelse", "anskaffelse")]
    assert found("Helse, miljø og sikkerhet. Lønns- og arbeidsvilkår.", "nb") == [
        ("Helse, miljø og sikkerhet", "helse, miljø og sikkerhet"),
        ("Lønns- og arbeidsvilkår", "lønns- og arbeidsvilkår"),
    ]


def test_what_one_concept_allows_is_not_forbidden_by_another():
    both = glossary(
        content("consultation", "høring", "høyring", forbidden={"nn": (Forbidden("høring"),)}),
        content("hearing", "høring", "høring"),
    )
    assert [hit.kind for hit in both.find("høringa", "nn")] == [FormKind.APPROVED]


def test_what_is_withdrawn_is_not_looked_for():
    gone = Glossary([Entry(1, 2, content("buyer", "kjøper", "kjøpar"), is_withdrawn=True)], 2)
    assert gone.find("kjøper", "nb") == []
    assert gone.listed("nb", withdrawn=True)
    assert not gone.listed("nb")


def test_a_forbidden_form_stops_approval_and_says_what_to_write():
    findings = SHIPPED.check("The procurement is open.", "en", "Anskaffelsen er open.", "nn")
    (use,) = findings.forbidden
    assert (use.found, use.use) == ("Anskaffelsen", "anskaffing")
    assert use.reason
    assert findings.stops_approval
    assert findings.missing == ()  # it is there, though wrong: one word about it is enough


def test_a_forbidden_form_in_quotation_marks_or_in_the_title_of_an_act_stops_nothing():
    quoted = "Firmaet heiter «Anskaffelse og veiledning AS». Sjå lov om offentlige anskaffelser."
    assert SHIPPED.check("", "nb", quoted, "nn").forbidden == ()
    unquoted = "Etter «dette» kjem ei anskaffelse og «noko» meir."
    assert [use.found for use in SHIPPED.check("", "nb", unquoted, "nn").forbidden] == ["anskaffelse"]


def test_a_term_without_its_equivalent_is_told_once_and_stops_nothing():
    source = "Oppdragsgiveren ber om innspill. Innspillene går til oppdragsgiveren."
    findings = SHIPPED.check(source, "nb", "Oppdragsgivaren spør.", "nn")
    assert [(one.source, one.expected) for one in findings.missing] == [("innspill", "innspel")]
    assert not findings.stops_approval
    assert SHIPPED.check(source, "nb", "The contracting authority asks for input.", "en").missing == ()


def test_a_form_of_several_concepts_is_met_by_any_of_them():
    hits = SHIPPED.find("svar", "nb")
    assert {hit.equivalents["en"] for hit in hits} == {"answer", "reply"}
    assert SHIPPED.check("Svarene kom.", "nb", "The replies came.", "en").missing == ()


def test_a_synonym_is_understood_in_source_and_target():
    assert SHIPPED.check("The vendor", "en", "leverandøren", "nb").missing == ()
    assert SHIPPED.check("participation", "en", "deltagelse", "nb").missing == ()


@given(st.text(max_size=300), st.sampled_from(LANGUAGES))
def test_hits_lie_in_order_within_the_text_and_do_not_overlap(text, lang):
    places = sorted({(hit.start, hit.end) for hit in SHIPPED.find(text, lang)})
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(end <= start for (_, end), (start, _) in pairwise(places))


TEXTS = [
    "Leverandøren gir tilbud på den offentlige anskaffelsen innen fristen. ",
    "".join(f"ord{number}anskaffelsene " for number in range(400)),
    "offentlig ",
    "x",
    "helse, miljø og ",
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_long_text_costs_as_many_steps_a_letter_as_a_short_one(text, monkeypatch):
    """Steps, not seconds: the words that are asked of the tree."""
    from app.blueprints.bilingual.rules import glossary as rules

    steps = []
    real = rules.bases
    monkeypatch.setattr(rules, "bases", lambda word, lang: steps.append(1) or real(word, lang))

    def cost(letters):
        steps.clear()
        SHIPPED.find((text * (letters // len(text) + 1))[:letters], "nb")
        return max(1, len(steps))

    assert cost(100_000) <= 11 * cost(10_000)


def test_marks_are_links_the_first_time_and_marks_after_that_and_nothing_is_marked_within_a_link_or_code():
    html = Markup(
        '<p>Leverandør &amp; leverandøren, <a href="/a?b=1&amp;c=2" rel="x>y">tilbud</a> <code>frist</code></p>'
    )
    marked = highlight(SHIPPED, "nb", [html])
    assert marked.paragraphs[0] == (
        '<p><a class="term" href="#term-1">Leverandør</a> &amp; <mark class="term">leverandøren</mark>, '
        '<a href="/a?b=1&amp;c=2" rel="x>y"><mark class="term">tilbud</mark></a> <code>frist</code></p>'
    )
    assert [(note.anchor, note.form) for note in marked.notes] == [("term-1", "leverandør"), ("term-2", "tilbud")]


@given(st.text(max_size=200))
def test_marking_changes_no_word_and_lets_no_tag_in(text):
    marked = highlight(SHIPPED, "nb", [escape(text)]).paragraphs[0]
    assert set(re.findall(r"<(/?\w+)", marked)) <= {"a", "/a", "mark", "/mark"}
    assert marked.striptags() == escape(text).striptags()


def test_what_differs_between_two_versions_is_told_part_by_part():
    before = content("buyer", "kjøper", "kjøpar", synonyms={"nb": ("innkjøper",)})
    after = content("buyer", "kjøper", "kjøpar", definition={"nb": "Den som kjøper."})
    assert [(c.part, c.lang, c.before, c.after) for c in changes(before, after)] == [
        ("synonyms", "nb", "innkjøper", ""),
        ("definition", "nb", "", "Den som kjøper."),
    ]
    assert from_json(json.loads(json.dumps(to_json(after)))) == after


@pytest.mark.parametrize(
    ("words", "field", "code"),
    [
        ({"nn": ""}, "nn", "glossary_term_missing"),
        ({"nb": "a|b"}, "nb", "glossary_term_characters"),
        ({"nb": "x" * 121}, "nb", "glossary_term_too_long"),
        ({"en": "---"}, "en", "glossary_term_without_letters"),
        ({"synonyms": {"nb": ("Prøveord",)}}, "synonyms_nb", "glossary_form_twice"),
        ({"forbidden": {"nb": (Forbidden("prøveord"),)}}, "forbidden_nb", "glossary_form_allowed_and_forbidden"),
        ({"synonyms": {"en": tuple(f"s{n}" for n in range(13))}}, "synonyms_en", "glossary_too_many_forms"),
        ({"source_url": "javascript:alert(1)"}, "source_url", "glossary_address"),
        ({"definition": {"nn": "x" * 801}}, "definition_nn", "glossary_text_too_long"),
    ],
)
def test_what_cannot_be_taken_is_told_with_its_field(words, field, code):
    assert (field, code) in [(fault.field, fault.code) for fault in faults(content(**words))]
