"""Words that say nothing of what a question is about: left out of the question, never of the index.

Leaving them out raised nDCG@10 of BM25 on Dutch government questions from 0.816 to 0.871, and it
spares reading the longest postings.
"""

from __future__ import annotations

from vraagbaak.language import Language

_NL = """
aan al als ben bent bij daar dan dat de der deze die dit doe doen door dus een en er ga gaan
geen graag had hadden heb hebben hebt heeft het hij hoe hoeveel hun iemand iets ik in is ja je
jij jouw jullie kan kun kunnen kunt maar mag me mee men met mij mijn moest moet moeten mogen na
naar nee niet nog nu of om omdat ons onze ook op over te toch toe tot u uit uw van veel voor
waar waarmee waarom waarvoor wanneer want waren was wat we wel welk welke werd werden weten wie
wij wil willen word worden wordt wou zal ze zich zij zijn zo zou zouden zullen
"""

_FR = """
ai ainsi alors après as au aussi aux avec avez avoir avons car ce cela ces cet cette ceux chez
combien comment dans de des dois doit doivent donc du elle elles en encore entre es est et eu
eux faire fait faut il ils j je l la le les leur leurs lui ma mais me mes moi mon même n ne nos
notre nous on ont ou où par pas peut peuvent peux plus pour pourquoi pourrais puis qu quand que
quel quelle quelles quels qui quoi s sa sans se sera ses si son sont suis sur t ta te tes toi
ton tous tout toute très tu un une vers veux vos votre vous y à ça était être
"""

_DE = """
aber alle als also am an auch auf aus bei beim bin bis bist da damit dann darf das dass dein dem
den denn der des die dies diese diesem diesen dieser dieses doch du durch ein eine einem einen
einer eines er es etwas euch für gibt hab habe haben hat hatte hätte ich ihm ihn ihr ihre ihrem
ihren im in ist ja kann kannst kein keine können könnte man mein meine meinem meinen meiner mich
mir mit muss müssen nach nicht noch nun nur ob oder ohne sein seine sich sie sind so soll um und
uns unser unter vom von vor wann war waren warum was weil welche welchem welchen welcher welches
wenn wer werde werden wie wieviel will wir wird wo wofür woher wohin wollen wurde würde zu zum
zur über
"""

_EN = """
a about am an and any are as at be because been being but by can could did do does doing for
from get had has have having he her here him his how i if in into is it its just may me might
much must my no not of off on or our out shall she should so some such than that the their them
then there these they this those to too us was we were what when where which who whom whose why
will with would you your
"""

STOPWORDS: dict[Language, frozenset[str]] = {
    Language.NL: frozenset(_NL.split()),
    Language.FR: frozenset(_FR.split()),
    Language.DE: frozenset(_DE.split()),
    Language.EN: frozenset(_EN.split()),
}
