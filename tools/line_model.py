#!/usr/bin/env python3
"""Learn the weights of the rule `line_model` from pages whose article is known.

usage: line_model.py OUT.tsv SEEN.jsonl:TRUTH.json...
SEEN is what `cargo run --release --example line_model FOLDER` wrote for a folder of documents, TRUTH a JSON object from the
name of a document (without its ending) to an object with `text` or `body` (the article) and `url` (its site). Needs numpy.

A block is article when most of its words are in the article's text, in their order. The weights are those of a logistic
regression over the signs of a block and of its neighbours; a change between article and surroundings costs what gave the
best F1. Figures are by cross-validation over sites: no site is in the part that is learned from and in the part that is
measured. The weights that are written are learned from all documents.
"""
import json, os, re, sys
from collections import Counter
from urllib.parse import urlsplit
import numpy as np

FOLDS, PENALTY, STEPS = 5, 2.0, 45
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


def read(spec, width):
    seen, truth_file = spec.rsplit(":", 1)
    truths = json.load(open(truth_file, encoding="utf-8"))
    lines = open(seen, encoding="utf-8")
    head = json.loads(next(lines))
    docs = []
    for line in lines:
        row = json.loads(line)
        name = os.path.splitext(os.path.basename(row["file"]))[0]
        if name not in truths:
            continue
        t = truths[name]
        d = Doc()
        d.name, d.set = name, os.path.basename(seen).split(".")[0]
        d.site = urlsplit(t.get("url") or t.get("source_url") or "").netloc if "text" in t else str(t.get("cluster", name))
        d.truth = tokens(t["text"] if t.get("text") is not None else "\n".join(t["body"]))
        d.words = [tokens(b["words"]) for b in row["blocks"]]
        d.free = np.array([b["is_left"] for b in row["blocks"]], bool)
        d.signs = [b["signs"] for b in row["blocks"]]
        d.y = np.array(labels(d.words, d.truth), bool)
        d.title = [False] * len(d.words)
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


def chain(z, change, bias=0.0):
    """The best sequence: what speaks for each block, less what each change costs."""
    if len(z) == 0:
        return np.zeros(0, bool)
    back, out, art = [], 0.0, -change
    for v in z:
        v = v + bias
        bo, ba = art - change > out, out - change > art
        out, art = max(out, art - change), max(art, out - change) + v
        back.append((bo, ba))
    state, keep = art - change > out, []
    for bo, ba in reversed(back):
        keep.append(state)
        state = (not state) if (ba if state else bo) else state
    return np.array(keep[::-1], bool)


def f1(d, keep):
    """Precision and recall of the four-word windows of the blocks that are kept."""
    words = [w for i, ws in enumerate(d.words) if keep[i] for w in ws]
    have, want = Counter(grams(words)), Counter(grams(d.truth))
    tp = sum((have & want).values())
    return (tp / sum(have.values()) if have else None), (tp / sum(want.values()) if want else 0.0)


def macro(docs, keeps):
    pr = [f1(d, k) for d, k in zip(docs, keeps)]
    P = [p for p, _ in pr if p is not None] or [0.0]
    p, r = float(np.mean(P)), float(np.mean([r for _, r in pr]))
    return 2 * p * r / (p + r or 1), p, r


def decode(docs, w, head, change, bias=0.0, z=None):
    z = scores(matrix(docs, head), w) if z is None else z
    keeps, at = [], 0
    for d in docs:
        n = int(d.free.sum())
        k = np.zeros(len(d.free), bool)
        k[d.free] = chain(z[at:at + n], change, bias)
        at += n
        keeps.append(k)
    return keeps


def cost(docs):
    """What a block counts when weights are learned: its words within its document, every document the same."""
    c = []
    for d in docs:
        n = np.array([len(w) for w in d.words])[d.free]
        v = np.sqrt(n + 1.0) + n * 0.2
        c.append(v * (200.0 / max(200.0, v.sum())))
    return np.concatenate(c)


def main():
    out, specs = sys.argv[1], sys.argv[2:]
    docs = []
    for spec in specs:
        head, some = read(spec, None)
        docs += some
    sites = sorted({d.site for d in docs})
    fold = {s: hash_of(s) % FOLDS for s in sites}
    parts = [[d for d in docs if fold[d.site] == k] for k in range(FOLDS)]
    w = learn(matrix(docs, head), np.concatenate([d.y[d.free] for d in docs]), cost(docs))
    write(out, w, head, 2.5, 0.25, ["(not measured yet)"])
    z = {}
    for k in range(FOLDS):
        train = [d for j in range(FOLDS) if j != k for d in parts[j]]
        w = learn(matrix(train, head), np.concatenate([d.y[d.free] for d in train]), cost(train))
        zz, at = scores(matrix(parts[k], head), w), 0
        for d in parts[k]:
            n = int(d.free.sum())
            z[id(d)] = zz[at:at + n]; at += n
        print("fold", k, len(parts[k]), file=sys.stderr)
    names = sorted({d.set for d in docs})
    figures, best = [], None
    for change in (1.0, 1.75, 2.5):
        for bias in (0.0, 0.25):
            row = {}
            for s in names:
                some = [d for d in docs if d.set == s]
                row[s] = macro(some, decode(some, None, head, change, bias, np.concatenate([z[id(d)] for d in some])))
            mean = float(np.mean([row[s][0] for s in names if s.startswith("dumps")]))
            if best is None or mean > best[0]:
                best = (mean, change, bias, row)
            print(change, bias, round(mean, 4), {s: tuple(round(x, 4) for x in v) for s, v in row.items()}, file=sys.stderr)
    mean, change, bias, row = best
    for s in names:
        some = [d for d in docs if d.set == s]
        before, after = macro(some, [d.free for d in some]), row[s]
        upper = macro(some, [d.free & d.y for d in some])
        line = f"{s}: {len(some)} documents, F1 {before[0]:.4f} without the model, {after[0]:.4f} (precision {after[1]:.4f}, recall {after[2]:.4f}) with it, {upper[0]:.4f} if it were never wrong"
        figures.append(line)
        print(line, file=sys.stderr)
    if os.environ.get("WORST"):
        some = [d for d in docs if d.set == os.environ["WORST"]]
        keeps = decode(some, None, head, change, bias, np.concatenate([z[id(d)] for d in some]))
        scored = []
        for d, k in zip(some, keeps):
            p, r = f1(d, k); p = p or 0
            scored.append((2 * p * r / (p + r or 1), p, r, d, k))
        scored.sort(key=lambda x: x[0])
        for s, p, r, d, k in scored[:int(os.environ.get("N", "12"))]:
            pu, ru = f1(d, d.free & d.y)
            print(f"== {d.name} {d.site} f1 {s:.3f} p {p:.3f} r {r:.3f}  ideal {pu} {ru}")
            if os.environ.get("SHOW"):
                for i, ws in enumerate(d.words):
                    print(("K" if k[i] else ".") + ("y" if d.y[i] else ".") + (" " if d.free[i] else "m"), " ".join(ws)[:100])
    write(out, w, head, change, bias, figures)


def hash_of(text):
    h = 0
    for c in text:
        h = (h * 31 + ord(c)) % 1000003
    return h


def write(out, w, head, change, bias, figures):
    width, cols = head["width"], 2 * head["reach"] + 1
    with open(out, "w", encoding="utf-8") as f:
        f.write("# Weights of the rule line_model: a row a sign, a column a place from three blocks before to three blocks behind.\n")
        f.write("# Written by tools/line_model.py, which says how; figures by cross-validation over sites.\n")
        for line in figures:
            f.write(f"# {line}\n")
        f.write(f"change.0\t{change:g}\n")
        for g, (name, near) in enumerate(head["groups"]):
            for n in range(width):
                row = w[(g * width + n) * cols:(g * width + n + 1) * cols].copy()
                if g == 0 and n == 0:
                    row[head["reach"]] += bias
                if np.abs(row).max() >= 0.005:
                    f.write(f"{name}.{n}\t" + "\t".join(f"{v:.2f}".replace("-0.00", "0.00") for v in row) + "\n")


if __name__ == "__main__":
    main()
