#!/usr/bin/env python3
"""Hold the figures of one set to its thresholds. usage: gates.py GATES.toml SET FIGURES.json   (standard library only)

FIGURES.json is what `score.py SET OUT --json FIGURES.json` wrote: {"all": {figure: 0.98 or "0.98 (right 7 wrong 0 …)"}}.
A line a threshold; exit 1 when one is not reached, or when its figure is not there.
"""
import json
import re
import sys
import tomllib


def share(figure):
    """The number that a figure begins with."""
    return float(str(figure).split()[0])


def count(figure, name):
    """The number behind a word of a figure: 0 in `… invented 0)`."""
    return int(re.search(rf"\b{name} (\d+)", str(figure)).group(1))


def failures(limits, figure):
    """What of `limits` the figure does not reach, in words."""
    for name, limit in limits.items():
        got = share(figure) if name in ("min", "max") else count(figure, name)
        if got < limit if name == "min" else got > limit:
            yield f"{name} {limit}"


def main():
    gates, name, figures = sys.argv[1:4]
    with open(gates, "rb") as file:
        wanted = tomllib.load(file)[name]
    with open(figures, encoding="utf-8") as file:
        got = json.load(file)["all"]
    bad = 0
    for key, limits in wanted.items():
        figure = got.get(key)
        missed = ["no such figure"] if figure is None else list(failures(limits, figure))
        said = ", ".join(f"{limit} {value}" for limit, value in limits.items())
        print(f"{'MISSED' if missed else 'reached':<8}{key:<11}{str(figure)[:64]:<66}{said}")
        bad += bool(missed)
    return bad > 0


if __name__ == "__main__":
    sys.exit(main())
