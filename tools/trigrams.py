#!/usr/bin/env python3
"""Makes src/lang/trigrams.tsv from the sources of the crate whatlang (MIT, Serhii Potapov and contributors).

usage: trigrams.py WHATLANG > src/lang/trigrams.tsv        (WHATLANG: the unpacked crate, version 0.18)

A row a language: tag, script, alphabet, and its commonest trigrams, three letters each, in order. whatlang keeps these
tables to itself and looks every trigram of every language up in the text; phin looks the few trigrams of the text up.
"""
import pathlib
import re
import sys

TAGS = dict(
    bel="be", bul="bg", cat="ca", ces="cs", dan="da", deu="de", eng="en", spa="es", est="et", fin="fi", fra="fr",
    hin="hi", hrv="hr", hun="hu", ind="id", ita="it", lit="lt", lav="lv", mkd="mk", mar="mr", nob="nb", nep="ne",
    nld="nl", pol="pl", por="pt", ron="ro", rus="ru", slk="sk", slv="sl", srp="sr", swe="sv", tgl="tl", tur="tr",
    ukr="uk", vie="vi",
)  # fmt: skip

crate = pathlib.Path(sys.argv[1])
alphabets = {}
for name in ["latin", "cyrillic"]:
    source = (crate / f"src/alphabets/{name}.rs").read_text("utf-8")
    for code, letters in re.findall(r'const ([A-Z]{3}): &str\s*=\s*"([^"]*)";', source):
        assert len(set(letters)) == len(letters), code
        alphabets[code.lower()] = letters

rows = []
source = (crate / "src/trigrams/profiles.rs").read_text("utf-8")
for script, body in re.findall(r"static ([A-Z]+)_LANGS: LangProfileList = &\[(.*?)\n\];", source, re.S):
    for part in re.split(r"Lang::(?=[A-Z])", body)[1:]:
        code = part[:3].lower()
        trigrams = re.findall(r"Trigram\('(.|\\'|\\u\{\w+\})', '(.|\\'|\\u\{\w+\})', '(.|\\'|\\u\{\w+\})'\)", part)
        letters = "".join(letter.replace("\\'", "'") for trigram in trigrams for letter in trigram)
        assert "\\" not in letters and "\t" not in letters and len(letters) == 3 * len(trigrams), code
        assert len(trigrams) == part.count("Trigram("), code
        if code in TAGS:
            rows.append((TAGS[code], script.lower(), alphabets.get(code, ""), letters))

assert len(rows) == len(TAGS), len(rows)
print("# Languages by their letters: tag, script, alphabet, commonest trigrams. Written by tools/trigrams.py from whatlang")
print("# 0.18 (MIT, https://github.com/greyblake/whatlang-rs).")
for row in sorted(rows):
    print("\t".join(row))
