"""Read pages with one Python peer and write what it found as JSON; bench/html/run.py calls it in an environment of its own.

usage: peers.py PEER FOLDER NAMES.json

NAMES.json is {"<name>": "<address>" or null}. Each peer is used as its documentation says, without comments and without
the network. Pages are in memory before the clock of the processor starts.
"""

import json
import logging
import sys
import time
import warnings

BLOCKS = set("address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main "
             "ol p pre section table td th tr ul".split())


def trafilatura():
    from trafilatura import bare_extraction

    def read(page, address):
        found = bare_extraction(page, url=address, include_comments=False, with_metadata=True)
        return {"text": found.text, "title": found.title, "author": found.author, "date": found.date}

    return read


def readability():
    from lxml import html
    from readability import Document

    def visible(element, into):
        """readability gives HTML: its words, with a line break where a block begins or ends."""
        block = element.tag in BLOCKS
        into.append("\n" if block else "")
        into.append(element.text or "")
        for child in element:
            if isinstance(child.tag, str):
                visible(child, into)
            into.append(child.tail or "")
        into.append("\n" if block else "")
        return into

    def read(page, address):
        found = Document(page, url=address)
        author = found.author()
        text = "".join(visible(html.fromstring(found.summary()), []))
        return {"text": text, "title": found.short_title(), "author": None if author == "[no-author]" else author}

    return read


def newspaper():
    from newspaper import Article, Config

    config = Config()
    config.fetch_images = False

    def read(page, address):
        found = Article(address or "https://page.example/", config=config)
        found.download(input_html=page)
        found.parse()
        date = found.publish_date and found.publish_date.isoformat()
        return {"text": found.text, "title": found.title, "author": found.authors, "date": date}

    return read


def resiliparse():
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    def read(page, _address):
        tree = HTMLTree.parse(page)
        text = extract_plain_text(tree, preserve_formatting=True, main_content=True, alt_texts=False, comments=False)
        return {"text": text, "title": tree.title}

    return read


def main():
    peer, folder, names = sys.argv[1:]
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    sys.setrecursionlimit(10_000)
    read = {"trafilatura": trafilatura, "readability-lxml": readability, "newspaper4k": newspaper, "resiliparse": resiliparse}[peer]()
    with open(names, encoding="utf-8") as file:
        names = json.load(file)
    pages = {}
    for name in names:
        with open(f"{folder}/{name}.html", encoding="utf-8", errors="replace") as file:
            pages[name] = file.read()
    begun = time.process_time()
    found = {}
    for name, page in pages.items():
        try:
            found[name] = read(page, names[name])
        except Exception:  # A page that a peer cannot read counts as nothing found.
            found[name] = None
    json.dump({"seconds": time.process_time() - begun, "pages": found}, sys.stdout)


if __name__ == "__main__":
    main()
