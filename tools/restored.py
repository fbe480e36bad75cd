#!/usr/bin/env python3
"""Hold `phin restore` to its word. usage: restored.py PHIN RAW OUT   (standard library only)

For every plain-text document below RAW that a run has put into OUT, `phin restore` has to give the decoded document back,
letter for letter: UTF-8 without its byte order mark, line ends as line feeds, composed (NFC).
"""
import concurrent.futures
import json
import os
import subprocess
import sys
import unicodedata


def decoded(path):
    """The text of a file, as phin's contract decodes it."""
    with open(path, "rb") as file:
        text = file.read().decode("utf-8-sig")
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def documents(out):
    """(id, file) of every document of a run."""
    for name in ("articles.jsonl", "duplicates.jsonl"):
        path = os.path.join(out, name)
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                for line in file:
                    row = json.loads(line)
                    yield row["id"], row["file"]


def main():
    phin, raw, out = sys.argv[1:4]

    def restored(document):
        name, file = document
        command = [phin, "restore", name, "--out", out]
        got = subprocess.run(command, capture_output=True, check=False)
        return file, got.returncode == 0 and got.stdout.decode() == decoded(os.path.join(raw, file)), got.stderr.decode()

    plain = [(name, file) for name, file in documents(out) if file.endswith((".txt", ".text"))]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(restored, plain))
    bad = [(file, error) for file, good, error in results if not good]
    for file, error in bad[:10]:
        print(f"{file} is not restored: {error.strip() or 'another text'}")
    print(f"{len(results) - len(bad)} of {len(results)} documents restored, letter for letter")
    return bool(bad) or not results


if __name__ == "__main__":
    sys.exit(main())
