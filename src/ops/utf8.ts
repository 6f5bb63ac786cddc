const encoder = new TextEncoder();
let scratch = new Uint8Array(1024);

/** UTF-8 bytes of one string, in a buffer that the next call overwrites: read them before that. */
export interface Utf8Bytes {
  readonly bytes: Uint8Array;
  readonly length: number;
}

/** The UTF-8 bytes of `text`; lone surrogates become U+FFFD, as in a string tensor. */
export function encodeUtf8(text: string): Utf8Bytes {
  if (scratch.length < text.length * 3) scratch = new Uint8Array(text.length * 6);
  // short ASCII is the usual token: a plain loop beats the call into the encoder
  if (text.length <= 32) {
    let i = 0;
    for (; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code > 127) break;
      scratch[i] = code;
    }
    if (i === text.length) return { bytes: scratch, length: i };
  }
  return { bytes: scratch, length: encoder.encodeInto(text, scratch).written };
}

/**
 * Compares two strings by their UTF-8 bytes, which is code point order: negative when `a` comes first.
 * JavaScript's own order differs where a character above U+FFFF meets one in U+E000..U+FFFF.
 *
 * @example
 * import { ops } from "preplab";
 * console.log(ops.compareUtf8("\uffff", "😀") < 0, "\uffff" < "😀"); // true false
 */
export function compareUtf8(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return x >= 0xd800 && y >= 0xd800 ? rotate(x) - rotate(y) : x - y;
  }
  return a.length - b.length;
}

// moves the surrogates behind U+E000..U+FFFF
function rotate(code: number): number {
  return code >= 0xe000 ? code - 0x800 : code + 0x2000;
}
