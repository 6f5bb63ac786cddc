"""Runs one task of Keras or scikit-learn for each line read, and writes how many milliseconds it took."""

import os
import pathlib
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import tensorflow as tf
from sklearn.preprocessing import StandardScaler
from work import SIZES, options_of

BATCH = 1024


def lines(folder, name):
    return (folder / name).read_text(encoding="utf-8").split("\n")


def text_tasks(folder):
    documents = tf.constant(lines(folder, "documents.txt"))
    layer = keras.layers.TextVectorization()
    batches = tf.data.Dataset.from_tensor_slices(documents).batch(BATCH)
    layer.adapt(batches)

    def call():
        for start in range(0, len(documents), BATCH):
            layer(documents[start : start + BATCH])

    def data():
        for batch in batches.map(layer, num_parallel_calls=2):
            batch.shape.as_list()

    return {
        "text-adapt": lambda: keras.layers.TextVectorization().adapt(batches),
        "text-call": call,
        "text-data": data,
    }


def string_tasks(folder):
    strings = tf.constant(lines(folder, "strings.txt"))
    lookup = keras.layers.StringLookup(vocabulary=lines(folder, "vocabulary.txt"))
    hashing = keras.layers.Hashing(1000)
    return {"string-lookup": lambda: lookup(strings).numpy(), "hashing": lambda: hashing(strings).numpy()}


def number_tasks(folder):
    numbers = np.fromfile(folder / "numbers.f32", "<f4").reshape(-1, 10)
    tensor = tf.constant(numbers)
    return {
        "normalization": lambda: keras.layers.Normalization().adapt(tensor),
        "standard-scaler": lambda: StandardScaler().fit(numbers),
    }


def image_tasks(folder):
    tasks = {}
    for size, shape in SIZES.items():
        images = tf.constant(np.fromfile(folder / f"{size}.f32", "<f4").reshape(shape))
        for name in ("RandomRotation", "RandomZoom", "RandomTranslation", "RandomFlip", "RandomContrast",
                     "Resizing", "Rescaling"):
            layer = getattr(keras.layers, name)(**options_of(name, size))
            options = {"training": True} if name.startswith("Random") else {}
            tasks[f"image {name} {size}"] = (
                lambda layer=layer, images=images, options=options: layer(images, **options).numpy()
            )
    return tasks


def main():
    folder = pathlib.Path(sys.argv[1])
    tasks = {**text_tasks(folder), **string_tasks(folder), **number_tasks(folder), **image_tasks(folder)}
    print("ready", flush=True)
    for line in sys.stdin:
        began = time.perf_counter()
        tasks[line.strip()]()
        print((time.perf_counter() - began) * 1000, flush=True)


main()
