import type { ControlEvent } from "./control-messages.js";
import type { UserEvent } from "./user-messages.js";

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;
const isError = (value: unknown): boolean =>
  isFields(value) &&
  typeof value.name === "string" &&
  typeof value.message === "string" &&
  Array.isArray(value.frames);
const isBundle = (value: unknown): boolean => isFields(value) && isFields(value.data);
const isAbsentOr = (value: unknown, is: (value: unknown) => boolean): boolean =>
  value === undefined || is(value);

/** What each kind of event must have for the kernel to go on with it. */
const REQUIRED: Readonly<Record<string, (event: Fields) => boolean>> = {
  stream: ({ name, text }) => (name === "stdout" || name === "stderr") && typeof text === "string",
  display: ({ bundle, displayId }) => isBundle(bundle) && typeof displayId === "string",
  uncaught: ({ error }) => isError(error),
  done: ({ marked, expressions, error, result }) =>
    Array.isArray(marked) &&
    isFields(expressions) &&
    isAbsentOr(error, isError) &&
    isAbsentOr(result, isBundle),
};

/** Whether a frame is an event at all: user code, and what it did to `Object.prototype`, may write anything. */
export function isUserEvent(value: unknown): value is UserEvent {
  if (!isFields(value) || typeof value.type !== "string") return false;
  const required = Object.hasOwn(REQUIRED, value.type) ? REQUIRED[value.type] : undefined;
  return required === undefined || required(value);
}

export function isControlEvent(value: unknown): value is ControlEvent {
  return isFields(value) && typeof value.type === "string";
}
