"""What is measured, on which data, and what was promised."""

from dataclasses import dataclass

import numpy as np

TOKENS = 5_000_000
DOCUMENTS = 25_000
DISTINCT = 100_000
STRINGS = 1_000_000
SIZES = {"256x32x32x3": (256, 32, 32, 3), "32x224x224x3": (32, 224, 224, 3)}
IMAGE_LAYERS = {
    "RandomRotation": dict(factor=0.125, fill_mode="reflect", interpolation="bilinear", seed=1),
    "RandomZoom": dict(height_factor=0.2, fill_mode="reflect", interpolation="bilinear", seed=1),
    "RandomTranslation": dict(height_factor=0.2, width_factor=0.2, seed=1),
    "RandomFlip": dict(seed=1),
    "RandomContrast": dict(factor=0.5, seed=1),
    "Resizing": {},
    "Rescaling": dict(scale=1 / 255),
}
RESIZED = {"256x32x32x3": (24, 24), "32x224x224x3": (160, 160)}


@dataclass(frozen=True)
class Work:
    """One row of the table: a task of preplab, the same of a peer, and how many times faster it has to be."""

    name: str
    task: str
    peer: str
    peer_task: str
    promised: float


def options_of(layer, size):
    height, width = RESIZED[size]
    return dict(height=height, width=width) if layer == "Resizing" else IMAGE_LAYERS[layer]


def works():
    rows = [
        Work("TextVectorization.adapt, 5 M tokens", "text-adapt", "Keras", "text-adapt", 3),
        Work("TextVectorization call, 5 M tokens", "text-call", "Keras, eager", "text-call", 2),
        Work("TextVectorization call, 5 M tokens", "text-call", "Keras, tf.data, 2 threads", "text-data", 1),
        Work("StringLookup call, 1 M strings", "string-lookup", "Keras", "string-lookup", 1),
        Work("Hashing, 1 M strings", "hashing", "Keras", "hashing", 1),
        Work("Normalization.adapt, 1e7 floats", "normalization", "Keras", "normalization", 3),
        Work("Normalization.adapt, 1e7 floats", "normalization", "sklearn StandardScaler", "standard-scaler", 1),
    ]
    for layer in IMAGE_LAYERS:
        for size in SIZES:
            promised = 2 if layer == "RandomRotation" else 1
            task = f"image {layer} {size}"
            rows.append(Work(f"{layer}, {size}", task, "Keras", task, promised))
            if layer == "RandomRotation":
                rows.append(Work(f"{layer}, {size}", task, "torchvision v2", task, 1))
    return rows


def write_data(folder):
    """The same data for all sides: words by Zipf's law, strings, images and numbers."""
    numbers = np.random.default_rng(1)
    ranks = np.arange(1, DISTINCT + 1)
    chances = (1 / ranks) / (1 / ranks).sum()
    letters = np.array(list("abcdefghijklmnopqrstuvwxyz"))
    lengths = numbers.integers(2, 11, DISTINCT)
    words = np.array(["".join(numbers.choice(letters, length)) for length in lengths])
    ends = numbers.choice(["", "", "", ",", "."], TOKENS)
    tokens = np.char.add(numbers.choice(words, TOKENS, p=chances), ends)
    per_document = TOKENS // DOCUMENTS
    lines = [" ".join(tokens[at : at + per_document]) for at in range(0, TOKENS, per_document)]
    (folder / "documents.txt").write_text("\n".join(lines), encoding="utf-8")
    (folder / "strings.txt").write_text("\n".join(numbers.choice(words, STRINGS)), encoding="utf-8")
    (folder / "vocabulary.txt").write_text("\n".join(dict.fromkeys(words[:50_000])), encoding="utf-8")
    numbers.normal(3, 2, 10_000_000).astype("<f4").tofile(folder / "numbers.f32")
    for size, shape in SIZES.items():
        (numbers.random(shape) * 255).astype("<f4").tofile(folder / f"{size}.f32")
