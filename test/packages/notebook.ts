import { stripVTControlCharacters } from "node:util";
import { type StartedKernel, startKernelClient } from "../../kernel/client/start-kernel-client.js";

/** What a cell gave: its result by MIME type, what it printed, warnings of the checker among it. */
export interface Ran {
  readonly data: Readonly<Record<string, unknown>>;
  readonly printed: string;
  readonly error: string | undefined;
}

export interface Notebook {
  run(code: string): Promise<Ran>;
  /** the result of a cell that neither fails nor prints; throws for any other */
  show(code: string): Promise<Ran["data"]>;
  /** the result as text */
  text(code: string): Promise<string>;
  close(): Promise<void>;
}

const FOLDER = new URL(".", import.meta.url).pathname;
const PROGRAM = new URL("../../dist/kernel/main.js", import.meta.url).pathname;

/** A notebook in this folder, where the packages are installed, on the kernel that was built. */
export async function openNotebook(): Promise<Notebook> {
  const kernel: StartedKernel = await startKernelClient({
    argv: [process.execPath, PROGRAM, "kernel", "{connection_file}"],
    cwd: FOLDER,
  });
  const run = async (code: string): Promise<Ran> => {
    const { outputs } = await kernel.client.execute(code);
    let data: Ran["data"] = {};
    let printed = "";
    let error: string | undefined;
    for (const output of outputs) {
      if (output.output_type === "stream") printed += stripVTControlCharacters(output.text);
      else if (output.output_type === "error") error = `${output.ename}: ${output.evalue}`;
      else data = output.data;
    }
    return { data, printed, error };
  };
  const show = async (code: string) => {
    const { data, printed, error } = await run(code);
    if (error !== undefined || printed !== "") throw new Error(error ?? `printed: ${printed}`);
    return data;
  };
  return {
    run,
    show,
    text: async (code) => String((await show(code))["text/plain"]),
    close: async () => void (await kernel.stop()),
  };
}
