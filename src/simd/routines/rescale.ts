/** y = x * scale + offset for `count` float32 numbers, each step rounded. */
export function rescaleFloats(x: usize, y: usize, count: i32, scale: f32, offset: f32): void {
  const scales = f32x4.splat(scale);
  const offsets = f32x4.splat(offset);
  const end = x + ((<usize>count) << 2);
  const whole = x + ((<usize>(count & ~7)) << 2);
  for (; x < whole; x += 32, y += 32) {
    v128.store(y, f32x4.add(f32x4.mul(v128.load(x), scales), offsets));
    v128.store(y, f32x4.add(f32x4.mul(v128.load(x, 16), scales), offsets), 16);
  }
  for (; x < end; x += 4, y += 4) store<f32>(y, load<f32>(x) * scale + offset);
}

/** As `rescaleFloats`, from int32. */
export function rescaleIntegers(x: usize, y: usize, count: i32, scale: f32, offset: f32): void {
  const scales = f32x4.splat(scale);
  const offsets = f32x4.splat(offset);
  const end = x + ((<usize>count) << 2);
  const whole = x + ((<usize>(count & ~3)) << 2);
  for (; x < whole; x += 16, y += 16) {
    const numbers = f32x4.convert_i32x4_s(v128.load(x));
    v128.store(y, f32x4.add(f32x4.mul(numbers, scales), offsets));
  }
  for (; x < end; x += 4, y += 4) store<f32>(y, <f32>load<i32>(x) * scale + offset);
}

/** As `rescaleFloats`, from bytes. */
export function rescaleBytes(x: usize, y: usize, count: i32, scale: f32, offset: f32): void {
  const scales = f32x4.splat(scale);
  const offsets = f32x4.splat(offset);
  const end = x + <usize>count;
  const whole = x + <usize>(count & ~7);
  for (; x < whole; x += 8, y += 32) {
    const words = v128.load8x8_u(x);
    const low = f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(words));
    const high = f32x4.convert_i32x4_u(i32x4.extend_high_i16x8_u(words));
    v128.store(y, f32x4.add(f32x4.mul(low, scales), offsets));
    v128.store(y, f32x4.add(f32x4.mul(high, scales), offsets), 16);
  }
  for (; x < end; x += 1, y += 4) store<f32>(y, <f32>load<u8>(x) * scale + offset);
}
