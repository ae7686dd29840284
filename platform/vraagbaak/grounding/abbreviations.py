"""Words that a full stop follows without ending the sentence, in nl, fr, de and en."""

from __future__ import annotations

from vraagbaak.grounding.wordlist import words

ALWAYS = words("""
    art arts artt bv bijv vb vgl cf resp ca dr drs ir ing mr mrs ms mevr dhr prof burg st ste
    mme mmes mlle mgr me p ex al aant afd alg bijl zgn mbt ivm jl dd vs
    bzw evtl ggf vgl sog inkl exkl zzgl einschl gem lt hr fr dipl str abk usf
    fig approx dept est gen gov hon rev sr viz ie eg e.g i.e
    art cass concl env ex
    """)
"""Lower case, without the last full stop."""

BEFORE_NUMBER = words("""
    nr nrs no nos nº blz bldz p pp pag tel gsm fax max min incl excl par lid hfst hoofdst vol
    afl bus abs absatz ziff lit satz kap anh anl s ff f t al ann chap sec ch cap app
    jan feb febr mrt apr aug sep sept okt nov dec janv févr avr juil déc jän dez oct
    """)
"""They abbreviate only where a number follows; "The answer is no. We..." is two sentences."""

MAY_END = words("n.v b.v v.z.w a.m p.m v.chr n.chr j.-c u.s.w e.d o.i.d")
"""Dotted, and still the end of the sentence where a capital follows."""

LETTERED = words("""
    categorie groep type klasse zone bijlage fase schijf punt deel label rijbewijs barema kolom
    catégorie groupe classe annexe phase tranche partie colonne vitamine
    kategorie gruppe typ klasse anlage stufe teil spalte zone
    category group class annex phase part column band schedule option optie
    """)
"""After these a single capital is a letter, not an initial."""

BEFORE_GERMAN_ORDINAL = words("""
    der die das dem den des am im vom zum zur bis ab seit vor nach und oder ihr ihre ihrem ihren
    ihres sein seine seinem seinen jeder jede jedes jedem jeden spätestens beim zwischen
    """)
"""German writes ordinals with a full stop: "am 3. Mai", "das 18. Lebensjahr"."""
