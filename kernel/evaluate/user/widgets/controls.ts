import { received } from "../../../../src/received.js";
import { isRecord } from "./is-record.js";

/** A number between bounds, by a slider. */
export interface SliderControl {
  readonly min: number;
  readonly max: number;
  /** a hundredth of the range, rounded to a power of ten, by default */
  readonly step?: number;
  /** the middle by default */
  readonly value?: number;
}

/** One of several values of any kind, by a drop-down list; a record names them. */
export interface ChoiceControl {
  readonly options: readonly unknown[] | Readonly<Record<string, unknown>>;
  /** the first by default */
  readonly value?: unknown;
}

/**
 * What a parameter of `interact` is set with: a boolean by a checkbox, a string by a text box, a number
 * by a slider around it, an array by a drop-down list.
 */
export type Control =
  | boolean
  | string
  | number
  | SliderControl
  | ChoiceControl
  | readonly unknown[];

export type Controls = Readonly<Record<string, Control>>;

type ValueOf<C> = C extends boolean
  ? boolean
  : C extends number
    ? number
    : C extends string
      ? string
      : C extends readonly (infer Option)[]
        ? Option
        : C extends { readonly options: readonly (infer Option)[] }
          ? Option
          : C extends { readonly options: Readonly<Record<string, infer Option>> }
            ? Option
            : number;

/** The values that controls give. */
export type ControlValues<C extends Controls> = { -readonly [Name in keyof C]: ValueOf<C[Name]> };

/** What the front end draws. */
export type Field =
  | { readonly kind: "checkbox" | "text"; readonly name: string }
  | {
      readonly kind: "slider";
      readonly name: string;
      readonly min: number;
      readonly max: number;
      readonly step: number;
    }
  | { readonly kind: "choice"; readonly name: string; readonly labels: readonly string[] };

/** A control, checked. The front end sets what JSON can write: of a choice its position. */
export interface Parameter {
  readonly field: Field;
  readonly initial: boolean | string | number;
  /** what the front end set, within bounds; undefined when it makes no sense */
  accept(set: unknown): boolean | string | number | undefined;
  /** what `draw` gets for it */
  toValue(set: unknown): unknown;
  /** the reverse; undefined for a value that cannot be chosen */
  toSetting(value: unknown): boolean | string | number | undefined;
}

/** Checks one control of `interact`; the error names it. */
export function readControl(name: string, control: unknown): Parameter {
  if (typeof control === "boolean") return plain({ kind: "checkbox", name }, control);
  if (typeof control === "string") return plain({ kind: "text", name }, control);
  if (typeof control === "number") return slider(name, around(name, control));
  if (Array.isArray(control)) return choice(name, { options: control });
  if (isRecord(control) && "options" in control) return choice(name, control as never); // checked there
  if (isRecord(control) && "min" in control && "max" in control) {
    return slider(name, control as never); // checked there
  }
  throw new TypeError(
    `interact: ${name} must be a boolean, a number, a string, an array, { min, max } or { options }. ` +
      `Received: ${received(control)}`,
  );
}

function plain(field: Field, initial: boolean | string): Parameter {
  const accept = (set: unknown) =>
    typeof set === typeof initial ? (set as typeof initial) : undefined; // of that type
  return { field, initial, accept, toValue: (set) => set, toSetting: accept };
}

function slider(name: string, { min, max, step, value }: SliderControl): Parameter {
  const isNumber = (given: unknown) => typeof given === "number" && Number.isFinite(given);
  if (!isNumber(min) || !isNumber(max) || min >= max) {
    throw new RangeError(
      `interact: ${name} must have finite bounds with min < max. Received: min=${min}, max=${max}`,
    );
  }
  const width = step ?? fineStep(max - min);
  if (!isNumber(width) || width <= 0) {
    throw new RangeError(`interact: the step of ${name} must be positive. Received: ${step}`);
  }
  const initial = value ?? min + Math.round((max - min) / 2 / width) * width;
  if (!isNumber(initial) || initial < min || initial > max) {
    throw new RangeError(
      `interact: the value of ${name} must lie within [${min}, ${max}]. Received: ${value}`,
    );
  }
  const accept = (set: unknown) =>
    isNumber(set) ? Math.min(Math.max(set as number, min), max) : undefined; // checked
  return {
    field: { kind: "slider", name, min, max, step: width },
    initial,
    accept,
    toValue: (set) => set,
    toSetting: accept,
  };
}

/** as ipywidgets does: from -1 to 3 times the number */
function around(name: string, value: number): SliderControl {
  if (!Number.isFinite(value)) {
    throw new RangeError(`interact: ${name} must be a finite number. Received: ${value}`);
  }
  const [min, max] = value === 0 ? [0, 1] : value > 0 ? [-value, 3 * value] : [3 * value, -value];
  return { min, max, value, ...(Number.isInteger(value) && value !== 0 ? { step: 1 } : {}) };
}

function fineStep(range: number): number {
  return 10 ** Math.floor(Math.log10(range / 50));
}

function choice(name: string, { options, value }: ChoiceControl): Parameter {
  if (!Array.isArray(options) && !isRecord(options)) {
    throw new TypeError(
      `interact: the options of ${name} must be an array or a record. Received: ${received(options)}`,
    );
  }
  const values = Array.isArray(options) ? options : Object.values(options);
  const labels = Array.isArray(options) ? values.map(labelOf) : Object.keys(options);
  if (values.length === 0) throw new RangeError(`interact: ${name} must have an option`);
  const toSetting = (wanted: unknown) => {
    const at = values.findIndex((option) => Object.is(option, wanted));
    return at < 0 ? undefined : at;
  };
  const initial = value === undefined ? 0 : toSetting(value);
  if (initial === undefined) {
    throw new RangeError(
      `interact: the value of ${name} must be one of its options. Received: ${received(value)}`,
    );
  }
  return {
    field: { kind: "choice", name, labels },
    initial,
    accept: (set) =>
      typeof set === "number" && Number.isInteger(set) && set in values ? set : undefined,
    toValue: (set) => values[set as number], // accepted before
    toSetting,
  };
}

function labelOf(value: unknown): string {
  if (typeof value === "string") return value;
  const isNamed = (typeof value === "object" && value !== null) || typeof value === "function";
  const name: unknown = isNamed ? Reflect.get(value, "name") : undefined;
  return typeof name === "string" && name !== "" ? name : received(value);
}
