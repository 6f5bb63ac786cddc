import type { Description } from "../description.js";
import type { MimeBundle } from "../mime-bundle.js";
import { byteSize } from "../numbers/byte-size.js";
import { hiddenCount } from "../text/counted.js";
import { toHtml } from "./to-html.js";
import { toText } from "./to-text.js";
import { MAX_BUNDLE_BYTES, tooLarge } from "./within-limit.js";

/** Lowers one description to text and to at most one richer form, together at most 1 MiB. */
export function toBundle(description: Description): MimeBundle {
  const text = capped(toText(description), MAX_BUNDLE_BYTES / 4);
  if (description.kind === "media") return mediaBundle(description, text);
  if (description.kind === "foreign") return foreignBundle(description.data, text);
  const html = toHtml(description);
  if (html === undefined) return { data: { "text/plain": text }, metadata: {} };
  const size = Buffer.byteLength(html);
  if (size + Buffer.byteLength(text) > MAX_BUNDLE_BYTES) {
    return textOnly(text, `html form of ${byteSize(size)} left out`);
  }
  return { data: { "text/html": html, "text/plain": text }, metadata: {} };
}

function mediaBundle(media: Extract<Description, { kind: "media" }>, text: string): MimeBundle {
  const base64Size = Math.ceil(media.bytes.length / 3) * 4;
  if (base64Size + text.length > MAX_BUNDLE_BYTES) {
    return textOnly(text, `${byteSize(media.bytes.length)} of ${media.mime} not shown`);
  }
  const { width, height } = media;
  return {
    data: { [media.mime]: Buffer.from(media.bytes).toString("base64"), "text/plain": text },
    metadata:
      width === undefined || height === undefined ? {} : { [media.mime]: { width, height } },
  };
}

function foreignBundle(data: Readonly<Record<string, unknown>>, text: string): MimeBundle {
  const size = Buffer.byteLength(JSON.stringify(data));
  if (size > MAX_BUNDLE_BYTES) return textOnly(text, `${byteSize(size)} of data for it not shown`);
  return { data: { ...data, "text/plain": text }, metadata: {} };
}

function textOnly(text: string, what: string): MimeBundle {
  return { data: { "text/plain": `${text}\n${tooLarge(what)}` }, metadata: {} };
}

function capped(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, limit)}\n${hiddenCount(text.length - limit, "character")}`;
}
