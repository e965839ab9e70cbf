"""Languages, countries and nationalities as people name them, with the codes that films carry (ISO 639-1, 3166-1)."""

from __future__ import annotations


def _codes(pairs: str) -> dict[str, tuple[str, ...]]:
    """A table from "word=code+code" pairs; "_" stands for a space."""
    split = (pair.split("=") for pair in pairs.split())
    return {word.replace("_", " "): tuple(codes.split("+")) for word, codes in split}


# "French films", "in French": the language that is spoken.
LANGUAGES = _codes("""
    = english=en french=fr german=de italian=it spanish=es portuguese=pt japanese=ja korean=ko chinese=zh+cn
    mandarin=zh cantonese=cn+zh hindi=hi tamil=ta telugu=te bengali=bn urdu=ur persian=fa farsi=fa arabic=ar
    hebrew=he turkish=tr russian=ru ukrainian=uk polish=pl czech=cs hungarian=hu romanian=ro greek=el swedish=sv
    danish=da norwegian=no+nb finnish=fi icelandic=is dutch=nl thai=th vietnamese=vi indonesian=id serbian=sr
    croatian=hr bulgarian=bg latvian=lv estonian=et lithuanian=lt georgian=ka catalan=ca malayalam=ml kannada=kn
    marathi=mr punjabi=pa welsh=cy gaelic=ga swahili=sw
""")
# "British films", "Bollywood": where no language of the same name tells, the country does.
NATIONALITIES = _codes("""
    = british=GB english_made=GB scottish=GB uk=GB irish=IE american=US us_made=US usa=US hollywood_made=US
    australian=AU aussie=AU canadian=CA new_zealand=NZ kiwi=NZ south_african=ZA indian=IN bollywood=IN
    iranian=IR israeli=IL mexican=MX brazilian=BR argentinian=AR argentine=AR argentinean=AR chilean=CL
    colombian=CO cuban=CU austrian=AT swiss=CH belgian=BE taiwanese=TW hong_kong=HK nigerian=NG kenyan=KE
    south_korean=KR scandinavian=SE+DK+NO+FI+IS nordic=SE+DK+NO+FI+IS latin_american=MX+BR+AR+CL+CO+CU+PE+UY
    senegalese=SN egyptian=EG lebanese=LB peruvian=PE
""")
# "from France": where it was made.
COUNTRIES = _codes("""
    = france=FR germany=DE italy=IT spain=ES portugal=PT japan=JP korea=KR south_korea=KR china=CN taiwan=TW
    hong_kong=HK india=IN iran=IR israel=IL turkey=TR russia=RU ukraine=UA poland=PL czechia=CZ
    czech_republic=CZ hungary=HU romania=RO greece=GR sweden=SE denmark=DK norway=NO finland=FI iceland=IS
    netherlands=NL holland=NL belgium=BE switzerland=CH austria=AT thailand=TH vietnam=VN indonesia=ID
    britain=GB great_britain=GB uk=GB united_kingdom=GB england=GB scotland=GB wales=GB ireland=IE america=US
    usa=US united_states=US canada=CA mexico=MX brazil=BR argentina=AR chile=CL colombia=CO cuba=CU australia=AU
    new_zealand=NZ south_africa=ZA nigeria=NG kenya=KE egypt=EG latvia=LV georgia=GE scandinavia=SE+DK+NO+FI+IS
    latin_america=MX+BR+AR+CL+CO+CU+PE+UY
""")
FOREIGN = ("foreign", "foreign language", "non english", "international", "world cinema", "subtitled", "with subtitles")
