"""Which words can be in a list: long enough, and not such as stand in half of all texts."""

from app.blueprints.screening.rules.secrets import SHORTEST_WORD, parts_of
from app.blueprints.screening.terms.words import LONGEST_WORD, WordFault

# What every notice about suppliers says; a list that hit these would cry all day. Lower case; nb, nn and en.
_COMMON = """
alle anbud annen annet arbeid avtale avtaler bare bedre bedrift bedriften bedrifter beste betaling bransje bruke
bygg dagen denne deres dermed desse dette dialog disse dokument dokumenter eller ettersom etter etterspør finnes
firma firmaet firmaer flere fleire forslag fordi forum framfor frist frå gjelder gjeld gjennom gjøre gjere gode
hadde hvis hvor hvordan hvilke hvilken ikke ikkje ingen innen innspill innkjøp kanskje kontrakt kontrakter kommer
kommune kommunen krav kravene kunne kunde kunder kvalitet leveranse levere leverandør leverandøren leverandører
leverandørar mange meget mellom mens mindre mulig mykje måte møte noen noko nokon oppdrag også over priser pris
prisen prosjekt prosjektet samarbeid samme samt siden sidan skal skulle slik spørsmål store stort svar svare sørge
takk tilbud tjeneste tjenester under uten utan utvikling varer vedlegg ved verksemd verksemder veldig vere vill
ville virksomhet virksomheter viser være vært årets about after also another answer because been before best between
business buyer buyers case company companies could contract contracts customer delivery dialogue document documents
does each every firms first from good have here into just know like made make many market meeting more most much
need needs only other price prices procurement product products project public quality question questions same
service services should since some such supplier suppliers tender than thank that their them then there these they
this those time under value very want well were what when where which while will with within without work would year
years your
"""
COMMON = frozenset(_COMMON.split())


def as_kept(word: str) -> str:
    """The word as the list keeps it: lower case, one space between words, without marks."""
    return " ".join(parts_of(word))


def fault(word: str) -> WordFault | None:
    """What is wrong with a word as it is kept; None for one that can be in a list."""
    parts = word.split()
    if not parts:
        return WordFault.EMPTY
    if len(word) > LONGEST_WORD:
        return WordFault.LONG
    if len(word.replace(" ", "")) < SHORTEST_WORD:
        return WordFault.SHORT
    if all(part in COMMON or len(part) < SHORTEST_WORD for part in parts):
        return WordFault.COMMON
    return None
