"""Names of the languages and countries that films come from; a code without a name is shown as it is."""

from __future__ import annotations

from django.conf.locale import LANG_INFO

LANGUAGES_OFFERED = ("en", "fr", "de", "it", "es", "ja", "ko", "zh", "hi", "sv", "da", "pt", "ru", "fa", "pl")
_LANGUAGES = {"zh": "Chinese", "cn": "Cantonese", "yua": "Yucatec Maya", "no": "Norwegian", "tl": "Tagalog"}
_COUNTRIES = {
    "AE": "United Arab Emirates", "AF": "Afghanistan", "AR": "Argentina", "AT": "Austria", "AU": "Australia",
    "BA": "Bosnia and Herzegovina", "BE": "Belgium", "BG": "Bulgaria", "BR": "Brazil", "BY": "Belarus",
    "CA": "Canada", "CH": "Switzerland", "CL": "Chile", "CN": "China", "CO": "Colombia", "CU": "Cuba",
    "CZ": "Czechia", "DE": "Germany", "DK": "Denmark", "DZ": "Algeria", "EE": "Estonia", "EG": "Egypt", "ES": "Spain",
    "FI": "Finland", "FR": "France", "GB": "United Kingdom", "GE": "Georgia", "GR": "Greece", "HK": "Hong Kong",
    "HR": "Croatia", "HU": "Hungary", "ID": "Indonesia", "IE": "Ireland", "IL": "Israel", "IN": "India", "IQ": "Iraq",
    "IR": "Iran", "IS": "Iceland", "IT": "Italy", "JM": "Jamaica", "JO": "Jordan", "JP": "Japan", "KE": "Kenya",
    "KH": "Cambodia", "KR": "South Korea", "LB": "Lebanon", "LT": "Lithuania", "LU": "Luxembourg", "LV": "Latvia",
    "MA": "Morocco", "MT": "Malta", "MX": "Mexico", "MY": "Malaysia", "NG": "Nigeria", "NL": "Netherlands",
    "NO": "Norway", "NZ": "New Zealand", "PE": "Peru", "PH": "Philippines", "PL": "Poland", "PT": "Portugal",
    "RO": "Romania", "RS": "Serbia", "RU": "Russia", "SE": "Sweden", "SG": "Singapore", "SI": "Slovenia",
    "SK": "Slovakia", "SN": "Senegal", "SU": "Soviet Union", "TH": "Thailand", "TN": "Tunisia", "TR": "Turkey",
    "TW": "Taiwan", "UA": "Ukraine", "US": "United States", "UY": "Uruguay", "VE": "Venezuela", "VN": "Vietnam",
    "XC": "Czechoslovakia", "ZA": "South Africa",
}  # fmt: skip


def language_name(code: str) -> str:
    """The English name of a language.

    >>> language_name("fr"), language_name("xx")
    ('French', 'xx')
    """
    if code in _LANGUAGES:
        return _LANGUAGES[code]
    return str(LANG_INFO.get(code, {}).get("name", code))


def country_name(code: str) -> str:
    """The English name of a country.

    >>> country_name("KR"), country_name("XX")
    ('South Korea', 'XX')
    """
    return _COUNTRIES.get(code, code)
