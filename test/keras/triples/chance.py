"""What every drawing of a triple draws from."""

import numpy as np


class Chance:
    """Random options and inputs, the same for the same seed."""

    def __init__(self, *seed):
        self.numbers = np.random.default_rng(seed)

    def likely(self, probability=0.5):
        return bool(self.numbers.random() < probability)

    def choice(self, *options):
        return options[self.numbers.integers(len(options))]

    def whole(self, low, high):
        """A whole number from low to high, both included."""
        return int(self.numbers.integers(low, high + 1))

    def real(self, low, high):
        """A number that is the same in float32 and float64."""
        return float(np.float32(self.numbers.uniform(low, high)))

    def factor(self, low, high):
        """One number, or a sorted pair of them."""
        if self.likely():
            return sorted([self.real(low, high), self.real(low, high)])
        return abs(self.real(max(low, 0), high))

    def seed(self):
        return self.whole(0, 2**31 - 2)

    def shape(self, rank, low=1, high=5):
        return tuple(self.whole(low, high) for _ in range(rank))

    def sometimes(self, probability=0.5, **options):
        """Each option with the given probability."""
        return {name: value for name, value in options.items() if self.likely(probability)}
