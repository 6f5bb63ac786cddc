"""FeatureSpace: columns of a table, encoded and put together."""

import numpy as np

from .categories import strings, tokens
from .numbers import values

KINDS = [
    "float", "float_rescaled", "float_normalized", "float_discretized", "integer_categorical",
    "string_categorical", "integer_hashed", "string_hashed",
]


def feature_space(chance):
    names = tokens(chance, chance.whole(1, 5), extra=0)
    names = [f"f{number}{''.join(filter(str.isascii, name)).strip().replace(' ', '')}"
             for number, name in enumerate(names)]
    kinds = {name: chance.choice(*KINDS) for name in names}
    known = tokens(chance, 6)

    def column(kind, count):
        if kind.startswith("string"):
            return strings(chance, known, (count,))
        if kind.startswith("integer"):
            return chance.numbers.integers(0, 9, (count,))
        return values(chance, (count,))

    crossable = [name for name in names if "float" not in kinds[name]]
    config = dict(
        features=kinds,
        output_mode=chance.choice("concat", "dict"),
        crossing_dim=chance.whole(2, 9),
        hashing_dim=chance.whole(2, 9),
        num_discretization_bins=chance.whole(2, 5),
    )
    if len(crossable) >= 2 and chance.likely(0.6):
        config["crosses"] = [crossable[:2]]
    data = {name: column(kind, 40) for name, kind in kinds.items()}
    inputs = {name: column(kind, 5) for name, kind in kinds.items()}
    return {"config": config, "adapt": data, "calls": [{"input": inputs}]}


DRAWINGS = {"FeatureSpace": feature_space}
