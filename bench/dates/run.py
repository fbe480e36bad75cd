#!/usr/bin/env python3
"""Read the dates of one set of pages with htmldate, in both of its modes, and with phin, in one run.

usage: bench/dates/run.py SET [--phin target/release/phin] [--venv FOLDER]

SET holds raw/<name>.html and truth.json: {"<name>": {"date": "YYYY-MM-DD", "url": "https://…"}}. htmldate is installed
into a virtual environment of its own (made once, by pip). Printed: the share of pages whose day is right (exact), the
share of right ones among the days given (precision), and pages a second of one processor; phin starts and does all the rest
of its work in that time, too, and htmldate reads pages that are in memory.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import venv

READER = """
import json, sys, time
from htmldate import find_date
folder, names, extensive = sys.argv[1], json.load(open(sys.argv[2])), sys.argv[3] == "extensive"
pages = {name: open(f"{folder}/{name}.html", encoding="utf-8", errors="replace").read() for name in names}
begun = time.process_time()
days = {}
for name, page in pages.items():
    try:
        days[name] = find_date(page, url=names[name], original_date=True, extensive_search=extensive)
    except Exception:
        days[name] = None
json.dump({"seconds": time.process_time() - begun, "days": days}, sys.stdout)
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set")
    parser.add_argument("--phin", default="target/release/phin")
    parser.add_argument("--venv", default=os.path.join(tempfile.gettempdir(), "phin-bench-dates"))
    options = parser.parse_args()
    with open(os.path.join(options.set, "truth.json"), encoding="utf-8") as file:
        truth = {name: page for name, page in json.load(file).items() if page.get("date")}
    raw = os.path.join(options.set, "raw")
    python = environment(options.venv)
    print(f"{'':<20} {'exact':>7} {'precision':>10} {'pages/s':>9}")
    with tempfile.TemporaryDirectory() as folder:
        names = os.path.join(folder, "names.json")
        with open(names, "w", encoding="utf-8") as file:
            json.dump({name: page.get("url") for name, page in truth.items()}, file)
        for mode in ("fast", "extensive"):
            done = subprocess.run([python, "-c", READER, raw, names, mode], check=True, capture_output=True, text=True)
            read = json.loads(done.stdout)
            show(f"htmldate {mode}", truth, read["days"], read["seconds"])
        out = os.path.join(folder, "out")
        begun = resource.getrusage(resource.RUSAGE_CHILDREN)
        # In a folder without a config.toml: the default settings. Exit code 1 says that a page needs attention.
        done = subprocess.run(
            [os.path.abspath(options.phin), os.path.abspath(raw), "--out", out, "--format", "jsonl", "--threads", "1", "-q"],
            stdout=subprocess.DEVNULL, cwd=folder,
        )
        if done.returncode > 1:
            sys.exit(f"phin ended with {done.returncode}")
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds = ended.ru_utime - begun.ru_utime + ended.ru_stime - begun.ru_stime
        show("phin", truth, published(out), seconds)


def environment(folder):
    """The Python of a virtual environment with htmldate in it."""
    python = os.path.join(folder, "bin", "python")
    if not os.path.exists(python):
        venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "htmldate"], check=True)
    return python


def published(out):
    days = {}
    for table in ("articles.jsonl", "duplicates.jsonl"):
        path = os.path.join(out, table)
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                for line in file:
                    row = json.loads(line)
                    name = os.path.splitext(os.path.basename(row["file"]))[0]
                    days[name] = (row["published"] or "")[:10] or None
    return days


def show(name, truth, days, seconds):
    given = [page for page in truth if days.get(page)]
    right = sum(days[page] == truth[page]["date"][:10] for page in given)
    print(f"{name:<20} {right / len(truth):7.3f} {right / max(1, len(given)):10.3f} {len(truth) / seconds:9.1f}")


if __name__ == "__main__":
    sys.exit(main())
