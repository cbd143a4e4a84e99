"""Prices for one of something: what a competitor could reckon with. The sum of a whole contract is none.

An amount with a currency and a unit ("18 500 kr per meter", "kr 1 250,- pr. time", "NOK 950/t", "EUR 12.50 per piece",
"950 kroner timen"), or after a word that means a rate ("timepris 1 250").
"""

import re

from app.blueprints.screening.terms.findings import Certainty, Finding, FindingKind

_SP = r"[ \t\u00a0\u2007\u2009\u202f]"
_AMOUNT = rf"\d{{1,9}}(?:(?:{_SP}|[.,'’])\d{{3}}){{0,4}}(?:[.,]\d{{1,4}})?(?:{_SP}?[,:.]?[-–—])?"
_MILLIONS = rf"(?:{_SP}?(?:mill(?:ion(?:er|ar|s)?|\.)?|mrd\.?|mnok|tusen|thousand))?"
_CURRENCY = r"(?:kroner|krone|kr\.?|nok|sek|dkk|euro|eur|usd|gbp|pund|dollars?|€|\$|£)"
_LETTER = r"[^\W\d_]"

_UNITS = (
    "m|meter(?:en)?|metre|m2|m3|m²|m³|kvm|kvadratmeter(?:en)?|kubikk(?:meter(?:en)?)?|kbm|lm|lpm|løpemeter(?:en)?|sqm|cm|mm|km"
    "|kilomet(?:er|re)(?:en)?|mil|mila|mile|kg|kilo(?:et)?|kilogram|g|gram|tonn(?:et)?|tonne|ton|t|h|hr|time(?:n|verk)?|timar?"
    "|hour|dag(?:en)?|dagsverk|døgn(?:et)?|day|uke|uka|uken|veke|veka|week|måned(?:en)?|månad(?:en)?|mnd|month|minutt|minute"
    "|min|stk|stykk(?:et)?|stykke|styck|piece|pcs?|unit|enhet(?:en)?|eining(?:a)?|each|liter(?:en)?|litre|l|ltr|kwh|mwh|kw"
    "|sett(?:et)?|set|par|pair|rull|roll|pall(?:en)?|pallet|person(?:en)?|mann|hode|head|kuvert|tur(?:en)?|trip|lass|oppdrag"
    "|oppmøte|besøk|visit|kjøretøy|vehicle|bil|container|konteiner|fat|barrel|bruker|brukar|user|lisens|license|licence|seat"
    "|ansatt|tilsett|årsverk|skift|shift|vakt|prøve|sample|test|måling|punkt|point|hull|hol|side|page|ord|word|linje|line"
    "|boks|box|kasse|pakke|pack|package|plate|sheet|rør|pipe|komponent|component|modul|module|del|part|element|pel|sveis|weld"
    "|seksjon|section|etasje|rom|room|leilighet|bolig|elev|plass|place|måltid|meal|porsjon|portion|kopi|copy"
)
_PER = rf"(?:per|pr\.?|for{_SP}hver(?:t)?|for{_SP}kvar(?:t)?|à|hver|kvar)"
# What follows "per" and is no unit: a year's sum, a date, a share.
_NO_UNIT = (
    r"(?!år|year|annum|dags|dato|i\b|dd|cent|capita|nå\b|no\b|definisjon|post|mail|e-post|telefon|brev|kontrakt"
    r"|contract|skade|claim|occurrence|hending|hendelse|anskaffelse|procurement)"
)
_UNIT_AFTER = (
    rf"(?:{_SP}{{0,2}}/{_SP}{{0,2}}(?:{_UNITS})(?!\w)|{_SP}{{1,2}}{_PER}{_SP}{{0,2}}{_NO_UNIT}{_LETTER}[\w²³]{{0,30}}"
    rf"|{_SP}{{1,2}}(?:i{_SP}timen|i{_SP}døgnet|i{_SP}måneden|i{_SP}månaden|i{_SP}uka|i{_SP}veka|timen|døgnet|dagen|stk|stykket|stykke|kiloen|kiloet|tonnet"
    rf"|meteren|literen|kvadraten|kvadratmeteren|kubikken|an{_SP}hour|a{_SP}day|a{_SP}week|a{_SP}month|a{_SP}piece|apiece|each"
    rf"|a{_SP}met(?:er|re)|a{_SP}tonne?|a{_SP}unit|hver|kvar|hourly|daily|monthly)(?!\w))"
)
_WITH_UNIT = re.compile(
    rf"(?<![\w.,])(?:(?:{_CURRENCY}{_SP}{{0,2}}{_AMOUNT}{_MILLIONS}|{_AMOUNT}{_MILLIONS}{_SP}{{0,2}}{_CURRENCY})"
    rf"|{_AMOUNT[: _AMOUNT.rindex('(?:')]}{_SP}?,[-–—])(?:{_SP}?eks\.?{_SP}?mva\.?)?{_UNIT_AFTER}",
    re.IGNORECASE,
)
_EACH = re.compile(
    rf"(?<!\w)(?:à|a{_SP}kr|stk\.?{_SP}?[aà@]|@){_SP}{{0,2}}(?:(?:{_CURRENCY}{_SP}{{0,2}})?{_AMOUNT}(?:{_SP}{{0,2}}{_CURRENCY})?)(?!\w)",
    re.IGNORECASE,
)
_RATE = re.compile(
    rf"(?<!\w)(?P<word>(?:time|dag|døgn|uke|veke|måneds|månads|stykk|enhets|einings|kilo|meter|kvadratmeter|kubikkmeter|tonn"
    rf"|liter|løpemeter|m2|m²|km|kilometer|rigg)-?(?:s?pris|s?sats|s?rate|s?kostnad)(?:en|er|ene|ar|ane)?|unit{_SP}(?:price|cost|rate)s?"
    rf"|(?:hourly|daily|day|weekly|monthly){_SP}?-?rates?|price{_SP}per{_SP}\w{{1,30}}|rate{_SP}per{_SP}\w{{1,30}}"
    rf"|pris(?:en)?{_SP}(?:per|pr\.?|pr){_SP}\w{{1,30}}|sats(?:en)?{_SP}(?:per|pr\.?){_SP}\w{{1,30}}|kr/\w{{1,4}}|nok/\w{{1,4}})"
    rf"[^\d\n.;!?]{{0,24}}(?P<amount>{_AMOUNT})(?P<currency>{_SP}{{0,2}}{_CURRENCY}(?!\w))?",
    re.IGNORECASE,
)
_IS_DATE_OR_SHARE = re.compile(r"\s?%|[./-]\d|\s?(?:prosent|percent)\b", re.IGNORECASE)
_CURRENCY_WITHIN = re.compile(rf"(?<!\w){_CURRENCY}(?!\w)", re.IGNORECASE)


def find_prices(text: str, addresses: list[tuple[int, int]]) -> list[Finding]:
    """`high` with currency and unit, `medium` for a rate without a currency. `addresses`: of web pages."""
    found = [Finding(FindingKind.PRICE, *match.span(), Certainty.HIGH) for match in _WITH_UNIT.finditer(text)]
    found += [
        Finding(FindingKind.PRICE, *match.span(), Certainty.HIGH)
        for match in _EACH.finditer(text)
        if _CURRENCY_WITHIN.search(match.group())
    ]
    for match in _RATE.finditer(text):
        if _IS_DATE_OR_SHARE.match(text, match.end()):
            continue
        sure = match["currency"] or _CURRENCY_WITHIN.search(match.group())
        found.append(Finding(FindingKind.PRICE, *match.span(), Certainty.HIGH if sure else Certainty.MEDIUM))
    return [one for one in found if not any(start <= one.start < end for start, end in addresses)]
