// Polynomials rather than AssemblyScript's own functions, whose tables would overwrite tensors.

/** e to the x, to 2e-7 of the result. */
export function exponential(x: f32): f32 {
  const clamped = min<f32>(88.37, max<f32>(-87.33, x));
  const n = nearest<f32>(clamped * <f32>Math.LOG2E);
  // ln 2 in two parts, so that the rest is exact
  const r = clamped - n * 0.693359375 + n * 2.1219444e-4;
  let p: f32 = 1.98756915e-4;
  p = p * r + 1.3981999507e-3;
  p = p * r + 8.3334519073e-3;
  p = p * r + 4.1665795894e-2;
  p = p * r + 1.6666665459e-1;
  p = p * r + 0.5;
  const value = p * r * r + r + 1;
  return value * reinterpret<f32>((<i32>n + 127) << 23);
}

/** The hyperbolic tangent, to 2e-7. */
export function hyperbolicTangent(x: f32): f32 {
  const size = abs<f32>(x);
  if (size < 0.625) {
    const z = x * x;
    let p: f32 = -5.70498872745e-3;
    p = p * z + 2.06390887954e-2;
    p = p * z - 5.37397155531e-2;
    p = p * z + 1.33314422036e-1;
    p = p * z - 3.33332819422e-1;
    return p * z * x + x;
  }
  return copysign<f32>(1 - 2 / (exponential(2 * size) + 1), x);
}
