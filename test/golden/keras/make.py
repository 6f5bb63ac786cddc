"""Makes the files beside it with Keras 3.15.1: ../../keras/.venv/bin/python make.py"""

import json
import os
import pathlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import h5py
import keras
import numpy as np
import tensorflow as tf
from keras.src.legacy.saving import legacy_h5_format

L = keras.layers
FOLDER = pathlib.Path(__file__).parent
EXPECTED = {}


def save(name, model, given):
    draw = np.random.default_rng(1)
    for weight in model.weights:
        if not weight.path.startswith("normalization"):
            weight.assign(np.abs(draw.normal(scale=0.5, size=weight.shape)))
    model.save(FOLDER / f"{name}.keras")
    EXPECTED[name] = [np.asarray(each).tolist() for each in tf.nest.flatten(model(given, training=False))]


text = L.TextVectorization(output_sequence_length=4)
text.adapt(["a cat sat", "a dog"])
model = keras.Sequential([
    keras.Input((1,), dtype="string"), text, L.Embedding(6, 3, mask_zero=True), L.GRU(2), L.Dense(1, activation="sigmoid"),
])
model.compile("rmsprop", "binary_crossentropy", metrics=["accuracy"])
save("text", model, tf.constant([["a cat"], ["the dog sat here"]]))

x = inputs = L.Input((4, 4, 2), name="image")
x = L.BatchNormalization()(L.Conv2D(2, 3, activation="relu")(L.RandomFlip(seed=1)(L.Rescaling(0.5)(x))))
model = keras.Model(inputs, L.Dense(3)(L.Flatten()(x)))
model.compile(keras.optimizers.Adam(0.01), keras.losses.SparseCategoricalCrossentropy(from_logits=True))
save("image", model, tf.reshape(tf.range(64, dtype="float32"), (2, 4, 4, 2)) / 64)

colour, size = L.Input((1,), dtype="string", name="colour"), L.Input((2,), name="size")
lookup = L.StringLookup(output_mode="tf_idf")
lookup.adapt([["red"], ["green"], ["red"]])
scale = L.Normalization()
scale.adapt(np.array([[1, 2], [3, 6]], "float32"))
both = L.Concatenate()([lookup(colour), scale(size) * 2.0])
save("table", keras.Model({"size": size, "colour": colour}, {"z": L.Dense(1)(both), "a": both}),
     {"colour": tf.constant([["red"], ["blue"]]), "size": tf.constant([[1.0, 2], [5, 5]])})

x = inputs = L.Input((3, 2))
keras.Model(inputs, L.MultiHeadAttention(1, 2, name="attention")(x, x)).save(FOLDER / "attention.keras")

x = inputs = L.Input((2,))
model = keras.Model(inputs, L.Dense(1, name="second")(L.Dense(2, name="first")(x)))
model.set_weights([np.array([[1, 2], [3, 4]]), np.array([5, 6]), np.array([[7], [8]]), np.array([9])])
model.save_weights(FOLDER / "dense.weights.h5")
with h5py.File(FOLDER / "dense_legacy.h5", "w") as file:
    legacy_h5_format.save_weights_to_hdf5_group(file, model)
with h5py.File(FOLDER / "dense_chunks.h5", "w") as file:
    # a list of names beyond the size of an attribute goes into several
    legacy_h5_format.HDF5_OBJECT_HEADER_LIMIT = 20
    legacy_h5_format.save_weights_to_hdf5_group(file, model)

(FOLDER / "expected.json").write_text(json.dumps(EXPECTED, indent=1) + "\n")
