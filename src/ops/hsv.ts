const { abs, fround, max, min } = Math;

const SIXTH = fround(1 / 6);
const THIRD = fround(2 / 6);
const TWO_THIRDS = fround(4 / 6);

/** Writes the hue, the saturation (both 0 to 1) and the largest of three colour values to `hsv`. */
export function rgbToHsv(red: number, green: number, blue: number, hsv: Float32Array): void {
  const value = max(red, green, blue);
  const range = fround(value - min(red, green, blue));
  hsv[0] = range > 0 ? hueOf(red, green, blue, value, range) : 0;
  hsv[1] = value > 0 ? range / value : 0;
  hsv[2] = value;
}

/** Writes the colour of hue, saturation and value to three places of `rgb`. */
export function hsvToRgb(
  hue: number,
  saturation: number,
  value: number,
  rgb: Float32Array,
  start: number,
): void {
  const sector = fround(hue * 6);
  const white = fround(1 - saturation);
  rgb[start] = mix(fround(abs(fround(sector - 3)) - 1), white, saturation, value);
  rgb[start + 1] = mix(fround(2 - abs(fround(sector - 2))), white, saturation, value);
  rgb[start + 2] = mix(fround(2 - abs(fround(sector - 4))), white, saturation, value);
}

// each step rounded as in TensorFlow's kernel
function hueOf(red: number, green: number, blue: number, value: number, range: number): number {
  const norm = fround(fround(1 / range) * SIXTH);
  const hue =
    red === value
      ? fround(norm * fround(green - blue))
      : green === value
        ? fround(fround(norm * fround(blue - red)) + THIRD)
        : fround(fround(norm * fround(red - green)) + TWO_THIRDS);
  return hue < 0 ? fround(hue + 1) : hue;
}

function mix(part: number, white: number, saturation: number, value: number): number {
  const tint = fround(saturation * min(1, max(0, part)));
  return fround(white + tint) * value;
}
