import { availableParallelism, cpus, hostname } from "node:os";
import type { UsageReply } from "../../wire/contents.js";
import { readHostMemory } from "./host-memory.js";
import { type ProcessUsage, readProcessTree } from "./process-tree.js";

export interface UsageMeter {
  /** percentages are of the time since the previous reading; a first one has none */
  read(): Promise<UsageReply>;
}

/** What a kernel uses: its protocol process and all below, such as user code and language server. */
export function createUsageMeter(root = process.pid, now = () => performance.now()): UsageMeter {
  let before = new Map<number, number>();
  let readAt = now();
  let hostBefore: HostTimes | undefined;

  const kernelUsage = (tree: readonly ProcessUsage[]) => {
    const seconds = (now() - readAt) / 1000;
    const used = tree.reduce((sum, { pid, cpuSeconds }) => {
      return sum + cpuSeconds - (before.get(pid) ?? cpuSeconds);
    }, 0);
    before = new Map(tree.map(({ pid, cpuSeconds }) => [pid, cpuSeconds]));
    readAt = now();
    return {
      kernel_cpu: percent(used, seconds),
      kernel_memory: tree.reduce((sum, { memory }) => sum + memory, 0),
    };
  };

  const hostUsage = () => {
    const times = hostTimes();
    const last = hostBefore;
    hostBefore = times;
    if (last === undefined || times.all === last.all) return {};
    return { host_cpu_percent: percent(times.busy - last.busy, times.all - last.all) };
  };

  return {
    read: async () => {
      const tree = await readProcessTree(root);
      return {
        status: "ok",
        hostname: hostname(),
        pid: root,
        ...(tree && kernelUsage(tree)),
        ...hostUsage(),
        cpu_count: availableParallelism(),
        host_virtual_memory: await readHostMemory(),
      };
    },
  };
}

function percent(part: number, whole: number): number {
  return whole > 0 ? Math.round((part / whole) * 1000) / 10 : 0;
}

interface HostTimes {
  readonly busy: number;
  readonly all: number;
}

function hostTimes(): HostTimes {
  let all = 0;
  let idle = 0;
  for (const { times } of cpus()) {
    all += times.user + times.nice + times.sys + times.idle + times.irq;
    idle += times.idle;
  }
  return { busy: all - idle, all };
}
