"""What each of the demo's firms can show."""

from app.blueprints.improvement.terms import Source
from app.cli.demo_content import evidence_workshop
from app.cli.demo_content.evidence_paper import ON_REQUEST, Paper

FIRMS = {
    "workshop": evidence_workshop.PAPERS,
    "cleaning": (
        Paper(
            key="wages", type="wage_conditions", ago=365, title="Lønnskontroll fire ganger i året", name="lonnskontroll",
            scope="Alle ansatte og innleide, uten navn", valid=(-366, 250), records=(-730, -368), shows="ETH:4",
            says=(
                "Timelønn, tillegg og arbeidstid er sjekket mot den allmenngjorte tariffavtalen hvert kvartal.",
                "Tillitsvalgt har sett alle listene. To ble rettet og etterbetalt i andre kvartal, ingen siden.",
            ),
        ),
        Paper(
            key="iso45001", type="iso_45001", ago=60, title="ISO 45001", issuer="Havbris Sertifisering (oppdiktet)", name="iso45001",
            scope="Renhold av bygg", valid=(-420, 560), records=(-430, -66), visibility=ON_REQUEST, shows="HSE:4",
            says=(
                "Gjelder: SALTEN RENHOLD AS. Systemet for arbeidsmiljø oppfyller NS-ISO 45001.",
                "Målene for nestenulykker og sykefravær er fulgt opp hver måned i ett år. Innleide er med i tallene.",
            ),
        ),
        Paper(
            key="swan", type="nordic_swan", ago=200, title="Svanemerket renholdstjeneste", source=Source.LINK,
            link="https://svanelisens.saltenrenhold.example/", issuer="Miljømerkekontoret (oppdiktet)", scope="Daglig renhold",
            valid=(-400, 330), records=(-575, -203), visibility=ON_REQUEST, shows="ENV:4",
        ),
        Paper(
            key="approval", type="cleaning_register", ago=360, title="Godkjent i Renholdsregisteret", source=Source.LINK,
            link="https://godkjenning.saltenrenhold.example/", valid=(-362, 368), visibility=ON_REQUEST, shows="ETH:2",
        ),
        Paper(
            key="complaints", type="record", ago=40, title="Klager og svartid", name="klager", records=(-405, -44), shows="QUA:3",
            table=(
                ("Kvartal", "Klager", "Svar samme dag", "Samme årsak som før"),
                ((1, 14, 9, 5), (2, 11, 9, 3), (3, 8, 8, 1), (4, 6, 6, 1)),
            ),
        ),
        Paper(
            key="accounts", type="accounts", ago=160, title="Årsregnskap, siste avsluttede år", name="arsregnskap",
            issuer="Bodø Regnskapslag (oppdiktet)", valid=(-165, None), records=(-533, -168), shows="FIN:4",
            says=("Driftsinntekter 31,2 millioner kroner. Likviditetsplan for tolv måneder er behandlet av styret.",),
        ),
    ),
    "kitchen": (
        Paper(
            key="routine", type="routine", ago=170, title="Internkontroll for mattrygghet", name="internkontroll", shows="HSE:2 QUA:2",
            says=(
                "Mottak, lager, varm produksjon, nedkjøling og utkjøring: hva vi måler, hvem som gjør det, og hva som er galt.",
                "Nedkjøling fra 60 til 10 grader på under to timer. Det som ikke klarer det, kastes og skrives opp.",
            ),
        ),
        Paper(
            key="tests", type="test_report", ago=66, title="Hygieneprøver gjennom ett år", issuer="Lab Nordlys (oppdiktet)", name="hygieneprover",
            scope="Varm og kald produksjon", valid=(-70, 295), records=(-436, -71), visibility=ON_REQUEST, shows="QUA:4 MATKJEDE:4",
            says=(
                "48 prøver av flater og 24 av ferdig mat, tatt uten varsel. To flater over grensen i februar, ingen siden.",
                "Alle prøver av ferdig mat er innenfor.",
            ),
        ),
        Paper(
            key="waste", type="record", ago=64, title="Matsvinn, veid hver dag", name="matsvinn", records=(-330, -68), shows="ENV:3",
            table=(
                ("Måned", "Porsjoner", "Kilo kastet", "Gram per porsjon"),
                ((1, 18400, 1490, 81), (2, 17900, 1415, 79), (3, 18800, 1372, 73), (4, 17300, 1176, 68), (5, 18100, 1140, 63)),
            ),
        ),
        Paper(
            key="lighthouse", type="eco_lighthouse", ago=700, title="Miljøfyrtårn", issuer="Havbris Sertifisering (oppdiktet)",
            name="miljofyrtarn", valid=(-1125, -30), records=(-1120, -705), visibility=ON_REQUEST, shows="ENV:2",
            says=("Gjelder: KYSTKOST STORKJØKKEN AS. Kriteriene for storkjøkken er oppfylt.",),
        ),
        Paper(
            key="rounds", type="record", ago=62, title="Vernerunder og avvik på kjøkkenet", name="vernerunder", records=(-420, -66),
            shows="HSE:3",
            table=(
                ("Kvartal", "Runder", "Meldt", "Lukket"),
                ((1, 3, 9, 8), (2, 3, 12, 12), (3, 3, 7, 7), (4, 3, 8, 7)),
            ),
        ),
        Paper(
            key="ethics", type="responsible_business", ago=61, title="Hvor råvarene kommer fra", source=Source.STATEMENT, shows="ETH:1",
            says=("Vi kjenner første ledd for alt vi kjøper. Fisk og poteter kan spores til båt og gård.",),
        ),
        Paper(
            key="invoice", type="e_invoice", ago=60, title="Vi sender EHF", source=Source.LINK,
            link="https://faktura.kystkost.example/ehf", visibility=ON_REQUEST, shows="DIG:1",
        ),
        Paper(
            key="pilot", type="customer_reference", ago=58, title="Attest: mindre porsjoner på to sykehjem", issuer="Havndal kommune",
            name="attest-porsjoner", visibility=ON_REQUEST, records=(-250, -90), shows="INN:3",
            says=("To avdelinger fikk velge liten eller stor porsjon i fire måneder. Det som ble kastet, gikk ned med 31 prosent.",),
        ),
    ),
    "seafood": (
        Paper(
            key="iso9001", type="iso_9001", ago=205, title="ISO 9001", issuer="Havbris Sertifisering (oppdiktet)", name="iso9001",
            scope="Frysing og videreforedling av fisk", valid=(-1130, -32), records=(-560, -210), visibility=ON_REQUEST, shows="QUA:4",
            says=("Gjelder: LOFOTEN SJØMAT OG FERDIGMAT AS. Kvalitetssystemet oppfyller NS-EN ISO 9001.",),
        ),
        Paper(
            key="routine", type="routine", ago=203, title="Rutine for mottak, sporing og tilbakekalling", name="sporing",
            shows="QUA:2 HSE:2", says=("Fra fangst til pall: hva vi noterer, hvor lenge vi har det, og hvem som ringer kundene.",),
        ),
        Paper(
            key="conduct", type="code_of_conduct", ago=202, title="Retningslinjer for innkjøp av fisk", name="innkjop", shows="ETH:2",
            says=("Vi kjøper av registrerte båter, og skriver i avtalen at kravene gjelder videre.",),
        ),
    ),
    "textile": (
        Paper(
            key="iso14001", type="iso_14001", ago=158, title="ISO 14001", issuer="Havbris Sertifisering (oppdiktet)", name="iso14001",
            scope="Vask og utleie av tekstiler", valid=(-500, 590), records=(-530, -162), visibility=ON_REQUEST, shows="ENV:4",
            says=("Gjelder: RANA TEKSTILSERVICE AS. Vann og energi per kilo tøy er redusert med 18 og 11 prosent på to år.",),
        ),
        Paper(
            key="water", type="record", ago=156, title="Vann, energi og kjemi per kilo tøy", name="vann-energi", records=(-890, -160),
            shows="ENV:3 INN:2",
            table=(
                ("Halvår", "Liter per kilo", "kWh per kilo", "Gram kjemi per kilo"),
                ((1, 8.4, 1.21, 14.2), (2, 8.1, 1.19, 13.6), (3, 7.3, 1.12, 12.9), (4, 6.9, 1.08, 12.1)),
            ),
        ),
        Paper(
            key="statement", type="transparency_statement", ago=120, title="Slik følger vi med på leverandørene våre", source=Source.LINK,
            link="https://ranatekstil.example/leverandorer", valid=(-122, 243), records=(-480, -125), visibility=ON_REQUEST, shows="ETH:3",
        ),
        Paper(
            key="hygiene", type="test_report", ago=90, title="Hygienekontroll av rent tøy", issuer="Lab Nordlys (oppdiktet)", name="rent-toy",
            records=(-470, -95), shows="QUA:4 TEC:3", visibility=ON_REQUEST,
            says=("Prøver hver måned i ett år. Alle innenfor grensen for tøy til sykehus.",),
        ),
    ),
    "data": (
        Paper(
            key="iso27001", type="iso_27001", ago=138, title="ISO 27001", issuer="Firth Assurance (invented)", name="iso27001",
            scope="Development and running of sensor services", valid=(-300, 795), records=(-620, -142), visibility=ON_REQUEST,
            shows="DIG:5!",
            says=(
                "Holder: TROMSØ MÅLEDATA AS. The information security management system meets ISO/IEC 27001.",
                "Tested from outside every year. What was learnt is published for other suppliers to hospitals.",
            ),
        ),
        Paper(
            key="wards", type="customer_reference", ago=136, title="Reference: two wards, before and after", issuer="A hospital ward (invented)",
            name="reference-wards", records=(-560, -150), visibility=ON_REQUEST, shows="INN:4 BID:2",
            says=("Sensors in 22 rooms for 13 months. Falls at night went from 4.1 to 2.6 per 1000 bed days.",),
        ),
        Paper(
            key="desk", type="risk_assessment", ago=88, title="Risk assessment of desk work, travel and work alone", name="risk",
            valid=(-90, 275),
            says=("Two pages. Screen and chair, driving in winter, being alone in a plant room at night.",),
        ),
        Paper(
            key="registration", type="registration", ago=0, title="The register of organisations", source=Source.REGISTER,
            visibility=ON_REQUEST, shows="FIN:1",
        ),
    ),
    "medical": (
        Paper(
            key="iso13485", type="iso_13485", ago=58, title="ISO 13485", issuer="Havbris Sertifisering (oppdiktet)", name="iso13485",
            scope="Import og lager av medisinsk utstyr", valid=(-700, 395), records=(-780, -62), visibility=ON_REQUEST,
            shows="QUA:4 TEC:4",
            says=("Gjelder: BERGEN MEDISINSK UTSTYR AS. Sporing til avdeling er prøvd to ganger med tilbakekalling på liksom.",),
        ),
        Paper(
            key="mdr", type="declaration_of_conformity", ago=57, title="Samsvarserklæring for sklimatte og løftelaken", name="samsvar",
            scope="Forordning (EU) 2017/745, klasse I", shows="TEC:3", says=("Produktene er medisinsk utstyr i klasse I.",),
        ),
        Paper(
            key="chain", type="transparency_statement", ago=54, title="Aktsomhet i leverandørkjeden", name="aktsomhet",
            valid=(-56, 309), records=(-420, -60), shows="ETH:3",
            says=("Hansker og tekstil er høyrisiko. To fabrikker er spurt, én er besøkt av en samarbeidspartner.",),
        ),
    ),
    "electro": (
        Paper(
            key="statement", type="hse_declaration", ago=118, title="HMS-eigenerklæring", source=Source.STATEMENT, shows="HSE:1",
            valid=(-118, 247), says=("Vi arbeider systematisk med helse, miljø og tryggleik. Alle har fått opplæring i straumulykker.",),
        ),
        Paper(
            key="approval", type="central_approval", ago=116, title="Sentral godkjenning for elektro", source=Source.LINK,
            link="https://godkjenning.sulaelektro.example/", valid=(-400, 330), visibility=ON_REQUEST, shows="TEC:2",
        ),
        Paper(
            key="checks", type="record", ago=114, title="Sluttkontroll av anlegg, siste året", name="sluttkontroll", records=(-470, -118),
            shows="QUA:3",
            table=(("Kvartal", "Anlegg", "Feil funne", "Retta før levering"), ((1, 31, 4, 4), (2, 28, 2, 2), (3, 35, 3, 3))),
        ),
    ),
    "joinery": (
        Paper(
            key="noise", type="test_report", ago=140, title="Støymåling ved kappsag og fresar", issuer="Bedriftshelsa Indre (oppdikta)",
            name="stoymaling", records=(-152, -145), shows="HSE:3",
            says=("Kappsaga ligg under grensa etter at bladet er bytt. Fresaren krev hørselvern heile dagen.",),
        ),
        Paper(
            key="doors", type="test_report", ago=115, title="Brannprøve av dører EI 30", issuer="Prøvelaben på Neset (oppdikta)",
            name="branndorer", records=(-135, -120), visibility=ON_REQUEST, shows="TEC:3",
            says=("To dører med karm heldt i 34 og 36 minutt. Beslag og list er som på teikning 14.",),
        ),
    ),
    "compost": (
        Paper(
            key="lab", type="test_report", ago=92, title="Analyse av kompost", issuer="Lab Nordlys (oppdiktet)", name="analyse", looks="photo",
            records=(-500, -96), valid=(-95, 270), visibility=ON_REQUEST, shows="ENV:4 TEC:3",
            says=("Tungmetall: under grensen", "Plast over 2 mm: 0,03 prosent", "Ugress: ikke funnet", "Fire prøver på ett år"),
        ),
    ),
}  # fmt: skip
