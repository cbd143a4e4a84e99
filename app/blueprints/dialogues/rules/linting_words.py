"""The words that the linter looks for, in Bokmål, Nynorsk and English. Our own lists: add what is missed in use."""

import re

# Names of makes and products that public buyers often write where they mean a kind of thing. As they are spelled; names
# that are common words too (Word, Teams, Windows, Apple, Zoom) stand with their maker, or not at all.
_BRANDS = (
    "Microsoft", "Office 365", "SharePoint", "Power BI", "PowerPoint", "Excel", "Azure", "Outlook", "Google Maps",
    "Google", "Chromebook", "iPad", "iPhone", "MacBook", "Android", "Adobe", "Photoshop", "AutoCAD", "Revit", "SAP",
    "Salesforce", "ServiceNow", "Visma", "Unit4", "Agresso", "Gerica", "CosDoc", "DIPS", "Cisco", "Webex", "Oracle",
    "VMware", "Citrix", "Siemens", "Philips", "Samsung", "Huawei", "Ericsson", "Bosch", "Makita", "Hilti", "Festool",
    "Kärcher", "Electrolux", "Miele", "Tesla", "Toyota", "Volkswagen", "Volvo", "Scania", "Mercedes", "Caterpillar",
    "Liebherr", "Palfinger", "Hiab", "Jotun", "Glava", "Rockwool", "Leca", "Gyproc", "Gore-Tex", "Velcro", "Teflon",
    "Kevlar", "Lego", "Post-it", "Tempur", "Arjo", "Ambu", "LEGO", "IKEA", "ChatGPT", "Copilot",
)  # fmt: skip
BRANDS = re.compile(r"(?<![\w@./])(?:" + "|".join(map(re.escape, _BRANDS)) + r")(?!\w)")

OR_EQUIVALENT = re.compile(
    r"\b(?:eller (?:tilsvarende|likeverdige?|lignende|liknande|tilsvarande|likeverdig)"
    r"|or (?:an )?(?:equivalent|similar|comparable))\b",
    re.IGNORECASE,
)


def _any(*phrases: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(phrases) + r")\b", re.IGNORECASE)


METHODS = {
    "nb": _any(
        r"(?:skal|må) (?:brukes?|benyttes?|anvendes?|bygges (?:i|av|med)|leveres som|installeres|utføres med)"
        r"(?: \w+){0,3}",
        r"ved (?:hjelp|bruk) av(?: \w+){1,3}",
        r"av (?:typen|merket|modell(?:en)?)(?: \w+){0,2}",
        r"metoden skal(?: \w+){0,2}",
    ),
    "nn": _any(
        r"(?:skal|må) (?:brukast?|nyttast?|bruke|nytte|byggjast (?:i|av|med)|leverast som|installerast)(?: \w+){0,3}",
        r"ved (?:hjelp|bruk) av(?: \w+){1,3}",
        r"av (?:typen|merket|modell(?:en)?)(?: \w+){0,2}",
        r"metoden skal(?: \w+){0,2}",
    ),
    "en": _any(
        r"(?:must|shall|should|has to|have to) (?:be )?(?:used?|built (?:in|of|with)|delivered as|installed|made (?:of|with)|run on)(?: \w+){0,3}",  # noqa: E501 - one phrase
        r"by (?:means of|using)(?: \w+){1,3}",
        r"of the (?:type|make|model|brand)(?: \w+){0,2}",
        r"the method (?:must|shall)(?: \w+){0,2}",
    ),
}
UNKNOWN = {
    "nb": _any(r"vet (?:vi )?ikke", "vi vet ikke", "ukjent", r"ingen tall", r"ikke målt", r"har ikke tall"),
    "nn": _any(r"veit (?:vi |me )?ikkje", "ukjend", "ukjent", r"ingen tal", r"ikkje målt", r"har ikkje tal"),
    "en": _any(r"(?:do not|don't) know", "unknown", r"no (?:figures|numbers|data)", r"not (?:been )?measured"),
}
MEASURES = {
    "nb": _any(
        r"andel\w*", r"antall", r"prosent\w*", r"vekt\w*", r"mål(?:er|es|t|ing\w*)", r"tell(?:er|es|ing\w*)", r"per",
        r"hver (?:dag|uke|måned|kvartal)", r"tid(?:en|sbruk)?", r"kroner", r"timer", r"dager", r"minutter",
        r"gjennomsnitt\w*", r"undersøkelse\w*", r"registrer\w*",
    ),
    "nn": _any(
        r"del(?:en)?", r"tal(?:et)? på", r"prosent\w*", r"vekt\w*", r"mål(?:er|te?|ing\w*)|blir målt", r"tel\w*",
        r"per", r"kvar (?:dag|veke|månad)", r"kvart kvartal", r"tid(?:a|sbruk)?", r"kroner", r"timar", r"dagar",
        r"minutt", r"gjennomsnitt\w*", r"undersøking\w*", r"registrer\w*",
    ),
    "en": _any(
        r"share", r"number of", r"per ?cent\w*", r"weight", r"measur\w+", r"count\w*", r"per",
        r"(?:every|each) (?:day|week|month|quarter)", r"time", r"hours", r"days", r"minutes", r"average", r"survey\w*",
        r"rate", r"record(?:ed|s)",
    ),
}  # fmt: skip
NUMBERS = {
    "nb": _any(
        r"halv\w*", r"dobl\w*", r"dobbelt\w*", r"ingen", "null", "en av", "én", "ett", "to", "tre", "fire",
        "fem", "seks", "sju", "åtte", "ni", "ti", "alle", "hver", r"tredel\w*", r"firedel\w*",
    ),
    "nn": _any(
        r"halv\w*", r"dobl\w*", r"dobbel\w*", r"ingen", r"null", "ein av", "éin", "eitt", "to", "tre", "fire",
        "fem", "seks", "sju", "åtte", "ni", "ti", "alle", "kvar", r"tredel\w*", r"firedel\w*",
    ),
    "en": _any(
        r"hal(?:f|v\w+)", r"doubl\w*", "twice", "none", "zero", "no more than", "one", "two", "three", "four",
        "five", "six", "seven", "eight", "nine", "ten", "all", "every", r"thirds?", r"quarters?",
    ),
}  # fmt: skip
