"""Words that carry little meaning of their own, in nl, fr, de and en."""

from __future__ import annotations

from vraagbaak.grounding.wordlist import words
from vraagbaak.language import Language

FUNCTION_WORDS: dict[Language, frozenset[str]] = {
    Language.NL: words("""
        aan al alle als ben bent bij daar daarom daarvoor dan dat de der deze die dit door dus een
        en er haar had hadden heb hebben hebt heeft het hier hij hoe hun ik in is ja je jij jou
        jouw
        jullie kan kun kunnen kunt maar mag me mee men met mij mijn moet moeten mogen na naar niet
        geen nooit nog nu of om omdat ons onze ook op over te tegen ten ter toch tot tussen u
        uit uw
        van vanaf voor waar waarbij waarvan wanneer want waren was wat we wel welke werd werden
        wie
        wij wil wilt word worden wordt zal ze zich zij zijn zo zodat zonder zou zouden zult zullen
        zulke hierbij hiervoor daarbij ervan eraan hem indien per elke elk ieder iedere via eerst
        volgens behalve tenzij mits wel dient dienen hoeft hoeven hoogstens minstens maximaal
        maximum minimaal minimum hoogste laatste uiterlijk binnen toe af
        """),
    Language.FR: words("""
        a ai ainsi alors au aussi aux avec avez avoir avons car ce cela celle celui ces cet cette
        ceux chaque chez comme d dans de depuis des dès doit doivent devez donc du elle elles en
        encore entre est et eu eux faut il ils j je l la le les leur leurs lorsque lui m ma mais
        me
        même mes moi mon n ne ni nos notre nous on ont ou où par pas jamais peut peuvent pouvez
        pour
        qu quand que quel quelle quels quelles qui quoi s sa sans se sera seront ses si son sont
        sous sur t ta tes toi ton tous tout toute toutes tu un une vers vos votre vous y à ça être
        été plus moins après avant c lors selon sauf dont afin si
        """),
    Language.DE: words("""
        aber alle allen aller als also am an auch auf aus bei beim bin bis bist da dabei dafür
        damit
        dann darf das dass dem den denn der des die dies diese diesem diesen dieser dieses doch
        dort
        du durch ein eine einem einen einer eines er es für gegen gibt hat haben hatte hier ich
        ihm
        ihn ihnen ihr ihre ihrem ihren ihrer im in ins ist ja jede jedem jeden jeder jedes kann
        kein keine keinen können könnte man mein mit muss müssen nach nicht nie noch nur ob oder
        ohne pro je sein seine seinem seinen seiner seit sich sie sind so soll sollen sondern über
        um und uns unser unter vom von vor wann war waren was weil welche welcher welches wenn wer
        werden wie wir wird wo wurde wurden zu zum zur zwischen dazu davon sofern falls außer
        dürfen
        mindestens höchstens maximal bereits
        """),
    Language.EN: words("""
        a about after all also am an and any are as at be because been before being but by can
        cannot could did do does each every for from had has have having he her here him his how i
        if in into is it its may me might must my no not never of on once only or our out over per
        shall she should since so some such than that the their them then there these they this
        those through to too under until up upon us was we were what when where whether which
        while
        who whom whose why will with within without would you your least most more less
        """),
}

LIGHT_WORDS: dict[Language, frozenset[str]] = {
    Language.NL: words("""
        bedraagt bedragen krijgt krijgen krijg ontvangt ontvangen geldt gelden gaat gaan doet doen
        maakt maken komt komen geeft geven staat staan ligt hoort vindt vinden nodig heel steeds
        meestal vaak zelf meer minder ongeveer recht kost vraagt blijft neemt eenmaal altijd
        alleen enkel uitsluitend slechts soms doorgaans sommige steeds iemand anders andere
        anderen bovendien daarnaast
        echter tijdens gedurende bijvoorbeeld bv
        namelijk immers momenteel thans eveneens tevens verder vervolgens meerdere verschillende
        verscheidene diverse vele daarom dus hierdoor daardoor uiteraard natuurlijk nochtans
        """),
    Language.FR: words("""
        recevez reçoit reçoivent obtenez obtient élève faire fait font donne donner vaut toujours
        souvent bien très dit montant droit bénéficiez coûte reste environ seulement uniquement
        exclusivement parfois autre autres cependant toutefois néanmoins pendant durant exemple
        notamment
        également ensuite actuellement plusieurs divers diverses différents différentes ainsi
        """),
    Language.DE: words("""
        beträgt betragen bekommt bekommen erhält erhalten gilt gelten geht gehen macht machen
        kommt
        gegeben steht liegt immer oft sehr mehr weniger etwa anspruch kostet bleibt
        ausschließlich lediglich andere anderen anderer jemand manchmal meistens jedoch außerdem
        zudem während beispielsweise
        ebenfalls daher
        deshalb derzeit mehrere verschiedene zusätzlich anschließend natürlich
        """),
    Language.EN: words("""
        get gets receive receives received amounts amount apply applies goes make makes come comes
        give gives take takes stands usually often always very about approximately entitled
        costs someone anyone else another other others solely exclusively sometimes however
        therefore moreover nevertheless furthermore
        additionally during currently several multiple various example thus besides
        """),
}
"""They count less in the agreement of words: paraphrases exchange them freely."""

CAPITALISED = words("""
    vlaams vlaamse belgisch belgische nederlands nederlandse duits duitse frans franse engels
    engelse europees europese brussels brusselse waals waalse flemish belgian dutch german
    french english european walloon i u sie ihr ihre ihren ihrem ihnen ihrer nederlander belg
    belgen vlaming vlamingen flamand flamande belge européen européenne flämisch flämische
    flämischen belgische belgischen europäische mijnheer meneer mevrouw mme mlle madame monsieur
    herr frau mr mrs ms dr
    """)
"""Capitals that are no names."""

GERMAN_PHRASES = words("""
    höhe kraft verbindung anspruch erhalt ablauf bezug fall fällen form raten betracht zukunft
    ordnung absprache rechnung monat monaten jahr jahren tag tagen woche wochen prozent euro uhr
    antrag eingang teil teilen hause haus arbeit wohnung gruppe eltern kinder kindern personen
    """)
"""German nouns that follow "in", "nach", "aus" or another noun and are no names."""
