"""The invented organisations of the demo: what the double of the register answers, and who takes part in the demo content.

Every number begins with 31, as in Norway's synthetic test population, and passes the check digit. Names, numbers and
websites are invented; places are real, but for the two municipalities.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Firm:
    """One organisation as the register knows it. `kind` is what it would be on Samhandel."""

    number: str
    name: str
    scheme: str = "0192"  # Norway's; else the country's two letters
    kind: str = "supplier"
    form: tuple[str, str] = ("AS", "Aksjeselskap")
    place: tuple[str, str] | None = None  # number and name of the municipality
    post: tuple[str, str] = ("", "")  # postcode and place
    street: tuple[str | None, ...] | None = ()
    industry: tuple[str, str] | None = None  # a code of SN2025 and its name
    headcount: int | None = None
    counted: bool = True  # the register has a headcount, even if it shows none under five
    vat: bool = True
    bankrupt: bool = False
    winding_up: bool = False
    deleted_on: str | None = None
    removed: bool = False
    domain: str | None = None
    written_form: str = "Bokmål"
    parent: str | None = None  # of a sub-unit


MUNICIPALITY = ("KOMM", "Kommune")
TRUST = ("ORGL", "Organisasjonsledd")
ASSOCIATION = ("FLI", "Forening/lag/innretning")

SUPPLIERS = (
    Firm(number="310128740", name="NORDFJORD MEKANISKE AS", place=("4649", "STAD"), post=("6770", "NORDFJORDEID"),
         street=("Sjøgata 14",), industry=("25.530", "Bearbeiding av metaller"), headcount=14,
         domain="nordfjordmek.example", written_form="Nynorsk"),
    Firm(number="318010870", name="SALTEN RENHOLD AS", place=("1804", "BODØ"), post=("8006", "BODØ"), street=("Terminalveien 9",),
         industry=("81.210", "Rengjøring av bygninger"), headcount=38, domain="saltenrenhold.example"),
    Firm(number="314119193", name="SULA ELEKTRO AS", place=("1531", "SULA"), post=("6030", "LANGEVÅG"), street=("Vassetvegen 3",),
         industry=("43.210", "Elektrisk installasjonsarbeid"), headcount=8, domain="sulaelektro.example", written_form="Nynorsk"),
    Firm(number="311476971", name="VÅGSØY SVEIS AS", place=("4602", "KINN"), post=("6718", "DEKNEPOLLEN"), street=("Kaivegen 22",),
         industry=("33.110", "Reparasjon og vedlikehold av bearbeidede metallprodukter"), headcount=11,
         domain="vagsoysveis.example", written_form="Nynorsk"),
    Firm(number="317170831", name="KYSTKOST STORKJØKKEN AS", place=("1804", "BODØ"), post=("8012", "BODØ"), street=("Burøyveien 31",),
         industry=("10.850", "Produksjon av ferdigmat"), headcount=26, domain="kystkost.example"),
    Firm(number="310453706", name="LOFOTEN SJØMAT OG FERDIGMAT AS", place=("1860", "VESTVÅGØY"), post=("8370", "LEKNES"),
         street=("Idrettsgata 40",), industry=("10.203", "Frysing og videre bearbeiding av fisk, skalldyr og bløtdyr"),
         headcount=19, domain="lofotenferdigmat.example"),
    Firm(number="311454277", name="RANA TEKSTILSERVICE AS", place=("1833", "RANA"), post=("8622", "MO I RANA"),
         street=("Verkstedgata 5",), industry=("96.100", "Vaskeri- og renserivirksomhet"), headcount=31, domain="ranatekstil.example"),
    Firm(number="319964274", name="INNHERRED KANTINE SA", form=("SA", "Samvirkeforetak"), place=("5037", "LEVANGER"),
         post=("7600", "LEVANGER"), street=("Jernbanegata 12",), industry=("56.220", "Kantinedrift og annen cateringvirksomhet"),
         headcount=9, domain="innherredkantine.example"),
    Firm(number="311179055", name="HELGELAND GJENVINNING OG KOMPOST AS", place=("1824", "VEFSN"), post=("8656", "MOSJØEN"),
         street=("Industriveien 18",), industry=("38.210", "Materialgjenvinning"), headcount=22, domain="helgelandkompost.example"),
    Firm(number="315612101", name="TROMSØ MÅLEDATA AS", place=("5501", "TROMSØ"), post=("9008", "TROMSØ"), street=("Storgata 70",),
         industry=("62.100", "Dataprogrammeringstjenester"), headcount=7, domain="maledata.example"),
    Firm(number="312430622", name="SUNNFJORD SNIKKARVERKSTAD AS", place=("4647", "SUNNFJORD"), post=("6800", "FØRDE"),
         street=("Angedalsvegen 60",), industry=("43.320", "Snekkerarbeid"), headcount=12,
         domain="sunnfjordsnikkar.example", written_form="Nynorsk"),
    Firm(number="317460724", name="BERGEN MEDISINSK UTSTYR AS", place=("4601", "BERGEN"), post=("5059", "BERGEN"),
         street=("Møllendalsveien 8",), industry=("46.460", "Engroshandel med apotekvarer og medisinske varer"), headcount=16,
         domain="bmu.example"),
    Firm(number="317943938", name="ALTA BUD OG TRANSPORT AS", place=("5601", "ALTA"), post=("9510", "ALTA"), street=("Altaveien 205",),
         industry=("49.410", "Godstransport på vei"), headcount=13, domain="altabud.example"),
    Firm(number="311463721", name="TRØNDER PROTESE OG ORTOPEDI AS", place=("5001", "TRONDHEIM"), post=("7030", "TRONDHEIM"),
         street=("Elgeseter gate 49",),
         industry=("32.500", "Produksjon av medisinske og tanntekniske instrumenter og utstyr"), headcount=18,
         domain="tronderortopedi.example"),
    Firm(number="311545612", name="JÆREN RØR OG VARME AS", place=("1121", "TIME"), post=("4340", "BRYNE"), street=("Hetlandsgata 2",),
         industry=("43.220", "VVS-arbeid"), headcount=24, domain="jarenror.example"),
    Firm(number="317766335", name="AGDER SIKKERHETSVAKT AS", place=("4203", "ARENDAL"), post=("4836", "ARENDAL"),
         street=("Vesterveien 6",), industry=("80.010", "Etterforskningstjenester og private vakttjenester"), headcount=47,
         domain="agdervakt.example"),
    Firm(number="310347248", name="ELVERUM MØBELREPARASJON AS", place=("3420", "ELVERUM"), post=("2408", "ELVERUM"),
         street=("Trysilvegen 11",), industry=("95.240", "Reparasjon og vedlikehold av møbler og boliginnredning"), headcount=6,
         domain="mobelreparasjon.example"),
    Firm(number="316943322", name="ØSTFOLD GARTNERSERVICE AS", place=("3103", "MOSS"), post=("1537", "MOSS"), street=("Varnaveien 15",),
         industry=("81.300", "Beplantning av hager og parkanlegg"), headcount=10, domain="gartnerservice.example"),
    Firm(number="310635618", name="GRENLAND INDUSTRIVASK AS", place=("4001", "PORSGRUNN"), post=("3936", "PORSGRUNN"),
         street=("Fabrikkvegen 7",), industry=("81.220", "Utvendig rengjøring av bygninger og industriell rengjøring"), headcount=15,
         domain="grenlandvask.example"),
    Firm(number="311432125", name="OSLO TOLKETJENESTE SA", form=("SA", "Samvirkeforetak"), place=("0301", "OSLO"),
         post=("0182", "OSLO"), street=("Torggata 33",), industry=("74.300", "Oversettelses- og tolkevirksomhet"), headcount=21,
         domain="tolkesamvirke.example"),
    Firm(number="312423987", name="DRAMMEN ARBEID OG VEKST AS", place=("3301", "DRAMMEN"), post=("3044", "DRAMMEN"),
         street=("Rosenkrantzgata 300",), industry=("88.993", "Arbeidstrening og varig tilrettelagt arbeid"), headcount=50,
         domain="arbeidogvekst.example"),
    Firm(number="315616824", name="FINNMARK SOLSKJERMING AS", place=("5603", "HAMMERFEST"), post=("9600", "HAMMERFEST"),
         street=("Strandgata 24",), industry=("43.240", "Annet installasjonsarbeid"), headcount=5, domain="finnsol.example"),
    Firm(number="317679491", name="TØNSBERG MEDIETRYKK AS", place=("3905", "TØNSBERG"), post=("3111", "TØNSBERG"),
         street=("Stensarmen 4",), industry=("18.120", "Trykking ellers"), headcount=9, domain="medietrykk.example"),
    Firm(number="314695003", name="SOGN GARDSBAKERI AS", place=("4640", "SOGNDAL"), post=("6856", "SOGNDAL"), street=("Gravensteinsgata 5",),
         industry=("10.710", "Produksjon av brød og ferske konditorvarer"), headcount=8, domain="gardsbakeri.example",
         written_form="Nynorsk"),
    Firm(number="315516234", name="ASKER KLIMARÅDGIVNING AS", place=("3203", "ASKER"), post=("1383", "ASKER"), street=("Strøket 8",),
         industry=("71.129", "Annen teknisk konsulentvirksomhet"), headcount=6, domain="askerklima.example"),
)  # fmt: skip

BUYERS = (
    Firm(number="314326113", name="HELSE NORDKYST HF", kind="buyer", form=TRUST, place=("1804", "BODØ"), post=("8005", "BODØ"),
         street=("Postboks 31", "Sjukehusveien 1"), industry=("86.101", "Somatiske sykehustjenester"), headcount=4120, vat=False,
         domain="helse-nordkyst.example"),
    Firm(number="312148838", name="HAVNDAL KOMMUNE", kind="buyer", form=MUNICIPALITY, place=("1899", "HAVNDAL"),
         post=("8199", "HAVNDAL"), street=("Rådhusgata 1",), industry=("84.110", "Generell offentlig administrasjon"), headcount=1640,
         vat=True, domain="havndal.example"),
    Firm(number="316218903", name="FJORDANE KOMMUNE", kind="buyer", form=MUNICIPALITY, place=("4699", "FJORDANE"),
         post=("6799", "FJORDANE"), street=("Kommunehuset",), industry=("84.110", "Generell offentlig administrasjon"), headcount=870,
         vat=True, domain="fjordane.example", written_form="Nynorsk"),
)  # fmt: skip

MINISTRY = Firm(
    number="310976342", name="DEPARTEMENTET FOR LEVERANDØRUTVIKLING", kind="ministry", form=TRUST, place=("0301", "OSLO"),
    post=("0030", "OSLO"), street=("Postboks 8990 Dep",), industry=("84.110", "Generell offentlig administrasjon"), headcount=310,
    vat=False, domain="departementet.example",
)  # fmt: skip

INTERESTS = (
    Firm(number="311238876", name="SMÅBEDRIFTENES FELLESRÅD", kind="interest", form=ASSOCIATION, place=("0301", "OSLO"),
         post=("0159", "OSLO"), street=("Kirkegata 20",), headcount=12, vat=False, domain="fellesradet.example",
         industry=("94.110", "Aktiviteter i næringslivs- og arbeidsgiverorganisasjoner")),
    Firm(number="310213551", name="NÆRINGSLAGET FJORD OG FJELL", kind="interest", form=ASSOCIATION, place=("4640", "SOGNDAL"),
         post=("6856", "SOGNDAL"), street=("Fjørevegen 16",), counted=True, vat=False, domain="fjordogfjell.example",
         industry=("94.110", "Aktiviteter i næringslivs- og arbeidsgiverorganisasjoner"), written_form="Nynorsk"),
)  # fmt: skip

# From another country of the EEA: our register does not know it. Its own would not either: the check digit is wrong.
ABROAD = Firm(number="31000000", name="Saimaan Annosmitta Oy", scheme="FI", domain="annosmitta.example")

# What goes wrong, or is not said; each is a case that a stranger can try.
BANKRUPT = Firm(
    number="318076634", name="MIDTNORSK BYGGVASK AS", place=("5001", "TRONDHEIM"), post=("7041", "TRONDHEIM"), street=("Lade allé 2",),
    industry=("81.210", "Rengjøring av bygninger"), headcount=17, bankrupt=True,
)  # fmt: skip
WINDING_UP = Firm(
    number="319854533", name="VESTFOLD KONTORMØBEL AS", place=("3905", "TØNSBERG"), post=("3126", "TØNSBERG"), street=("Farmannsveien 1",),
    industry=("31.000", "Produksjon av møbler"), headcount=7, winding_up=True,
)  # fmt: skip
DELETED = Firm(number="319307885", name="ROMSDAL REINHALD AS", deleted_on="2026-02-13")
REMOVED = Firm(number="314225198", name="", removed=True)
WITHHELD = Firm(
    number="313581233", name="GLÅMDAL RØRSERVICE", form=("ENK", "Enkeltpersonforetak"), place=("3401", "KONGSVINGER"),
    post=("2212", "KONGSVINGER"), street=("Glommengata 19",), industry=("43.220", "VVS-arbeid"), headcount=None, counted=True,
)  # fmt: skip
UNCOUNTED = Firm(
    number="312081393", name="INDERØY DESIGN AS", place=("5053", "INDERØY"), post=("7670", "INDERØY"), street=("Nessveien 3",),
    industry=("74.120", "Grafisk design og visuell kommunikasjonsdesign"), headcount=None, counted=False, vat=False,
)  # fmt: skip
ADDRESSLESS = Firm(
    number="312159309", name="NORDLYS FELTSERVICE AS", street=None, headcount=6, industry=("33.120", "Reparasjon og vedlikehold av maskiner"),
)  # fmt: skip
SUB_UNIT = Firm(
    number="313463540", name="HELSE NORDKYST HF AVD KJØKKEN", form=("BEDR", "Underenhet til næringsdrivende og offentlig forvaltning"),
    parent="314326113", place=("1804", "BODØ"), post=("8005", "BODØ"), street=(None, "Sjukehusveien 1"), headcount=64,
    industry=("56.220", "Kantinedrift og annen cateringvirksomhet"), vat=False,
)  # fmt: skip

FIRMS = (
    *SUPPLIERS, *BUYERS, MINISTRY, *INTERESTS,
    BANKRUPT, WINDING_UP, DELETED, REMOVED, WITHHELD, UNCOUNTED, ADDRESSLESS, SUB_UNIT,
)  # fmt: skip
BY_NUMBER = {firm.number: firm for firm in FIRMS}
