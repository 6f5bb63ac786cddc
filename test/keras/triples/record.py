"""Arrays and strings as JSON that loses no bit."""

import base64

import numpy as np
import tensorflow as tf


def record(value):
    """A tensor, an array, a ragged tensor, or a dictionary or list of them."""
    if isinstance(value, dict):
        return {"parts": {name: record(part) for name, part in value.items()}}
    if isinstance(value, list | tuple):
        return {"list": [record(part) for part in value]}
    if isinstance(value, tf.RaggedTensor):
        return {"ragged": value.to_list()}
    array = np.asarray(value)
    if array.dtype.kind in "OSU":
        texts = [text.decode() if isinstance(text, bytes) else str(text) for text in array.ravel()]
        return {"dtype": "string", "shape": array.shape, "texts": texts}
    kind = "<f4" if array.dtype.kind == "f" else "<i4"
    if array.dtype.kind in "iu" and array.size > 0 and np.abs(array).max() >= 2**31:
        raise OverflowError("a whole number beyond 32 bits, which TensorFlow.js cannot hold")
    content = base64.b64encode(np.ascontiguousarray(array.astype(kind)).tobytes()).decode()
    dtype = "float32" if kind == "<f4" else "int32"
    return {"dtype": dtype, "shape": array.shape, "bytes": content}
