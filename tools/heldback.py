#!/usr/bin/env python3
"""Score phin on documents with hand-labelled lines that nobody tuned on. usage: heldback.py FOLDER [--phin PROGRAM] [--wrong]

FOLDER holds documents as tests/corpus does: NAME/source.txt or source.html, and expected.json. NAME begins with the language
and the manner of the dump: `de-bs4-…`. Printed for all, by language and by manner (standard library only):

text    overlap of windows of words (bench/html/run.py), F1, precision, recall, macro; targets of Markdown links do not count
lost    share of the letters of body lines that were taken out or for the title      (plain documents)
leaked  share of the letters of boilerplate lines that stayed                        (plain documents)
kind    share of the letters rightly taken out whose kind is right, too              (plain documents)
title, published, author, language: right / wrong / missing of those the truth names; invented where it says there is none

--wrong lists every line that has the wrong fate, and every wrong field.
"""

import argparse
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SPEC = importlib.util.spec_from_file_location("bench", os.path.join(ROOT, "bench/html/run.py"))
BENCH = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(BENCH)
FIELDS = ("title", "published", "author", "language")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--phin", default="target/release/phin")
    parser.add_argument("--wrong", action="store_true")
    options = parser.parse_args()
    groups = defaultdict(list)
    for document in read(options.folder, options.phin):
        language, manner = document["name"].split("-")[:2]
        result = judge(document)
        for group in ("all", "language " + language, "manner " + manner):
            groups[group].append(result)
        if options.wrong and result["wrong"]:
            print(f"{document['name']}  (F1 {f1(*result['text']):.3f})", *result["wrong"], sep="\n  ")
    print("| | documents | text F1 | P | R | lost | leaked | kind | " + " | ".join(FIELDS) + " |\n|---|" + "---|" * (7 + len(FIELDS)))
    for group in sorted(groups):
        show(group, groups[group])


def read(folder, phin):
    """Every document with its truth, its row and its ledger."""
    names = sorted(name for name in os.listdir(folder) if os.path.exists(os.path.join(folder, name, "expected.json")))
    with tempfile.TemporaryDirectory() as work:
        raw, out = os.path.join(work, "raw"), os.path.join(work, "out")
        os.mkdir(raw)
        for name in names:
            kind = "txt" if os.path.exists(os.path.join(folder, name, "source.txt")) else "html"
            shutil.copy(os.path.join(folder, name, "source." + kind), os.path.join(raw, f"{name}.{kind}"))
        # In a folder without a config.toml: the default settings. Exit code 1 says that a document needs attention.
        done = subprocess.run([os.path.abspath(phin), raw, "--out", out, "--format", "jsonl", "-q"], cwd=work)
        if done.returncode > 1:
            sys.exit(f"phin ended with {done.returncode}")
        rows, ledger = {}, defaultdict(list)
        for table in ("articles", "duplicates", "removed"):
            path = os.path.join(out, table + ".jsonl")
            for row in map(json.loads, open(path, encoding="utf-8") if os.path.exists(path) else ()):
                name = os.path.splitext(row["file"])[0]
                if table == "removed":
                    ledger[name].append(row)
                else:
                    rows[name] = row
    for name in names:
        with open(os.path.join(folder, name, "expected.json"), encoding="utf-8") as file:
            truth = json.load(file)
        path = os.path.join(folder, name, "source.txt")
        source = open(path, "rb").read() if os.path.exists(path) else None
        yield {"name": name, "truth": truth, "row": rows.get(name, {}), "ledger": ledger[name], "source": source}


def judge(document):
    truth, row, wrong = document["truth"], document["row"], []
    wanted = BENCH.windows(bare("\n".join(truth["paragraphs"])))
    given = BENCH.windows(bare(row.get("text") or ""))
    common = (wanted & given).total()
    letters = Counter()
    if document["source"] is not None:
        judge_lines(document, letters, wrong)
    else:
        judge_pieces(document, wrong)
    fields = {}
    for field in FIELDS:
        if field in truth:
            fields[field] = fate(truth[field], row.get(field))
            if fields[field] not in ("right", "none"):
                wrong.append(f"{field}: want {truth[field]!r}, got {row.get(field)!r}")
    text = common / max(1, given.total()), common / max(1, wanted.total())
    return {"text": text, "letters": letters, "fields": fields, "wrong": wrong}


def bare(text):
    return re.sub(r"\]\([^)\s]*\)", "]", text)


def fate(wanted, given):
    if isinstance(given, list):
        given = "; ".join(given)
    if not wanted or not given:
        return "missing" if wanted else "invented" if given else "none"
    return "right" if BENCH.plain(wanted) == BENCH.plain(given) else "wrong"


def judge_lines(document, letters, wrong):
    """Letters of the lines that are all body or all boilerplate, by what became of them."""
    truth, start = document["truth"], 0
    body = "\n".join(truth["paragraphs"])
    title = document["row"].get("title")
    for number, line in enumerate(document["source"].decode().split("\n"), 1):
        span = (start, start + len(line.encode()))
        start = span[1] + 1
        words, kinds = line.strip(), truth["removed"].get(str(number))
        size = len("".join(words.split()))
        if not size or words.lstrip("# ") == truth["title"] and not kinds:
            continue
        if kinds and any(paragraph in line for paragraph in truth["paragraphs"]):
            continue  # part of the line is body: the windows see that
        if not kinds and words not in body:
            sys.exit(f"{document['name']}: line {number} has no label: {words}")
        gone = [entry for entry in document["ledger"] if entry["start"] < span[1] and entry["end"] > span[0]]
        covered = sum(min(entry["end"], span[1]) - max(entry["start"], span[0]) for entry in gone)
        out = 2 * covered > len(words.encode())
        lost = out or words.lstrip("# ") == title
        found = "+".join(sorted({entry["kind"] for entry in gone})) if out else "title" if lost else "body"
        letters["boilerplate" if kinds else "body"] += size
        if kinds:
            letters["leaked"] += 0 if out else size
            letters["kind"] += size if out and {entry["kind"] for entry in gone} & set(kinds.split(" + ")) else 0
        else:
            letters["lost"] += size if lost else 0
        if lost if not kinds else not out:
            wrong.append(f"line {number}: want {kinds or 'body'}, got {found}: {words[:90]}")


def judge_pieces(document, wrong):
    """What of a page is not as tests/corpus.rs would have it: paragraphs, captions and the pieces that have to go."""
    truth, row = document["truth"], document["row"]
    for what, wanted, given in (
        ("paragraph", truth["paragraphs"], (row.get("text") or "").split("\n\n")),
        ("caption", truth["captions"], row.get("captions") or []),
    ):
        wrong.extend(f"{what} missing: {one[:90]}" for one in wanted if one not in given)
        wrong.extend(f"{what} too much: {one[:90]}" for one in given if one and one not in wanted)
    for words, cell in truth["removed"].items():
        kinds = {kind.strip() for kind in cell.split("|")}
        if words not in "\n".join(entry["text"] for entry in document["ledger"] if entry["kind"] in kinds):
            wrong.append(f"not in the ledger as {cell}: {words[:90]}")
    for field in ("published_at", "publisher", "agency", "url"):
        if field in truth and truth[field] != row.get(field):
            wrong.append(f"{field}: want {truth[field]!r}, got {row.get(field)!r}")


def f1(precision, recall):
    return 2 * precision * recall / (precision + recall or 1)


def show(group, results):
    precision, recall = (sum(result["text"][at] for result in results) / len(results) for at in (0, 1))
    letters = sum((result["letters"] for result in results), Counter())
    taken = letters["boilerplate"] - letters["leaked"]
    shares = [share(letters["lost"], letters["body"]), share(letters["leaked"], letters["boilerplate"]), share(letters["kind"], taken)]
    fields = []
    for field in FIELDS:
        fates = Counter(result["fields"].get(field) for result in results)
        named = fates["right"] + fates["wrong"] + fates["missing"]
        extra = f" (+{fates['invented']} invented)" if fates["invented"] else ""
        fields.append(f"{fates['right']}/{named}{extra}")
    cells = [len(results), f"{f1(precision, recall):.3f}", f"{precision:.3f}", f"{recall:.3f}", *shares, *fields]
    print(f"| {group} | " + " | ".join(map(str, cells)) + " |")


def share(part, whole):
    return f"{part / whole:.3f}" if whole else ""


if __name__ == "__main__":
    main()
