"""Measures preplab's pipelines on two cores beside one core and beside Keras's, and prints a table of ratios."""

import argparse
import os
import pathlib
import statistics
import sys
import tempfile

import numpy as np

HERE = pathlib.Path(__file__).parent
sys.path.append(str(HERE.parent))
from side import Side

DISTINCT = 100_000
PER_DOCUMENT = 200


def write_data(folder, tokens, images):
    """The same data for all sides: words by Zipf's law, and images."""
    numbers = np.random.default_rng(1)
    chances = 1 / np.arange(1, DISTINCT + 1)
    letters = np.array(list("abcdefghijklmnopqrstuvwxyz"))
    words = np.array(["".join(numbers.choice(letters, length)) for length in numbers.integers(2, 11, DISTINCT)])
    ends = numbers.choice(["", "", "", ",", "."], tokens)
    drawn = np.char.add(numbers.choice(words, tokens, p=chances / chances.sum()), ends)
    lines = [" ".join(drawn[at : at + PER_DOCUMENT]) for at in range(0, tokens, PER_DOCUMENT)]
    (folder / "documents.txt").write_text("\n".join(lines), encoding="utf-8")
    (numbers.random((images, 256, 32, 32, 3), dtype="<f4") * 255).tofile(folder / "images.f32")


def main():
    parser = argparse.ArgumentParser(prog="test/bench/run data", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--tokens", type=int, default=5_000_000)
    parser.add_argument("--images", type=int, default=64, help="batches of 256 images of 32x32x3")
    options = parser.parse_args()
    cores = sorted(os.sched_getaffinity(0))[:2]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        write_data(folder, options.tokens, options.images)
        node = ("node", HERE / "preplab.mjs", folder)
        sides = {"two": Side(*node, cores=cores), "one": Side(*node, cores=cores[:1]),
                 "keras": Side(sys.executable, HERE / "peer.py", folder, cores=cores)}
        texts = f"TextVectorization, {options.tokens / 1e6:g} M tokens"
        images = f"RandomRotation, {options.images} x 256x32x32x3"
        rows = [
            (texts, "text-parallel", "preplab, map on one core", "one", "text-map", 1.5),
            (texts, "text-parallel", "Keras, tf.data, 2 calls", "keras", "text", 1),
            (texts + ", in a function", "text-parallel-fn", "preplab, map on one core", "one", "text-map", 1.5),
            (images, "image-parallel", "preplab, map on one core", "one", "image-map", 1),
            (images, "image-parallel", "Keras, tf.data, 2 calls", "keras", "image", 1),
        ]
        print("| pipeline, parallelMap on 2 threads | peer | peer, ms | preplab, ms | times as fast | at least |  |")
        print("|---|---|---:|---:|---:|---:|---|", flush=True)
        for work, task, peer, side, peer_task, promised in rows:
            # the sides take turns; the first round warms up
            times = [(sides["two"].time(task), sides[side].time(peer_task)) for _ in range(options.rounds + 1)]
            own, other = (statistics.median(each) for each in zip(*times[1:]))
            met = "met" if other / own >= promised else "**missed**"
            print(f"| {work} | {peer} | {other:.1f} | {own:.1f} | {other / own:.2f} | {promised} | {met} |",
                  flush=True)
        for side in sides.values():
            side.end()


main()
