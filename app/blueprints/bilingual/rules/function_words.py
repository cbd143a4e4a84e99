"""The small words that tell one language from another, and the endings that do.

Source: the pronouns, auxiliaries, prepositions, conjunctions and question words of the five languages' grammars, the
lists kept parallel so that no language gets more by having more. A word that two languages share stands in both:
what counts is a difference.
"""

_LISTS = {
    "nb": """
        og i på som til med for av en et er det at å har kan skal vil må den de vi jeg du han hun dere seg ikke fra om
        så men eller hvis når hva hvor hvordan hvem hvilke hvilken hvilket hvorfor noe noen mer mest flere etter før
        mellom under over ved mot uten også bare bli blir ble blitt være var vært gjøre gjør gjorde gjort gir gi ga
        gitt kommer komme kom får få fikk fått se ser sett si sier sa sagt vet vite ta tar tok tatt slik disse dette
        denne hver hvert hverandre alle alt annet andre annen egen eget egne selv samme siden fordi derfor enn nå da
        der her hjemme ut inn opp ned oss vår vårt våre min mitt mine deres hans hennes sin sitt sine meg deg dem både
        ingen aldri alltid ofte igjen gjennom kunne skulle ville måtte burde bør hadde ha trenger trengte mye lite litt
        år uke uker dersom mens enda bedre heller omtrent hos ennå allerede videre spørsmål gjelder virksomhet samt
        jo vel ja nei mange få ganger innen likevel imidlertid vennligst valgt valgte gjeldende
    """,
    "nn": """
        og i på som til med for av ein eit ei er det at å har kan skal vil må den dei vi me eg du han ho de dykk dykkar
        seg ikkje frå om så men eller viss når kva kvar korleis kven kvifor noko nokon nokre meir mest fleire
        etter før mellom under over ved mot utan òg også berre bli blir blei vart vorte blitt vert verte vere vera var
        vore gjere gjera gjer gjorde gjort gir gi gav gitt gjev gje kjem kome komme kom får få fekk fått se sjå ser
        sett seie seier sa sagt veit vite ta tek tar tok teke slik desse dette denne kvart kvarandre alle alt anna
        andre annan eigen eige eigne sjølv same sidan fordi difor derfor enn no då der her heime ut inn opp ned oss vår
        vårt våre min mitt mine deira hans hennar sin sitt sine meg deg både ingen inga aldri alltid ofte att igjen
        gjennom kunne skulle ville måtte burde bør hadde ha treng trong mykje lite litt år veke veker dersom medan
        enda betre heller omtrent hos enno allereie vidare spørsmål gjeld verksemd samt jo vel ja nei mange få gonger
        innan likevel derimot ver vald valde gjeldande korkje oftast
    """,
    "en": """
        the of and to in is that for it on with as are was be this have from or by at not but we you they he she i our
        your their its his her will would can could should may must do does did has had been were what when where which
        who how why all any some more most other than then there here if so no yes an a also only about into out up
        over under after before between through during without within these those each such both same own because
        while until against still just very much many few please thank thanks us them me my him am being per every
        need needs week weeks year years once already yet whether however
    """,
    "da": """
        og i på som til med for af en et er det at har kan skal vil må den de vi jeg du han hun jer sig ikke fra om så
        men eller hvis når hvad hvor hvordan hvem hvilke hvilken hvilket hvorfor noget nogen nogle mere mest flere efter
        før mellem under over ved mod uden også bare kun blive bliver blev blevet være var været gøre gør gjorde gjort
        giver give gav givet kommer komme kom får få fik fået se ser set sige siger sagde sagt ved vide tage tager tog
        taget sådan disse dette denne hver hvert hinanden alle alt andet andre anden egen eget egne selv samme siden
        fordi derfor end nu da der her hjemme ud ind op ned os vores vor min mit mine deres hans hendes sin sit sine
        mig dig dem både ingen aldrig altid ofte igen gennem kunne skulle ville måtte burde bør havde have meget lidt
        år uge uger såfremt mens endnu bedre hellere cirka hos allerede videre spørgsmål gælder virksomhed samt jo ja
        nej mange få gange inden alligevel venligst valgt valgte gældende
    """,
    "sv": """
        och i på som till med för av en ett är det att har kan ska skall vill måste den de vi jag du han hon ni er sig
        inte från om så men eller när vad var hur vem vilka vilken vilket varför något någon några mer mest flera fler
        efter före mellan under över vid mot utan också bara bli blir blev blivit vara varit göra gör gjorde gjort ger
        ge gav gett kommer komma kom får få fick fått se ser sett säga säger sade sagt vet veta ta tar tog tagit sådan
        dessa detta denna varje varandra alla allt annat andra annan egen eget egna själv samma sedan eftersom därför
        än nu då där här hemma ut in upp ner oss vår vårt våra min mitt mina deras hans hennes sin sitt sina mig dig dem
        både ingen inga aldrig alltid ofta igen genom kunde skulle ville borde bör hade ha behöver behövs mycket lite
        år vecka veckor medan ännu bättre hellre ungefär hos redan vidare fråga gäller verksamhet samt jo ja nej många
        få gånger inom ändå vänligen valt valde gällande
    """,
}
WORDS = {code: frozenset(words.split()) for code, words in _LISTS.items()}

_ENDINGS_BY_LANGUAGES = {
    "nn": "leg lege leik heit heita heitene ingar ingane arar arane asjonar sjonar sjonane orar",
    "nn sv": "ande",
    "nb da": "lig lige",
    "nb": "het heten heter inger ingene sjoner sjonene",
    "nb nn": "sjon sjonen",
    "da": "hed heden heder tionen tioner erne",
    "en da": "tion",
    "en": "tions ing ings ingly ed ly ment ments ness ity ities able ible ance ence ous ive ful",
}
# ending -> the languages in which a word may end so, the longest ending first.
ENDINGS: dict[str, frozenset[str]] = {
    ending: frozenset(languages.split())
    for ending, languages in sorted(
        ((ending, languages) for languages, endings in _ENDINGS_BY_LANGUAGES.items() for ending in endings.split()),
        key=lambda pair: -len(pair[0]),
    )
}
