#!/usr/bin/env python3
"""Fits the weights of src/dedup/likeness.rs: logistic regression by Newton's method. Standard library only.

usage: tools/story_weights.py FEATURES.tsv...

A row is a pair of `phin::dedup::candidate_pairs` over a set of documents whose stories are known: 1 or 0 (one story or
not), then the terms of `likeness::terms` in their order, tab-separated. Several files are weighed equally, so that a large
set does not drown the small ones. Prints the bias and the weights, and precision and recall at 0.5 for each file.
"""
import math
import sys

RIDGE = 3.0


def read(file):
    with open(file, encoding="utf-8") as rows:
        cells = [[float(cell) for cell in row.split("\t")] for row in rows if row.strip()]
    return [(row[0], [1.0] + row[1:]) for row in cells]


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
    size = len(sets[0][0][1])
    weights = [0.0] * size
    most = max(map(len, sets))
    for _ in range(30):
        slope = [0.0 if i == 0 else -RIDGE * w for i, w in enumerate(weights)]
        curve = [[(RIDGE if i else 1e-6) if i == j else 0.0 for j in range(size)] for i in range(size)]
        for pairs in sets:
            for same, terms in pairs:
                p = probability(weights, terms)
                for i in range(size):
                    slope[i] += most / len(pairs) * (same - p) * terms[i]
                    for j in range(size):
                        curve[i][j] += most / len(pairs) * p * (1 - p) * terms[i] * terms[j]
        step = solve(curve, slope)
        weights = [w + s for w, s in zip(weights, step)]
        if max(map(abs, step)) < 1e-5:
            break
    return weights


def main():
    sets = [read(file) for file in sys.argv[1:]]
    weights = fit(sets)
    print("bias", round(weights[0], 3), "weights", [round(w, 3) for w in weights[1:]])
    for file, pairs in zip(sys.argv[1:], sets):
        said = [(same, probability(weights, terms) >= 0.5) for same, terms in pairs]
        right = sum(1 for same, yes in said if same and yes)
        print(file, "precision", round(right / max(1, sum(yes for _, yes in said)), 4),
              "recall", round(right / max(1, sum(same for same, _ in said)), 4))


main()
