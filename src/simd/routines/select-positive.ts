/** z = y where x > 0, else 0: the gradient of relu. */
export function selectPositive(x: usize, y: usize, z: usize, count: i32): void {
  const zero = f32x4.splat(0);
  const whole = z + ((<usize>(count & ~3)) << 2);
  const end = z + ((<usize>count) << 2);
  for (; z < whole; x += 16, y += 16, z += 16) {
    v128.store(z, v128.and(f32x4.gt(v128.load(x), zero), v128.load(y)));
  }
  for (; z < end; x += 4, y += 4, z += 4) {
    store<f32>(z, load<f32>(x) > 0 ? load<f32>(y) : 0);
  }
}
