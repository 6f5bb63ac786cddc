/**
 * Stretches one image of `pixels` pixels of 1, 2, 3 or 4 float32 channels about each channel's mean and clips:
 * min(high, max(low, (x - mean) * factor + mean)). The means are summed in float64.
 */
export function stretchContrast(
  x: usize,
  y: usize,
  pixels: i32,
  channels: i32,
  factor: f32,
  low: f32,
  high: f32,
): void {
  const count = pixels * channels;
  // twelve numbers hold whole pixels of 1, 2, 3 and 4 channels: every lane keeps to one channel
  const whole = count - (count % 12);
  const end = x + ((<usize>count) << 2);
  const wholeEnd = x + ((<usize>whole) << 2);
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  let s2 = f64x2.splat(0);
  let s3 = f64x2.splat(0);
  let s4 = f64x2.splat(0);
  let s5 = f64x2.splat(0);
  let at = x;
  for (; at < wholeEnd; at += 48) {
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const c = v128.load(at, 32);
    s0 = f64x2.add(s0, f64x2.promote_low_f32x4(a));
    s1 = f64x2.add(s1, f64x2.promote_low_f32x4(upper(a)));
    s2 = f64x2.add(s2, f64x2.promote_low_f32x4(b));
    s3 = f64x2.add(s3, f64x2.promote_low_f32x4(upper(b)));
    s4 = f64x2.add(s4, f64x2.promote_low_f32x4(c));
    s5 = f64x2.add(s5, f64x2.promote_low_f32x4(upper(c)));
  }
  // the sum of channel k, from the lanes and the numbers left over
  let m0: f32 = 0;
  let m1: f32 = 0;
  let m2: f32 = 0;
  let m3: f32 = 0;
  for (let k = 0; k < channels; k++) {
    let sum: f64 = 0;
    for (let lane = k; lane < 12; lane += channels) {
      const pair = lane >> 1;
      const sums =
        pair === 0
          ? s0
          : pair === 1
            ? s1
            : pair === 2
              ? s2
              : pair === 3
                ? s3
                : pair === 4
                  ? s4
                  : s5;
      sum += (lane & 1) === 0 ? f64x2.extract_lane(sums, 0) : f64x2.extract_lane(sums, 1);
    }
    for (let rest = wholeEnd + ((<usize>k) << 2); rest < end; rest += (<usize>channels) << 2) {
      sum += <f64>load<f32>(rest);
    }
    const mean = <f32>(sum / <f64>pixels);
    if (k === 0) m0 = mean;
    else if (k === 1) m1 = mean;
    else if (k === 2) m2 = mean;
    else m3 = mean;
  }
  const meansA = lanesOf(0, channels, m0, m1, m2, m3);
  const meansB = lanesOf(4, channels, m0, m1, m2, m3);
  const meansC = lanesOf(8, channels, m0, m1, m2, m3);
  const factors = f32x4.splat(factor);
  const lows = f32x4.splat(low);
  const highs = f32x4.splat(high);
  for (at = x; at < wholeEnd; at += 48, y += 48) {
    v128.store(y, stretched(v128.load(at), meansA, factors, lows, highs));
    v128.store(y, stretched(v128.load(at, 16), meansB, factors, lows, highs), 16);
    v128.store(y, stretched(v128.load(at, 32), meansC, factors, lows, highs), 32);
  }
  for (let k = 0; at < end; at += 4, y += 4) {
    const mean = k === 0 ? m0 : k === 1 ? m1 : k === 2 ? m2 : m3;
    const value = (load<f32>(at) - mean) * factor + mean;
    store<f32>(y, min<f32>(high, max<f32>(low, value)));
    if (++k === channels) k = 0;
  }
}

function upper(v: v128): v128 {
  return i8x16.shuffle(v, v, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15);
}

function lanesOf(first: i32, channels: i32, m0: f32, m1: f32, m2: f32, m3: f32): v128 {
  let lanes = f32x4.splat(0);
  lanes = f32x4.replace_lane(lanes, 0, pick(first % channels, m0, m1, m2, m3));
  lanes = f32x4.replace_lane(lanes, 1, pick((first + 1) % channels, m0, m1, m2, m3));
  lanes = f32x4.replace_lane(lanes, 2, pick((first + 2) % channels, m0, m1, m2, m3));
  return f32x4.replace_lane(lanes, 3, pick((first + 3) % channels, m0, m1, m2, m3));
}

function pick(k: i32, m0: f32, m1: f32, m2: f32, m3: f32): f32 {
  return k === 0 ? m0 : k === 1 ? m1 : k === 2 ? m2 : m3;
}

function stretched(x: v128, means: v128, factors: v128, lows: v128, highs: v128): v128 {
  const value = f32x4.add(f32x4.mul(f32x4.sub(x, means), factors), means);
  return f32x4.min(highs, f32x4.max(lows, value));
}
