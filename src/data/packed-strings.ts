/** Strings one behind the other as UTF-8 bytes: string i ends before `ends[i]`. */
export interface StringBytes {
  readonly bytes: Uint8Array;
  readonly ends: Int32Array;
}

const encoder = new TextEncoder();

/** Encodes strings into one buffer: a buffer for each costs more than its bytes. */
export function encodeStrings(strings: readonly string[]): StringBytes {
  const ends = new Int32Array(strings.length);
  // right for ASCII
  let bytes = new Uint8Array(strings.reduce((size, text) => size + text.length, 0));
  let end = 0;
  for (let i = 0; i < strings.length; i++) {
    const text = strings[i]!;
    let { read, written } = encoder.encodeInto(text, bytes.subarray(end));
    if (read < text.length) {
      const larger = new Uint8Array(2 * bytes.length + 3 * text.length);
      larger.set(bytes.subarray(0, end));
      bytes = larger;
      ({ read, written } = encoder.encodeInto(text, bytes.subarray(end)));
    }
    ends[i] = end += written;
  }
  return { bytes: bytes.subarray(0, end), ends };
}

/** The bytes of each string, not copied: what a string tensor is made of. */
export function viewsOf({ bytes, ends }: StringBytes): Uint8Array[] {
  return Array.from(ends, (end, i) => bytes.subarray(i === 0 ? 0 : ends[i - 1]!, end));
}

/** Copies the bytes of strings into one buffer, at once where they stand one behind the other. */
export function joinBytes(strings: readonly Uint8Array[]): StringBytes {
  const ends = new Int32Array(strings.length);
  const [first] = strings;
  let size = 0;
  let isJoined = true;
  for (let i = 0; i < strings.length; i++) {
    const { buffer, byteOffset, length } = strings[i]!;
    isJoined &&= buffer === first!.buffer && byteOffset === first!.byteOffset + size;
    ends[i] = size += length;
  }
  if (first !== undefined && isJoined) {
    const { buffer, byteOffset } = first;
    return { bytes: new Uint8Array(buffer, byteOffset, size).slice(), ends };
  }
  const bytes = new Uint8Array(size);
  for (let i = 0; i < strings.length; i++) bytes.set(strings[i]!, i === 0 ? 0 : ends[i - 1]!);
  return { bytes, ends };
}
