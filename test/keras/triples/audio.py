"""Spectrograms."""

import numpy as np


def signal(chance, shape):
    """A few tones with noise."""
    time = np.arange(shape[-1])
    tones = sum(
        chance.real(0.1, 1) * np.sin(time * chance.real(0.01, 3) + chance.real(0, 6)) for _ in range(3)
    )
    return (tones + chance.numbers.normal(0, 0.1, shape)).astype("float32")


def mel_spectrogram(chance):
    length = chance.choice(32, 64, 128, 50)
    config = dict(
        fft_length=length,
        sequence_stride=chance.whole(1, length),
        window=chance.choice("hann", "hamming", None),
        sampling_rate=chance.choice(8000, 16000),
        num_mel_bins=chance.whole(1, 12),
        power_to_db=chance.likely(),
    )
    config.update(chance.sometimes(
        0.3,
        sequence_length=chance.whole(length // 2, length),
        min_freq=chance.real(0, 200),
        max_freq=chance.real(1000, 4000),
        top_db=chance.real(20, 100),
        mag_exp=chance.choice(1.0, 2.0),
        ref_power=chance.real(0.5, 2),
    ))
    samples = chance.whole(length, 4 * length)
    shape = (samples,) if chance.likely(0.3) else (chance.whole(1, 3), samples)
    return {"config": config, "calls": [{"input": signal(chance, shape)} for _ in range(2)]}


def stft_spectrogram(chance):
    length = chance.whole(4, 40)
    config = dict(
        mode=chance.choice("log", "magnitude", "psd", "real", "imag", "stft"),
        frame_length=length,
        window=chance.choice("hann", "hamming", "blackman", "bartlett", "triang", "parzen", "tukey", "taylor", "lanczos", None),
        periodic=chance.likely(),
        scaling=chance.choice("density", "spectrum", None),
        padding=chance.choice("valid", "same"),
        expand_dims=chance.likely(),
    )
    config.update(chance.sometimes(0.5, frame_step=chance.whole(1, length), fft_length=64))
    channels = chance.whole(1, 2)
    samples = chance.whole(length, 4 * length)
    rows = signal(chance, (chance.whole(1, 3), channels, samples))
    return {"config": config, "calls": [{"input": rows.transpose(0, 2, 1)}]}


DRAWINGS = {"MelSpectrogram": mel_spectrogram, "STFTSpectrogram": stft_spectrogram}
