import { createMessage } from "../wire/create-message.js";
import { connectKernel, type KernelClient } from "./kernel-client.js";
import { KernelDied } from "./kernel-died.js";
import { type KernelExit, type LaunchOptions, launchKernel } from "./kernel-process.js";

export interface StartOptions extends LaunchOptions {
  /** how long the kernel may take until it answers, 60 s by default */
  readonly startTimeoutMs?: number;
  /** gives up waiting for the kernel, and later fails whatever is awaited of it */
  readonly signal?: AbortSignal;
}

/** A client together with the kernel process it started. */
export interface StartedKernel {
  readonly client: KernelClient;
  readonly pid: number | undefined;
  readonly exited: Promise<KernelExit>;
  /** asks the kernel to shut down, insists by signal after a grace time, and closes the client */
  stop(): Promise<KernelExit>;
}

const GRACE_MS = 5000;

/**
 * Starts a kernel as Jupyter would, from the command line of its kernel.json, and waits for it.
 * Rejects with `KernelDied` when the process ends first.
 */
export async function startKernelClient(options: StartOptions): Promise<StartedKernel> {
  // the process starts before zeromq is loaded on this side
  const kernel = await launchKernel(options);
  const client = connectKernel(kernel.connection);
  void kernel.exited.then((exit) => client.fail(new KernelDied(exit)));

  async function stop(): Promise<KernelExit> {
    // not a request: the process ends instead of an answer, also when the client has failed
    client.send("control", createMessage("shutdown_request", { restart: false }, client.session));
    const terminate = setTimeout(() => kernel.signal("SIGTERM"), GRACE_MS);
    const kill = setTimeout(() => kernel.signal("SIGKILL"), 2 * GRACE_MS);
    const exit = await kernel.exited;
    clearTimeout(terminate);
    clearTimeout(kill);
    client.close();
    return exit;
  }

  const { startTimeoutMs = 60_000, signal } = options;
  const abort = () => client.fail(new Error("interrupted"));
  if (signal?.aborted) abort();
  signal?.addEventListener("abort", abort, { once: true });
  const timer = setTimeout(() => {
    client.fail(new Error(`the kernel did not answer within ${startTimeoutMs / 1000} s`));
    kernel.signal("SIGKILL");
  }, startTimeoutMs);
  try {
    await client.ready();
  } catch (error) {
    kernel.signal("SIGKILL");
    await kernel.exited;
    client.close();
    throw error;
  } finally {
    clearTimeout(timer);
  }
  return { client, pid: kernel.pid, exited: kernel.exited, stop };
}
