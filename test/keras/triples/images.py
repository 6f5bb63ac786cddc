"""Image layers: every option, one image or a batch, floats or whole numbers, training or not."""

import keras
import numpy as np

VALUE_RANGES = ([0, 255], [0, 1], [-1, 1])
COLOR = {
    "RandomGrayscale",
    "RandomColorDegeneration",
    "RandomHue",
    "RandomSaturation",
    "RandomColorJitter",
    "RandAugment",
    "AugMix",
}


def fill(chance):
    return dict(
        fill_mode=chance.choice("reflect", "constant", "wrap", "nearest"),
        interpolation=chance.choice("bilinear", "nearest"),
        fill_value=chance.real(-5, 5),
    )


def value_range(chance):
    return {"value_range": chance.choice(*VALUE_RANGES)} if chance.likely(0.8) else {}


def jitter(chance):
    return chance.sometimes(
        0.7,
        brightness_factor=chance.factor(-1, 1),
        contrast_factor=chance.factor(0, 1),
        saturation_factor=chance.factor(0, 1),
        hue_factor=chance.factor(0, 1),
    )


def resizing(chance):
    aspect = chance.choice(
        {}, {}, {"crop_to_aspect_ratio": True}, {"pad_to_aspect_ratio": True, "fill_value": 3}
    )
    return dict(
        height=chance.whole(1, 13),
        width=chance.whole(1, 13),
        interpolation=chance.choice("bilinear", "nearest", "bicubic", "area", "lanczos3", "lanczos5"),
        antialias=chance.likely(),
        **aspect,
    )


def posterization(chance):
    if chance.likely():
        return chance.whole(2, 8)
    return sorted([chance.whole(1, 8), chance.whole(1, 8)])


def blur(chance):
    sizes = [chance.choice(1, 3, 5) for _ in range(2)]
    sigmas = sorted([chance.real(0, 1), chance.real(0, 3)])
    return dict(
        factor=chance.factor(0, 1),
        kernel_size=sizes[0] if chance.likely() else sizes,
        sigma=chance.real(0, 1) if chance.likely() else sigmas,
    )


def erasing(chance):
    fill = chance.choice(None, chance.real(-5, 260), [chance.real(0, 255) for _ in range(3)])
    scale = sorted([chance.real(0, 1), chance.real(0, 1)])
    return dict(factor=chance.factor(0, 1), scale=scale, fill_value=fill, **value_range(chance))


def elastic(chance):
    options = dict(
        factor=chance.factor(0, 1),
        scale=chance.factor(0.1, 1),
        fill_mode=chance.choice("reflect", "constant", "nearest", "wrap"),
        interpolation=chance.choice("bilinear", "nearest"),
        fill_value=chance.real(-5, 5),
    )
    return {**options, **value_range(chance)}


OPTIONS = {
    "RandomFlip": lambda chance: dict(
        mode=chance.choice("horizontal", "vertical", "horizontal_and_vertical")
    ),
    "RandomRotation": lambda chance: dict(factor=chance.factor(-1, 1), **fill(chance)),
    "RandomZoom": lambda chance: dict(
        height_factor=chance.factor(-0.95, 1),
        width_factor=chance.factor(-0.95, 1) if chance.likely() else None,
        **fill(chance),
    ),
    "RandomTranslation": lambda chance: dict(
        height_factor=chance.factor(-1, 1), width_factor=chance.factor(-1, 1), **fill(chance)
    ),
    "RandomShear": lambda chance: dict(
        x_factor=chance.factor(0, 1), y_factor=chance.factor(0, 1), **fill(chance)
    ),
    "RandomPerspective": lambda chance: dict(
        factor=chance.factor(0, 1),
        scale=chance.real(0, 1),
        interpolation=chance.choice("bilinear", "nearest"),
        fill_value=chance.real(-5, 5),
    ),
    "RandomCrop": lambda chance: dict(height=chance.whole(1, 8), width=chance.whole(1, 8)),
    "CenterCrop": lambda chance: dict(height=chance.whole(1, 12), width=chance.whole(1, 12)),
    "Resizing": resizing,
    "RandomContrast": lambda chance: dict(factor=chance.factor(0, 1), **value_range(chance)),
    "RandomBrightness": lambda chance: dict(factor=chance.factor(-1, 1), **value_range(chance)),
    "RandomGrayscale": lambda chance: dict(factor=chance.real(0, 1)),
    "RandomColorDegeneration": lambda chance: dict(factor=chance.factor(-1, 1), **value_range(chance)),
    "RandomHue": lambda chance: dict(factor=chance.factor(0, 1), **value_range(chance)),
    "RandomSaturation": lambda chance: dict(factor=chance.factor(0, 1), **value_range(chance)),
    "RandomSharpness": lambda chance: dict(factor=chance.factor(0, 1), **value_range(chance)),
    "RandomColorJitter": lambda chance: dict(**jitter(chance), **value_range(chance)),
    "RandomInvert": lambda chance: dict(factor=chance.factor(0, 1), **value_range(chance)),
    "RandomPosterization": lambda chance: dict(factor=posterization(chance), **value_range(chance)),
    "RandomGaussianBlur": lambda chance: dict(**blur(chance), **value_range(chance)),
    "RandomErasing": erasing,
    "RandomElasticTransform": elastic,
    "MixUp": lambda chance: dict(alpha=chance.real(0.01, 3)),
    # in other ranges of values, the last bit of one layer can decide a whole level of the next
    "RandAugment": lambda chance: dict(
        num_ops=chance.whole(1, 3),
        factor=chance.factor(0.13, 1),
        interpolation=chance.choice("bilinear", "nearest"),
    ),
    "AugMix": lambda chance: dict(
        num_chains=chance.whole(1, 3),
        chain_depth=chance.whole(1, 3),
        factor=chance.factor(0.13, 1),
        alpha=chance.real(0.1, 3),
        all_ops=chance.likely(),
        interpolation=chance.choice("bilinear", "nearest"),
    ),
    "CutMix": lambda chance: dict(factor=chance.factor(0, 1)),
    "Solarization": lambda chance: dict(
        addition_factor=chance.factor(0, 1),
        threshold_factor=chance.factor(0, 1),
        **value_range(chance),
    ),
    "AutoContrast": value_range,
    "Equalization": lambda chance: dict(
        bins=chance.choice(256, 256, 16, 64), **value_range(chance)
    ),
}
UNSEEDED = {"CenterCrop", "Resizing", "AutoContrast", "Equalization"}
# in inference Keras gives images back uncut, in another shape than the layer promises a model
TRAINED_ONLY = {"RandomCrop"}
# documented to give floats, but Keras gives whole numbers for whole numbers, cut off
FLOATS_ONLY = {"RandomBrightness", "RandomGrayscale"}
# Keras takes rows for channels here
CHANNELS_LAST_ONLY = {"AugMix", "AutoContrast", "RandAugment", "RandomColorJitter"}
# Keras blends classes of masks where it resizes them
BLENDS_MASKS = {"CenterCrop", "RandomCrop"}
# Keras blends classes, mixes up their places, cannot repeat their channels or distorts them by another draw
MASKS_APART = {"AugMix", "MixUp", "CutMix", "RandomElasticTransform"}
# labels are rows, and an image needs others beside it
MIXING = {"MixUp", "CutMix"}


def pixels(chance, name, config, shape):
    """Whole or real numbers of the layer's range."""
    low, high = config.get("value_range", chance.choice([0, 255], [0, 1]))
    if high == 255 and name not in FLOATS_ONLY and chance.likely(0.4):
        return chance.numbers.integers(0, 256, shape).astype("int32")
    return chance.numbers.uniform(low, high, shape).astype("float32")


BOX_FORMATS = ["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh",
               "rel_center_xywh"]
# what Keras moves boxes in: some layers take every format for corners, or give corners back
BOXED = {
    "RandomFlip": BOX_FORMATS,
    "RandomTranslation": BOX_FORMATS,
    "RandomZoom": BOX_FORMATS,
    "CenterCrop": BOX_FORMATS,
    "Resizing": BOX_FORMATS,
    "RandomRotation": ["xyxy"],
    "RandomPerspective": ["xyxy"],
    "RandomInvert": ["xyxy"],
}


def boxes(chance, box_format, images):
    """Boxes inside the images, with labels."""
    batch, height, width = images.shape[:3]
    count = chance.whole(1, 3)
    ends = chance.numbers.uniform(0, 1, (batch, count, 2, 2))
    low, high = ends.min(axis=2), ends.max(axis=2)
    corners = np.concatenate([low, high], axis=-1) * [width, height, width, height]
    converted = keras.utils.bounding_boxes.convert_format(
        corners.astype("float32"), source="xyxy", target=box_format, height=height, width=width
    )
    labels = chance.numbers.integers(0, 9, (batch, count)).astype("int32")
    return {"boxes": np.asarray(converted), "labels": labels}


def targets(chance, name, config, images):
    """The images with their masks and labels, sometimes."""
    is_boxed = "bounding_box_format" in config
    if images.ndim < 4 or (not is_boxed and chance.likely(0.4 if name in MIXING else 0.8)):
        return images
    given = {"images": images}
    if name not in BLENDS_MASKS | MASKS_APART and chance.likely(0.8):
        shape = (*images.shape[:3], 1)
        given["segmentation_masks"] = chance.numbers.integers(0, 9, shape).astype("int32")
    if is_boxed:
        given["bounding_boxes"] = boxes(chance, config["bounding_box_format"], images)
    if name in MIXING:
        given["labels"] = chance.numbers.uniform(0, 1, (len(images), 3)).astype("float32")
    elif chance.likely(0.5):
        given["labels"] = chance.numbers.integers(0, 9, images.shape[:1]).astype("int32")
    return given


def drawing(name):
    def draw(chance):
        config = OPTIONS[name](chance)
        if name not in UNSEEDED:
            config["seed"] = chance.seed()
        channels = 3 if name in COLOR or isinstance(config.get("fill_value"), list) else chance.choice(1, 2, 3, 4)
        batch = () if name not in MIXING and chance.likely(0.2) else (chance.whole(1, 4),)
        size = chance.shape(2, 2, chance.choice(11, 11, 11, 40))
        shape = (*batch, *size, channels)
        if name not in CHANNELS_LAST_ONLY and chance.likely(0.1):
            config["data_format"] = "channels_first"
            shape = (*batch, channels, *size)
        elif name in BOXED and batch and chance.likely(0.3):
            config["bounding_box_format"] = chance.choice(*BOXED[name])
        training = name in TRAINED_ONLY or chance.likely(0.85)
        options = {"training": training} if chance.likely(0.7) or not training else {}
        calls = []
        for _ in range(2):
            given = pixels(chance, name, config, shape)
            if "data_format" not in config:
                given = targets(chance, name, config, given)
            calls.append({"input": given, "options": options})
        return {"config": config, "calls": calls}

    return draw


DRAWINGS = {name: drawing(name) for name in OPTIONS}
