"""One training step of a Keras model for each line read, with its ms and CPU ms; or `peer.py MODEL STEPS` once."""

import os
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
from keras import layers

BATCH = 32


def resnet50():
    model = keras.applications.ResNet50(weights=None, input_shape=(32, 32, 3), classes=10)
    model.compile(optimizer=keras.optimizers.RMSprop(1e-3), loss="sparse_categorical_crossentropy")
    return model


def cnn():
    model = keras.Sequential([
        keras.Input((32, 32, 3)),
        layers.Conv2D(32, 3, activation="relu"),
        layers.MaxPooling2D(2),
        layers.Conv2D(64, 3, activation="relu"),
        layers.BatchNormalization(),
        layers.MaxPooling2D(2),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer=keras.optimizers.Adam(1e-3), loss="sparse_categorical_crossentropy")
    return model


def gru():
    model = keras.Sequential([
        keras.Input((50,), dtype="int32"),
        layers.Embedding(5000, 16),
        layers.GRU(8),
        layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(optimizer=keras.optimizers.RMSprop(1e-3), loss="binary_crossentropy")
    return model


def data(name):
    random = np.random.default_rng(0)
    if name == "gru":
        return random.integers(0, 5000, (BATCH, 50)), random.integers(0, 2, (BATCH, 1))
    return random.normal(size=(BATCH, 32, 32, 3)).astype("float32"), random.integers(0, 10, (BATCH, 1))


STEPS = {}


def step(name):
    if name not in STEPS:
        model = {"resnet50": resnet50, "cnn": cnn, "gru": gru}[name]()
        x, y = data(name)
        STEPS[name] = lambda: model.train_on_batch(x, y)
    STEPS[name]()


def main():
    if len(sys.argv) > 1:
        for _ in range(int(sys.argv[2])):
            step(sys.argv[1])
        return
    print("ready", flush=True)
    for line in sys.stdin:
        began, before = time.perf_counter(), time.process_time()
        step(line.strip())
        print((time.perf_counter() - began) * 1000, (time.process_time() - before) * 1000, flush=True)


main()
