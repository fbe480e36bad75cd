#!/usr/bin/env python3
"""Learn the trees of the rule `line_model` from pages whose article is known.

usage: line_model.py OUT.tsv EXAMPLE WORK FOLDER[:TRUTH.json[:WEIGHT]]..., after `headline.py` with the same WORK and sites
EXAMPLE is the program that `cargo build --example line_model` makes. FOLDER holds documents, TRUTH a JSON object from the
name of a document (without its ending) to an object with `text` or `body` (the article) and `url` (its site); WEIGHT is
what a document of this folder counts when trees are learned (1); a folder that has one is not measured. Without TRUTH,
FOLDER is one as tests/corpus. WORK is a folder for what lies between: what EXAMPLE saw of each FOLDER
(taken from there when it is there already) and the trees of each part. Needs numpy and lightgbm.

Where the headline stands tells much. A document's headline is what the trees of `headline.py` find that were learned without
its part, when it is learned from and when it is measured.

A block is article when most of its words are in the article's text, in their order. The trees are those of gradient boosting
(shallow, few, strongly regularised: the sites are few) over the signs of a block and of its neighbours; only the columns that
tell most are asked at all. What a change between article and surroundings costs, a bias, and how much a page must have
around its article are what gave the best mean F1 of the folders.

Figures are by cross-validation over sites: no site is in the part that is learned from and in the part that is measured. Only
which columns are asked at all is chosen once, from all documents.
Those of the program are its own: EXAMPLE cleans each part with the trees that were learned from the others, every rule on,
and the four-word windows (eight letters in scripts without spaces) of the body it leaves are compared with the truth's.
The trees that are written are learned from all documents.
"""
import contextlib, json, os, re, shutil, subprocess, sys
from collections import Counter
from urllib.parse import urlsplit
import lightgbm
import numpy as np

FOLDS, TREES, COLUMNS = 5, 220, 90
# What a document of a folder as tests/corpus counts, and a block of an article: these documents are few and in many languages,
# and what is lost is worse than what stays.
TAUGHT, ARTICLE = 2.0, 1.5
# Until they are measured.
GUESS = 2.0, 0.25, 30, 8
LEARNING = dict(
    objective="binary", learning_rate=0.06, num_leaves=24, max_depth=6, min_data_in_leaf=200, lambda_l2=20,
    feature_fraction=0.25, bagging_fraction=0.7, bagging_freq=1, seed=1, deterministic=True, force_row_wise=True,
    max_bin=63, num_threads=1, verbose=-1,
)
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


def flat(folder, work):
    """Documents as tests/corpus has them, NAME/source.txt and NAME/expected.json, as files of one folder with one truth."""
    name = os.path.basename(os.path.normpath(folder))
    out, truth = os.path.join(work, name), {}
    shutil.rmtree(out, ignore_errors=True)
    os.makedirs(out)
    for document in sorted(os.listdir(folder)):
        source = os.path.join(folder, document, "source.txt")
        if os.path.exists(source):
            shutil.copy(source, os.path.join(out, document + ".txt"))
            with open(os.path.join(folder, document, "expected.json"), encoding="utf-8") as file:
                truth[document] = {"text": "\n".join(json.load(file)["paragraphs"])}
    with open(os.path.join(work, name + ".truth.json"), "w", encoding="utf-8") as file:
        json.dump(truth, file, ensure_ascii=False)
    return out, os.path.join(work, name + ".truth.json")


def read(spec, example, work):
    folder, truth_file, *weight = spec.split(":") if ":" in spec else flat(spec, work)
    parts = os.path.normpath(folder).split(os.sep)
    name = parts[-2] if parts[-1] == "raw" else parts[-1]
    truths = json.load(open(truth_file, encoding="utf-8"))
    seen = os.path.join(work, name + ".seen.jsonl")
    if not os.path.exists(seen):
        with open(seen + ".part", "wb") as out:
            out.writelines(observe(folder, truths, example, work))
        os.rename(seen + ".part", seen)
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
        d.weight, d.is_measured = float(weight[0]) if weight else 1.0 if ":" in spec else TAUGHT, not weight
        d.site = site(t, doc)
        d.text = t["text"] if t.get("text") is not None else "\n".join(t["body"])
        d.truth = tokens(d.text)
        d.words = [tokens(b["words"]) for b in row["blocks"]]
        d.free = np.array([b["is_left"] for b in row["blocks"]], bool)
        d.signs = np.array([b["signs"] for b in row["blocks"]], np.int16).reshape(len(d.free), len(head["signs"]))
        d.y = np.array(labels(d.words, d.truth), bool)
        docs.append(d)
    return head, docs


def observe(folder, truths, example, work):
    """What EXAMPLE sees of the documents of a folder, each with the headline that is found without its part."""
    parts = [[] for _ in range(FOLDS)]
    for file in sorted(os.listdir(folder)):
        name = os.path.splitext(file)[0]
        if name in truths:
            parts[hash_of(site(truths[name], name)) % FOLDS].append(os.path.join(folder, file))
    for k, files in enumerate(parts):
        with side_by_side(files, work) as part:
            command = [example, "article", part, os.path.join(work, f"headline-{k}.tsv")]
            rows = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.splitlines(keepends=True)
        yield from rows if k == 0 else rows[1:]


@contextlib.contextmanager
def side_by_side(files, work):
    """A folder of some files, as long as it is looked at."""
    folder = os.path.join(work, "part")
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    for file in files:
        shutil.copy(file, folder)
    yield folder
    shutil.rmtree(folder)


def site(truth, name):
    """What is never divided between the parts: a site, or the tellings of a story."""
    if "text" in truth:
        return urlsplit(truth.get("url") or truth.get("source_url") or "").netloc.removeprefix("www.") or name
    return str(truth.get("cluster", name))


def columns(head):
    """Names of all columns: a sign of the block, or of a neighbour if it shows it."""
    reach = head["reach"]
    return [
        (i, place, name + (f"{place:+d}" if place else ""))
        for place in range(-reach, reach + 1)
        for i, (name, near) in enumerate(head["signs"])
        if near or not place
    ]


def rows(d, head):
    """The columns of every free block of a document."""
    if not hasattr(d, "rows"):
        reach = head["reach"]
        padded = np.pad(d.signs, ((reach, reach), (0, 0)), constant_values=-2)
        at = np.nonzero(d.free)[0]
        d.rows = np.stack([padded[at + reach + place, i] for i, place, _ in columns(head)], 1)
        d.signs = None
    return d.rows


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


def cost(d):
    """What a block counts when trees are learned: its words within its document, every document the same."""
    n = d.all[d.free]
    v = np.sqrt(n + 1.0) + n * 0.2
    return d.weight * v * (200.0 / max(200.0, v.sum())) * np.where(d.y[d.free], ARTICLE, 1.0)


def fit(docs, chosen, trees=TREES):
    """The trees of some documents over some columns."""
    x = np.concatenate([d.rows[:, chosen] for d in docs])
    y = np.concatenate([d.y[d.free] for d in docs])
    data = lightgbm.Dataset(x, y, weight=np.concatenate([cost(d) for d in docs]))
    return lightgbm.train(LEARNING, data, trees)


def telling(docs):
    """The columns that tell most, by what the trees gain from them when they may ask all."""
    model = fit(docs, np.arange(docs[0].rows.shape[1]), TREES // 2)
    return np.sort(np.argsort(-model.feature_importance("gain"), kind="stable")[:COLUMNS])


def planted(model, chosen, names):
    """Each tree as a line: a question, what follows a yes, what follows a no; answers in thousandths."""
    def walk(node):
        if "leaf_value" in node:
            return [str(round(node["leaf_value"] * 1000))]
        asked = f"{names[chosen[node['split_feature']]]}<={int(np.floor(node['threshold']))}"
        return [asked] + walk(node["left_child"]) + walk(node["right_child"])
    return [" ".join(walk(tree["tree_structure"])) for tree in model.dump_model()["tree_info"]]


def says(model, d, chosen):
    """What speaks for the article at each free block."""
    return model.predict(d.rows[:, chosen], raw_score=True) if len(d.rows) else np.zeros(0)


def settings():
    """What is tried: the cost of a change, a bias, the least page, the least that is outside of an article. A bias of
    nothing gives as good figures and loses more."""
    for change in (1.0, 2.0, 3.0):
        for bias in (0.25, 0.5):
            for least_page in (20, 30, 40):
                for least_outside in (4, 8):
                    yield change, bias, least_page, least_outside


def best_settings(docs, z):
    """Those with the best mean F1 of the folders, by the blocks that the model leaves."""
    names, tried = sorted({d.set for d in docs if d.is_measured}), []
    for some in settings():
        found = {id(d): estimate(d, decide(d, z[id(d)], some)) for d in docs if d.is_measured}
        tried.append((float(np.mean([mean_f1([found[id(d)] for d in docs if d.set == s])[0] for s in names])), some))
        print(tried[-1], file=sys.stderr)
    return max(tried)[1]


def cleaned(docs, example, work, *tables):
    """What the program leaves of some documents with these tables of trees, by the names of their files."""
    with side_by_side([d.file for d in docs], work) as folder:
        rows = subprocess.run([example, "clean", folder, *tables], stdout=subprocess.PIPE, check=True).stdout
    return {row["file"]: row for row in map(json.loads, rows.splitlines())}


def program(docs, example, work, headline, trees):
    """Precision and recall of what the program leaves of some documents with these trees."""
    left = cleaned(docs, example, work, headline, trees)
    found = []
    for d in docs:
        have, want = windows(left[os.path.basename(d.file)]["text"]), windows(d.text)
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
    for d in docs:
        rows(d, head)
        weigh(d)
        d.chains = {}
    names = [name for _, _, name in columns(head)]
    parts = [[d for d in docs if hash_of(d.site) % FOLDS == k] for k in range(FOLDS)]
    chosen = telling(docs)
    trees = planted(fit(docs, chosen), chosen, names)
    write(out, trees, GUESS, ["not measured"])
    models, z = [], {}
    for k in range(FOLDS):
        others = [d for d in docs if hash_of(d.site) % FOLDS != k]
        model = fit(others, chosen)
        models.append(planted(model, chosen, names))
        z.update({id(d): says(model, d, chosen) for d in parts[k]})
        print("part", k, len(parts[k]), file=sys.stderr)
    best = best_settings(docs, z)
    files = [os.path.join(work, f"fold-{k}.tsv") for k in range(FOLDS)]
    for file, trees in zip(files, models):
        write(file, trees, best, ["learned without one part"])
    write(out, trees, best, ["not measured with the program"])
    figures = []
    for s in sorted({d.set for d in docs if d.is_measured}):
        found = []
        for k, (file, part) in enumerate(zip(files, parts)):
            headline = os.path.join(work, f"headline-{k}.tsv")
            found += program([d for d in part if d.set == s], example, work, headline, file)
        f, p, r = mean_f1(found)
        figures.append(f"{s}: {len(found)} documents, F1 {f:.4f} (precision {p:.4f}, recall {r:.4f})")
        print(figures[-1], file=sys.stderr)
    for s in sorted({d.set for d in docs if not d.is_measured}):
        some = [d.weight for d in docs if d.set == s]
        figures.append(f"{s}: {len(some)} documents of weight {some[0]:g}, learned from only")
    write(out, trees, best, figures)


def hash_of(text):
    h = 0
    for c in text:
        h = (h * 31 + ord(c)) % 1000003
    return h


def write(out, trees, chosen, figures):
    change, bias, least_page, least_outside = chosen
    settings = dict(bias=round(bias * 1000), change=round(change * 1000), least_page=least_page, least_outside=least_outside)
    write_table(out, "Trees of the rule line_model", "tools/line_model.py", figures, settings, trees)


def write_table(out, what, tool, figures, settings, trees):
    """The table that the program reads: what it is, the figures, settings, trees."""
    with open(out, "w", encoding="utf-8") as f:
        f.write(f"# {what}: a line a tree, a question before what follows a yes and what follows a no.\n")
        f.write("# A sign with a number is the neighbour's so many blocks behind; answers and costs are thousandths.\n")
        f.write(f"# Written by {tool}, which says how; figures by cross-validation over sites.\n")
        f.writelines(f"# {line}\n" for line in figures)
        f.writelines(f"{name}\t{value}\n" for name, value in settings.items())
        f.writelines(f"tree\t{tree}\n" for tree in trees)


if __name__ == "__main__":
    main()
