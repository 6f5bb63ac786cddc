import { quoteString } from "./quote-token.js";

const MOST = 60;

/** A label as it was given if it is short and on one line, else quoted and cut. */
export function labelText(label: string): string {
  return label.length <= MOST && !/[\n\r\t]/.test(label) ? label : quoteString(label, MOST);
}
