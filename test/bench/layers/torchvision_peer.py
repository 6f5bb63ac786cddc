"""Runs one task of torchvision's transforms v2 for each line read, and writes how many milliseconds it took."""

import pathlib
import sys
import time

import numpy as np
import torch
from torchvision.transforms import InterpolationMode, v2
from work import SIZES


def rotation(folder, size):
    """One angle for the batch, as torchvision draws it; it has no reflect, so the rest is filled with 0."""
    images = np.fromfile(folder / f"{size}.f32", "<f4").reshape(SIZES[size])
    tensor = torch.from_numpy(images).permute(0, 3, 1, 2).contiguous()
    rotate = v2.RandomRotation(45, interpolation=InterpolationMode.BILINEAR)
    return lambda: rotate(tensor)


def main():
    folder = pathlib.Path(sys.argv[1])
    torch.set_num_threads(2)
    tasks = {f"image RandomRotation {size}": rotation(folder, size) for size in SIZES}
    print("ready", flush=True)
    for line in sys.stdin:
        began = time.perf_counter()
        tasks[line.strip()]()
        print((time.perf_counter() - began) * 1000, flush=True)


main()
