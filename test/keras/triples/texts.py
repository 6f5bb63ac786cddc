"""Text vectorization."""

import numpy as np

WORDS = [
    "the", "The", "THE", "cat", "sat,", "on!", "mat.", "don't", "a-b", "[UNK]", "foo_bar", "é", "É", "ÉCOLE",
    "“quoted”", "—", "😀", "👩‍👩‍👧", "e\u0301", "ПРИВЕТ", "日本語", "x\u00a0y", "\u2003", "\u200b", "1,000", "$5",
    "`tick`", "\\", "a/b", "__proto__", "constructor", "İ", "ſ", "K", "\ue000", "\U00010000",
]
BLANKS = [" ", "  ", "\t", "\n", "\v", "\f", "\r\n", " \t "]


def text(chance):
    words = [chance.choice(*WORDS) + chance.choice(*BLANKS) for _ in range(chance.whole(0, 9))]
    return chance.choice("", "", " ") + "".join(words)


def texts(chance, count):
    array = np.empty((count,), object)
    array[:] = [text(chance) for _ in range(count)]
    return array


def text_vectorization(chance):
    mode = chance.choice("int", "int", "multi_hot", "count", "tf_idf")
    config = dict(
        output_mode=mode,
        standardize=chance.choice(
            "lower_and_strip_punctuation", "lower_and_strip_punctuation", "lower", "strip_punctuation", None
        ),
        split=chance.choice("whitespace", "whitespace", "character", None),
    )
    config.update(chance.sometimes(0.3, ngrams=chance.choice(1, 2, 3, [1, 3], [2])))
    if mode == "int":
        config.update(chance.sometimes(0.4, output_sequence_length=chance.whole(1, 12)))
        config.update(chance.sometimes(0.2, ragged=True))
    triple = {"config": config}
    if chance.likely(0.3):
        known = list(dict.fromkeys(word.lower() for word in WORDS if word != "[UNK]"))
        config["vocabulary"] = known[: chance.whole(1, len(known))]
        if mode == "tf_idf":
            config["idf_weights"] = [chance.real(0, 3) for _ in config["vocabulary"]]
    else:
        config.update(chance.sometimes(0.4, max_tokens=chance.whole(3, 30)))
        if mode != "int" and "max_tokens" in config:
            config.update(chance.sometimes(0.5, pad_to_max_tokens=True))
        triple["adapt"] = texts(chance, chance.whole(1, 12))
        # Keras takes a batch of rank 1 from a dataset for one document
        triple["batch_size"] = None if mode == "tf_idf" else chance.choice(None, 1, 4)
    column = chance.likely(0.3) and config["split"] is not None
    inputs = [texts(chance, chance.whole(1, 6)) for _ in range(2)]
    triple["calls"] = [{"input": given[:, None] if column else given} for given in inputs]
    return triple


DRAWINGS = {"TextVectorization": text_vectorization}
