import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { SeedPosition } from "../../random/seed-generator.js";
import { tf } from "../../tensorflow.js";
import type { HostElement } from "../host-element.js";
import type { LayerSnapshot } from "./layer-snapshot.js";
import type { ThreadBackend, WorkerReply, WorkerRequest } from "./messages.js";

/** A call of a layer, to be done by any thread. */
export interface PoolCall {
  readonly snapshot: LayerSnapshot;
  readonly modules: readonly string[];
  readonly inputs: HostElement;
  readonly options: HostElement;
  /** Buffers of the inputs that the thread may keep. */
  readonly transfer: readonly ArrayBuffer[];
  readonly positions: readonly SeedPosition[];
}

interface Pending {
  readonly className: string;
  resolve(result: HostElement): void;
  reject(error: unknown): void;
}

// each thread takes some 40 MB; more than these rarely have work
const MOST_THREADS = 8;
const IDLE_MS = 30_000;
const REMEMBERED_LAYERS = 64;
// sources that run as they are, as in tests, have their compiled worker in dist
const ENTRY = import.meta.url.endsWith(".ts")
  ? new URL("../../../dist/src/data/parallel/worker-main.js", import.meta.url)
  : new URL("./worker-main.js", import.meta.url);

/** How many threads `parallelism: "auto"` stands for. */
export function autoParallelism(): number {
  return Math.min(MOST_THREADS, availableParallelism());
}

let threads: WorkerThread[] = [];
let idle: NodeJS.Timeout | undefined;

/**
 * Has a call done by the least busy of `parallelism` threads, which are started when they are first needed
 * and end when there is nothing to do for half a minute. They never keep the process alive.
 */
export function callInPool(call: PoolCall, parallelism: number): Promise<HostElement> {
  clearTimeout(idle);
  const backend = tf.getBackend() === "wasm" ? "wasm" : "cpu";
  threads = threads.filter((thread) => thread.isAlive);
  const candidates = threads.filter((thread) => thread.backend === backend).slice(0, parallelism);
  const busy = (thread: WorkerThread): number => thread.pending;
  let thread = candidates.toSorted((a, b) => busy(a) - busy(b))[0];
  if ((thread === undefined || busy(thread) > 0) && candidates.length < parallelism) {
    thread = new WorkerThread(backend, whenDone);
    threads.push(thread);
  }
  return thread!.call(call);
}

/**
 * Ends the threads that `parallelMap` started; the next one starts new ones. What they were doing fails.
 *
 * @example
 * import { data } from "preplab";
 * console.log(await data.closeWorkers()); // undefined
 */
export async function closeWorkers(): Promise<void> {
  clearTimeout(idle);
  const ending = threads;
  threads = [];
  await Promise.all(ending.map((thread) => thread.end()));
}

function whenDone(): void {
  clearTimeout(idle);
  if (threads.some((thread) => thread.pending > 0)) return;
  idle = setTimeout(() => void closeWorkers(), IDLE_MS).unref();
}

class WorkerThread {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  readonly #loaded = new Set<number>();
  readonly #whenDone: () => void;
  #lastId = 0;
  #failure: Error | undefined;
  isAlive = true;
  readonly backend: ThreadBackend;

  constructor(backend: ThreadBackend, whenDone: () => void) {
    this.backend = backend;
    this.#whenDone = whenDone;
    // flags of this process, as those of a debugger or a loader, are not for the thread
    this.#worker = new Worker(ENTRY, {
      execArgv: [],
      name: "preplab data",
      workerData: backend,
      // the views on a batch of strings live as long as the batch
      resourceLimits: { maxYoungGenerationSizeMb: 64 },
    });
    this.#worker.on("message", (reply: WorkerReply) => this.#settle(reply));
    this.#worker.on("messageerror", (error) => {
      this.#failure = error;
      void this.end();
    });
    this.#worker.on("error", (error: Error) => {
      this.#failure = error;
    });
    this.#worker.on("exit", (code) => this.#close(code));
    this.#worker.unref();
  }

  /** How many calls are not answered yet. */
  get pending(): number {
    return this.#pending.size;
  }

  call({
    snapshot,
    modules,
    inputs,
    options,
    transfer,
    positions,
  }: PoolCall): Promise<HostElement> {
    const { id: layer, className, bytes } = snapshot;
    if (!this.#loaded.has(layer)) {
      this.#makeRoom();
      this.#loaded.add(layer);
      this.#send({ kind: "load", layer, bytes, modules });
    }
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      // the process stays alive for an answer that somebody awaits
      if (this.#pending.size === 0) this.#worker.ref();
      this.#pending.set(id, { className, resolve, reject });
      try {
        const call: WorkerRequest = { kind: "call", id, layer, inputs, options, positions };
        this.#send(call, transfer);
      } catch (error) {
        const message = `parallelMap: an input of ${className} cannot be sent to a thread: ${String(error)}`;
        this.#finish(id)?.reject(new Error(message, { cause: error }));
      }
    });
  }

  async end(): Promise<void> {
    this.isAlive = false;
    await this.#worker.terminate();
  }

  #send(request: WorkerRequest, transfer: readonly ArrayBuffer[] = []): void {
    this.#worker.postMessage(request, transfer);
  }

  // layers that change from pass to pass would pile up
  #makeRoom(): void {
    const [oldest] = this.#loaded;
    if (oldest === undefined || this.#loaded.size < REMEMBERED_LAYERS) return;
    this.#loaded.delete(oldest);
    this.#send({ kind: "forget", layer: oldest });
  }

  #settle(reply: WorkerReply): void {
    const pending = this.#finish(reply.id);
    if ("result" in reply) pending?.resolve(reply.result);
    else pending?.reject(reply.error);
  }

  #finish(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (this.#pending.size === 0) {
      this.#worker.unref();
      this.#whenDone();
    }
    return pending;
  }

  #close(code: number): void {
    this.isAlive = false;
    const reason = this.#failure === undefined ? `exit code ${code}` : this.#failure.message;
    for (const { className, reject } of this.#pending.values()) {
      reject(
        new Error(
          `parallelMap: a worker thread ended before ${className} gave a result. Received: ${reason}`,
          this.#failure === undefined ? {} : { cause: this.#failure },
        ),
      );
    }
    this.#pending.clear();
    this.#whenDone();
  }
}
