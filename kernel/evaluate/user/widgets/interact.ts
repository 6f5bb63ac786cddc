import { setTimeout } from "node:timers";
import { received } from "../../../../src/received.js";
import { DISPLAY_SYMBOL } from "../../../display/display-symbol.js";
import { answerAfter } from "../comms/answer-after.js";
import { IntrinsicPromise } from "../intrinsics.js";
import { display } from "../output/display.js";
import { displayHandles } from "../output/display-handles.js";
import { trackDisplay } from "../output/pending-displays.js";
import { type Controls, type ControlValues, type Parameter, readControl } from "./controls.js";
import { createDrawnOutput, type Drawn } from "./drawn-output.js";
import { isRecord } from "./is-record.js";
import { newestOnly } from "./newest-only.js";
import { openWidget } from "./widget.js";

const ASSETS = "../../../../../kernel/assets";
/** JupyterLab asks for all widgets at a restart, and may be answered only after the first cell */
const SAME_PAGE_MS = 3000;
/** a front end that waits longer for an answer seems to hang */
const LONGEST_WAIT_MS = 1000;

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
 * faster than they can be drawn, the newest is. `draw` may be asynchronous. What it prints at a change is
 * no output of the cell: JupyterLab puts it into its log.
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
 * // turn = 0.1, fillMode = reflect
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
  const fields = [...parameters.values()].map(({ field }) => field);
  // what it throws is the error of the cell
  const first = draw(valuesOf(initial));

  const output = createDrawnOutput();
  const madeAt = performance.now();
  let isSeenLate = false;
  const panel = openWidget(
    {
      name: "interact",
      esm: new URL(`${ASSETS}/controls.js`, import.meta.url),
      css: new URL(`${ASSETS}/controls.css`, import.meta.url),
      state: { fields, settings: initial, drawn: null as Drawn | null },
    },
    () => {
      if (performance.now() - madeAt < SAME_PAGE_MS) return {};
      isSeenLate = true;
      return { isLate: true, drawn: output.latest() };
    },
  );
  display({
    [DISPLAY_SYMBOL]: () => ({
      ...panel[DISPLAY_SYMBOL](),
      "text/plain": textOf(parameters, panel.get("settings")),
    }),
  });
  trackDisplay(output.show(first));

  const redraw = newestOnly((settings: Settings) => {
    if (!panel.isOpen) return undefined;
    let result: unknown;
    try {
      result = draw(valuesOf(settings));
    } catch (error) {
      result = error;
    }
    return output.show(result).then(() => {
      // a page that was loaded again does not get what replaces an output any more
      if (isSeenLate) panel.set("drawn", output.latest());
    });
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
