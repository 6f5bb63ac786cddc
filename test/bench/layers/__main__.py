"""Measures preplab's layers beside Keras and scikit-learn in one run and prints a table of ratios."""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile

from work import IMAGE_LAYERS, SIZES, options_of, works, write_data

HERE = pathlib.Path(__file__).parent
TORCHVISION = HERE / ".venv" / "bin" / "python"


class Side:
    """A process that runs tasks and times them itself."""

    def __init__(self, *command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        if self.process.stdout.readline().strip() != "ready":
            sys.exit(f"bench: {command[0]} did not start")

    def time(self, task):
        self.process.stdin.write(task + "\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def measure(ours, peer, work, rounds):
    """Medians of rounds that take turns; the first round warms up."""
    times = [(ours.time(work.task), peer.time(work.peer_task)) for _ in range(rounds + 1)][1:]
    return [statistics.median(side) for side in zip(*times)]


def main():
    parser = argparse.ArgumentParser(prog="test/bench/run layers", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--only", default="", help="rows whose name has this in it")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        write_data(folder)
        images = {
            f"image {layer} {size}": {"layer": layer, "size": size, "options": options_of(layer, size)}
            for layer in IMAGE_LAYERS
            for size in SIZES
        }
        ours = Side("node", HERE / "preplab.mjs", folder, json.dumps(images))
        peer = Side(sys.executable, HERE / "peer.py", folder)
        peers = {"Keras": peer}
        if TORCHVISION.exists():
            peers["torchvision v2"] = Side(TORCHVISION, HERE / "torchvision_peer.py", folder)
        print("| work | peer | peer, ms | preplab, ms | times as fast | at least |  |")
        print("|---|---|---:|---:|---:|---:|---|", flush=True)
        for work in works():
            if options.only not in work.name:
                continue
            side = peers.get(work.peer, peer)
            if work.peer == "torchvision v2" and side is peer:
                continue
            own, other = measure(ours, side, work, options.rounds)
            met = "met" if other / own >= work.promised else "**missed**"
            print(f"| {work.name} | {work.peer} | {other:.1f} | {own:.1f} | {other / own:.2f} | "
                  f"{work.promised} | {met} |", flush=True)
        for side in (ours, *peers.values()):
            side.end()
        if not options.only:
            subprocess.run(["node", HERE / "growth.mjs", folder], check=True)


main()
