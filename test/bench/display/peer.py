"""Represents one value for each line read, and writes how many milliseconds it took, and all its threads together."""

import io
import pathlib
import sys
import time

import numpy as np
import pandas as pd
from PIL import Image

SHRINK = 4
COLUMNS = 8
GUTTER = 3


def statistics_of(values):
    flat = values.reshape(-1)
    facts = flat.min(), flat.max(), flat.mean(), flat.std(), np.isnan(flat).sum(), np.isinf(flat).sum()
    counts, _ = np.histogram(flat[:: max(1, flat.size // 10_000)], 10)
    return facts, counts


def grid_of(images):
    """The grid that preplab draws: each image averaged to a quarter of its sides, eight in a row."""
    count, height, width, channels = images.shape
    small = images.reshape(count, height // SHRINK, SHRINK, width // SHRINK, SHRINK, channels).mean((2, 4))
    pixels = (small.clip(0, 1) * 255 + 0.5).astype("u1")
    rows, columns = pixels.shape[1:3]
    grid = np.zeros((count // COLUMNS * (rows + GUTTER) - GUTTER, COLUMNS * (columns + GUTTER) - GUTTER, 4), "u1")
    for i, image in enumerate(pixels):
        top, left = i // COLUMNS * (rows + GUTTER), i % COLUMNS * (columns + GUTTER)
        grid[top : top + rows, left : left + columns, :3] = image
        grid[top : top + rows, left : left + columns, 3] = 255
    file = io.BytesIO()
    Image.fromarray(grid).save(file, "PNG", compress_level=3)
    return file.getvalue()


def images_task(folder):
    images = np.fromfile(folder / "images.f32", "<f4").reshape(64, 224, 224, 3)
    return lambda: (statistics_of(images), repr(images), grid_of(images))


def lookup_task(_):
    tokens = [f"token {i}" for i in range(999_999)]
    frame = pd.DataFrame({"token": ["[UNK]", *tokens]})
    return lambda: (frame._repr_html_(), repr(frame))


def statistics_task(folder):
    numbers = np.fromfile(folder / "numbers.f32", "<f4")
    return lambda: (statistics_of(numbers), repr(numbers))


TASKS = {"images": images_task, "lookup": lookup_task, "statistics": statistics_task}


def main():
    task = TASKS[sys.argv[2]](pathlib.Path(sys.argv[1]))
    print("ready", flush=True)
    for _ in sys.stdin:
        began, before = time.perf_counter(), time.process_time()
        task()
        print((time.perf_counter() - began) * 1000, (time.process_time() - before) * 1000, flush=True)


main()
