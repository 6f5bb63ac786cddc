"""Saves models with what they predict, and compares what models that preplab saved predict.

    python -m interchange make DIR    DIR/NAME.keras and DIR/NAME.json for each model
    python -m interchange check DIR   loads each DIR/back/NAME.keras and writes DIR/back/results.json
"""

import base64
import json
import os
import pathlib
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import h5py
import keras
import numpy as np
import tensorflow as tf
from keras.src.legacy.saving import legacy_h5_format
from triples.record import record

from .models import MODELS


def predict(model, given):
    """Outputs by turns, those of a dictionary by its sorted keys."""
    return [np.asarray(output, "float32") for output in tf.nest.flatten(model(given, training=False))]


def make(folder):
    for name, build in MODELS.items():
        keras.utils.set_random_seed(1)
        keras.backend.clear_session()
        model, given = build()
        model.save(folder / f"{name}.keras")
        by_turns = [given[key] for key in sorted(given)] if isinstance(given, dict) else given
        written = {
            "inputs": [record(np.asarray(each)) for each in (by_turns if isinstance(by_turns, list) else [by_turns])],
            "isDict": isinstance(given, dict) and sorted(given),
            "outputs": [record(output) for output in predict(model, given)],
            "isCompiled": model.compiled,
        }
        if name == "network":
            model.save_weights(folder / "network.weights.h5")
            # as Keras 2 saved weights, which is how keras.applications publishes them
            with h5py.File(folder / "network_legacy.h5", "w") as file:
                legacy_h5_format.save_weights_to_hdf5_group(file, model)
            model.save(folder / "network_whole.h5")
        (folder / f"{name}.json").write_text(json.dumps(written))
    print(f"interchange: Keras {keras.__version__} saved {len(MODELS)} models")


def tensor(recorded):
    if recorded["dtype"] == "string":
        return tf.reshape(tf.constant(recorded["texts"], tf.string), recorded["shape"])
    values = np.frombuffer(base64.b64decode(recorded["bytes"]), recorded["dtype"])
    return tf.constant(values.reshape(recorded["shape"]))


def compare(file):
    """How far off the predictions are, relative to the largest above 1, or why there are none."""
    expected = json.loads(file.with_suffix(".json").read_text())
    model = keras.saving.load_model(file)
    given = [tensor(each) for each in expected["inputs"]]
    if expected.get("isDict"):
        given = dict(zip(expected["isDict"], given))
    elif len(given) == 1:
        given = given[0]
    worst = 0.0
    outputs = predict(model, given)
    assert len(outputs) == len(expected["outputs"]), f"{len(outputs)} outputs"
    for output, other in zip(outputs, map(tensor, expected["outputs"])):
        other = np.asarray(other)
        assert output.shape == other.shape, f"shape {output.shape}, not {other.shape}"
        largest = max(1.0, float(np.abs(other).max(initial=0)))
        worst = max(worst, float(np.abs(output - other).max(initial=0)) / largest)
    # a model that was compiled can be trained on
    return {"difference": worst, "isCompiled": bool(model.compiled)}


def check(folder):
    results = {}
    for file in sorted(folder.glob("*.keras")):
        keras.backend.clear_session()
        try:
            results[file.stem] = compare(file)
        except Exception as error:  # whatever Keras does not like is what is asked for
            results[file.stem] = {"error": f"{type(error).__name__}: {error}"[:2000]}
    (folder / "results.json").write_text(json.dumps(results))


task, folder = sys.argv[1], pathlib.Path(sys.argv[2])
make(folder) if task == "make" else check(folder)
