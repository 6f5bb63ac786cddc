import type { Shape } from "@tensorflow/tfjs";
import {
  type CallHandler,
  type DeferredCall,
  withCallHandler,
} from "../../layers/base/deferred-calls.js";
import { PreprocessingLayer } from "../../layers/base/preprocessing-layer.js";
import type { SeedPosition } from "../../random/seed-generator.js";
import { tf } from "../../tensorflow.js";
import { buffersOf, fromHost, type HostElement, settleHost, toHost } from "../host-element.js";
import { inputShapeOf } from "./host-shape.js";
import type { LayerSnapshot } from "./layer-snapshot.js";
import { PromisedValue, promisedValue } from "./promised-value.js";
import type { Turn } from "./turn.js";
import type { PoolCall } from "./worker-pool.js";

/** What the runs of one pass share. */
export interface RunContext {
  readonly fn: (value: never) => unknown;
  readonly modules: readonly string[];
  snapshot(layer: PreprocessingLayer): LayerSnapshot;
  call(call: PoolCall): Promise<HostElement>;
}

type Open = HostElement<PromisedValue>;

// a layer that was called, and what it gives
interface DoneCall {
  readonly layer: PreprocessingLayer;
  readonly value: PromisedValue;
  result: HostElement | undefined;
}

// thrown where the function needs something that is not there yet
class Suspension {
  readonly until: Promise<unknown>;

  constructor(until: Promise<unknown>) {
    this.until = until;
  }
}

const OWNER = "parallelMap";
const asPromised = { owner: OWNER, other: promisedValue, isLast: true } as const;

/**
 * Maps one element: runs the function, has the layers that it calls done in the pool, and runs it again with
 * their results where it looked into one that was not there.
 */
export class ElementRun {
  readonly #context: RunContext;
  readonly #turn: Turn;
  readonly #calls: DoneCall[] = [];
  #at = 0;
  #suspension: Suspension | null = null;

  constructor(context: RunContext, turn: Turn) {
    this.#context = context;
    this.#turn = turn;
  }

  /** The mapped element. Runs the function before it returns; the element's tensors are disposed. */
  async map(element: unknown): Promise<HostElement> {
    try {
      let outcome = this.#attempt(element);
      if (outcome instanceof Suspension) {
        const held = toHost(element, { owner: OWNER, isLast: true });
        tf.dispose(element as never); // any nesting; other values are skipped
        while (outcome instanceof Suspension) {
          await outcome.until;
          outcome = this.#attemptAgain(held);
        }
      }
      this.#turn.finish();
      tf.dispose(element as never);
      return await settleHost(outcome, ({ result }) => result);
    } finally {
      this.#turn.finish();
      tf.dispose(element as never);
    }
  }

  #attemptAgain(held: HostElement): Open | Suspension {
    const element: unknown = fromHost(held);
    try {
      return this.#attempt(element);
    } finally {
      tf.dispose(element as never);
    }
  }

  // what the function gives, packed: promised values are leaves of it
  #attempt(element: unknown): Open | Suspension {
    this.#at = 0;
    this.#suspension = null;
    let output: Open | undefined;
    try {
      tf.tidy(() => {
        const value = withCallHandler(this.#take, () => this.#context.fn(element as never));
        requireSync(value);
        output = toHost(value, asPromised);
      });
    } catch (error) {
      // also where the function caught the suspension and threw something else
      if (this.#suspension === null) throw error;
    }
    return this.#suspension ?? output!;
  }

  readonly #take: CallHandler = (call) => {
    const known = this.#calls[this.#at++];
    if (known === undefined) return this.#begin(call);
    if (known.layer !== call.layer) {
      throw new Error(
        `${OWNER}: fn must call the same layers in the same order each time it runs on an element. ` +
          `Received: ${call.layer.getClassName()} after ${known.layer.getClassName()}`,
      );
    }
    return known.result === undefined ? known.value.placeholder : fromHost(known.result);
  };

  #begin({ layer, inputs, options, run }: DeferredCall): unknown {
    const host = toHost(inputs, { owner: OWNER, other: promisedValue });
    const packed = toHost(options, { owner: OWNER, other: promisedValue });
    const positions = this.#draw(layer, host, options.training === true);
    if (positions === null) {
      const result = toHost(run(), { owner: OWNER });
      this.#add(layer, Promise.resolve(result)).result = result;
      return fromHost(result);
    }
    const { modules } = this.#context;
    // what another layer gave is not only this call's
    const transfer = [...buffersOf(host)];
    const snapshot = this.#context.snapshot(layer);
    const send = async (): Promise<HostElement> => {
      const [ready, readyOptions] = await Promise.all([
        settleHost(host, ({ result }) => result),
        settleHost(packed, ({ result }) => result),
      ]);
      return this.#context.call({
        snapshot,
        modules,
        inputs: ready,
        options: readyOptions,
        transfer,
        positions,
      });
    };
    return this.#add(layer, send()).value.placeholder;
  }

  #add(layer: PreprocessingLayer, result: Promise<HostElement>): DoneCall {
    const value = new PromisedValue(result, () => this.#suspend(result));
    const call: DoneCall = { layer, value, result: undefined };
    result.then(
      (host) => {
        call.result = host;
      },
      () => {},
    );
    this.#calls.push(call);
    return call;
  }

  /**
   * Where the layer's random streams stand, which are moved on; null when only a call here would tell. Draws
   * happen in the order of the elements.
   */
  #draw(
    layer: PreprocessingLayer,
    inputs: Open,
    training: boolean,
  ): readonly SeedPosition[] | null {
    const { streams, skip } = PreprocessingLayer.copying;
    const own = streams(layer);
    if (own.length === 0) return [];
    const wait = this.#turn.waitsFor;
    if (wait !== null) this.#suspend(wait);
    if (isOpen(inputs)) this.#suspend(settleHost(inputs, ({ result }) => result));
    const positions = own.map(({ position }) => position);
    return skip(layer, inputShapeOf(inputs) as Shape, training) ? positions : null;
  }

  #suspend(until: Promise<unknown>): never {
    this.#suspension ??= new Suspension(until.catch(() => {}));
    throw this.#suspension;
  }
}

function isOpen(host: Open): boolean {
  if (host.kind === "list") return host.items.some(isOpen);
  if (host.kind === "record") return host.items.some(([, item]) => isOpen(item));
  return host.kind === "other";
}

function requireSync(value: unknown): void {
  if (promisedValue(value) !== undefined || !(value instanceof Promise)) return;
  value.catch(() => {});
  throw new Error(
    `${OWNER}: fn must give its result at once. Use mapAsync for functions that wait. Received: a promise`,
  );
}
