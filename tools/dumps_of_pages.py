#!/usr/bin/env python3
"""Dump HTML pages as scrapers do, with the articles that phin finds in them as truth. usage: dumps_of_pages.py PHIN FOLDER OUT

Tags tell where an article is far better than lines do: what phin leaves of a page of HTML serves as the truth of its dumps, for
learning only, never for a figure. FOLDER holds pages of HTML. Written are OUT/bs4, OUT/inscriptis and OUT/inner, the dumps of
three kinds of scrapers (every text node a line; inscriptis; blocks with empty lines between, as a browser copies them), and
OUT/truth.json, as `line_model.py` reads them. Pages with less than 800 letters of article are left out. Needs beautifulsoup4,
lxml, inscriptis.
"""
import json, os, subprocess, sys, tempfile
from urllib.parse import urlsplit
from bs4 import BeautifulSoup
from inscriptis import get_text
from inscriptis.css_profiles import CSS_PROFILES
from inscriptis.model.config import ParserConfig

LEAST = 800


def articles(phin, folder):
    """The article of each page of a folder: its file, the title, the text, and where it is from."""
    pages = [name for name in os.listdir(folder) if os.path.exists(os.path.join(folder, name, "source.html"))]
    for name in pages:
        with open(os.path.join(folder, name, "expected.json"), encoding="utf-8") as file:
            truth = json.load(file)
        yield name, os.path.join(folder, name, "source.html"), truth.get("title"), "\n".join(truth["paragraphs"]), ""
    if pages:
        return
    with tempfile.TemporaryDirectory() as out:
        subprocess.run([phin, folder, "--out", out, "--format", "jsonl", "-q"], check=True)
        for table in ("articles", "duplicates"):
            with open(os.path.join(out, table + ".jsonl"), encoding="utf-8") as rows:
                for row in map(json.loads, rows):
                    name, text = os.path.splitext(row["file"])[0], row["text"] or ""
                    if len(text) >= LEAST:
                        yield name, os.path.join(folder, row["file"]), row["title"], text, row.get("url") or ""


def copied(page):
    """A line a block, with an empty line behind."""
    text = get_text(page, ParserConfig(css=CSS_PROFILES["strict"]))
    lines = (line.strip() for line in text.split("\n"))
    return "\n".join(("• " + line[2:] if line.startswith("* ") else line) + "\n" for line in lines if line)


def main():
    phin, folder, out = sys.argv[1:4]
    truth = {}
    for name, path, title, text, url in sorted(articles(phin, folder), key=lambda it: it[0]):
        with open(path, "rb") as file:
            page = BeautifulSoup(file.read(), "lxml")
        for unseen in page(["script", "style", "noscript", "template"]):
            unseen.decompose()
        html = str(page)
        dumps = {"bs4": page.get_text("\n", strip=True), "inscriptis": get_text(html), "inner": copied(html)}
        for manner, dump in dumps.items():
            os.makedirs(os.path.join(out, manner), exist_ok=True)
            with open(os.path.join(out, manner, name + ".txt"), "w", encoding="utf-8") as file:
                file.write(dump)
        # A page that does not say where it comes from is a site of its own.
        host = urlsplit(url).netloc
        truth[name] = {"title": title, "text": text, "url": f"https://{host}" if host else f"https://{name}.invalid"}
    with open(os.path.join(out, "truth.json"), "w", encoding="utf-8") as file:
        json.dump(truth, file, ensure_ascii=False)
    print(len(truth), "pages")


if __name__ == "__main__":
    main()
