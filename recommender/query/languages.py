"""Languages, countries and nationalities as people name them, with the codes that films carry (ISO 639-1, 3166-1)."""

from __future__ import annotations

Codes = dict[str, tuple[str, ...]]


def _codes(pairs: str) -> Codes:
    """A table from "word=code+code" pairs; "_" stands for a space."""
    split = (pair.split("=") for pair in pairs.split())
    return {word.replace("_", " "): tuple(codes.split("+")) for word, codes in split}


def _lands(lines: str) -> tuple[Codes, Codes]:
    """The names of countries, and the adjectives that only the country explains, from "CODE name, name: adjective"."""
    names: Codes = {}
    adjectives: Codes = {}
    for line in filter(None, map(str.strip, lines.splitlines())):
        codes, _, words = line.partition(" ")
        for table, column in zip((names, adjectives), words.partition(":")[::2], strict=True):
            for word in filter(None, map(str.strip, column.split(","))):
                table[word] = tuple(codes.split("+"))
    return names, adjectives


# "French films", "in French": the language that is spoken.
LANGUAGES = _codes("""
    english=en french=fr german=de italian=it spanish=es portuguese=pt japanese=ja korean=ko chinese=zh+cn
    mandarin=zh cantonese=cn+zh hindi=hi tamil=ta telugu=te bengali=bn bangla=bn urdu=ur persian=fa farsi=fa
    dari=fa arabic=ar hebrew=he turkish=tr russian=ru ukrainian=uk polish=pl czech=cs hungarian=hu romanian=ro
    greek=el swedish=sv danish=da norwegian=no+nb finnish=fi icelandic=is dutch=nl flemish=nl thai=th vietnamese=vi
    indonesian=id malay=ms tagalog=tl filipino=tl serbian=sr croatian=hr bosnian=bs serbo_croatian=sh bulgarian=bg
    macedonian=mk slovenian=sl slovene=sl slovak=sk slovakian=sk albanian=sq latvian=lv estonian=et lithuanian=lt
    georgian=ka armenian=hy azerbaijani=az azeri=az kazakh=kk kyrgyz=ky uzbek=uz turkmen=tk tajik=tg mongolian=mn
    catalan=ca basque=eu galician=gl occitan=oc breton=br corsican=co malayalam=ml kannada=kn marathi=mr
    punjabi=pa gujarati=gu assamese=as oriya=or odia=or sinhala=si sinhalese=si nepali=ne dzongkha=dz burmese=my
    khmer=km lao=lo tibetan=bo welsh=cy gaelic=ga irish_gaelic=ga scottish_gaelic=gd scots_gaelic=gd maltese=mt
    luxembourgish=lb swahili=sw zulu=zu xhosa=xh afrikaans=af amharic=am somali=so hausa=ha yoruba=yo igbo=ig
    wolof=wo shona=sn kinyarwanda=rw malagasy=mg yiddish=yi kurdish=ku pashto=ps belarusian=be esperanto=eo
    inuktitut=iu maori=mi samoan=sm greenlandic=kl faroese=fo guarani=gn quechua=qu aymara=ay
""")
# "From France", "made in Iran"; behind the colon "Iranian films", where no language of that name tells more.
COUNTRIES, NATIONALITIES = _lands("""
    AF afghanistan: afghan, afghani
    AL albania
    DZ algeria: algerian
    AD andorra: andorran
    AO angola: angolan
    AG antigua, antigua and barbuda: antiguan
    AR argentina, argentine republic: argentinian, argentine, argentinean
    AM armenia
    AU australia: australian, aussie
    AT austria: austrian
    AZ azerbaijan
    BS bahamas, the bahamas: bahamian
    BH bahrain: bahraini
    BD bangladesh: bangladeshi
    BB barbados: barbadian, bajan
    BY belarus
    BE belgium: belgian
    BZ belize: belizean
    BJ benin: beninese
    BT bhutan: bhutanese
    BO bolivia: bolivian
    BA bosnia, bosnia and herzegovina, bosnia herzegovina
    BW botswana: botswanan
    BR brazil, brasil: brazilian, brasilian
    BN brunei: bruneian
    BG bulgaria
    BF burkina faso: burkinabe
    BI burundi: burundian
    KH cambodia: cambodian
    CM cameroon: cameroonian
    CA canada: canadian, quebecois
    CV cape verde, cabo verde: cape verdean
    CF central african republic: central african
    TD chad: chadian
    CL chile: chilean
    CN china, mainland china, the peoples republic of china
    CO colombia: colombian
    KM comoros: comorian
    CG congo brazzaville
    CD the congo, dr congo, democratic republic of congo, democratic republic of the congo: congolese
    CR costa rica: costa rican
    CI ivory coast, cote divoire: ivorian
    HR croatia
    CU cuba: cuban
    CY cyprus: cypriot
    CZ czechia, czech republic, the czech republic
    CZ+SK+XC czechoslovakia: czechoslovak, czechoslovakian
    DK denmark
    DJ djibouti: djiboutian
    DM dominica
    DO dominican republic, the dominican republic: dominican
    TL east timor, timor leste: timorese, east timorese
    EC ecuador: ecuadorian, ecuadorean
    EG egypt: egyptian
    SV el salvador: salvadoran, salvadorean
    GQ equatorial guinea: equatoguinean
    ER eritrea: eritrean
    EE estonia
    SZ eswatini, swaziland: swazi
    ET ethiopia: ethiopian
    FO faroe islands, the faroe islands
    FJ fiji: fijian
    FI finland
    FR france
    GA gabon: gabonese
    GM gambia, the gambia: gambian
    GE georgia
    DE germany, west germany, east germany
    GH ghana: ghanaian
    GR greece
    GL greenland
    GD grenada: grenadian
    GT guatemala: guatemalan
    GN guinea: guinean
    GW guinea bissau: bissau guinean
    GY guyana: guyanese
    HT haiti: haitian
    HN honduras: honduran
    HK hong kong: hong kong, hongkong
    HU hungary
    IS iceland
    IN india: indian, bollywood, tollywood, kollywood
    ID indonesia
    IR iran: iranian
    IQ iraq: iraqi
    IE ireland, republic of ireland, the republic of ireland, eire: irish
    IL israel: israeli
    IT italy
    JM jamaica: jamaican
    JP japan
    JO jordan: jordanian
    KZ kazakhstan: kazakhstani
    KE kenya: kenyan
    KI kiribati
    KP north korea: north korean
    KR korea, south korea: south korean
    XK kosovo: kosovan, kosovar
    KW kuwait: kuwaiti
    KG kyrgyzstan: kyrgyzstani
    LA laos: laotian
    LV latvia
    LB lebanon: lebanese
    LS lesotho: basotho
    LR liberia: liberian
    LY libya: libyan
    LI liechtenstein
    LT lithuania
    LU luxembourg, luxemburg
    MO macau, macao: macanese
    MW malawi: malawian
    MY malaysia: malaysian
    MV maldives, the maldives: maldivian
    ML mali: malian
    MT malta
    MH marshall islands, the marshall islands: marshallese
    MR mauritania: mauritanian
    MU mauritius: mauritian
    MX mexico: mexican
    FM micronesia: micronesian
    MD moldova: moldovan
    MC monaco: monegasque
    MN mongolia
    ME montenegro: montenegrin
    MA morocco: moroccan
    MZ mozambique: mozambican
    MM myanmar, burma
    NA namibia: namibian
    NR nauru: nauruan
    NP nepal: nepalese
    NL netherlands, the netherlands, holland
    NZ new zealand: new zealand, kiwi
    NI nicaragua: nicaraguan
    NE niger: nigerien
    NG nigeria: nigerian, nollywood
    MK macedonia, north macedonia
    NO norway
    OM oman: omani
    PK pakistan: pakistani, lollywood
    PW palau: palauan
    PS palestine: palestinian
    PA panama: panamanian
    PG papua new guinea: papua new guinean, papuan
    PY paraguay: paraguayan
    PE peru: peruvian
    PH philippines, the philippines: philippine, filipino, filipina, pinoy
    PL poland
    PT portugal
    PR puerto rico: puerto rican
    QA qatar: qatari
    RO romania
    RU russia, the russian federation
    RU+SU soviet union, the soviet union, ussr, the ussr: soviet
    RW rwanda: rwandan
    WS samoa
    SM san marino: sammarinese
    ST sao tome, sao tome and principe
    SA saudi arabia: saudi, saudi arabian
    SN senegal: senegalese
    RS serbia
    SC seychelles, the seychelles: seychellois
    SL sierra leone: sierra leonean
    SG singapore: singaporean
    SK slovakia
    SI slovenia
    SB solomon islands, the solomon islands
    SO somalia: somalian
    ZA south africa: south african
    SS south sudan: south sudanese
    ES spain
    LK sri lanka: sri lankan
    KN saint kitts and nevis, st kitts
    LC saint lucia, st lucia
    VC saint vincent, st vincent and the grenadines
    SD sudan: sudanese
    SR suriname: surinamese
    SE sweden
    CH switzerland: swiss
    SY syria: syrian
    TW taiwan: taiwanese
    TJ tajikistan: tajikistani
    TZ tanzania: tanzanian
    TH thailand
    TG togolese republic: togolese
    TO tonga: tongan
    TT trinidad, trinidad and tobago: trinidadian
    TN tunisia: tunisian
    TR turkey, turkiye
    TM turkmenistan
    TV tuvalu: tuvaluan
    UG uganda: ugandan
    UA ukraine, the ukraine
    AE united arab emirates, the united arab emirates, uae, the uae, dubai: emirati
    GB britain, great britain, uk, the uk, united kingdom, the united kingdom: british, uk, english made
    GB england, scotland, wales, northern ireland: scottish, northern irish
    US america, usa, the usa, united states, the united states, us of a: american, us made, usa, hollywood made
    US in the us, from the us, made in the us, in the states, from the states, made in the states
    UY uruguay: uruguayan
    UZ uzbekistan: uzbekistani
    VU vanuatu
    VA the vatican
    VE venezuela: venezuelan
    VN vietnam
    YE yemen: yemeni
    ZM zambia: zambian
    ZW zimbabwe: zimbabwean
    RS+YU+HR+BA+SI+MK+ME yugoslavia, the former yugoslavia: yugoslav, yugoslavian
    SE+DK+NO+FI+IS scandinavia, the nordic countries: scandinavian, nordic
    EE+LV+LT the baltics, the baltic states, the baltic countries: baltic
    MX+BR+AR+CL+CO+CU+PE+UY latin america: latin american
""")  # no Madagascar: whoever says so means the film
NATIONALITIES["bosnian"] = ("BA",)
FOREIGN = ("foreign", "foreign language", "non english", "international", "world cinema", "subtitled", "with subtitles")
