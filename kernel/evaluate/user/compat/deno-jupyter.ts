import { readFileSync } from "node:fs";
import { DISPLAY_SYMBOL } from "../../../display/display-symbol.js";
import { isImageBytes } from "../../../display/kinds/image-bytes.js";
import { renderValue } from "../../../display/render-value.js";
import { display as show } from "../output/display.js";
import { displayable } from "./displayable.js";

export { broadcast } from "./deno-broadcast.js";

/** The name of the method by which a value shows itself. */
export const $display: typeof DISPLAY_SYMBOL = DISPLAY_SYMBOL;

/** Contents by MIME type. */
export interface MediaBundle {
  "text/plain"?: string;
  "text/html"?: string;
  "text/markdown"?: string;
  "image/svg+xml"?: string;
  "image/png"?: string;
  "image/jpeg"?: string;
  [mime: string]: string | object | undefined;
}

/** A value that says itself what is shown. */
export interface Displayable {
  [DISPLAY_SYMBOL]: () => MediaBundle | Promise<MediaBundle>;
}

export interface DisplayOptions {
  /** the value is itself MIME data */
  raw?: boolean;
  /** replaces what is shown under `display_id` */
  update?: boolean;
  display_id?: string;
}

/** Shows a value as an output of the cell. */
export async function display(obj: unknown, options: DisplayOptions = {}): Promise<void> {
  const { raw = false, update = false, display_id } = options;
  const isBundle = typeof obj === "object" && obj !== null && !Array.isArray(obj);
  show(raw && isBundle ? displayable({ ...obj }) : obj, {
    update,
    ...(display_id === undefined ? {} : { displayId: display_id }),
  });
}

/** The MIME data that a value is shown as. */
export async function format(obj: unknown): Promise<MediaBundle> {
  return { ...(await renderValue(obj)).data } as MediaBundle; // contents are text or JSON objects
}

type Tag = (strings: TemplateStringsArray, ...values: unknown[]) => Displayable;

function tagOf(mime: string): Tag {
  return (strings, ...values) =>
    displayable({
      [mime]: String.raw({ raw: strings }, ...values.map((v) => (v === undefined ? "" : v))),
    });
}

/** Markdown: md`# A title` */
export const md: Tag = tagOf("text/markdown");
/** HTML: html`<b>bold</b>` */
export const html: Tag = tagOf("text/html");
/** SVG: svg`<svg>...</svg>` */
export const svg: Tag = tagOf("image/svg+xml");

/** A PNG or JPEG picture, from its bytes or from a file. */
export function image(source: string | Uint8Array): Displayable {
  const bytes = typeof source === "string" ? readFileSync(source) : source;
  if (!isImageBytes(bytes)) {
    const received = typeof source === "string" ? source : "bytes of something else";
    throw new TypeError(
      `Deno.jupyter.image: the picture must be PNG or JPEG. Received: ${received}`,
    );
  }
  return displayable({ [bytes[0] === 0x89 ? "image/png" : "image/jpeg"]: bytes });
}
