"""Models that Keras trains and saves: each layer that goes from Keras to preplab is in one of them."""

import keras
import numpy as np
import tensorflow as tf

L = keras.layers
K = keras.ops
TEXTS = ["the cat sat on the mat", "a dog ate my homework", "the dog sat", "cats and dogs, all day"]


def chance(*shape):
    return np.random.default_rng(len(shape) + sum(shape)).normal(size=shape).astype("float32")


def scatter(model):
    """Weights that are not 0 and 1, so that none can be mistaken for another; those of Normalization stay."""
    draw = np.random.default_rng(3)
    for weight in model.weights:
        if weight.dtype == "float32" and not weight.path.startswith("normalization"):
            value = draw.normal(scale=0.4, size=weight.shape).astype("float32")
            weight.assign(np.abs(value) + 0.1 if "variance" in weight.name else value)
    return model


def cnn():
    x = inputs = L.Input((12, 12, 3))
    x = L.Rescaling(1 / 255, offset=-0.5)(x)
    x = L.RandomFlip("horizontal", seed=1)(x)
    x = L.RandomRotation(0.1, seed=2)(x)
    x = L.RandomZoom(0.1, seed=3)(x)
    x = L.RandomTranslation(0.1, 0.1, seed=3)(x)
    x = L.RandomContrast(0.2, seed=4)(x)
    x = L.Conv2D(6, 3, padding="same", use_bias=False)(x)
    x = L.BatchNormalization()(x)
    x = L.Activation("relu")(x)
    x = L.MaxPooling2D()(x)
    x = L.SeparableConv2D(8, 3, padding="same", activation="silu", depth_multiplier=2)(x)
    x = L.DepthwiseConv2D(3, activation="relu6")(x)
    x = L.BatchNormalization(momentum=0.9, scale=False)(x)
    x = L.SpatialDropout1D(0.1)(L.Reshape((16, 8))(x))
    x = L.Dropout(0.3)(L.Reshape((4, 4, 8))(x))
    x = L.GlobalAveragePooling2D()(x)
    outputs = L.Dense(3, activation="softmax")(x)
    model = keras.Model(inputs, outputs)
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    images = np.random.default_rng(0).integers(0, 256, (16, 12, 12, 3)).astype("float32")
    model.fit(images, np.arange(16) % 3, epochs=3, batch_size=8, verbose=0)
    return model, images[:5]


def text_gru():
    text = L.TextVectorization(max_tokens=30, output_sequence_length=8)
    text.adapt(TEXTS)
    model = keras.Sequential([
        keras.Input((1,), dtype="string"), text, L.Embedding(30, 6, mask_zero=True),
        L.GRU(5), L.Dense(4, activation="relu"), L.Dense(1, activation="sigmoid"),
    ])
    model.compile(keras.optimizers.RMSprop(0.01), "binary_crossentropy", metrics=["accuracy"])
    strings = tf.constant([[text] for text in TEXTS])
    model.fit(strings, np.array([[0.0], [1], [0], [1]]), epochs=4, verbose=0)
    return model, tf.constant([["the cat ate"], ["nothing known"], ["a dog and my homework all day on"]])


def text_bidirectional():
    text = L.TextVectorization(ngrams=2, output_sequence_length=9, vocabulary=["the", "cat", "dog", "the cat"])
    x = inputs = L.Input((), dtype="string")
    x = L.Embedding(6, 4, mask_zero=True)(text(x))
    x = L.Bidirectional(L.LSTM(3, return_sequences=True))(x)
    y = L.Bidirectional(L.GRU(2, reset_after=False), merge_mode="sum")(x)
    z = L.Bidirectional(L.LSTM(2, unit_forget_bias=False, activation="softsign"), merge_mode="mul")(x)
    outputs = L.Concatenate()([y, z, L.GlobalAveragePooling1D()(x)])
    return scatter(keras.Model(inputs, outputs)), tf.constant(TEXTS)


def text_tf_idf():
    text = L.TextVectorization(output_mode="tf_idf", standardize="lower", split="character")
    text.adapt(TEXTS)
    model = keras.Sequential([keras.Input((1,), dtype="string"), text, L.Dense(2)])
    return scatter(model), tf.constant([["the dog"], ["xyz"]])


def lost_mask():
    model = keras.Sequential([
        keras.Input((6,), dtype="int32"), L.Embedding(5, 3, mask_zero=True), L.LSTM(3), L.RepeatVector(6),
        L.LSTM(2, return_sequences=True), L.GlobalAveragePooling1D(), L.Dense(2),
    ])
    return scatter(model), tf.constant([[1, 2, 3, 0, 0, 0], [4, 1, 0, 0, 0, 0]])


def table():
    colour, size, numbers, day = (L.Input((1,), dtype="string", name="colour"), L.Input((1,), dtype="int32", name="size"),
                                  L.Input((3,), name="numbers"), L.Input((1,), dtype="int32", name="day"))
    lookup = L.StringLookup(output_mode="one_hot", num_oov_indices=2)
    lookup.adapt(["red", "green", "green", "blue"])
    given = L.StringLookup(vocabulary=["red", "blue"], output_mode="multi_hot")
    sizes = L.IntegerLookup(output_mode="tf_idf")
    sizes.adapt([[10, 20], [10, 30]])
    scale = L.Normalization()
    scale.adapt(np.array([[1, 2, 3], [4, 9, 1], [0, 0, 5]], "float32"))
    known = L.Normalization(mean=[1.0, 2, 3], variance=[4.0, 1, 9])
    bins = L.Discretization(num_bins=4)
    bins.adapt(np.arange(20, dtype="float32"))
    edges = L.Discretization([0.0, 1.5], output_mode="one_hot")
    parts = [lookup(colour), given(colour), sizes(size), scale(numbers), known(numbers),
             L.Rescaling(0.1)(numbers), L.CategoryEncoding(7, output_mode="one_hot")(day),
             L.Hashing(5, output_mode="one_hot")(colour), L.Hashing(4, output_mode="one_hot", salt=[1, 2])(day),
             L.HashedCrossing(6, output_mode="one_hot")([colour, day]),
             L.Flatten()(L.Embedding(5, 2)(bins(numbers))), L.Flatten()(edges(numbers))]
    x = L.Dense(4, activation="tanh")(L.Concatenate()(parts))
    model = keras.Model({"colour": colour, "size": size, "numbers": numbers, "day": day},
                        {"z": L.Dense(1)(x), "a": L.Dense(2)(x)})
    given = {"colour": tf.constant([["red"], ["pink"], ["blue"]]), "size": tf.constant([[10], [30], [5]]),
             "numbers": tf.constant([[0.5, 1, 2], [9, 8, 7], [-1, 3, 3]], tf.float32), "day": tf.constant([[0], [3], [6]])}
    return scatter(model), given


def sound():
    x = inputs = L.Input((400,))
    mel = L.MelSpectrogram(num_mel_bins=8, fft_length=64, sequence_stride=32, sampling_rate=8000, window=None)(x)
    stft = L.STFTSpectrogram(mode="log", frame_length=40, frame_step=30, fft_length=64, window=None)(L.Reshape((400, 1))(x))
    return keras.Model(inputs, [mel, L.GlobalAveragePooling1D()(stft)]), chance(2, 400)


def late():
    """Built by its data, as most scripts do it."""
    numbers = L.Normalization(axis=None)
    numbers.adapt(chance(20, 4) * 3)
    model = keras.Sequential([numbers, L.Dense(3, activation="relu"), L.Dropout(0.1), L.Dense(1)])
    model.compile("sgd", "mse", metrics=["mae", keras.metrics.MeanSquaredError()], loss_weights=None)
    model.fit(chance(8, 4), chance(8, 1), verbose=0)
    return model, chance(3, 4)


def transfer():
    """A frozen base without training under a new head."""
    x = base_input = L.Input((8, 8, 3))
    x = L.BatchNormalization()(L.Conv2D(4, 3)(x))
    base = keras.Model(base_input, L.ReLU(6.0)(x), name="base")
    base.trainable = False
    x = inputs = L.Input((8, 8, 3), dtype="uint8")
    x = base(L.Rescaling(1 / 127.5, offset=-1)(x), training=False)
    x = L.Dropout(0.2)(L.GlobalAveragePooling2D()(x))
    model = scatter(keras.Model(inputs, L.Dense(1)(x)))
    model.compile(keras.optimizers.Adamax(0.01), keras.losses.BinaryCrossentropy(from_logits=True),
                  metrics=[keras.metrics.BinaryAccuracy()])
    return model, np.abs(chance(2, 8, 8, 3) * 99).astype("int32") % 256


def nested():
    x = inner_input = L.Input((4,))
    inner = keras.Model(inner_input, [L.Dense(3)(x), L.Dense(3, activation="elu")(x)], name="pair")
    stack = keras.Sequential([keras.Input((3,)), L.Dense(5), L.BatchNormalization(), L.Dense(4)], name="stack")
    shared = L.Dense(4, activation="tanh")
    a, b = L.Input((4,)), L.Input((4,))
    left, right = inner(shared(a))
    again, _ = inner(shared(b))
    outputs = [stack(left), L.Dense(2)(L.Subtract()([right, again]) if False else L.Add()([right, again])), stack(right)]
    outer = keras.Model([a, b], outputs)
    return scatter(keras.Model([a, b], outer([a, b]) + [L.Dense(1)(a)])), [chance(3, 4), chance(3, 4) * 2]


def recurrent():
    sequence, start = L.Input((6, 3)), L.Input((4,))
    encoded, h, c = L.LSTM(4, return_state=True, return_sequences=True)(sequence)
    decoded = L.LSTM(4)(encoded, initial_state=[h, c])
    later = L.GRU(4, return_sequences=True, go_backwards=True)(sequence, initial_state=start)
    stacked = L.RNN([L.LSTMCell(3), L.GRUCell(2), L.SimpleRNNCell(4)])(sequence)
    steps = L.TimeDistributed(L.Dense(2, activation="relu"))(later)
    plain = L.SimpleRNN(3, activation="relu", use_bias=False)(L.Masking(0.5)(sequence))
    hard = L.LSTM(2, recurrent_activation="hard_sigmoid", recurrent_dropout=0.2, dropout=0.1)(sequence)
    cells = L.RNN(L.GRUCell(3, reset_after=False), return_sequences=True)(sequence)
    model = keras.Model([sequence, start], [decoded, stacked, steps, plain, hard, cells])
    return scatter(model), [chance(3, 6, 3), chance(3, 4)]


def signal():
    x = inputs = L.Input((16, 3))
    x = L.Conv1D(6, 3, strides=2, padding="same", activation="relu")(x)
    x = L.Conv1D(6, 2, dilation_rate=2, padding="same")(x)
    x = L.LayerNormalization(epsilon=1e-4)(x)
    a = L.PReLU(shared_axes=[1])(L.AveragePooling1D(2)(x))
    b = L.LeakyReLU(0.2)(L.MaxPooling1D(3, strides=2, padding="same")(x))
    outputs = [L.GlobalAveragePooling1D()(a), L.GlobalMaxPooling1D()(b), L.ELU()(a),
               L.Softmax()(b), L.ReLU(max_value=1.0)(a), L.GaussianNoise(0.1)(L.GaussianDropout(0.1)(b)),
               L.AlphaDropout(0.1)(L.Activation("gelu")(x)), L.LayerNormalization(axis=[1, 2], scale=False)(x)]
    return scatter(keras.Model(inputs, outputs)), chance(2, 16, 3)


def volumes():
    image, volume = L.Input((6, 6, 2)), L.Input((4, 4, 4, 2))
    x = L.ZeroPadding2D(((1, 2), (0, 1)))(image)
    x = L.Conv2DTranspose(3, 3, strides=2, padding="same", activation="relu")(x)
    x = L.Cropping2D(((1, 0), (2, 1)))(L.UpSampling2D((2, 3))(x))
    x = L.AveragePooling2D((2, 3), padding="same")(x)
    y = L.Conv3D(3, 2, strides=(1, 2, 1))(volume)
    y = L.Conv3DTranspose(2, 2, padding="same")(y)
    y = L.MaxPooling3D((2, 1, 2))(y)
    y = L.AveragePooling3D((1, 2, 1))(y)
    dilated = L.Conv2D(2, 2, dilation_rate=(2, 1))(image)
    outputs = [L.GlobalMaxPooling2D()(x), L.Flatten()(y), dilated]
    return scatter(keras.Model([image, volume], outputs)), [chance(2, 6, 6, 2), chance(2, 4, 4, 4, 2)]


def merges():
    a, b = L.Input((3,)), L.Input((3,))
    both = [a, b]
    x = L.Concatenate()([L.Add()(both), L.Average()(both), L.Maximum()(both), L.Minimum()(both), L.Multiply()(both),
                         L.Dot(axes=1, normalize=True)(both)])
    y = K.relu(a * 2.0 - b / 4) + 1
    y = -y * K.exp(b) if False else y * K.tanh(b)
    return scatter(keras.Model(both, [L.Dense(2)(x), y, 1 - a])), [chance(4, 3), chance(4, 3) * 3]


def shapes():
    x = inputs = L.Input((6,))
    y = L.Permute((2, 1))(L.Reshape((2, -1))(x))
    z = L.RepeatVector(3)(x)
    return keras.Model(inputs, [L.Flatten()(y), L.Flatten()(x), y, z]), chance(2, 6)


def activations():
    names = ["celu", "elu", "exponential", "gelu", "hard_shrink", "hard_sigmoid", "hard_silu", "hard_tanh",
             "leaky_relu", "linear", "log_sigmoid", "log_softmax", "mish", "relu", "relu6", "selu", "sigmoid",
             "silu", "soft_shrink", "softmax", "softplus", "softsign", "squareplus", "tanh", "tanh_shrink"]
    x = inputs = L.Input((4,))
    outputs = L.Concatenate()([L.Dense(3, activation=name)(x) for name in names])
    return scatter(keras.Model(inputs, outputs)), chance(8, 4) * 3


def films():
    model = keras.Sequential([
        keras.Input((4, 6, 6, 2)), L.ConvLSTM2D(3, 3, padding="same", return_sequences=True),
        L.TimeDistributed(L.Conv2D(2, 3, activation="relu")), L.ConvLSTM2D(2, 2), L.Flatten(), L.Dense(2),
    ])
    return scatter(model), chance(2, 4, 6, 6, 2)


def images():
    x = inputs = L.Input((10, 12, 3))
    x = L.Resizing(9, 9, interpolation="bilinear")(x)
    x = L.CenterCrop(8, 8)(x)
    x = L.Pipeline([L.Rescaling(2.0), L.RandomFlip(seed=1), L.RandomBrightness(0.2, value_range=(0, 1), seed=2)])(x)
    for layer in [
        L.RandomHue(0.1, value_range=(0, 1), seed=1), L.RandomSaturation(0.2, value_range=(0, 1), seed=1),
        L.RandomSharpness(0.2, value_range=(0, 1), seed=1), L.RandomColorJitter((0, 1), 0.1, 0.1, seed=1),
        L.RandomColorDegeneration(0.2, value_range=(0, 1), seed=1), L.RandomGrayscale(0.2, seed=1),
        L.RandomGaussianBlur(0.2, 3, 1.0, value_range=(0, 1), seed=1), L.RandomInvert(0.2, value_range=(0, 1), seed=1),
        L.RandomPosterization(4, value_range=(0, 1), seed=1), L.RandomShear(0.1, 0.1, seed=1),
        L.RandomPerspective(0.2, seed=1), L.RandomErasing(0.2, value_range=(0, 1), seed=1),
        L.RandomElasticTransform(0.2, value_range=(0, 1), seed=1), L.MixUp(seed=1), L.CutMix(seed=1),
        L.RandAugment((0, 1), seed=1),
    ]:
        x = layer(x)
    x = L.Solarization(threshold_factor=0.1, value_range=(0, 1), seed=1)(x)
    x = L.AutoContrast((0, 1))(x)
    return keras.Model(inputs, L.GlobalAveragePooling2D()(x)), np.abs(chance(2, 10, 12, 3)).clip(0, 0.5)


def options():
    from keras import constraints, initializers, regularizers
    model = keras.Sequential([
        keras.Input((5,)),
        L.Dense(4, kernel_regularizer=regularizers.L2(0.01), bias_regularizer=regularizers.L1L2(0.1, 0.2),
                kernel_constraint=constraints.MaxNorm(2.0, axis=0), kernel_initializer=initializers.HeNormal(seed=1)),
        L.Dense(4, kernel_constraint=constraints.NonNeg(), kernel_initializer=initializers.LecunUniform(),
                bias_initializer=initializers.Constant(0.3), kernel_regularizer=regularizers.L1(0.02)),
        L.Dense(4, kernel_constraint=constraints.MinMaxNorm(0.1, 0.9, rate=0.5), activation="selu",
                kernel_initializer=initializers.VarianceScaling(0.5, mode="fan_out", distribution="uniform")),
        L.Dense(3, kernel_constraint=constraints.UnitNorm(), kernel_initializer=initializers.Orthogonal(gain=0.7)),
    ])
    model.layers[1].trainable = False
    model.compile(keras.optimizers.SGD(0.1, momentum=0.9, nesterov=True),
                  keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    model.fit(chance(8, 5), np.arange(8) % 3, epochs=2, verbose=0)
    return model, chance(3, 5)


def residual():
    x = inputs = L.Input((8, 8, 3))
    for filters in (4, 4, 6):
        y = L.BatchNormalization(axis=3, epsilon=1.001e-5)(L.Conv2D(filters, 3, padding="same")(x))
        shortcut = x if x.shape[-1] == filters else L.BatchNormalization()(L.Conv2D(filters, 1)(x))
        x = L.Activation("relu")(L.Add()([shortcut, y]))
    return scatter(keras.Model(inputs, L.Dense(2)(L.GlobalAveragePooling2D()(x)))), chance(2, 8, 8, 3)


def network():
    """A small network with the layers of keras.applications.resnet50, named alike."""
    def block(x, name, filters, has_shortcut):
        shortcut = x
        if has_shortcut:
            shortcut = L.Conv2D(4 * filters, 1, name=f"{name}_0_conv")(x)
            shortcut = L.BatchNormalization(epsilon=1.001e-5, name=f"{name}_0_bn")(shortcut)
        for part, size in ((1, 1), (2, 3)):
            x = L.Conv2D(filters, size, padding="same", name=f"{name}_{part}_conv")(x)
            x = L.BatchNormalization(epsilon=1.001e-5, name=f"{name}_{part}_bn")(x)
            x = L.Activation("relu", name=f"{name}_{part}_relu")(x)
        x = L.BatchNormalization(name=f"{name}_3_bn")(L.Conv2D(4 * filters, 1, name=f"{name}_3_conv")(x))
        return L.Activation("relu", name=f"{name}_out")(L.Add(name=f"{name}_add")([shortcut, x]))

    x = inputs = L.Input((8, 8, 3), name="image")
    x = L.ZeroPadding2D(1, name="conv1_pad")(x)
    x = block(block(x, "conv2_block1", 2, True), "conv2_block2", 2, False)
    x = L.Bidirectional(L.GRU(2), name="both")(L.Reshape((10, 80))(x))
    return scatter(keras.Model(inputs, L.Dense(2, name="predictions")(x))), chance(2, 8, 8, 3)


MODELS = {make.__name__: make for make in (
    cnn, text_gru, text_bidirectional, text_tf_idf, lost_mask, table, nested, recurrent, signal, volumes, merges, shapes,
    activations, sound, late, transfer, films, images, options, residual, network)}
