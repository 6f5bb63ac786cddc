import { byteSize } from "../numbers/byte-size.js";

/** A bundle larger than this is not sent: notebooks grow by every output they hold. */
export const MAX_BUNDLE_BYTES = 2 ** 20;

/** The data, or its text with a notice if all of it is too large to be sent. */
export function withinLimit(data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const size = Object.values(data).reduce<number>((sum, one) => sum + byteLength(one), 0);
  if (size <= MAX_BUNDLE_BYTES) return { ...data };
  const text = String(data["text/plain"] ?? "");
  return { "text/plain": `${text}\n${tooLarge(`picture of ${byteSize(size)} left out`)}` };
}

function byteLength(content: unknown): number {
  return Buffer.byteLength(typeof content === "string" ? content : (JSON.stringify(content) ?? ""));
}

export function tooLarge(what: string): string {
  return `${what}: outputs are limited to ${byteSize(MAX_BUNDLE_BYTES)}`;
}
