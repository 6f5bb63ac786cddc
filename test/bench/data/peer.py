"""Runs one pipeline of tf.data with a Keras layer for each line read, and writes how many milliseconds it took."""

import os
import pathlib
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import tensorflow as tf


def main():
    folder = pathlib.Path(sys.argv[1])
    documents = (folder / "documents.txt").read_text(encoding="utf-8").split("\n")
    texts = tf.data.Dataset.from_tensor_slices(documents).batch(1024)
    vectorizer = keras.layers.TextVectorization()
    vectorizer.adapt(texts)
    images = np.fromfile(folder / "images.f32", "<f4").reshape(-1, 256, 32, 32, 3)
    rotation = keras.layers.RandomRotation(0.125, seed=1)
    tasks = {
        "text": texts.map(vectorizer, num_parallel_calls=2),
        "image": tf.data.Dataset.from_tensor_slices(images).map(
            lambda batch: rotation(batch, training=True), num_parallel_calls=2),
    }
    print("ready", flush=True)
    for line in sys.stdin:
        began = time.perf_counter()
        for batch in tasks[line.strip()]:
            batch.shape.as_list()
        print((time.perf_counter() - began) * 1000, flush=True)


main()
