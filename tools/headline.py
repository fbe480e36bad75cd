#!/usr/bin/env python3
"""Learn the trees that look for the headline of a page of plain text, from pages whose title is known.

usage: headline.py OUT.tsv EXAMPLE WORK FOLDER[:TRUTH.json[:WEIGHT]]...
The arguments are those of `line_model.py`; of a truth `title` is read, too. What a folder with a weight counts is that weight
and it is not measured. Needs numpy and lightgbm.

The headline is the line that is the title, letter case and signs aside; all lines of a document that are count together as
much as its other lines. Documents whose title is no line of them, and those without one, teach when to choose none. Figures
are by cross-validation over sites and are the program's own: EXAMPLE cleans each part with the trees that were learned from
the others, which stay in WORK for `line_model.py`. A title that stands on the page in other words than the truth's counts as wrong.
"""
import json, os, re, subprocess, sys, unicodedata
from collections import Counter
import lightgbm
import numpy as np
from line_model import FOLDS, Doc, cleaned, columns, flat, hash_of, planted, site, write_table

TREES, COLUMNS = 120, 60
# What a document of a folder as tests/corpus counts.
TAUGHT = 2.0
# How much has to speak for a line: from here on down more than half of what is chosen besides is wrong.
LEAST = 1.0
# Blocks of a page below which there is no site around the article: what the rule `title` knows of heads is more exact there.
LEAST_PAGE = 20
LEARNING = dict(
    objective="binary", learning_rate=0.08, num_leaves=12, max_depth=6, min_data_in_leaf=40, lambda_l2=10,
    feature_fraction=0.3, bagging_fraction=0.7, bagging_freq=1, seed=1, deterministic=True, force_row_wise=True,
    max_bin=63, num_threads=1, verbose=-1,
)
# Letters of a headline, wide ones counting twice, as the rule `title` has them.
LENGTH = range(5, 221)


def folded(text):
    text = unicodedata.normalize("NFKC", text or "").casefold()
    return re.sub(r"[\W_]+", " ", text).strip()


def weight_of(text):
    return sum(2 if ord(letter) > 0x2E80 else 1 for letter in text)


def titles(truth_file, folder, work):
    """The truth of a folder, and the folder in which its documents lie side by side."""
    if truth_file:
        with open(truth_file, encoding="utf-8") as file:
            return folder, json.load(file)
    lined_up, _ = flat(folder, work)
    truth = {}
    for document in os.listdir(folder):
        path = os.path.join(folder, document, "expected.json")
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                truth[document] = json.load(file)
    return lined_up, truth


def read(spec, example, work):
    folder, truth_file, *weight = (spec + ":").rstrip(":").split(":") if ":" in spec else (spec, "")
    folder, truths = titles(truth_file, folder, work)
    parts = os.path.normpath(folder).split(os.sep)
    name = parts[-2] if parts[-1] == "raw" else parts[-1]
    seen = subprocess.run([example, "headline", folder], stdout=subprocess.PIPE, check=True).stdout.splitlines()
    head, docs = json.loads(seen[0]), []
    chosen = columns(head)
    for line in seen[1:]:
        row = json.loads(line)
        document = os.path.splitext(os.path.basename(row["file"]))[0]
        if document not in truths:
            continue
        d, truth = Doc(), truths[document]
        d.set, d.file, d.title = name, os.path.join(folder, row["file"]), truth.get("title") or ""
        d.weight, d.is_measured = float(weight[0]) if weight else 1.0 if truth_file else TAUGHT, not weight
        d.fold = hash_of(site(truth, document) if truth_file else document) % FOLDS
        words = [block["words"] for block in row["blocks"]]
        may = [b["is_left"] and weight_of(w) in LENGTH for b, w in zip(row["blocks"], words)]
        at = np.nonzero(may)[0]
        signs = np.array([b["signs"] for b in row["blocks"]], np.int16).reshape(len(words), len(head["signs"]))
        padded = np.pad(signs, ((head["reach"],) * 2, (0, 0)), constant_values=-2)
        d.rows = np.stack([padded[at + head["reach"] + place, i] for i, place, _ in chosen], 1)
        wanted = folded(d.title)
        d.y = np.array([bool(wanted) and folded(words[i]) == wanted for i in at], bool)
        docs.append(d)
    return head, docs


def cost(d):
    """What each line counts: the headline together ten, all others together twenty at most."""
    return d.weight * np.where(d.y, 10.0 / max(1, d.y.sum()), 20.0 / max(20, len(d.y)))


def fit(docs, chosen, trees=TREES):
    docs = [d for d in docs if len(d.y)]
    x, y = np.concatenate([d.rows[:, chosen] for d in docs]), np.concatenate([d.y for d in docs])
    return lightgbm.train(LEARNING, lightgbm.Dataset(x, y, weight=np.concatenate([cost(d) for d in docs])), trees)


def write(out, trees, figures):
    settings = dict(bias=round(-LEAST * 1000), least_page=LEAST_PAGE)
    write_table(out, "Trees that look for the headline", "tools/headline.py", figures, settings, trees)


def program(docs, example, work, trees):
    """How the titles that the program finds with these trees stand to the truth."""
    found, rows = Counter(), cleaned(docs, example, work, trees)
    for d in docs:
        title = rows[os.path.basename(d.file)]["title"]
        is_right = folded(title) == folded(d.title)
        found["right" if is_right and title else "none" if not title else "wrong" if d.title else "invented"] += 1
    return found


def main():
    out, example, work, specs = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:]
    os.makedirs(work, exist_ok=True)
    docs = []
    for spec in specs:
        head, some = read(spec, example, work)
        docs += some
    names = [name for _, _, name in columns(head)]
    all_columns = np.arange(len(names))
    gain = fit(docs, all_columns, TREES // 2).feature_importance("gain")
    chosen = np.sort(np.argsort(-gain, kind="stable")[:COLUMNS])
    found = {d.set: Counter() for d in docs if d.is_measured}
    for k in range(FOLDS):
        trees = os.path.join(work, f"headline-{k}.tsv")
        write(trees, planted(fit([d for d in docs if d.fold != k], chosen), chosen, names), ["learned without one part"])
        for name in found:
            part = [d for d in docs if d.fold == k and d.set == name]
            found[name] += program(part, example, work, trees) if part else Counter()
    figures = [
        f"{name}: {sum(counts.values())} documents, " + ", ".join(f"{counts[what]} {what}" for what in ("right", "wrong", "none", "invented"))
        for name, counts in sorted(found.items())
    ]
    for name in sorted({d.set for d in docs if not d.is_measured}):
        some = [d.weight for d in docs if d.set == name]
        figures.append(f"{name}: {len(some)} documents of weight {some[0]:g}, learned from only")
    print("\n".join(figures), file=sys.stderr)
    write(out, planted(fit(docs, chosen), chosen, names), figures)


if __name__ == "__main__":
    main()
