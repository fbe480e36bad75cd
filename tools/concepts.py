#!/usr/bin/env python3
"""Makes src/dedup/concepts.tsv from the Unicode CLDR: names of countries, cities, languages and months in many languages.

usage: tools/concepts.py FOLDER > src/dedup/concepts.tsv

FOLDER holds the unpacked npm packages of CLDR's JSON, of one version:
    for p in cldr-core cldr-localenames-full cldr-dates-full; do npm pack $p; mkdir $p; tar xzf $p-*.tgz -C $p; done
A row is a concept: its id, then language=name|name for every language that has names of its own; a language in Latin
script without a name has the English one. Standard library only. The data is under the Unicode License v3
(https://www.unicode.org/license.txt), see the head of the file.
"""
import json, os, re, sys
from collections import defaultdict

LANGUAGES = ("ar bg bn ca cs da de el en es et fa fi fil fr he hi hr hu id it ja km ko lo lt lv ms my nb nl pl pt ro ru sk sl "
             "sr sv sw ta te th tr uk ur vi zh zh-Hant").split()
OTHER_SCRIPT = set("ar bg bn el fa he hi ja km ko lo my ru sr ta te th uk ur zh zh-Hant".split())
SPOKEN = ("ar bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl gu haw he hi hr hu hy id is it ja jv ka kk km kn ko ku "
          "ky la lo lt lv mg mi ml mn mr ms my nb ne nl pa pl ps pt ro ru sa sd si sk sl so sq sr sv sw ta te tg th tk tr "
          "tt ug uk ur uz vi xh yi yo yue zh zu").split()


def load(folder, package, *path):
    with open(os.path.join(folder, package, "package", "main", *path), encoding="utf-8") as file:
        return json.load(file)["main"]


def fold(name):
    name = re.sub(r"\s*[(（\[].*?[)）\]]", "", name).replace("’", "'").strip()
    return re.sub(r"\s+", " ", name).lower()


def read(folder):
    names = defaultdict(lambda: defaultdict(list))

    def add(concept, language, name):
        name = fold(name)
        shortest = 2 if language in ("ja", "zh", "zh-Hant", "ko") else 4
        if len(name) >= shortest and name not in names[concept][language] and "|" not in name and "=" not in name:
            names[concept][language].append(name)

    for language in LANGUAGES:
        local = load(folder, "cldr-localenames-full", language, "territories.json")[language]["localeDisplayNames"]["territories"]
        for code, name in local.items():
            code = code.split("-alt-")[0]
            if re.fullmatch(r"[A-Z]{2}", code) and code not in ("EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"):
                add("country:" + code, language, name)
        local = load(folder, "cldr-localenames-full", language, "languages.json")[language]["localeDisplayNames"]["languages"]
        for code in SPOKEN:
            if code in local:
                add("language:" + code, language, local[code])
        zones = load(folder, "cldr-dates-full", language, "timeZoneNames.json")[language]["dates"]["timeZoneNames"]["zone"]
        for area, cities in zones.items():
            for city, entry in cities.items():
                for name, entry in [(city, entry)] if "exemplarCity" in entry else entry.items():
                    if isinstance(entry, dict) and "exemplarCity" in entry:
                        add("city:" + name, language, entry["exemplarCity"])
        dates = load(folder, "cldr-dates-full", language, "ca-gregorian.json")[language]["dates"]["calendars"]["gregorian"]
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in dates["months"][form][width].items():
                    name = fold(name).rstrip(".")
                    # Numbers alone are no names; Japanese, Korean, Chinese and Vietnamese write 11月, tháng 11.
                    if re.search(r"[^\W\d]", name) and (len(name) > 2 or re.search(r"\d", name)):
                        if name not in names["month:" + number][language]:
                            names["month:" + number][language].append(name)
    return names


def main():
    names = read(sys.argv[1])
    with open(os.path.join(sys.argv[1], "cldr-core", "package", "package.json"), encoding="utf-8") as file:
        version = json.load(file)["version"]
    print(f"# Names of countries, languages, cities and months. Made by tools/concepts.py from Unicode CLDR {version}.")
    print("# Copyright © 1991-2026 Unicode, Inc. Unicode License v3: https://www.unicode.org/license.txt (SPDX: Unicode-3.0)")
    for concept in sorted(names):
        local = names[concept]
        english = local.get("en", [])
        cells = []
        for language in LANGUAGES:
            forms = local.get(language, [])
            if forms and (language == "en" or language in OTHER_SCRIPT or forms != english):
                cells.append(f"{language}={'|'.join(forms)}")
        if len(cells) > 1 or english:
            print("\t".join([concept] + cells))


main()
