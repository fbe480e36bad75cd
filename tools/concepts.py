#!/usr/bin/env python3
"""Makes src/dedup/concepts/*.tsv from the Unicode CLDR: names of countries, cities, languages, months and things.

usage: tools/concepts.py FOLDER src/dedup/concepts

FOLDER holds the unpacked npm packages of CLDR's JSON, of one version:
    for p in cldr-core cldr-localenames-full cldr-dates-full cldr-annotations-full
    do npm pack $p; mkdir $p; tar xzf $p-*.tgz -C $p; done
Things are what emoji are called and found by: a small dictionary of all languages. Words that more than four emoji
share in a language (face, sign, hand) name none of them; an emoji that fewer than twenty languages describe is left out.
A file a language, a row a concept: its id, a tab, name|name. A language in Latin script has no row where its name is the
English one. Standard library only. The data is under the Unicode License v3
(https://www.unicode.org/license.txt), see the head of the file.
"""
import json, os, re, sys
from collections import Counter, defaultdict

LANGUAGES = ("ar bg bn ca cs da de el en es et fa fi fil fr he hi hr hu id it ja km ko lo lt lv ms my nb nl pl pt ro ru sk sl "
             "sr sv sw ta te th tr uk ur vi zh zh-Hant").split()
# Regions whose press has other names for months and countries, or another script.
REGIONS = {"ar": ("ar-SY", "ar-DZ", "ar-MA", "ar-TN"), "fa": ("fa-AF",), "pt": ("pt-PT",), "sr": ("sr-Latn",), "zh-Hant": ("zh-Hant-HK",)}
OTHER_SCRIPT = set("ar bg bn el fa he hi ja km ko lo my ru sr ta te th uk ur zh zh-Hant".split())
# Languages of things: the table would be twice as long with all.
THINGS = "ar bg cs da de el en es fa fi fr he hi hu id it ja ko nb nl pl pt ro ru sv th tr uk vi zh zh-Hant".split()
MOST_EMOJI = 4
FEWEST_LANGUAGES = 20
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

    for language, place in [(language, place) for language in LANGUAGES for place in (language, *REGIONS.get(language, ()))]:
        local = load(folder, "cldr-localenames-full", place, "territories.json")[place]["localeDisplayNames"]["territories"]
        for code, name in local.items():
            code = code.split("-alt-")[0]
            if re.fullmatch(r"[A-Z]{2}", code) and code not in ("EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"):
                add("country:" + code, language, name)
        local = load(folder, "cldr-localenames-full", place, "languages.json")[place]["localeDisplayNames"]["languages"]
        for code in SPOKEN:
            if code in local:
                add("language:" + code, language, local[code])
        zones = load(folder, "cldr-dates-full", place, "timeZoneNames.json")[place]["dates"]["timeZoneNames"]["zone"]
        for area, cities in zones.items():
            for city, entry in cities.items():
                for name, entry in [(city, entry)] if "exemplarCity" in entry else entry.items():
                    if isinstance(entry, dict) and "exemplarCity" in entry:
                        add("city:" + name, language, entry["exemplarCity"])
        dates = load(folder, "cldr-dates-full", place, "ca-gregorian.json")[place]["dates"]["calendars"]["gregorian"]
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in dates["months"][form][width].items():
                    name = fold(name).rstrip(".")
                    # Numbers alone are no names; Japanese, Korean, Chinese and Vietnamese write 11月, tháng 11.
                    if re.search(r"[^\W\d]", name) and (len(name) > 2 or re.search(r"\d", name)):
                        if name not in names["month:" + number][language]:
                            names["month:" + number][language].append(name)
    return names


def is_emoji(sign):
    """Whether a sign is a picture by itself: no flag, no shade of skin, no punctuation."""
    return any(ord(c) > 0x2190 for c in sign) and not any(
        0x1F3FB <= ord(c) <= 0x1F3FF or 0x1F1E6 <= ord(c) <= 0x1F1FF for c in sign)


def things(folder):
    names = defaultdict(lambda: defaultdict(list))
    for language in THINGS:
        file = os.path.join(folder, "cldr-annotations-full", "package", "annotations",
                            {"nb": "no"}.get(language, language), "annotations.json")
        with open(file, encoding="utf-8") as file:
            words = {sign: [fold(word) for word in entry.get("tts", []) + entry.get("default", [])]
                     for sign, entry in json.load(file)["annotations"]["annotations"].items()}
        shared = Counter(word for known in words.values() for word in set(known))
        shortest = 2 if language in ("ja", "zh", "zh-Hant", "ko") else 4
        spaces = 2 if language == "vi" else 1
        for sign, known in words.items():
            for word in known if is_emoji(sign) else []:
                good = shared[word] <= MOST_EMOJI and len(word) >= shortest and word.count(" ") <= spaces
                if good and not re.search(r'[|=:“”",]', word) and word not in names["thing:" + sign][language]:
                    names["thing:" + sign][language].append(word)
    return {thing: local for thing, local in names.items() if len(local) >= FEWEST_LANGUAGES}


def rows(language, names):
    for concept, local in names:
        mine, thing = local.get(language), concept.startswith("thing:")
        if mine and (language == "en" or thing or language in OTHER_SCRIPT or mine != local.get("en")):
            yield f"{concept}\t{'|'.join(mine)}"


def main():
    names = sorted(read(sys.argv[1]).items()) + sorted(things(sys.argv[1]).items())
    with open(os.path.join(sys.argv[1], "cldr-core", "package", "package.json"), encoding="utf-8") as file:
        version = json.load(file)["version"]
    for language in LANGUAGES:
        with open(os.path.join(sys.argv[2], language + ".tsv"), "w", encoding="utf-8") as file:
            print(f"# Names of countries, languages, cities, months and things. Made by tools/concepts.py from Unicode CLDR {version}.", file=file)
            print("# Copyright © 1991-2026 Unicode, Inc. Unicode License v3: https://www.unicode.org/license.txt (SPDX: Unicode-3.0)", file=file)
            for row in rows(language, names):
                print(row, file=file)


main()
