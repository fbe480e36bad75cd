#!/usr/bin/env python3
"""Fits the weights of src/dedup/likeness.rs: logistic regression by Newton's method. Standard library only.

usage: tools/story_weights.py [--light SET,SET...] [--shift BIAS] ROWS.tsv...

Rows come from `cargo bench --bench stories -- features FOLDER`, one a candidate pair: number of the set, stories of the two
documents, 1 or 0 (one story or not), then the terms of `likeness::terms` in their order, tab-separated. Sets are weighed
equally, so that a large one does not drown the small ones; those named by --light (cut and shortened variants: 9 and above
of what the bench writes) count a quarter. Prints the bias and the weights, and for each set false and missed pairs at 0.5:
with weights fitted on everything, and by cross-validation over the stories in five parts (a pair is judged by weights that
have seen neither of its stories).
"""
import argparse
import math
import zlib

RIDGE = 5.0
PARTS = 5
LIGHT = 0.25


def read(file):
    sets = {}
    with open(file, encoding="utf-8") as rows:
        for row in rows:
            cells = row.rstrip("\n").split("\t")
            parts = tuple(zlib.crc32(story.encode()) % PARTS for story in cells[1:3])
            terms = [1.0] + [float(cell) for cell in cells[4:]]
            sets.setdefault(int(cells[0]), []).append((float(cells[3]), parts, terms))
    return sets


def solve(matrix, vector):
    rows = [row[:] + [value] for row, value in zip(matrix, vector)]
    size = len(rows)
    for i in range(size):
        best = max(range(i, size), key=lambda r: abs(rows[r][i]))
        rows[i], rows[best] = rows[best], rows[i]
        for r in range(size):
            if r != i and rows[i][i]:
                factor = rows[r][i] / rows[i][i]
                rows[r] = [x - factor * y for x, y in zip(rows[r], rows[i])]
    return [row[size] / row[i] if row[i] else 0.0 for i, row in enumerate(rows)]


def probability(weights, terms):
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, sum(w * t for w, t in zip(weights, terms))))))


def fit(sets):
    size = len(next(pairs[0][2] for _, pairs in sets if pairs))
    weights = [0.0] * size
    most = max(len(pairs) for _, pairs in sets)
    for _ in range(30):
        slope = [0.0 if i == 0 else -RIDGE * w for i, w in enumerate(weights)]
        curve = [[(RIDGE if i else 1e-6) if i == j else 0.0 for j in range(size)] for i in range(size)]
        for worth, pairs in sets:
            for same, _, terms in pairs:
                p = probability(weights, terms)
                share = worth * most / len(pairs)
                for i, x in enumerate(terms):
                    if x:
                        slope[i] += share * (same - p) * x
                        bend, row = share * p * (1 - p) * x, curve[i]
                        for j in range(i + 1):
                            row[j] += bend * terms[j]
        for i in range(size):
            for j in range(i):
                curve[j][i] = curve[i][j]
        step = solve(curve, slope)
        weights = [w + s for w, s in zip(weights, step)]
        if max(map(abs, step)) < 1e-5:
            break
    return weights


def judged(pairs, weights_of):
    false = missed = true = 0
    for same, parts, terms in pairs:
        yes = probability(weights_of(parts), terms) >= 0.5
        true += same == 1
        false += yes and not same
        missed += same == 1 and not yes
    return f"true {true} false {false} missed {missed}"


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("files", nargs="+")
    ap.add_argument("--light", default="")
    ap.add_argument("--shift", type=float, default=0.0)
    args = ap.parse_args()
    light = {int(number) for number in args.light.split(",") if number}
    named = [(f"{file}:{number}", LIGHT if number in light else 1.0, pairs)
             for file in args.files for number, pairs in sorted(read(file).items())]

    def fitted(keep):
        sets = [(worth, [pair for pair in pairs if keep(pair)]) for _, worth, pairs in named]
        weights = fit([(worth, pairs) for worth, pairs in sets if pairs])
        weights[0] += args.shift
        return weights

    weights = fitted(lambda pair: True)
    print("bias", round(weights[0], 3), "weights", [round(w, 3) for w in weights[1:]])
    others = [fitted(lambda pair, part=part: part not in pair[1]) for part in range(PARTS)]
    for name, _, pairs in named:
        print(name, "fitted:", judged(pairs, lambda parts: weights), "| unseen:", judged(pairs, lambda parts: others[parts[0]]))


main()
