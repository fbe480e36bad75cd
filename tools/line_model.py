#!/usr/bin/env python3
"""Learn the weights of the rule `line_model` from pages whose article is known.

usage: line_model.py OUT.tsv EXAMPLE WORK FOLDER:TRUTH.json...
EXAMPLE is the program that `cargo build --example line_model` makes. FOLDER holds documents, TRUTH a JSON object from the
name of a document (without its ending) to an object with `text` or `body` (the article) and `url` (its site). WORK is a
folder for what lies between: what EXAMPLE saw of each FOLDER (taken from there when it is there already) and the weights of
each part. Needs numpy.

A block is article when most of its words are in the article's text, in their order. The weights are those of a logistic
regression over the signs of a block and of its neighbours. What a change between article and surroundings costs, and how
much a page must have around its article, is what gave the best F1 of the four kinds of dumps.

Figures are by cross-validation over sites: no site is in the part that is learned from and in the part that is measured.
Those of the program are its own: EXAMPLE cleans each part with the weights that were learned from the others, every rule on,
and the four-word windows (eight letters in scripts without spaces) of the body it leaves are compared with the truth's.
The weights that are written are learned from all documents.
"""
import json, os, re, shutil, subprocess, sys
from collections import Counter
from urllib.parse import urlsplit
import numpy as np

FOLDS, PENALTY, STEPS = 5, 8.0, 45
WORD = re.compile(r"\w+")
UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")


def tokens(text):
    """Words; letters in scripts without spaces."""
    words = WORD.findall(text.casefold())
    return [t for w in words for t in (w if UNSPACED.search(w) else [w])]


def grams(words, n=4):
    return [tuple(words[i:i + n]) for i in range(len(words) - n + 1)]


def labels(blocks, truth):
    """For each block whether it is article. Long blocks by their four-word windows; short ones must stand in the truth
    between the long ones around them."""
    at = {}
    for i, g in enumerate(grams(truth)):
        at.setdefault(g, []).append(i)
    found, place = [None] * len(blocks), [None] * len(blocks)
    for i, words in enumerate(blocks):
        gs = grams(words)
        if len(words) >= 6:
            hits = [at[g] for g in gs if g in at]
            found[i] = len(hits) >= 0.5 * len(gs)
            if found[i]:
                place[i] = (hits[0][0], hits[-1][-1] + 4)
    for i, words in enumerate(blocks):
        if found[i] is None:
            before = next((place[j][1] for j in range(i - 1, -1, -1) if place[j]), None)
            behind = next((place[j][0] for j in range(i + 1, len(blocks)) if place[j]), None)
            if before is None and behind is None:
                found[i] = False
                continue
            lo = max(0, (before if before is not None else behind - 40) - 3)
            hi = (behind if behind is not None else before + 40) + 3
            if behind is not None and before is not None and hi < lo + len(words):
                lo, hi = before - 3, before + 40
            part = truth[lo:hi]
            n = len(words)
            found[i] = n > 0 and any(part[k:k + n] == words for k in range(len(part) - n + 1))
    return found


class Doc:
    pass


def windows(text):
    """What two texts are compared by."""
    words = WORD.findall(text)
    if len(UNSPACED.findall(text)) > 0.3 * max(1, len(text)):
        letters = "".join(words)
        return Counter(letters[i:i + 8] for i in range(max(1, len(letters) - 7))) if letters else Counter()
    return Counter(tuple(words[i:i + 4]) for i in range(max(1, len(words) - 3))) if words else Counter()


def read(spec, example, work):
    folder, truth_file = spec.rsplit(":", 1)
    parts = os.path.normpath(folder).split(os.sep)
    name = parts[-2] if parts[-1] == "raw" else parts[-1]
    seen = os.path.join(work, name + ".seen.jsonl")
    if not os.path.exists(seen):
        with open(seen + ".part", "wb") as out:
            subprocess.run([example, folder], stdout=out, check=True)
        os.rename(seen + ".part", seen)
    truths = json.load(open(truth_file, encoding="utf-8"))
    lines = open(seen, encoding="utf-8")
    head = json.loads(next(lines))
    docs = []
    for line in lines:
        row = json.loads(line)
        doc = os.path.splitext(os.path.basename(row["file"]))[0]
        if doc not in truths:
            continue
        t = truths[doc]
        d = Doc()
        d.name, d.set, d.file = doc, name, os.path.join(folder, row["file"])
        d.site = urlsplit(t.get("url") or t.get("source_url") or "").netloc if "text" in t else str(t.get("cluster", doc))
        d.text = t["text"] if t.get("text") is not None else "\n".join(t["body"])
        d.truth = tokens(d.text)
        d.words = [tokens(b["words"]) for b in row["blocks"]]
        d.free = np.array([b["is_left"] for b in row["blocks"]], bool)
        d.signs = [b["signs"] for b in row["blocks"]]
        d.y = np.array(labels(d.words, d.truth), bool)
        docs.append(d)
    return head, docs


def rows(d, head):
    """Active columns of every free block of a document (sign × neighbour), and how many there are a block."""
    if not hasattr(d, "rows"):
        width, reach = head["width"], head["reach"]
        near, cols = [g[1] for g in head["groups"]], 2 * reach + 1
        own = [np.array(s, np.int32) * cols + reach for s in d.signs]
        far = [np.array([v for v in s if near[v // width]], np.int32) * cols + reach for s in d.signs]
        data, counts, n = [], [], len(own)
        for i in range(n):
            if d.free[i]:
                row = [own[i]]
                for o in range(-reach, reach + 1):
                    if o and 0 <= i + o < n:
                        row.append(far[i + o] + o)
                    elif o:
                        row.append(np.array([reach + o], np.int32))  # that there is no neighbour is a sign, too
                row = np.concatenate(row)
                data.append(row)
                counts.append(len(row))
        d.rows = np.concatenate(data) if data else np.zeros(0, np.int32), counts
        d.signs = None
    return d.rows


def matrix(docs, head):
    """The rows of all free blocks, one behind the other."""
    parts = [rows(d, head) for d in docs]
    ptr = np.concatenate([[0], np.cumsum([c for _, counts in parts for c in counts])]).astype(np.int64)
    return np.concatenate([data for data, _ in parts]), ptr, len(head["groups"]) * head["width"] * (2 * head["reach"] + 1)


def scores(X, w):
    data, ptr, _ = X
    return np.add.reduceat(w[data], ptr[:-1])


def learn(X, y, c, penalty=PENALTY, steps=STEPS):
    """L-BFGS on the penalised log-likelihood."""
    data, ptr, size = X
    rows = np.repeat(np.arange(len(y)), np.diff(ptr))
    t = np.where(y, 1.0, -1.0)

    def f(w):
        z = scores(X, w) * t
        loss = (c * np.logaddexp(0, -z)).sum() + 0.5 * penalty * (w @ w)
        g = -(c * t) / (1 + np.exp(np.clip(z, -50, 50)))
        return loss, np.bincount(data, g[rows], size) + penalty * w

    w, S, Y = np.zeros(size), [], []
    loss, g = f(w)
    for _ in range(steps):
        q, a = g.copy(), []
        for s, v in zip(reversed(S), reversed(Y)):
            k = (s @ q) / (v @ s); a.append(k); q -= k * v
        q *= (S[-1] @ Y[-1]) / (Y[-1] @ Y[-1]) if S else 1.0 / max(1.0, np.abs(g).sum())
        for s, v, k in zip(S, Y, reversed(a)):
            q += (k - (v @ q) / (v @ s)) * s
        step = 1.0
        while step > 1e-6:
            new = w - step * q
            nl, ng = f(new)
            if nl <= loss - 1e-4 * step * (g @ q):
                break
            step /= 2
        S.append(new - w); Y.append(ng - g)
        if S[-1] @ Y[-1] < 1e-10:
            break
        S, Y = S[-8:], Y[-8:]
        done = abs(loss - nl) < 1e-5 * abs(loss)
        w, loss, g = new, nl, ng
        if done:
            break
    return w


def chain(z, change):
    """The best sequence: what speaks for each block, less what each change costs."""
    back, out, art = [], 0.0, -change
    for v in z:
        bo, ba = art - change > out, out - change > art
        out, art = max(out, art - change), max(art, out - change) + v
        back.append((bo, ba))
    state, keep = art - change > out, []
    for bo, ba in reversed(back):
        keep.append(state)
        state = (not state) if (ba if state else bo) else state
    return np.array(keep[::-1], bool)


def weigh(d):
    """For each block its words, and those of them that are in the truth as far as its four-word windows tell."""
    known = set(grams(d.truth))
    d.all = np.array([len(words) for words in d.words], float)
    share = [np.mean([g in known for g in grams(words)]) if len(words) >= 6 else y for words, y in zip(d.words, d.y)]
    d.right = d.all * np.array(share, float)


def estimate(d, keep):
    """Precision and recall of the blocks that are kept, by words."""
    right, all_ = d.right[keep].sum(), d.all[keep].sum()
    return (right / all_ if all_ else None), min(1.0, right / max(1, len(d.truth)))


def mean_f1(pr):
    """F1 of the mean precision and the mean recall of documents, and these two."""
    P = [p for p, _ in pr if p is not None] or [0.0]
    p, r = float(np.mean(P)), float(np.mean([r for _, r in pr]))
    return 2 * p * r / (p + r or 1), p, r


def decide(d, z, settings):
    """The blocks of a document that stay, as the rule decides it."""
    change, bias, least_page, least_outside = settings
    if (change, bias) not in d.chains:
        keep = d.free.copy()
        keep[d.free] = chain(z + bias, change)
        d.chains[change, bias] = keep, (d.free & ~keep).sum()
    keep, outside = d.chains[change, bias]
    is_article = len(d.free) < least_page or outside < least_outside or not keep.any()
    return d.free if is_article else keep


def cost(docs):
    """What a block counts when weights are learned: its words within its document, every document the same."""
    c = []
    for d in docs:
        n = np.array([len(w) for w in d.words])[d.free]
        v = np.sqrt(n + 1.0) + n * 0.2
        c.append(v * (200.0 / max(200.0, v.sum())))
    return np.concatenate(c)


def fit(docs, head):
    return learn(matrix(docs, head), np.concatenate([d.y[d.free] for d in docs]), cost(docs))


def settings():
    """What is tried: the cost of a change, a bias, the least page, the least that is outside of an article."""
    for change in (1.0, 1.75, 2.5):
        for bias in (-0.25, 0.0, 0.25):
            for least_page in (0, 10, 20, 40):
                for least_outside in (0, 3, 8):
                    yield change, bias, least_page, least_outside


def best_settings(docs, z):
    """Those with the best mean F1 of the dumps, by the blocks that the model leaves."""
    names = sorted({d.set for d in docs if d.set.startswith("dumps")})
    docs, tried = [d for d in docs if d.set in names], []
    for some in settings():
        found = {id(d): estimate(d, decide(d, z[id(d)], some)) for d in docs}
        row = {s: mean_f1([found[id(d)] for d in docs if d.set == s])[0] for s in names}
        tried.append((float(np.mean(list(row.values()))), some))
        print(some, {s: round(v, 4) for s, v in row.items()}, file=sys.stderr)
    return max(tried)[1]


def program(docs, example, work, weights):
    """Precision and recall of what the program leaves of some documents with these weights."""
    folder = os.path.join(work, "part")
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    for d in docs:
        shutil.copy(d.file, folder)
    rows = subprocess.run([example, folder, weights], stdout=subprocess.PIPE, check=True).stdout
    left = {row["file"]: row["text"] for row in map(json.loads, rows.splitlines())}
    shutil.rmtree(folder)
    found = []
    for d in docs:
        have, want = windows(left[os.path.basename(d.file)]), windows(d.text)
        tp = sum((have & want).values())
        found.append((tp / sum(have.values()) if have else None, tp / sum(want.values()) if want else 0.0))
    return found


def main():
    out, example, work, specs = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:]
    os.makedirs(work, exist_ok=True)
    docs = []
    for spec in specs:
        head, some = read(spec, example, work)
        docs += some
    parts = [[d for d in docs if hash_of(d.site) % FOLDS == k] for k in range(FOLDS)]
    for d in docs:
        rows(d, head)
        weigh(d)
        d.chains = {}
    folds, z = [], {}
    for k in range(FOLDS):
        w = fit([d for d in docs if d not in parts[k]], head)
        folds.append(w)
        scored, at = scores(matrix(parts[k], head), w), 0
        for d in parts[k]:
            z[id(d)] = scored[at:at + int(d.free.sum())]
            at += int(d.free.sum())
        print("part", k, len(parts[k]), file=sys.stderr)
    chosen = best_settings(docs, z)
    files = [os.path.join(work, f"fold-{k}.tsv") for k in range(FOLDS)]
    for file, w in zip(files, folds):
        write(file, w, head, chosen, ["learned without one part"])
    w = fit(docs, head)
    write(out, w, head, chosen, ["not measured with the program"])
    names, figures = sorted({d.set for d in docs}), []
    for s in names:
        found = []
        for file, part in zip(files, parts):
            found += program([d for d in part if d.set == s], example, work, file)
        f, p, r = mean_f1(found)
        figures.append(f"{s}: {len(found)} documents, F1 {f:.4f} (precision {p:.4f}, recall {r:.4f})")
        print(figures[-1], file=sys.stderr)
    write(out, w, head, chosen, figures)


def hash_of(text):
    h = 0
    for c in text:
        h = (h * 31 + ord(c)) % 1000003
    return h


def write(out, w, head, chosen, figures):
    change, bias, least_page, least_outside = chosen
    width, cols = head["width"], 2 * head["reach"] + 1
    with open(out, "w", encoding="utf-8") as f:
        f.write("# Weights of the rule line_model: a row a sign, a column a place from three blocks before to three blocks behind.\n")
        f.write("# Written by tools/line_model.py, which says how; figures by cross-validation over sites.\n")
        for line in figures:
            f.write(f"# {line}\n")
        f.write(f"change.0\t{change:g}\nleast_page.0\t{least_page}\nleast_outside.0\t{least_outside}\n")
        for g, (name, near) in enumerate(head["groups"]):
            for n in range(width):
                row = w[(g * width + n) * cols:(g * width + n + 1) * cols].copy()
                if g == 0 and n == 0:
                    row[head["reach"]] += bias
                if np.abs(row).max() >= 0.005:
                    f.write(f"{name}.{n}\t" + "\t".join(f"{v:.2f}".replace("-0.00", "0.00") for v in row) + "\n")


if __name__ == "__main__":
    main()
