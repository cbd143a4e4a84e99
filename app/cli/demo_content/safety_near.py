"""Near misses of the demo's workshop over two years, as those who saw them wrote. Nothing of it has happened.

The foreman wrote them down himself until posters were put up; since then most come from those who stand at the machines.
"""

from app.cli.demo_content.safety_story import Near

STORE = "store"

# fmt: off
NEAR = (
    Near("Ei løftestropp rauk då vi tok opp ei ramme på om lag 300 kilo. Ingen stod under.", "Hall 2, ved traverskrana", "Alle stroppar er kontrollerte. Fire er kasserte, og kontrollen er lagd inn i vernerunda.", 712),
    Near("Gneistar frå vinkelslipen fór inn i pappkassane ved veggen, og det byrja å ryke.", "Slipebåsen", "Kassane er flytta, og det står brannteppe og sløkkjar ved båsen.", 690),
    Near("Trucken rygga medan ein gjekk bak. Sjåføren såg han i siste liten.", "Porten mot lageret", "Gangfeltet er måla opp på nytt, og trucken har fått blått lys bak.", 671),
    Near("Ein gassflaske stod utan sikring og velta då døra slo opp.", "Utelageret", "Det er sett opp kjetting, og flaskene blir kontrollerte kvar fredag.", 648, site=STORE),
    Near("Vernet på søylebormaskina var teke av og ikkje sett på att.", "Hall 1", "Vernet er på plass. Bormaskina går no ikkje utan at vernet er nede.", 622),
    Near("Olje på golvet etter ein slange som lak. Ein glei, men fall ikkje.", "Ved kantpressa", "Slangen er bytt, og slangane står no i vedlikehaldsplanen.", 598),
    Near("Ei plate glei ut av klemma under løft og traff benken.", "Hall 2", "Klemma er teken ut av bruk. Ny klemme med lås er kjøpt.", 575),
    Near("Avsuget var slått av medan det blei sveisa i rustfritt.", "Sveisebås 3", "Avsuget startar no saman med sveiseapparatet.", 548),
    Near("Skøyteleidning med blottlagd leiar låg i ein vasspytt.", "Vaskeplassen", "Leidningen er klipt og kasta. Alle skøyteleidningar er gjennomgåtte.", 520),
    Near("Stigen stod på eit laust bord og seig då ein klatra opp.", "Utelageret", "Bordet er fjerna. Det er sett opp fast leider.", 497, site=STORE),
    Near("Vatn på trappa til kontoret. To var nær ved å falle same morgonen.", "Inngangen", "Takrenna er retta, og det ligg sklisikker matte i trappa.", 470),
    Near("Ein kollega sette i gang kantpressa medan ein annan retta på emnet.", "Kantpressa", "Vi har innført tohandsstart, og rutina er gjennomgått med alle.", 441),
    Near("Ein bolt losna frå krana og fall ned ved sida av arbeidsbenken.", "Hall 1", "Alle boltar på løpekatta er skifta og merkte. Kontrollen er flytta frå kvart år til kvart halvår.", 415),
    Near("Slipeskiva sprakk. Bitane gjekk i vernet.", "Slipebåsen", "Skiver som er eldre enn tre år, er kasta. Takk for at du skreiv.", 388, "poster"),
    Near("Holdt på å få en plate over foten. Den sto løst inntil veggen.", "Hall 1, ved platereolen", "Plater skal i reolen eller ligge flatt. Piotr har tatt det opp på morgenmøtet.", 379, "worker", "nb"),
    Near("The hook on the chain sling is bent open. Somebody used it anyway.", "Hall 2", "The sling is cut up and thrown away. We bought two new ones, with a latch.", 361, "poster", "en"),
    Near("Eg blei beden om å køyre truck utan å ha kurset. Eg sa nei, men andre gjer det.", "Lageret", "Du gjorde rett. No har berre dei med bevis nøkkel, og lista heng ved ladaren.", 352, "nameless", site=STORE),
    Near("Løftevogna rulla av seg sjølv. Bremsen tek ikkje.", "Lageret", "Bremsen er skifta. Alle vogner er prøvde.", 340, site=STORE),
    Near("Det lukta gass ved flaskene om morgonen.", "Sveisebås 2", "Ein pakning lak. Han er bytt, og vi har kjøpt lekkasjespray til kvar bås.", 331, "poster"),
    Near("I slipped on cutting fluid by the band saw. I did not fall.", "Band saw, hall 1", "We have put a tray under the saw. Tell me if it is not enough.", 318, "other worker", "en"),
    Near("Ein besøkande gjekk rett inn i hallen utan hjelm medan krana gjekk.", "Porten, hall 2", "Det er sett opp bom og skilt. Besøkande ringjer no på.", 306),
    Near("Lyset i trappa har vore borte ei veke.", "Trappa til mesaninen", "Lyspæra er bytt same dag. Orsak at det tok så lang tid før nokon såg det.", 295, "poster"),
    Near("Kabelen til sveiseapparatet er slite tvers gjennom gummien.", "Sveisebås 1", "Kabelen er bytt. Piotr ser over dei andre på vernerunda.", 283, "signed"),
    Near("Jeg måtte løfte en ramme på 60 kilo alene fordi krana var opptatt.", "Hall 1", "Ingen skal løfte over 25 kilo alene. Vi har leid en liten svingkran i tre måneder for å se om det hjelper.", 262, "worker", "nb"),
    Near("Somebody had blocked the emergency exit with pallets.", "Back door, hall 2", "The pallets are moved, and the floor is painted. Nothing may stand inside the yellow line.", 251, "poster", "en"),
    Near("Bandet på bandsaga rauk og slo i dekselet.", "Hall 1", "Bandet var køyrt for lenge. Vi noterer no timane på maskina.", 240),
    Near("Vernebrillene ved bormaskina er så ripete at folk let vere å bruke dei.", "Hall 1", "Det heng fem nye, og det ligg fleire i skapet.", 226, "poster"),
    Near("Arbeidet må gå så fort når bilen ventar at vi hoppar over sikringa av lasta.", "Lasteplassen", "Bilen blir no tinga til ein time etter at vi er ferdige. Sei frå om det ikkje hjelper.", 214, "nameless", site=STORE),
    Near("The ladder at the paint rack has a loose step.", "Store", "Thrown away. A new one is in place.", 198, "other worker", "en", STORE),
    Near("Ei ramme stod og svinga i krana utan at nokon passa på, medan føraren tok telefonen.", "Hall 2", "Vi har snakka om det på morgonmøtet: ingen telefon når det heng noko i kroken.", 181, "poster"),
    Near("Lakkboksar stod opne ved sida av varmeomnen.", "Lakken", "Omnen er flytta, og boksane har fått skap med avtrekk.", 166, site=STORE),
    Near("Kantpressa gikk ett slag til etter at jeg slapp pedalen.", "Kantpressa", "Pressa ble stoppet samme time. En ventil hang. Leverandøren har skiftet den, og vi har prøvd hundre slag.", 151, "worker", "nb"),
    Near("Støvsugaren for slipestøv er full kvar gong eg kjem på jobb.", "Slipebåsen", "Han blir no tømd kvar fredag, og det står på lista til den som låser.", 133, "poster"),
    Near("Stigen til takluka glei då eg stod øvst. Golvet var nyvaska.", "Hall 2, bak sveisebås 3", "Stigen har fått krokar i toppen og gummiføter. Vaskinga er flytta til etter arbeidstid.", 118, "poster"),
    Near("Det ligger alltid skjøteledninger over gangveien når vi monterer ute i hallen.", "Hall 2", "Vi henter strøm fra taket nå. Tre tromler henger der.", 97, "worker", "nb"),
    Near("Ein pall med rør sklei av gaflane då trucken køyrde over dørstokken.", "Porten mot lageret", "Stokken er slipt ned, og rør blir no stroppa før dei blir køyrde.", 81, site=STORE),
    Near("Denne stroppen låg på plass igjen i skapet. Sjå biletet.", "Hall 2, stroppeskapet", "Kassert. Takk for biletet. Skapet blir no gått gjennom kvar måndag.", 63, "poster", key="photo"),
    Near("My welding helmet goes dark too late. I see the arc for a moment.", "Welding booth 3", "You have a new one on your bench. The old one is sent to the supplier.", 44, "other worker", "en"),
    Near("Nesten truffet av en bil som rygget inn uten at noen dirigerte.", "Lasteplassen", "", 23, "worker", "nb", STORE),
    Near("Vernet på søylebormaskina er borte igjen.", "Hall 1", "", 5, "poster"),
)
