type Matrix = [
  a0: number,
  a1: number,
  a2: number,
  b0: number,
  b1: number,
  b2: number,
  c0: number,
  c1: number,
  c2: number,
];

/**
 * The inverse of a projective transform of eight numbers, whose ninth is 1, up to a common factor: its
 * adjugate.
 */
export function projectiveInverse(transform: Float32Array): Matrix {
  const [a0, a1, a2, b0, b1, b2, c0, c1] = transform as unknown as Matrix; // eight are there
  return [
    b1 - b2 * c1,
    a2 * c1 - a1,
    a1 * b2 - a2 * b1,
    b2 * c0 - b0,
    a0 - a2 * c0,
    a2 * b0 - a0 * b2,
    b0 * c1 - b1 * c0,
    a1 * c0 - a0 * c1,
    a0 * b1 - a1 * b0,
  ];
}
