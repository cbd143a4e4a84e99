"""Words that passwords are too often made of, in Norwegian and English. Our own list; the longest are tried first."""

_WORDS = """
password passwort passord passordet mittpassord mypassword adgang adgangskode hemmelig hemmelighet secret secrets topsecret
velkommen velkomen welcome hello hallo heisann hei login logginn logg innlogging signin account konto bruker brukar user username
admin administrator root superuser sysadmin system server test testing tester tests testtest demo default guest gjest change changeme
changethis endre endremeg midlertidig temporary temp letmein slippmeginn open opensesame sesam please master boss sjef sjefen
monkey dragon shadow sunshine princess prinsesse football fotball soccer baseball basketball hockey handball langrenn skiing
superman batman spiderman starwars pokemon pikachu trustno iloveyou jegelskerdeg elsker elskar love lovely loveyou kjaerlighet kjærlighet
qwerty qwertyuiop qwertz azerty asdf asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc abcdef abcdefg abc abcd
sommer sommar vinter haust høst host vaar vår spring summer autumn winter sommeren vinteren paaske påske easter jul julen christmas
januar februar mars april mai juni juli august september oktober november desember january february march june july october december
mandag tirsdag onsdag torsdag fredag lørdag lordag søndag sondag måndag tysdag laurdag monday tuesday wednesday thursday friday saturday sunday
norge noreg norway norsk oslo bergen trondheim stavanger tromsø tromso kristiansand drammen fredrikstad sandnes bodø bodo ålesund alesund
haugesund molde hamar lillehammer gjøvik gjovik kongsberg larvik tønsberg tonsberg skien porsgrunn arendal halden moss harstad narvik
nordland vestland rogaland agder telemark vestfold buskerud akershus østfold ostfold innlandet trøndelag trondelag finnmark troms
sverige danmark finland island sweden denmark iceland europa europe london paris berlin
brann rosenborg vålerenga valerenga viking lillestrøm lillestrom molde liverpool arsenal chelsea manchester united everton leeds
hund hunden katt katten hest hesten bamse pus pusen kanin fisk bjørn bjorn ulv løve love dog dogs cat cats horse bear tiger lion wolf
mamma pappa mor far bestemor bestefar mother father mommy daddy family familie familien barn barna baby
kari ola per pål paal anne anna nina ida emma nora sara sofie maja ella olivia lucas lukas noah oskar oscar jakob emil henrik
magnus martin andreas thomas kristian christian daniel alexander michael jennifer jessica ashley charlie george robert william andrew
joshua matthew nicole hannah samantha taylor morgan jordan hunter maggie ginger buster cookie pepper peanut chocolate sjokolade kaffe
coffee cheese ost brunost lefse vaffel waffle banana banan apple eple orange appelsin pizza taco tacofredag øl beer vodka whisky
bil bilen volvo toyota volkswagen tesla mercedes audi porsche ferrari corvette mustang harley yamaha honda suzuki ducati
computer datamaskin laptop internet internett google facebook instagram microsoft windows linux android iphone samsung nokia apple
office kontor jobb jobben work arbeid firma bedrift bedriften company business selskap kommune kommunen sykehus sjukehus hospital
helse helsefor helseforetak leverandør leverandor supplier kjøper kjoper innkjøp innkjop offentlig public minister
sikkerhet tryggleik safety security secure sikker trygg safe pinkode pincode kode code nøkkel nokkel key keys
money penger pengar kroner million rich gold gull silver sølv solv diamond diamant purple black white blue red green yellow
svart hvit kvit blå blaa rød rod raud grønn gronn grøn gul rosa lilla
freedom frihet fridom whatever killer ninja pirate wizard angel devil demon ghost heaven jesus church gud
matrix thunder lightning phoenix falcon eagle ranger hunter player gamer gaming minecraft fortnite roblox warcraft zelda mario
flower blomst blomster garden hage sol solen sola sun moon måne maane star stjerne himmel sky ocean hav havet fjell fjellet fjord fjorden
music musikk guitar gitar piano drums rock rocknroll metallica nirvana beatles elvis eminem
happy glad lykke lykkelig smile cool super best beste awesome fantastic fantastisk number nummer
access entry enter start stopp ready forever evig always aldri never nothing ingenting something noe noko
first last second new old ny nytt gammel gammal min mitt mine din ditt dine my your the and og for med
snoopy garfield mickey minnie donald daisy goofy bugs bunny tweety tigger winnie pooh shrek nemo bambi
einherjar odin thor loke freya balder troll trollet viking vikingen ragnarok valhall
"""

COMMON_WORDS: tuple[str, ...] = tuple(sorted(set(_WORDS.split()), key=lambda word: (-len(word), word)))
