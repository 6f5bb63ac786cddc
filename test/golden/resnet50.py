"""Records resnet50.json beside this file, from Keras 3.15.1 on TensorFlow 2.21."""

import json
from pathlib import Path

import keras
import numpy as np


def weyl(count, start):
    """Numbers in [-0.5, 0.5) that any language computes alike."""
    steps = (np.arange(count, dtype=np.uint64) + np.uint64(start)) * np.uint64(2654435761)
    return (steps & np.uint64(0xFFFFFFFF)).astype(np.float64) / 2**32 - 0.5


def set_weights(model):
    for number, layer in enumerate(sorted(model.layers, key=lambda layer: layer.name)):
        values = []
        for place, weight in enumerate(layer.get_weights()):
            drawn = weyl(weight.size, 1000 * number + 100 * place)
            if weight.ndim > 1:
                drawn = drawn * np.sqrt(24 / np.prod(weight.shape[:-1]))
            elif layer.name.endswith("_bn") and place in (0, 3):
                drawn = 1 + drawn
            values.append(drawn.reshape(weight.shape).astype("float32"))
        layer.set_weights(values)


def layers_of(model):
    rows = []
    for layer in model.layers:
        shape = layer.output.shape
        rows.append([type(layer).__name__, layer.name, list(shape), layer.count_params()])
    return rows


def main():
    build = keras.applications.ResNet50
    small = build(weights=None, include_top=False, input_shape=(32, 32, 3), pooling="avg")
    set_weights(small)
    image = (weyl(32 * 32 * 3, 7) * 255).reshape(1, 32, 32, 3).astype("float32")
    prepared = keras.applications.resnet50.preprocess_input(image.copy())
    recorded = {
        "top": layers_of(build(weights=None)),
        "withoutTop": layers_of(build(weights=None, include_top=False)),
        "pooled": [float(x) for x in small.predict(image, verbose=0)[0]],
        "prepared": [float(x) for x in prepared.ravel()[:12]],
    }
    Path(__file__).with_suffix(".json").write_text(json.dumps(recorded, separators=(",", ":")))


main()
