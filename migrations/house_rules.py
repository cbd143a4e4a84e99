"""The house rules as they were when they moved into the database: the first version, in nb, nn and en (Markdown)."""

from typing import Final

NB: Final = """\
God dialog gir bedre offentlige anskaffelser, og den må være rettferdig for alle. Disse reglene gjelder for alle som skriver her: leverandører, oppdragsgivere, interesseorganisasjoner og moderatorer.

# Skriv slik

- **Hold deg til behovet.** Fortell hva som virker, hva som står i veien, og hva som skal til. Erfaring er mer verdt enn reklame.
- **Si hvem du representerer.** Du skriver på vegne av en virksomhet, og det vises.
- **Bruk det språket du kan best:** bokmål, nynorsk eller engelsk. Ingen skal bli mindre verdsatt for det.
- **Vær uenig i saken, ikke med personen.** Gå ut fra at andre mener det godt.
- **Spør åpent.** Det du lurer på, lurer andre også på. Oppdragsgiveren svarer slik at alle kan lese det.

# Dette skal du ikke skrive

- **Priser og tilbud.** De hører hjemme i konkurransen. Å avtale priser eller dele markeder med konkurrenter er ulovlig.
- **Forretningshemmeligheter,** verken egne eller andres.
- **Personopplysninger:** fødselsnummer, helse, eller ulykker fortalt slik at det går fram hvem som ble skadet.
- **Trusler, trakassering, hat** eller påstander om navngitte konkurrenter som du ikke kan dokumentere.
- **Reklame** uten sammenheng med behovet.

# For oppdragsgivere

- Gi alle den samme informasjonen samtidig. Det du sier til én, og som betyr noe for konkurransen, publiserer du for alle.
- Svar på spørsmål før fristen for innspill går ut, og fortell etterpå hva du gjorde med det du fikk høre.

# Når noe kan bli endret eller skjult

Uenighet og kritikk er aldri en grunn, heller ikke kritikk av departementet. Dette er grunnene:

- **M1 Personopplysninger:** teksten inneholder personopplysninger om enkeltpersoner.
- **M2 Hatefullt eller diskriminerende:** teksten inneholder hatefulle eller diskriminerende ytringer.
- **M3 Kan være ærekrenkende.** To moderatorer avgjør.
- **M4 Trusler eller annet ulovlig.** To moderatorer avgjør.
- **M5 Forretningshemmeligheter:** teksten ser ut til å inneholde en bedrifts forretningshemmeligheter.
- **M6 Reklame eller utenfor temaet.**
- **M7 Gjelder en pågående konkurranse:** spørsmål om konkurransen må stilles i konkurranseverktøyet.

I dialoger før en anskaffelse kommer fem til:

- **P1 En konkurrents tilbud:** teksten omtaler en navngitt konkurrents tilbud eller priser.
- **P2 Påvirkning etter fristen:** teksten argumenterer for egen løsning etter at fristen for innspill er gått ut.
- **P3 Utgir seg for å være en annen.**
- **P4 Prisopplysninger:** priser hører ikke hjemme i en åpen dialog.
- **P5 Spørsmål som må besvares for alle:** oppdragsgiveren må gi alle leverandører det samme svaret.

# Slik arbeider moderatorene

Alle kan melde fra om et innlegg. En moderator ser på det og kan la det stå, be forfatteren endre det, fjerne noen ord, flytte det eller skjule det. Mange meldinger skjuler ikke noe av seg selv, og ingen maskin avgjør noe. Ingen retter i det du har skrevet uten at det vises: det står alltid at noe er fjernet eller skjult, når og hvorfor.

Gjelder saken moderatorens eget departement, avgjør to. Ingen avgjør en sak om noe de selv eller virksomheten deres har skrevet. En moderator kan advare den som bryter reglene flere ganger, eller stenge vedkommende ute fra å skrive i en periode. Å stenge noen helt ute krever to moderatorer.

# Åpningstider

Moderatorene er til stede mandag til fredag klokka 8 til 16, hvis ikke noe annet står i dialogen eller forumet. Utenom den tiden kan det ta lengre tid før noen ser på det du melder fra om. Noen steder venter nye innlegg da til neste arbeidsdag, og det står ved feltet der du skriver.

# Slik klager du

Hvis en moderator endrer eller skjuler noe du har skrevet, får du en skriftlig begrunnelse. Der står det hva som er lagt til grunn, hvilken regel som er brukt, og om en maskin hadde pekt på teksten. Du kan klage én gang, innen tre uker, med knappen i begrunnelsen. Klagen blir behandlet av en annen enn den som avgjorde saken. Får du medhold, kommer alt tilbake slik det var.
"""

NN: Final = """\
God dialog gir betre offentlege anskaffingar, og han må vere rettferdig for alle. Desse reglane gjeld for alle som skriv her: leverandørar, oppdragsgivarar, interesseorganisasjonar og moderatorar.

# Skriv slik

- **Hald deg til behovet.** Fortel kva som verkar, kva som står i vegen, og kva som skal til. Erfaring er meir verd enn reklame.
- **Sei kven du representerer.** Du skriv på vegner av ei verksemd, og det blir vist.
- **Bruk det språket du kan best:** bokmål, nynorsk eller engelsk. Ingen skal bli mindre verdsett for det.
- **Ver usamd i saka, ikkje med personen.** Gå ut frå at andre meiner det godt.
- **Spør ope.** Det du lurer på, lurer andre òg på. Oppdragsgivaren svarar slik at alle kan lese det.

# Dette skal du ikkje skrive

- **Prisar og tilbod.** Dei høyrer heime i konkurransen. Å avtale prisar eller dele marknader med konkurrentar er ulovleg.
- **Forretningsløyndomar,** verken eigne eller andre sine.
- **Personopplysningar:** fødselsnummer, helse, eller ulykker fortalde slik at det går fram kven som blei skadd.
- **Truslar, trakassering, hat** eller påstandar om namngitte konkurrentar som du ikkje kan dokumentere.
- **Reklame** utan samanheng med behovet.

# For oppdragsgivarar

- Gi alle den same informasjonen samtidig. Det du seier til éin, og som betyr noko for konkurransen, publiserer du for alle.
- Svar på spørsmål før fristen for innspel går ut, og fortel etterpå kva du gjorde med det du fekk høyre.

# Når noko kan bli endra eller skjult

Usemje og kritikk er aldri ein grunn, heller ikkje kritikk av departementet. Dette er grunnane:

- **M1 Personopplysningar:** teksten inneheld personopplysningar om enkeltpersonar.
- **M2 Hatefullt eller diskriminerande:** teksten inneheld hatefulle eller diskriminerande ytringar.
- **M3 Kan vere ærekrenkjande.** To moderatorar avgjer.
- **M4 Truslar eller anna ulovleg.** To moderatorar avgjer.
- **M5 Forretningsløyndomar:** teksten ser ut til å innehalde forretningsløyndomane til ei bedrift.
- **M6 Reklame eller utanfor temaet.**
- **M7 Gjeld ein pågåande konkurranse:** spørsmål om konkurransen må stillast i konkurranseverktøyet.

I dialogar før ei anskaffing kjem fem til:

- **P1 Tilbodet til ein konkurrent:** teksten omtaler tilbodet eller prisane til ein namngitt konkurrent.
- **P2 Påverknad etter fristen:** teksten argumenterer for eiga løysing etter at fristen for innspel har gått ut.
- **P3 Gir seg ut for å vere ein annan.**
- **P4 Prisopplysningar:** prisar høyrer ikkje heime i ein open dialog.
- **P5 Spørsmål som må svarast på for alle:** oppdragsgivaren må gi alle leverandørar det same svaret.

# Slik arbeider moderatorane

Alle kan melde frå om eit innlegg. Ein moderator ser på det og kan la det stå, be forfattaren endre det, fjerne nokre ord, flytte det eller skjule det. Mange meldingar skjuler ikkje noko av seg sjølv, og inga maskin avgjer noko. Ingen rettar i det du har skrive utan at det blir vist: det står alltid at noko er fjerna eller skjult, når og kvifor.

Gjeld saka departementet til moderatoren sjølv, avgjer to. Ingen avgjer ei sak om noko dei sjølve eller verksemda deira har skrive. Ein moderator kan åtvare den som bryt reglane fleire gonger, eller stengje den same ute frå å skrive i ein periode. Å stengje nokon heilt ute krev to moderatorar.

# Opningstider

Moderatorane er til stades måndag til fredag klokka 8 til 16, dersom ikkje noko anna står i dialogen eller forumet. Utanom den tida kan det ta lengre tid før nokon ser på det du melder frå om. Nokre stader ventar nye innlegg då til neste arbeidsdag, og det står ved feltet der du skriv.

# Slik klagar du

Dersom ein moderator endrar eller skjuler noko du har skrive, får du ei skriftleg grunngiving. Der står det kva som er lagt til grunn, kva regel som er brukt, og om ei maskin hadde peika på teksten. Du kan klage éin gong, innan tre veker, med knappen i grunngivinga. Klaga blir behandla av ein annan enn den som avgjorde saka. Får du medhald, kjem alt tilbake slik det var.
"""

EN: Final = """\
Good dialogue makes public purchasing better, and it must be fair to everyone. These rules apply to all who write here: suppliers, buyers, interest organisations and moderators.

# Write like this

- **Keep to the need.** Say what works, what stands in the way, and what it would take. Experience is worth more than advertising.
- **Say whom you speak for.** You write on behalf of an organisation, and that is shown.
- **Use the language you know best:** Bokmål, Nynorsk or English. Nobody is to be thought less of for it.
- **Disagree about the matter, not about the person.** Assume that others mean well.
- **Ask openly.** What you wonder about, others wonder about too. The buyer answers so that all can read it.

# Do not write this

- **Prices and offers.** They belong in the competition. Agreeing on prices or sharing markets with competitors is against the law.
- **Trade secrets,** your own or others'.
- **Personal data:** identity numbers, health, or accidents told in a way that shows who was hurt.
- **Threats, harassment, hate,** or claims about named competitors that you cannot prove.
- **Advertising** that has nothing to do with the need.

# For buyers

- Give everyone the same information at the same time. Anything you tell one firm that matters for the competition must be published to all.
- Answer questions before the deadline for input, and say afterwards what you did with what you heard.

# When something may be changed or hidden

Disagreement and criticism are never a reason, nor is criticism of the ministry. These are the grounds:

- **M1 Personal information:** the text contains personal information about individuals.
- **M2 Hateful or discriminatory:** the text contains hateful or discriminatory statements.
- **M3 Possibly defamatory.** Two moderators decide.
- **M4 Threats or otherwise unlawful.** Two moderators decide.
- **M5 Trade secrets:** the text seems to contain a firm's trade secrets.
- **M6 Advertising or off topic.**
- **M7 About a running competition:** questions about it must be asked in the tender tool.

In dialogues before a purchase there are five more:

- **P1 A competitor's offer:** the text discusses the offer or the prices of a named competitor.
- **P2 Lobbying after the deadline:** the text argues for the author's own solution after the deadline for input.
- **P3 Impersonation.**
- **P4 Price information:** prices do not belong in an open dialogue.
- **P5 A question to be answered to all:** the buyer must give all suppliers the same answer.

# What moderators do

Anyone can report a post. A moderator looks at it, and may let it stand, ask its author to change it, remove some words, move it or hide it. Many reports hide nothing by themselves, and no machine decides anything. Nobody changes what you wrote without its being shown: it always says that something was removed or hidden, when and why.

When a case concerns the moderator's own ministry, two people decide. Nobody decides on what they or their organisation wrote. A moderator may warn somebody who breaks the rules repeatedly, or stop them from writing for a time. Shutting somebody out takes two moderators.

# Opening hours

Moderators are here Monday to Friday from 8 to 16, unless the dialogue or forum says otherwise. Outside those hours it may take longer before somebody looks at what you report. In some places new posts then wait until the next working day, and it says so where you write.

# How to appeal

When something you wrote is changed or hidden, you get a statement of reasons in writing. It gives the facts, the rule that was used, and whether a machine had pointed at the text. You can appeal once, within three weeks, with the button in the statement. The appeal is considered by somebody other than the person who decided. If you are found to be right, everything comes back as it was.
"""

WHY: Final = "Flyttet hit fra nettstedets egne sider, med grunnene, åpningstidene og hvordan man klager."
