import { createHash } from "node:crypto";
import { type InspectOptions, inspect } from "node:util";
import { received } from "../../../../src/received.js";
import { DISPLAY_SYMBOL } from "../../../display/display-symbol.js";
import type { CommData, CommMessage } from "../comms/comm.js";
import { comms } from "../comms/comms.js";
import { frontEndSource } from "./front-end-source.js";
import { isRecord } from "./is-record.js";
import { createListeners, type Listener } from "./listeners.js";
import { pacedUpdates } from "./paced-updates.js";
import { packValue } from "./pack-value.js";
import { unpackState } from "./unpack-state.js";
import { addModel, removeModel } from "./widget-models.js";
import { createStateStore, type ValueChange } from "./widget-state.js";
import type { Widget, WidgetOptions } from "./widget-types.js";
import type { WirePath } from "./wire-path.js";

const TARGET = "jupyter.widget";
const PROTOCOL = "2.1.0";
const VIEW_MIME = "application/vnd.jupyter.widget-view+json";
/** of the npm package: the protocol has been the same in all of them */
const VERSIONS = "~0.*";
const ANYWIDGET = {
  _model_module: "anywidget",
  _model_name: "AnyModel",
  _model_module_version: VERSIONS,
  _view_module: "anywidget",
  _view_name: "AnyView",
  _view_module_version: VERSIONS,
};
const MOST_LINES = 24;

/**
 * Makes an [anywidget](https://anywidget.dev): a front-end module beside a state that it shares with the
 * notebook. Front ends need `pip install anywidget`; others show the state as text. Bytes arrive there as
 * DataViews and come back as typed arrays of the same type; a tensor arrives as `{ dtype, shape, buffer }`.
 *
 * Throws at a state that cannot travel: functions, cycles, BigInt, NaN.
 *
 * @example
 * const counter = widget({
 *   esm: `export default { render({ model, el }) {
 *     const button = document.createElement("button");
 *     const show = () => { button.textContent = "count " + model.get("count"); };
 *     button.onclick = () => { model.set("count", model.get("count") + 1); model.save_changes(); };
 *     model.on("change:count", show);
 *     show();
 *     el.append(button);
 *   } }`,
 *   state: { count: 0 },
 * });
 * counter.on("change:count", ({ new: count }) => console.log(count));
 * counter; // Widget { count: 0 }
 */
export function widget<State extends object = Record<never, never>>(
  options: WidgetOptions<State>,
): Widget<State> {
  return openWidget(options);
}

/** A widget that adds `lateState` to the state of front ends that came after it and ask. */
export function openWidget<State extends object>(
  options: WidgetOptions<State>,
  lateState: () => CommData = () => ({}),
): Widget<State> {
  const { esm, css, name } = options;
  const source = {
    _esm: frontEndSource("widget: esm", esm),
    ...(css === undefined ? {} : { _css: frontEndSource("widget: css", css) }),
  };
  const own = { ...ANYWIDGET, _anywidget_id: kindOf(name, source), ...source };
  const store = createStateStore(requireState(options.state ?? {}, own));
  const listeners = createListeners();

  const wholeState = () => {
    const { state, paths, buffers } = store.pack(store.keys());
    return { state: { ...own, ...state }, paths, buffers };
  };
  const initial = wholeState();
  const comm = comms.open(
    TARGET,
    { state: initial.state, buffer_paths: initial.paths },
    { buffers: initial.buffers, metadata: { version: PROTOCOL } },
  );
  const stateNow = () => {
    const whole = wholeState();
    return { ...whole, state: { ...whole.state, ...lateState() } };
  };
  const model = { id: comm.id, stateNow };
  addModel(model);
  comm.onClose(() => removeModel(model));

  const updates = pacedUpdates((keys) => {
    const { state, paths, buffers } = store.pack(keys);
    comm.send({ method: "update", state, buffer_paths: paths }, { buffers });
  });
  const announce = (changes: readonly ValueChange[]) =>
    listeners.call(
      changes.flatMap((change) => {
        const event = { ...change, owner: self };
        return [[`change:${change.name}`, event] as const, ["change", event] as const];
      }),
    );

  const takeUpdate = ({ data, buffers }: CommMessage) => {
    const sent = isRecord(data.state) ? data.state : {};
    const isKnown = (key: unknown) => typeof key === "string" && store.has(key);
    // before bytes are put into what it repeats
    comm.send(...echoOf(data, buffers, isKnown));
    const whole = unpackState(sent, data.buffer_paths, buffers, store.at);
    const values = Object.fromEntries(Object.entries(whole).filter(([key]) => isKnown(key)));
    const changes = store.assign(values);
    updates.drop(Object.keys(values));
    return announce(changes);
  };
  comm.onMessage((message) => {
    const { data, buffers } = message;
    switch (data.method) {
      case "update":
        return Promise.all(takeUpdate(message));
      case "custom":
        return Promise.all(listeners.call([["msg:custom", data.content, buffers]]));
      case "request_state": {
        const { state, paths, buffers } = stateNow();
        return comm.send({ method: "update", state, buffer_paths: paths }, { buffers });
      }
    }
  });

  const eventsOf = (names?: string | readonly string[]) =>
    names === undefined ? ["change"] : [names].flat().map((key) => `change:${key}`);
  const self: Widget<State> = {
    id: comm.id,
    get isOpen() {
      return comm.isOpen;
    },
    get: (key) => store.get(key) as never, // what was set under it, or came in its place
    set: (...[first, value]: readonly unknown[]) => {
      const values = typeof first === "string" ? { [first]: value } : first;
      const changes = store.assign(requireRecord("set", values));
      updates.add(Object.keys(values as object));
      announce(changes);
      return self;
    },
    on: (event: string, handler: Listener) => {
      listeners.add(event, handler);
      return self;
    },
    off: (event, handler) => {
      listeners.remove(event, handler);
      return self;
    },
    observe: (handler, names) => {
      for (const event of eventsOf(names)) listeners.add(event, handler);
      return self;
    },
    unobserve: (handler, names) => {
      for (const event of eventsOf(names)) listeners.remove(event, handler);
      return self;
    },
    send: (content, buffers = []) => {
      const { json, paths } = packValue(content, [], "content");
      if (paths.length > 0) {
        throw new TypeError("widget: bytes go into the second argument of send, an array of them");
      }
      updates.flush();
      comm.send({ method: "custom", content: json }, { buffers });
    },
    onMessage: (handler) => self.on("msg:custom", handler),
    close: () => {
      updates.flush();
      removeModel(model);
      comm.close();
    },
    [DISPLAY_SYMBOL]: () =>
      comm.isOpen ? { [VIEW_MIME]: { version_major: 2, version_minor: 0, model_id: comm.id } } : {},
    [inspect.custom]: (_depth, options) =>
      textOf(name, Object.fromEntries(store.entries()), options, comm.isOpen),
  };
  return self;
}

/** the answer to an update by which other front ends hear of it */
function echoOf(
  { state, buffer_paths: paths }: CommData,
  buffers: CommMessage["buffers"],
  isKnown: (key: unknown) => boolean,
): [CommData, { readonly buffers: readonly Uint8Array[] }] {
  const known = Object.entries(isRecord(state) ? state : {}).filter(([key]) => isKnown(key));
  const parts = (Array.isArray(paths) ? (paths as readonly WirePath[]) : [])
    .map((path, i) => [path, buffers[i]] as const)
    .filter(([path, bytes]) => bytes !== undefined && isKnown(path[0]));
  return [
    {
      method: "echo_update",
      state: Object.fromEntries(known),
      buffer_paths: parts.map(([path]) => path),
    },
    { buffers: parts.map(([, bytes]) => bytes!) },
  ];
}

function requireState(state: object, own: object): Readonly<Record<string, unknown>> {
  const values = requireRecord("state", state);
  const taken = Object.keys(values).find((key) => key in own || key === "layout");
  if (taken !== undefined) {
    throw new RangeError(`widget: state must not have the key ${taken}, which front ends use`);
  }
  return values;
}

function requireRecord(what: string, value: unknown): Readonly<Record<string, unknown>> {
  if (isRecord(value) && !ArrayBuffer.isView(value)) return value;
  throw new TypeError(`widget: ${what} must be a record of values. Received: ${received(value)}`);
}

/** by which front ends tell style rules apart; it becomes part of a selector */
function kindOf(name: string | undefined, source: object): string {
  if (name !== undefined) return `preplab.${name.replace(/[^\w.-]+/g, "-")}`;
  return `preplab.${createHash("sha256").update(JSON.stringify(source)).digest("hex").slice(0, 16)}`;
}

function textOf(
  name: string | undefined,
  values: object,
  options: InspectOptions,
  isOpen: boolean,
): string {
  const short = { ...options, depth: 2, maxArrayLength: 6, maxStringLength: 100 };
  const lines = inspect(values, short).split("\n");
  const shown = lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES - 1), "…"] : lines;
  const title = `Widget${name === undefined ? "" : ` ${name}`}${isOpen ? "" : " (closed)"}`;
  return `${title} ${shown.join("\n")}`;
}
