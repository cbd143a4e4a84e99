"""What happened in the demo's other suppliers. Every event is invented, nobody is named; each firm writes its own language."""

from app.blueprints.safety.terms import Basis, EventKind, Measure, Relation
from app.cli.demo_content.safety_story import Hurt, Near, Story, Yearly
from app.cli.demo_content.safety_workshop import Done, Seen

AID, TREATED, RESTRICTED, ABSENT = (
    EventKind.FIRST_AID,
    EventKind.MEDICAL_TREATMENT,
    EventKind.RESTRICTED_WORK,
    EventKind.LOST_TIME,
)

# fmt: off
# What was done after some of the injuries: once not by its day, once without anybody having looked whether it worked.
MEASURES = {
    "wet floor": Done(
        measure=Measure.LASTING, what="Varselskilt på hver vogn, og gulv i to halvdeler", who="cleaning_editor", planned=4, due=40, done=35, outcome="Alle vogner har skilt.",
        seen=Seen(after=70, by="cleaning_owner", how="Gått en kveldsrunde på skolen", seen="Skiltene brukes, og ingen går over vått gulv."),
    ),
    "steam": Done(
        measure=Measure.LASTING, what="Lange hansker ved kokekarene, og lokk som åpnes fra deg", who="kitchen_owner", planned=2, due=30, done=21, outcome="Hanskene henger ved karet.",
        seen=Seen(after=60, by="kitchen_owner", how="Sett på tre vakter", seen="Alle bruker dem."),
    ),
    "plank": Done(measure=Measure.LASTING, what="Egen losseplass for trelast, med stoppkant", who="compost_owner", planned=5, due=45, done=80, outcome="Plassen er asfaltert."),
    "planer": Done(
        measure=Measure.IMMEDIATE, what="Nytt vern på avrettaren før han blir brukt igjen", who="joinery_owner", planned=1, due=10, done=6, outcome="Vernet er montert av leverandøren.",
        seen=Seen(after=31, by="joinery_owner", how="Prøvd med skuvekloss på ulike emne", seen="Vernet følgjer emnet."),
    ),
}

OTHERS = {
    "cleaning": Story(
        by="cleaning_owner", people=31,
        near=(
            Near("Våt trapp uten skilt. En besøkende skled, men tok seg i rekkverket.", "Rådhuset, hovedtrappen", "Skilt henger nå på hver vogn, og trapper vaskes etter stengetid."),
            Near("Sterkt middel var helt over på en flaske uten etikett.", "Lageret på Mørkved", "Alle flasker er merket, og omtapping skjer bare i doseringsanlegget."),
            Near("Sprøytespiss i en pose med papiravfall på legesenteret.", "Legesenteret", "Kunden har fått egne beholdere. Vi bruker kuttsikre hansker der."),
            Near("Gulvvaskemaskinen ga støt da den ble koblet til.", "Skolen, byggetrinn 2", "Maskinen er tatt ut av bruk og kontrollert. Kontakten var ødelagt."),
            Near("Heisdøren lukket seg på vognen, og den veltet.", "Terminalen", "Kunden har justert døren."),
            Near("Alene på jobb etter klokken ti, og telefonen var tom.", "Kontorbygget", "Alle som jobber alene, har med lader og ringer vaktleder når de er ferdige."),
            Near("Blandet to midler ved en feil. Det luktet sterkt av klor.", "Svømmehallen", "Midlene står nå i hvert sitt skap, og plakaten er oversatt til fire språk."),
            Near("Stolen i garderoben brukes som stige for å nå lufteluken.", "Idrettshallen", "Det er kjøpt en stige med to trinn til hvert bygg."),
        ),
        hurt=(
            Hurt(20, ABSENT, "Skled på vått gulv og slo kneet.", "Skolen, garderoben", "Gulvvask", "Gulvet ble tørket og området sperret.", 9, key="wet floor"),
            Hurt(15, TREATED, "Sprut av rengjøringsmiddel i øyet.", "Lageret", "Blanding av middel", "Øyet ble skylt og lege oppsøkt."),
            Hurt(9, RESTRICTED, "Vondt i skulderen etter tungt løft av matter.", "Terminalen", "Skifte av matter", "Fikk lettere oppgaver i to uker."),
            Hurt(5, ABSENT, "Falt fra gardintrapp.", "Biblioteket", "Vask av vinduer", "Trappen ble kassert.", 14),
            Hurt(2, AID, "Kuttet seg på knust glass i avfallet.", "Kantinen", "Tømming av avfall", "Såret ble renset og plastret."),
        ),
        yearly=(
            Yearly((2, 11), Hurt(0, ABSENT, "Falt på isen mellom bilen og døren.", "Skolen, inngangen", "Bæring av utstyr", "Det ble strødd.", 4)),
            Yearly((3, 19), Hurt(0, RESTRICTED, "Vondt i ryggen etter flytting av pulter.", "Skolen, byggetrinn 2", "Hovedrengjøring", "Flyttet til lettere arbeid i en uke.")),
            Yearly((5, 7), Hurt(0, TREATED, "Fikk sprut av et nytt middel på hendene, og var hos lege.", "Legesenteret", "Vask av toaletter", "Middelet er byttet.")),
            Yearly((8, 20), Hurt(0, ABSENT, "Klemte hånden i heisdøren med vognen.", "Terminalen", "Transport av vogn", "Døren er meldt til kunden.", 3)),
            Yearly((9, 17), Hurt(0, TREATED, "Stakk seg på en kanyle i avfallet.", "Legesenteret", "Tømming av avfall", "Legevakt og blodprøve.")),
            Yearly((11, 12), Hurt(0, ABSENT, "Skled i trappen med våte sko.", "Rådhuset", "Trappevask", "Vask av trapper er flyttet til etter stengetid.", 6)),
        ),
    ),
    "electro": Story(
        by="electro_owner", people=7.5,
        near=(
            Near("Kursen var ikkje låst, og nokon slo på straumen medan vi kopla.", "Byggjeplass, kjellaren", "Alle har fått eigen hengelås, og lås og merk er tema på morgonmøtet."),
            Near("Stillaset mangla rekkverk på eine sida.", "Byggjeplass, sørveggen", "Meldt til hovudverksemda og retta same dag."),
            Near("Ein drill fall frå lift og landa på gangvegen.", "Idrettshallen", "Verktøy i lift er no festa, og området blir sperra av."),
            Near("Boren gjekk inn i ein kabel som ikkje stod på teikninga.", "Omsorgsbustadene", "Vi søkjer alltid med detektor før vi borar."),
        ),
        hurt=(
            Hurt(13, AID, "Kutt i fingeren av kabelkniv.", "Byggjeplass", "Avisolering", "Plaster på staden."),
        ),
    ),
    "kitchen": Story(
        by="kitchen_owner", people=22, hired=0.05,
        near=(
            Near("Gryten med kokende suppe sto på kanten og var nær ved å velte.", "Varmkjøkkenet", "Hyllen er senket, og gryter over ti liter flyttes av to."),
            Near("Fett på gulvet foran steketrauet.", "Varmkjøkkenet", "Gulvet skures etter hvert skift, og vi har kjøpt sklisikre sko til alle."),
            Near("Kniven lå med bladet opp i oppvaskkummen.", "Oppvasken", "Kniver vaskes for hånd og legges rett i blokken."),
            Near("Døren til fryserommet lot seg ikke åpne fra innsiden.", "Fryserommet", "Utløseren er skiftet og prøves hver mandag."),
            Near("Bæring av for mange kasser samtidig. Kassene falt ned trappen.", "Varemottaket", "Vi bruker traller, og trappen er sperret for varer."),
            Near("Komfyren sto på hele natten.", "Testkjøkkenet", "Siste person ut går en fast runde med sjekkliste."),
        ),
        hurt=(
            Hurt(19, TREATED, "Brannskade på hånden av damp.", "Varmkjøkkenet", "Tømming av kokekar", "Kjølt i tjue minutter, deretter legevakt.", key="steam"),
            Hurt(8, ABSENT, "Skled på fett og falt på ryggen.", "Varmkjøkkenet", "Rydding", "Gulvet ble skurt, og vaktleder varslet.", 5),
            Hurt(4, AID, "Kutt i tommelen.", "Kaldkjøkkenet", "Skjæring av grønnsaker", "Plaster og hanske."),
        ),
    ),
    "seafood": Story(
        by="seafood_owner", people=17, hired=0.18,
        near=(
            Near("Hånden nær kniven på filetmaskinen da båndet stoppet.", "Linje 1", "Nødstoppen er flyttet, og stans kvitteres av operatøren."),
            Near("Ammoniakklukt ved kompressoren.", "Maskinrommet", "En pakning er byttet, og det er satt opp varsler."),
            Near("Isblokk falt ned fra taket i kjølerommet.", "Kjølerommet", "Avrimingen går nå hver natt."),
            Near("Pall stablet for høyt, den raste da trucken bremset.", "Fryselageret", "Vi stabler ikke høyere enn merket på stolpen."),
            Near("Spyling med åpent sikringsskap.", "Linje 2", "Skapet har fått dørlukker og skilt."),
        ),
        hurt=(
            Hurt(22, ABSENT, "Kuttet seg på filetkniv gjennom hansken.", "Linje 1", "Skjæring", "Såret ble sydd. Hanskene er byttet til kuttklasse F.", 8, Relation.HIRED_IN),
            Hurt(10, TREATED, "Klemte fingeren mellom pall og vegg.", "Fryselageret", "Kjøring av jekketralle", "Legevakt og røntgen. Ikke fravær."),
        ),
    ),
    "textile": Story(
        by="textile_owner", people=26,
        near=(
            Near("Et metallklips satt igjen i tøyet og ble slynget ut av rullen.", "Rulle 2", "Sorteringen har fått metallsøker."),
            Near("Vognen rullet av seg selv ned rampen.", "Rampen", "Alle vogner har nå brems på to hjul."),
            Near("Varmt kondensvann dryppet der folk går.", "Vaskehallen", "Røret er isolert."),
            Near("Brukt operasjonstøy uten riktig merking.", "Uren side", "Sykehuset har endret posene. Vi tar stikkprøver."),
            Near("Nødutgangen var stengt av containere.", "Ren side", "Gulvet er merket, og vaktleder sjekker ved skiftets start."),
        ),
        hurt=(
            Hurt(18, RESTRICTED, "Vondt i håndleddet etter ensformig bretting.", "Bretting", "Bretting av laken", "Skifter oppgave hver time."),
            Hurt(12, AID, "Liten brannskade av rullen.", "Rulle 1", "Innlegging", "Kjølt med vann."),
            Hurt(1, ABSENT, "Falt over en vogn som sto i gangen.", "Ren side", "Transport", "Vognene har fått oppstillingsplass.", 3),
        ),
    ),
    "canteen": Story(
        by="canteen_owner", people=7, basis=Basis.ESTIMATED,
        near=(
            Near("Kaffetrakteren veltet da ledningen ble hengende i en veske.", "Kantinen, disken", "Ledningen ligger nå i kanal bak disken."),
            Near("Glassskår i salatbaren etter at et glass knuste over den.", "Salatbaren", "Vi bruker ikke glass over åpen mat lenger."),
        ),
    ),
    "compost": Story(
        by="compost_owner", people=20, hired=0.1,
        near=(
            Near("Hjullasteren kjørte tett forbi en som sto med telefonen.", "Tomten, ranke 4", "Gående og maskiner har fått hver sin side, og telefon brukes bare i sonen ved kontoret."),
            Near("Litiumbatteri i restavfallet tok fyr i kvernen.", "Kvernen", "Det er satt opp varmesøkende kamera, og kommunen har fått bilder til kampanjen sin."),
            Near("Grind til kvernen sto åpen under drift.", "Kvernen", "Kvernen stanser nå når grinden åpnes."),
            Near("Høy støvmengde og ingen masker igjen i skapet.", "Hallen", "Skapet fylles hver mandag."),
            Near("Bilen til en kunde rygget mot kanten.", "Tippen", "Stoppkanten er hevet til 40 centimeter."),
            Near("Gassmåleren peip i kummen da en skulle ned.", "Sigevannskummen", "Ingen går ned uten måling og vakt. Rutinen er øvd på."),
        ),
        hurt=(
            Hurt(16, ABSENT, "Fikk en planke over foten.", "Sorteringen", "Lossing", "Foten ble kjølt, og legevakt oppsøkt.", 11, key="plank"),
            Hurt(7, TREATED, "Stakk seg på spiss gjenstand i avfallet.", "Sorteringen", "Håndsortering", "Blodprøve på legevakten. Nye hansker."),
        ),
    ),
    "data": Story(
        by="data_owner", people=6.5, basis=Basis.ESTIMATED,
        near=(
            Near("A sensor mast came loose in the wind and landed on the quay.", "Quay, Tromsø", "Masts now have a wire as well, and are checked before each storm season."),
            Near("Working alone on a roof without telling anybody.", "School roof", "Roof work is always done by two, and is in the shared calendar."),
        ),
    ),
    "joinery": Story(
        by="joinery_owner", people=11,
        near=(
            Near("Emnet slo tilbake frå sirkelsaga og trefte veggen.", "Sagbenken", "Spaltekniven er justert, og opplæringa er teken på nytt."),
            Near("Trestøv låg tjukt på lampene.", "Maskinhallen", "Vi støvsyg i høgda kvar månad."),
            Near("Ein stabel med plater byrja å gli.", "Platelageret", "Platene står no på høgkant i stativ."),
            Near("Lim utan sikkerheitsdatablad på hylla.", "Limrommet", "Datablada er samla i ein perm, og limet er bytt."),
        ),
        hurt=(
            Hurt(14, ABSENT, "Kutta to fingrar på avrettaren.", "Maskinhallen", "Avretting", "Førstehjelp og sjukehus. Vernet er bytt.", 21, key="planer"),
            Hurt(5, AID, "Flis i handa.", "Sagbenken", "Saging", "Flisa blei teken ut og såret reinsa."),
        ),
    ),
    "medical": Story(
        by="medical_owner", people=14,
        near=(
            Near("En eske falt fra øverste hylle da en annen ble trukket ut.", "Lageret", "Tunge varer ligger nå under hoftehøyde."),
            Near("Returvare med brukt kanyle i pakken.", "Returmottaket", "Returer åpnes med hansker og i egen kasse."),
        ),
        hurt=(
            Hurt(9, AID, "Slo hodet i en hylle.", "Lageret", "Plukking", "Kjølt, og kanten er polstret."),
        ),
    ),
    "transport": Story(
        by="transport_owner", people=12, silent=frozenset({4}),
        near=(
            Near("Lasten forskjøv seg i svingen fordi stroppen var slitt.", "Riksvei 93", "Slitte stropper er kastet, og stropper står på sjekklisten før avgang."),
            Near("Reinsdyr i veien i mørket. Fikk så vidt stanset.", "Ved Suolovuopmi", "Sjåførene deler nå observasjoner i en felles tråd før avgang."),
            Near("Bakløfteren sank mens en sto under.", "Terminalen i Alta", "Løfteren er reparert, og det er satt opp forbud mot å stå under."),
            Near("Sovnet nesten på vei hjem fra nattkjøring.", "E6", "Vi har endret turen, slik at hviletiden kommer midt på natten."),
        ),
        hurt=(
            Hurt(12, ABSENT, "Falt på isen ved lossing.", "Hos kunde", "Lossing", "Brodder ligger nå i alle bilene.", 7),
            Hurt(3, TREATED, "Klemte hånden i bakluken.", "Terminalen", "Lasting", "Legevakt, ingen brudd."),
        ),
    ),
    "prosthesis": Story(
        by="prosthesis_owner", people=16, since=5,
        near=(
            Near("Avtrekket i lamineringsrommet sto stille en hel formiddag.", "Lamineringen", "Det lyser nå rødt når avtrekket står."),
            Near("Herder i vanlig avfall, posen ble varm.", "Verkstedet", "Herder samles i egen metallbøtte med lokk."),
            Near("Gipsrester gjorde gulvet glatt.", "Gipsrommet", "Gulvet skylles etter hver pasient."),
        ),
        hurt=(
            Hurt(3, AID, "Gipsstøv i øyet.", "Gipsrommet", "Skjæring av gips", "Øyet ble skylt. Briller er nå påbudt."),
        ),
    ),
}
