"""Lookups, hashes and encodings of categories."""

import numpy as np

TOKENS = [
    "foo_bar", "Hello", "[UNK]", "new\nline", "😀", "_x", "__proto__", "constructor", "", " ", "a", "b",
    "A", "é", "e\u0301", "ß", "Привет", "日本", "\ue000", "\U00010000", "x" * 40, "0", "-1", "NaN",
]
ENCODED = ("one_hot", "multi_hot", "count")


def letters(chance):
    return "".join(chance.choice(*"abcdeXYZ 0é😀_") for _ in range(chance.whole(0, 6)))


def tokens(chance, count, extra=0.3):
    """Different tokens, hostile ones among them."""
    found = {}
    while len(found) < count:
        found[chance.choice(*TOKENS) if chance.likely(extra) else letters(chance)] = None
    return list(found)


def strings(chance, pool, shape):
    array = np.empty(shape, object)
    for place in np.ndindex(*shape):
        array[place] = chance.choice(*pool)
    return array


def output(chance, *, tf_idf=False):
    modes = ("int", "int", *ENCODED, *(("tf_idf",) if tf_idf else ()))
    return chance.choice(*modes)


# Keras reduces axis 1 of higher ranks where its documentation says the last one
def input_shape(chance, mode):
    rank = chance.whole(1, 3) if mode in ("int", "one_hot") else chance.whole(1, 2)
    return chance.shape(rank, 1, 5)


def lookup(chance, vocabulary, given, mask_choices):
    """Options that string and integer lookups share, with the vocabulary or what to adapt to."""
    mode = output(chance, tf_idf=True)
    config = dict(output_mode=mode, num_oov_indices=chance.choice(1, 1, 2, 3))
    config.update(chance.sometimes(0.4, mask_token=chance.choice(*mask_choices)))
    config["vocabulary"] = [token for token in vocabulary if token != config.get("mask_token")]
    if mode == "tf_idf":
        config["idf_weights"] = [chance.real(0, 3) for _ in config["vocabulary"]]
    if mode != "int" and chance.likely(0.3):
        config.update(max_tokens=len(vocabulary) + chance.whole(4, 8), pad_to_max_tokens=True)
    shapes = [input_shape(chance, mode)] * 2
    triple = {"config": config, "calls": [{"input": given(shape)} for shape in shapes]}
    if chance.likely(0.5):
        config.pop("vocabulary")
        config.pop("idf_weights", None)
        if mode == "int" and chance.likely(0.3):
            config["max_tokens"] = chance.whole(config["num_oov_indices"] + 2, 12)
        rank = 2 if mode == "tf_idf" else chance.choice(1, 2)
        triple["adapt"] = given(chance.shape(rank, 3, 12))
        triple["batch_size"] = chance.choice(None, 1, 2, 5)
    return triple


def string_lookup(chance):
    known = [token for token in tokens(chance, chance.whole(1, 9)) if token != "[UNK]"] or ["a"]
    pool = known + tokens(chance, 4)
    triple = lookup(chance, known, lambda shape: strings(chance, pool, shape), ("", "a", "[MASK]"))
    config = triple["config"]
    if config["num_oov_indices"] > 1 and chance.likely(0.3):
        config["salt"] = chance.choice(chance.whole(0, 10**6), [chance.whole(0, 999), chance.whole(0, 999)])
    if config["output_mode"] == "int" and "vocabulary" in config and chance.likely(0.2):
        config["invert"] = True
        config["num_oov_indices"] = 1
        config.pop("salt", None)
        for call in triple["calls"]:
            call["input"] = chance.numbers.integers(0, len(known) + 4, call["input"].shape)
    return triple


def integer_lookup(chance):
    known = sorted({chance.whole(-50, 50) for _ in range(chance.whole(2, 9))} - {-1, 0}) or [5]
    chance.numbers.shuffle(known)
    known = [int(token) for token in known]
    pool = known + [chance.whole(-60, 60) for _ in range(4)]

    def given(shape):
        return chance.numbers.choice(pool, shape).astype("int64")

    triple = lookup(chance, known, given, (0, 7))
    config = triple["config"]
    if config["num_oov_indices"] > 1 and chance.likely(0.4):
        config["oov_method"] = "farmhash"
        if chance.likely():
            config["salt"] = chance.whole(0, 10**6)
    if config["output_mode"] == "int" and "vocabulary" in config and chance.likely(0.2):
        config["invert"] = True
        config["num_oov_indices"] = 1
        config.pop("oov_method", None)
        config.pop("salt", None)
        for call in triple["calls"]:
            call["input"] = chance.numbers.integers(0, len(known) + 4, call["input"].shape)
    return triple


def hashing(chance):
    mode = chance.choice("int", "int", *ENCODED)
    config = dict(num_bins=chance.whole(1, 40), output_mode=mode)
    config.update(chance.sometimes(
        0.4, salt=chance.choice(chance.whole(-5, 10**6), [chance.whole(0, 999), chance.whole(0, 999)])))
    shape = input_shape(chance, mode)
    if chance.likely():
        pool = tokens(chance, 8) + ["y" * chance.whole(16, 200)]
        config.update(chance.sometimes(0.3, mask_value=chance.choice(*pool)))
        inputs = [strings(chance, pool, shape) for _ in range(2)]
    else:
        config.update(chance.sometimes(0.3, mask_value=chance.whole(-9, 9)))
        inputs = [chance.numbers.integers(-(10**chance.whole(1, 9)), 10**9, shape) for _ in range(2)]
    return {"config": config, "calls": [{"input": given} for given in inputs]}


def hashed_crossing(chance):
    config = dict(num_bins=chance.whole(1, 60), output_mode=chance.choice("int", "one_hot"))
    shape = chance.choice((), (chance.whole(1, 6),), (chance.whole(1, 6), 1))
    pool = tokens(chance, 8)

    def column():
        if chance.likely():
            return strings(chance, pool, shape)
        return np.asarray(chance.numbers.integers(-999, 999, shape))

    calls = [{"input": [column() for _ in range(chance.whole(2, 4))]} for _ in range(2)]
    return {"config": config, "calls": calls}


def category_encoding(chance):
    mode = chance.choice(*ENCODED)
    config = dict(num_tokens=chance.whole(2, 12), output_mode=mode)
    calls = []
    for _ in range(2):
        shape = input_shape(chance, mode)
        # beyond the number of tokens Keras drops, and so does the layer; below 0 it refuses
        given = chance.numbers.integers(0, config["num_tokens"] + chance.choice(0, 0, 2), shape)
        call = {"input": given}
        if mode == "count" and chance.likely(0.4):
            call["options"] = {"count_weights": chance.numbers.uniform(-2, 2, shape).astype("float32")}
        calls.append(call)
    return {"config": config, "calls": calls}


DRAWINGS = {
    "StringLookup": string_lookup,
    "IntegerLookup": integer_lookup,
    "Hashing": hashing,
    "HashedCrossing": hashed_crossing,
    "CategoryEncoding": category_encoding,
}
