#!/usr/bin/env python3
"""Read one set of pages with phin and with its peers, in one run, and print what each gets right and what it costs.

usage: bench/html/run.py SET [--truth SET/truth.json] [--phin target/release/phin] [--venv FOLDER] [--only NAME]...

SET holds raw/<name>.html. The truth is {"<name>": {"text": "…", "title": "…", "author": "…" or […], "date": "YYYY-MM-DD…",
"url": "https://…"}}; a field that a page does not have is not counted for it. The Python peers are installed into a virtual
environment of their own (made once, by pip, from requirements.txt), the Rust ones are built by cargo. Needs nothing else
beside Python's standard library.

text    overlap of windows of four words (of eight letters in scripts that do not part words), each as often as it occurs:
        the mean of the pages' precisions and recalls, and the F1 of these two
title   share of pages whose title is right, whatever the case, the form of the quotes and the white space
author  share of pages one of whose authors is named
date    share of pages whose day is right; dates given: the share of right ones among the days given
pages/s pages a second of one processor. Peers have the pages in memory and their libraries loaded; the time of phin is
        that of its whole process: start, reading, grouping, tables and report
"""

import argparse
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import unicodedata
import venv
from collections import Counter

HERE = os.path.dirname(os.path.abspath(__file__))
PYTHON = ("trafilatura", "readability-lxml", "newspaper4k", "resiliparse")
RUST = ("dom_smoothie", "html5ever")
WORD = re.compile(r"\w+")
UNPARTED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
# More letters of such scripts than this share, and words say nothing: the text is read by letters.
UNPARTED_SHARE = 0.3
WORDS = 4
LETTERS = 8


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set")
    parser.add_argument("--truth")
    parser.add_argument("--phin", default="target/release/phin")
    parser.add_argument("--venv", default=os.path.join(tempfile.gettempdir(), "phin-bench-html"))
    parser.add_argument("--only", action="append", choices=("phin", *PYTHON, *RUST))
    options = parser.parse_args()
    with open(options.truth or os.path.join(options.set, "truth.json"), encoding="utf-8") as file:
        truth = json.load(file)
    raw = os.path.join(options.set, "raw")
    print(f"{len(truth)} pages\n")
    print("| | text F1 | P | R | title | author | date | dates given | pages/s |\n|---|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        names = os.path.join(folder, "names.json")
        with open(names, "w", encoding="utf-8") as file:
            json.dump({name: page.get("url") for name, page in truth.items()}, file)
        for name in options.only or ("phin", *PYTHON, *RUST):
            if name == "phin":
                done = phin(options.phin, raw, os.path.join(folder, "out"))
            else:
                command = python(options.venv) if name in PYTHON else rust()
                done = json.loads(subprocess.run([*command, name, raw, names], check=True, capture_output=True).stdout)
            show(name, truth, done)


def python(folder):
    """The command that runs a Python peer."""
    program = os.path.join(folder, "bin", "python")
    whole = os.path.join(folder, "whole")
    if not os.path.exists(whole):
        venv.create(folder, with_pip=True, clear=True)
        # The pip that comes with Python 3.11 fails on the extras of two of the peers.
        for wanted in (["--upgrade", "pip"], ["--requirement", os.path.join(HERE, "requirements.txt")]):
            subprocess.run([program, "-m", "pip", "install", "--quiet", *wanted], check=True, stdout=sys.stderr)
        open(whole, "w").close()
    return [program, os.path.join(HERE, "peers.py")]


def rust():
    """The command that runs a Rust peer."""
    manifest = os.path.join(HERE, "dom_smoothie", "Cargo.toml")
    return ["cargo", "run", "--quiet", "--release", "--manifest-path", manifest, "--"]


def phin(program, raw, out):
    begun = resource.getrusage(resource.RUSAGE_CHILDREN)
    # In a folder without a config.toml: the default settings. Exit code 1 says that a page needs attention.
    done = subprocess.run(
        [os.path.abspath(program), os.path.abspath(raw), "--out", out, "--format", "jsonl", "--threads", "1"],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd=os.path.dirname(out),
    )
    if done.returncode not in (0, 1):
        sys.exit(f"phin ended with {done.returncode}: {done.stderr}")
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    pages = {}
    # A page that is folded into another one still has its own row.
    for table in ("articles.jsonl", "duplicates.jsonl"):
        path = os.path.join(out, table)
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                for row in map(json.loads, file):
                    name = os.path.splitext(os.path.basename(row["file"]))[0]
                    pages[name] = {"text": row["text"], "title": row["title"], "author": row["author"], "date": row["published"]}
    return {"seconds": ended.ru_utime - begun.ru_utime + ended.ru_stime - begun.ru_stime, "pages": pages}


def show(name, truth, done):
    rate = f"{len(truth) / max(done['seconds'], 1e-6):.0f}"
    if name == "html5ever":
        print(f"| html5ever (parse only) | | | | | | | | {rate} |", flush=True)
        return
    pages = {page: done["pages"].get(page) or {} for page in truth}
    precision, recall = overlap(truth, pages)
    f1 = 2 * precision * recall / (precision + recall or 1)
    cells = [f"{cell:.3f}" for cell in (f1, precision, recall)]
    for field, right in (("title", same), ("author", names_one), ("date", same_day)):
        cells.append(share(truth, pages, field, right))
    given = {page: truth[page] for page in truth if pages[page].get("date")}
    cells.append(share(given, pages, "date", same_day))
    print(f"| {name} | {' | '.join(cells)} | {rate} |", flush=True)


def share(truth, pages, field, right):
    """Nothing where the peer never gives the field."""
    wanted = [page for page in truth if truth[page].get(field)]
    if not wanted or not any(pages[page].get(field) for page in pages):
        return ""
    hits = sum(bool(pages[page].get(field)) and right(truth[page][field], pages[page][field]) for page in wanted)
    return f"{hits / len(wanted):.3f}"


def overlap(truth, pages):
    """The means of precision (over pages that gave a text) and of recall (over pages that have one)."""
    precisions, recalls = [], []
    for page, wanted in truth.items():
        wanted, given = windows(wanted.get("text") or ""), windows(pages[page].get("text") or "")
        common = (wanted & given).total()
        if given:
            precisions.append(common / given.total())
        if wanted:
            recalls.append(common / wanted.total())
    return statistics.fmean(precisions or [0]), statistics.fmean(recalls or [0])


def windows(text):
    words = WORD.findall(text)
    if len(UNPARTED.findall(text)) > UNPARTED_SHARE * max(1, len(text)):
        words, size = "".join(words), LETTERS
    else:
        size = WORDS
    return Counter(tuple(words[at:at + size]) for at in range(max(1, len(words) - size + 1))) if words else Counter()


def plain(text):
    """For comparing titles and names: one case, one kind of quotes, single spaces."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = re.sub("[‘’´`]", "'", re.sub("[“”„«»]", '"', text))
    return " ".join(text.split())


def same(wanted, given):
    return plain(wanted) == plain(given)


def names(value):
    parts = re.split(r"[;\n]", value) if isinstance(value, str) else value
    parts = (re.sub(r"^(by|von|par|por|oleh|theo|autor:|author:)\s*", "", plain(part)) for part in parts)
    return {part for part in parts if part}


def names_one(wanted, given):
    return bool(names(wanted) & names(given))


def same_day(wanted, given):
    return wanted[:10] == given[:10]


if __name__ == "__main__":
    main()
