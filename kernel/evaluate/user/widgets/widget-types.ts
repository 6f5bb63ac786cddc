import type { InspectOptions, inspect } from "node:util";
import type { DISPLAY_SYMBOL } from "../../../display/display-symbol.js";
import type { Listener } from "./listeners.js";

export interface WidgetOptions<State> {
  /** The front-end module: its source, a file beside the notebook (`"./slider.js"`), or a URL. */
  readonly esm: string | URL;
  /** Style rules, likewise. */
  readonly css?: string | URL;
  /** What both ends share: JSON, bytes (typed arrays, ArrayBuffers, DataViews) and tensors, nested at will. */
  readonly state?: State;
  /** Names the kind of widget. Of one name, the newest style rules hold. */
  readonly name?: string;
}

type Key<State> = keyof State & string;

/** What a key of the state was and is. */
export interface Change<State, Name extends Key<State> = Key<State>> {
  readonly name: Name;
  readonly old: State[Name];
  readonly new: State[Name];
  readonly owner: Widget<State>;
}

export type ChangeHandler<State, Name extends Key<State>> = (
  change: { readonly [Each in Name]: Change<State, Each> }[Name],
) => unknown;

export type CustomMessageHandler = (
  content: unknown,
  buffers: readonly Uint8Array<ArrayBuffer>[],
) => unknown;

/** The kernel's end of a widget, whose state front ends share. */
export interface Widget<State> {
  /** the model's id, by which front ends know it */
  readonly id: string;
  readonly isOpen: boolean;
  get<Name extends Key<State>>(key: Name): State[Name];
  /**
   * Sets one value or several, with one message to the front ends. What is set faster than sixty times a
   * second is joined. Throws when a value cannot travel, and sets nothing then.
   */
  set<Name extends Key<State>>(key: Name, value: State[Name]): this;
  set(values: Partial<State>): this;
  /** Calls back at `change:key`, at `change` of any key, or at `msg:custom` of a front end. */
  on<Name extends Key<State>>(event: `change:${Name}`, handler: ChangeHandler<State, Name>): this;
  on(event: "change", handler: ChangeHandler<State, Key<State>>): this;
  on(event: "msg:custom", handler: CustomMessageHandler): this;
  /** Stops calling back: one handler, all of an event, or all. */
  off(event?: `change:${Key<State>}` | "change" | "msg:custom", handler?: Listener): this;
  /** Calls back when one of these keys changes, or any. */
  observe<Name extends Key<State>>(
    handler: ChangeHandler<State, Name>,
    names?: Name | readonly Name[],
  ): this;
  unobserve<Name extends Key<State>>(handler: Listener, names?: Name | readonly Name[]): this;
  /** Sends a message of its own kind: `model.on("msg:custom", (content, buffers) => …)` hears it. */
  send(content: unknown, buffers?: readonly (ArrayBuffer | ArrayBufferView)[]): void;
  /** Calls back with what `model.send(content)` of a front end sends. */
  onMessage(handler: CustomMessageHandler): this;
  /** Takes the widget away from all front ends. Its state stays readable. */
  close(): void;
  readonly [DISPLAY_SYMBOL]: () => Readonly<Record<string, unknown>>;
  readonly [inspect.custom]: (depth: number, options: InspectOptions) => string;
}
