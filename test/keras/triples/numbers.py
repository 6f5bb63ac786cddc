"""Layers on numbers."""

import numpy as np


def values(chance, shape):
    kind = chance.choice("normal", "uniform", "whole", "shifted")
    if kind == "whole":
        return chance.numbers.integers(-20, 20, shape).astype("float32")
    if kind == "uniform":
        return chance.numbers.uniform(-100, 100, shape).astype("float32")
    spread = chance.real(0.1, 5)
    center = chance.real(-20, 20) if kind == "shifted" else 0
    return chance.numbers.normal(center, spread, shape).astype("float32")


def normalization(chance):
    rank = chance.whole(2, 4)
    shape = chance.shape(rank, 2, 5)
    axes = [axis for axis in range(1, rank) if chance.likely(0.4)]
    axis = chance.choice(-1, None, rank - 1, axes or None)
    config = dict(axis=axis, invert=chance.likely(0.3))
    triple = {"config": config, "calls": [{"input": values(chance, shape)} for _ in range(2)]}
    kept = {None: ()}.get(axis) if axis is None else tuple(
        shape[one] for one in (axis if isinstance(axis, list) else [axis]))
    if chance.likely(0.3):
        config["mean"] = chance.numbers.uniform(-5, 5, kept).astype("float32").tolist()
        config["variance"] = chance.numbers.uniform(0, 9, kept).astype("float32").tolist()
    else:
        triple["adapt"] = values(chance, (chance.whole(2, 40), *shape[1:]))
        triple["batch_size"] = chance.choice(None, 1, 3, 16)
    return triple


def discretization(chance):
    mode = chance.choice("int", "int", "one_hot", "multi_hot", "count")
    rank = chance.whole(1, 3) if mode in ("int", "one_hot") else chance.whole(1, 2)
    config = dict(output_mode=mode)
    calls = [{"input": values(chance, chance.shape(rank, 1, 6))} for _ in range(2)]
    triple = {"config": config, "calls": calls}
    if chance.likely():
        config["bin_boundaries"] = sorted(chance.real(-30, 30) for _ in range(chance.whole(1, 7)))
    else:
        config["num_bins"] = chance.whole(2, 8)
        config.update(chance.sometimes(0.5, epsilon=chance.choice(0.1, 0.05, 0.01, 0.001)))
        triple["adapt"] = chance.numbers.normal(0, 10, (chance.whole(20, 400),)).astype("float32")
        triple["batch_size"] = chance.choice(None, None, 7, 64)
    return triple


def rescaling(chance):
    shape = chance.shape(chance.whole(1, 4), 1, 5)
    per_channel = lambda: [chance.real(-3, 3) for _ in range(shape[-1])]
    config = dict(scale=per_channel() if chance.likely(0.3) else chance.real(-3, 3))
    config.update(chance.sometimes(
        0.6, offset=per_channel() if chance.likely(0.3) else chance.real(-3, 3)))
    inputs = [values(chance, shape), chance.numbers.integers(0, 256, shape).astype("int32")]
    return {"config": config, "calls": [{"input": given} for given in inputs]}


DRAWINGS = {
    "Normalization": normalization,
    "Discretization": discretization,
    "Rescaling": rescaling,
}
