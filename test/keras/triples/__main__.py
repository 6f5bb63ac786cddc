"""Draws random triples (layer, options, input) and writes them with what Keras makes of them."""

import argparse
import json
import os
import pathlib
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import tensorflow as tf
from keras.src.layers.preprocessing.image_preprocessing import aug_mix

from . import audio, categories, features, images, numbers, texts
from .chance import Chance
from .record import record

DRAWINGS = {**images.DRAWINGS, **categories.DRAWINGS, **numbers.DRAWINGS, **texts.DRAWINGS, **audio.DRAWINGS, **features.DRAWINGS}
ATTEMPTS = 50


def plain(value):
    """Options as JSON can say them."""
    return json.loads(json.dumps(value, default=lambda array: np.asarray(array).tolist()))


def adapt(layer, data, batch_size):
    if batch_size is None:
        layer.adapt(data)
    else:
        layer.adapt(tf.data.Dataset.from_tensor_slices(data).batch(batch_size))


def learned(layer):
    if hasattr(layer, "get_vocabulary"):
        return {"vocabulary": [token.item() if hasattr(token, "item") else token
                               for token in layer.get_vocabulary()]}
    if hasattr(layer, "adapt_mean"):
        return {"mean": record(layer.adapt_mean), "variance": record(layer.adapt_variance)}
    if getattr(layer, "bin_boundaries", None) is not None:
        return {"binBoundaries": record(np.asarray(layer.bin_boundaries, "float32"))}
    return {}


class SeededChoice:
    """Stands for Python's `random` and draws from a layer's own stream."""

    def __init__(self, generator):
        self.generator = generator

    def choice(self, options):
        return options[int(keras.random.randint((1,), 0, len(options), seed=self.generator)[0])]


def compute(name, triple):
    """The triple with Keras's results; raises what Keras raises."""
    layer = getattr(keras.utils if name == "FeatureSpace" else keras.layers, name)(**triple["config"])
    if name == "AugMix":
        # Keras asks Python's random numbers, which no seed of the layer determines
        aug_mix.py_random = SeededChoice(layer.generator)
    written = {"layer": name, "config": plain(triple["config"])}
    if "adapt" in triple:
        data, batch_size = triple["adapt"], triple.get("batch_size")
        adapt(layer, data, batch_size)
        written["adapt"] = {"data": record(data), "batchSize": batch_size, "learned": learned(layer)}
    written["calls"] = []
    for call in triple["calls"]:
        given, options = call["input"], call.get("options", {})
        arrays = tf.nest.map_structure(tf.constant, given)
        output = layer(arrays, **options)
        written["calls"].append({
            "input": record(given),
            "options": {key: record(value) if isinstance(value, np.ndarray) else value
                        for key, value in options.items()},
            "output": record(output),
        })
    return written


def draw(name, seed, index):
    """The first attempt that Keras takes."""
    for attempt in range(ATTEMPTS):
        chance = Chance(seed, sorted(DRAWINGS).index(name), index, attempt)
        try:
            return compute(name, DRAWINGS[name](chance)), None
        except Exception as error:  # whatever Keras throws at options that exclude one another
            refusal = f"{name}: {(str(error) or repr(error)).splitlines()[0][:160]}"
    return None, refusal


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", help="layers, separated by commas")
    options = parser.parse_args()
    names = options.only.split(",") if options.only else list(DRAWINGS)
    with options.out.open("w", encoding="utf-8") as out:
        for number in range(options.count):
            name = names[number % len(names)]
            triple, refusal = draw(name, options.seed, number // len(names))
            if triple is None:
                sys.exit(f"triples: Keras took none of {ATTEMPTS} drawn options. {refusal}")
            triple["id"] = f"{name} {number // len(names)} of seed {options.seed}"
            out.write(json.dumps(triple) + "\n")
    print(f"triples: Keras {keras.__version__} computed {options.count} triples of {len(names)} layers")


main()
