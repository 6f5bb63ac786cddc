import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers";
import { types } from "node:util";
import { received } from "../../../../src/received.js";
import { DISPLAY_SYMBOL } from "../../../display/display-symbol.js";
import { answerAfter } from "../comms/answer-after.js";
import { IntrinsicPromise } from "../intrinsics.js";
import { libraryHooks } from "../library/library-hooks.js";
import { display, publish } from "../output/display.js";
import { displayHandles } from "../output/display-handles.js";
import { trackDisplay } from "../output/pending-displays.js";
import { type Controls, type ControlValues, type Parameter, readControl } from "./controls.js";
import { isRecord } from "./is-record.js";
import { newestOnly } from "./newest-only.js";
import { widget } from "./widget.js";

const ASSETS = "../../../../../kernel/assets";
/** a front end that waits longer for an answer seems to hang */
const LONGEST_WAIT_MS = 1000;
const NOTHING = { "text/plain": "" };

/** What `interact` shows, in the hand of the cell. */
export interface Interaction<Values> {
  /** what the controls stand at */
  readonly values: Values;
  /** Moves controls, which draws anew. */
  set(values: Partial<Values>): void;
  /** Takes the controls away. What was drawn last stays. */
  close(): void;
}

/**
 * Shows controls and, below them, what `draw` returns for their values: pictures, tensors, tables, text, or
 * the error it throws. It is drawn again at every change, also while no cell runs; of changes that come
 * faster than they can be drawn, the newest is. `draw` may be asynchronous.
 *
 * A boolean becomes a checkbox, a string a text box, `{ min, max, step, value }` or a number a slider, an
 * array or `{ options, value }` a drop-down list. Front ends need `pip install anywidget`; elsewhere the
 * first picture stands under the values it was drawn for.
 *
 * @example
 * interact(
 *   ({ turn, fillMode }) => layers.randomRotation({ factor: [turn, turn], fillMode })(image),
 *   { turn: { min: -0.5, max: 0.5, step: 0.01, value: 0.1 }, fillMode: ["reflect", "wrap"] },
 * );
 * // turn = 0.1, fillMode = "reflect"
 */
export function interact<const Spec extends Controls>(
  draw: (values: ControlValues<Spec>) => unknown,
  controls: Spec,
): Interaction<ControlValues<Spec>> {
  if (typeof draw !== "function") {
    throw new TypeError(`interact: draw must be a function. Received: ${received(draw)}`);
  }
  if (!isRecord(controls)) {
    throw new TypeError(
      `interact: controls must be a record of them by name. Received: ${received(controls)}`,
    );
  }
  const parameters = new Map(
    Object.entries(controls).map(([name, control]) => [name, readControl(name, control)]),
  );
  type Values = ControlValues<Spec>;
  const valuesOf = (settings: Settings) =>
    Object.fromEntries(
      [...parameters].map(([name, { toValue }]) => [name, toValue(settings[name])]),
    ) as Values; // each as its control says

  const initial: Settings = Object.fromEntries(
    [...parameters].map(([name, parameter]) => [name, parameter.initial]),
  );
  // what it throws is the error of the cell
  const first = draw(valuesOf(initial));

  const panel = widget({
    name: "interact",
    esm: new URL(`${ASSETS}/controls.js`, import.meta.url),
    css: new URL(`${ASSETS}/controls.css`, import.meta.url),
    state: { fields: [...parameters.values()].map(({ field }) => field), settings: initial },
  });
  display({
    [DISPLAY_SYMBOL]: () => ({
      ...panel[DISPLAY_SYMBOL](),
      "text/plain": textOf(parameters, panel.get("settings")),
    }),
  });
  const output = createOutput();
  trackDisplay(output.show(first));

  const redraw = newestOnly((settings: Settings) => {
    if (!panel.isOpen) return undefined;
    let result: unknown;
    try {
      result = draw(valuesOf(settings));
    } catch (error) {
      result = error;
    }
    return output.show(result);
  });
  let drawing: Promise<void> | undefined;
  panel.on("change:settings", ({ old, new: wanted }) => {
    const settings = accepted(parameters, old, wanted);
    if (!isSame(settings, wanted)) {
      panel.set("settings", settings);
      return;
    }
    drawing = redraw(settings);
    answerAfter(soon(drawing));
  });

  const interaction: Interaction<Values> = {
    get values() {
      return valuesOf(panel.get("settings"));
    },
    set: (values) => {
      const changed = Object.entries(values).map(([name, value]) => {
        const setting = parameters.get(name)?.toSetting(value);
        if (setting !== undefined) return [name, setting] as const;
        throw new RangeError(`interact: ${name} cannot be set. Received: ${received(value)}`);
      });
      panel.set("settings", { ...panel.get("settings"), ...Object.fromEntries(changed) });
      if (drawing !== undefined) trackDisplay(drawing);
    },
    close: panel.close,
  };
  displayHandles.add(interaction);
  return interaction;
}

type Settings = Readonly<Record<string, boolean | string | number>>;

/** One output that is replaced by each result, as soon as it is there. */
function createOutput() {
  const displayId = randomUUID();
  let isShown = false;
  const showNow = (value: unknown): Promise<void> => {
    const isNothing =
      value === undefined || (typeof value === "object" && displayHandles.has(value as object));
    const update = isShown;
    isShown = true;
    return isNothing
      ? publish(NOTHING, displayId, update, { raw: true })
      : publish(value, displayId, update);
  };
  return {
    show: async (result: unknown): Promise<void> => {
      if (isPromise(result)) {
        await result.then(showNow, showNow);
      } else {
        await showNow(result);
      }
      // tensors that were drawn and replaced
      libraryHooks()?.runEnded();
    },
  };
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return types.isPromise(value);
}

function soon(work: Promise<void>): Promise<void> {
  return IntrinsicPromise.race([
    work,
    new IntrinsicPromise<void>((resolve) => setTimeout(resolve, LONGEST_WAIT_MS).unref()),
  ]);
}

/** what makes no sense stays as it was */
function accepted(
  parameters: ReadonlyMap<string, Parameter>,
  old: Settings,
  wanted: unknown,
): Settings {
  const given = isRecord(wanted) ? wanted : {};
  return Object.fromEntries(
    [...parameters].map(([name, { accept, initial }]) => [
      name,
      accept(given[name]) ?? old[name] ?? initial,
    ]),
  );
}

function isSame(settings: Settings, wanted: unknown): boolean {
  return JSON.stringify(settings) === JSON.stringify(wanted);
}

function textOf(parameters: ReadonlyMap<string, Parameter>, settings: Settings): string {
  return [...parameters]
    .map(([name, { field, toValue }]) => {
      const setting = settings[name];
      const text =
        field.kind === "choice" ? field.labels[Number(setting)] : received(toValue(setting));
      return `${name} = ${text}`;
    })
    .join(", ");
}
