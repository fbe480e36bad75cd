#!/usr/bin/env python3
"""Compose dumps of pages for the line model to learn from: articles of many languages with the headlines of others around them.

usage: composed_dumps.py TRUTH.json OUT
TRUTH says of each document `title`, `body` (paragraphs), `lang` and `cluster` (tellings of one story). Written are OUT/composed,
a document for each telling, and OUT/composed.json, as `line_model.py` reads them. What stands around an article is drawn, the same
on each run: headlines of other stories in its language in a row, each alone or with a day, the first words or the first sentences
of its article, before it or behind it; a headline between paragraphs; short lines as a menu has them. What an article has besides
paragraphs is drawn, too: subheads and lists, in words of its own. Every fifth page is wrapped at a column.
"""
import json, os, random, re, sys, unicodedata

DENSE = ("jpn", "zho-CN", "zho-TW", "tha")
LEAST = 3  # paragraphs of an article
OTHERS = 20  # headlines that there must be in a language


def first_words(rng, text, dense):
    """The first words of a text, cut as a site cuts them."""
    if dense:
        return text[:rng.randint(25, 60)].rstrip("。、，") + "…"
    return " ".join(text.split()[:rng.randint(9, 22)]).rstrip(".,;:") + rng.choice(["…", "...", " …"])


def first_sentences(text, count, dense):
    parts = [p for p in re.split(r"(?<=[.!?؟।])\s+|(?<=[。！？])", text) if p]
    return ("" if dense else " ").join(parts[:count])


def teaser(rng, other, form, dense, day):
    lines = [other["title"]]
    text = other["body"][0] if other["body"] else ""
    if form == "words":
        lines.append(first_words(rng, text, dense))
    elif form == "sentence":
        lines.append(first_sentences(text, 1, dense))
    elif form == "sentences":
        lines.append(first_sentences(text, 2, dense))
    elif form == "day":
        lines.insert(rng.choice([0, 1]), day())
    return [line for line in lines if line]


def menu(rng, others, dense):
    """Short lines: the first words of headlines."""
    count, out = rng.randint(4, 30), []
    for _ in range(count):
        title = rng.choice(others)["title"]
        if dense:
            at = rng.randint(0, max(0, len(title) - 4))
            out.append(title[at:at + rng.randint(2, 5)].strip("、，「」 "))
        else:
            words = title.split()
            at = rng.randint(0, max(0, len(words) - 2))
            word = " ".join(words[at:at + rng.choice([1, 1, 1, 2, 3])]).strip(".,;:\"'“”")
            out.append(word[:1].upper() + word[1:])
    return [line for line in out if line]


def some_words(rng, paragraph, dense, least, most):
    """Words of a paragraph that stand together, without the signs around them."""
    words = paragraph[:200].rstrip(".。") if dense else paragraph.split()
    start = rng.randint(0, max(0, len(words) - most))
    some = words[start:start + rng.randint(least, most) * (2 if dense else 1)]
    some = some if dense else " ".join(some).strip(".,;:\"'“”()")
    return some[:1].upper() + some[1:]


def listed(rng, paragraph, dense):
    """A list as articles have them: points, ingredients, results, steps, times."""
    kind = rng.choice(["points", "points", "amounts", "results", "games", "steps", "times"])
    sign, out = rng.choice(["", "", "", "- ", "• ", "* "]), []
    words = lambda least, most: some_words(rng, paragraph, dense, least, most)
    for item in range(1, rng.randint(4, 12)):
        number = str(rng.randint(1, 12) if kind == "results" else rng.choice([rng.randint(1, 20), rng.randint(1, 100) * 10]))
        time = f"{rng.randint(0, 23)}{rng.choice('.:')}{rng.randint(0, 59):02}"
        out.append({
            "points": lambda: sign + words(2, 11),
            "amounts": lambda: sign + number + " " + words(1, 4),
            "results": lambda: f"{sign}{words(1, 2)} {number}{rng.choice([', ', ' - '])}{words(1, 2)} {rng.randint(0, 9)}",
            "games": lambda: f"{sign}{words(1, 3)}, {time}",
            "steps": lambda: f"{item}. {words(3, 11)}",
            "times": lambda: f"{time} {words(4, 12)}",
        }[kind]())
    return out


def furnished(rng, body, dense):
    """An article with subheads and lists."""
    out, subheads, lists = [], rng.random() < 0.3, set()
    while rng.random() < 0.4:
        lists.add(rng.choice([0, len(body) - 1, rng.randint(0, len(body) - 1)]))
    for i, paragraph in enumerate(body):
        if subheads and i and rng.random() < 0.4:
            out.append(some_words(rng, paragraph, dense, 2, 6))
        out.append(paragraph)
        if i in lists:
            if rng.random() < 0.5:
                out.append(some_words(rng, paragraph, dense, 1, 4) + rng.choice(["", ":"]))
            out += listed(rng, body[rng.randint(0, len(body) - 1)], dense)
    if rng.random() < 0.1:  # a summary above the text
        out = [some_words(rng, paragraph, dense, 5, 12) for paragraph in body[:rng.randint(2, 4)]] + out
    return [line for line in out if line.strip()]


def wrapped(line, width):
    """A line broken at a column; wide characters count two, and scripts without spaces break anywhere."""
    out, row, used = [], "", 0
    for word in re.findall(r"[\u3040-\u9fff\uff00-\uffef]|[^\s\u3040-\u9fff\uff00-\uffef]+\s*|\s+", line):
        size = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in word.rstrip())
        if row and used + size > width:
            out.append(row.rstrip())
            row, used = "", 0
        row += word
        used += size + len(word) - len(word.rstrip())
    return "\n".join(out + [row.rstrip()])


def page(rng, own, others):
    dense = own["lang"] in DENSE

    def day():
        d, m, y = rng.randint(1, 28), rng.randint(1, 12), rng.randint(2012, 2025)
        time = f"{rng.randint(0, 23)}:{rng.randint(0, 59):02}"
        return rng.choice([f"{d:02}.{m:02}.{y}", f"{y}-{m:02}-{d:02}", f"{d}/{m}/{y}", f"{d:02}/{m:02}/{y} {time}"])

    def run(low, high, forms):
        form, out = rng.choice(forms), []
        for other in rng.sample(others, min(len(others), rng.randint(low, high))):
            out += teaser(rng, other, form if rng.random() < 0.95 else "plain", dense, day)
        return out
    forms = ["plain", "plain", "plain", "words", "words", "day", "sentence", "sentences"]
    body = list(own["body"])
    if rng.random() < 0.5 and len(body) > 4:
        body = body[:rng.randint(4, len(body))]
    body = furnished(rng, body, dense)
    head, tail = [], []
    if rng.random() < 0.5:
        head += menu(rng, others, dense)
    if rng.random() < 0.25:
        head += run(3, 12, forms)
    if rng.random() < 0.8:
        tail += run(6, 42, forms)
    if rng.random() < 0.3:
        tail += run(4, 12, forms)
    if rng.random() < 0.4:
        tail += menu(rng, others, dense)
    middle = []
    inside = rng.random() < 0.3
    for i, paragraph in enumerate(body):
        middle.append(paragraph)
        if inside and 0 < i < len(body) - 1 and rng.random() < 0.25:
            middle += [o["title"] for o in rng.sample(others, rng.choice([1, 1, 2, 3]))]
    gap = rng.choice(["\n", "\n\n"])
    between = rng.choice(["\n", gap])
    if rng.random() < 0.2:
        width, gap = rng.randint(60, 76), "\n\n"
        head, middle, tail = ([wrapped(line, width) for line in lines] for lines in (head, middle, tail))
    parts = [between.join(head), own["title"], gap.join(middle), between.join(tail)]
    return "\n\n".join(part for part in parts if part) + "\n", body


def main():
    truths = json.load(open(sys.argv[1], encoding="utf-8"))
    out = os.path.join(sys.argv[2], "composed")
    os.makedirs(out, exist_ok=True)
    by = {}
    for name in sorted(truths):
        t = truths[name]
        if t.get("title") and t.get("body") and len(t["body"]) >= LEAST:
            by.setdefault(t["lang"], []).append((name, t))
    found = {}
    for lang in sorted(by):
        for name, own in by[lang]:
            rng = random.Random("composed " + name)
            others = [t for _, t in by[lang] if t["cluster"] != own["cluster"]]
            if len(others) < OTHERS:
                continue
            text, body = page(rng, own, others)
            with open(os.path.join(out, name + ".txt"), "w", encoding="utf-8") as file:
                file.write(text)
            found[name] = {"body": body, "cluster": own["cluster"]}
    with open(os.path.join(sys.argv[2], "composed.json"), "w", encoding="utf-8") as file:
        json.dump(found, file, ensure_ascii=False)
    print(len(found), "pages")


if __name__ == "__main__":
    main()
