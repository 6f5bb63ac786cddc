/** Pixels from 0 to 255 in rows, their channels side by side. */
export interface DecodedImage {
  readonly width: number;
  readonly height: number;
  /** gray, gray and alpha, RGB, RGB and alpha */
  readonly channels: 1 | 2 | 3 | 4;
  readonly data: ArrayLike<number>;
}

/** Reads the bytes of a PNG or JPEG file; the decoder is loaded when first used. */
export async function decodeImage(bytes: Uint8Array): Promise<DecodedImage> {
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47])) return decodePng(bytes);
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return decodeJpeg(bytes);
  const start = [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, "0"));
  throw new Error(
    `loadImage: expected a PNG or JPEG file. Received: ${bytes.length === 0 ? "no bytes" : `bytes that begin with ${start.join(" ")}`}`,
  );
}

async function decodePng(bytes: Uint8Array): Promise<DecodedImage> {
  const { convertIndexedToRgb, decode } = await import("fast-png");
  const image = decode(bytes);
  const { width, height } = image;
  if (image.palette !== undefined) {
    const channels = image.palette[0]?.length === 4 ? 4 : 3;
    return { width, height, channels, data: convertIndexedToRgb(image) };
  }
  const { channels, depth, data } = image;
  return {
    width,
    height,
    channels: channels as DecodedImage["channels"],
    data: to8Bits(data, depth, image),
  };
}

/** Samples of 16 bits are divided, those of less than 8 are unpacked: rows begin with a byte of their own. */
function to8Bits(
  data: ArrayLike<number>,
  depth: number,
  { width, height, channels }: { width: number; height: number; channels: number },
): ArrayLike<number> {
  if (depth === 8) return data;
  const count = width * height * channels;
  if (depth === 16)
    return Float32Array.from({ length: count }, (_, i) => (data[i] as number) / 257);
  const perByte = 8 / depth;
  const rowBytes = Math.ceil((width * channels) / perByte);
  const largest = 2 ** depth - 1;
  return Float32Array.from({ length: count }, (_, i) => {
    const row = Math.floor(i / (width * channels));
    const column = i % (width * channels);
    const byte = data[row * rowBytes + Math.floor(column / perByte)] as number;
    const shift = 8 - depth * ((column % perByte) + 1);
    return (((byte >> shift) & largest) / largest) * 255;
  });
}

async function decodeJpeg(bytes: Uint8Array): Promise<DecodedImage> {
  const { default: jpeg } = await import("jpeg-js");
  const { width, height, data } = jpeg.decode(bytes, { useTArray: true, formatAsRGBA: false });
  return { width, height, channels: 3, data };
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, i) => bytes[i] === byte);
}
