import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const SETTINGS = {
  "apputils-extension/notification": { fetchNews: "false", checkForUpdates: false },
  "notebook-extension/tracker": { windowingMode: "none" },
};

/** Starts JupyterLab of `venv` on a free local port, in a new folder with the notebooks, outputs removed. */
export async function startLab({ venv, notebooks, kernel }) {
  const home = await mkdtemp(join(tmpdir(), "preplab-lab-"));
  const work = join(home, "work");
  await mkdir(work);
  for (const name of await readdir(notebooks)) {
    if (name.endsWith(".ipynb")) await copyWithoutOutputs(notebooks, work, name, kernel);
    else await cp(join(notebooks, name), join(work, name), { recursive: true });
  }
  for (const [plugin, settings] of Object.entries(SETTINGS)) {
    const file = join(home, "settings", "@jupyterlab", `${plugin}.jupyterlab-settings`);
    await mkdir(join(file, ".."), { recursive: true });
    await writeFile(file, JSON.stringify(settings));
  }
  const port = await freePort();
  const server = spawn(
    join(venv, "bin", "jupyter-lab"),
    [
      "--no-browser",
      "--allow-root",
      "--expose-app-in-browser",
      "--ServerApp.ip=127.0.0.1",
      `--ServerApp.port=${port}`,
      "--ServerApp.port_retries=0",
      "--IdentityProvider.token=",
      `--ServerApp.root_dir=${work}`,
      `--LabApp.user_settings_dir=${join(home, "settings")}`,
      `--LabApp.workspaces_dir=${join(home, "workspaces")}`,
      "--LabApp.extension_manager=readonly",
    ],
    {
      cwd: work,
      env: { ...process.env, HOME: home, JUPYTER_CONFIG_DIR: home, JUPYTER_DATA_DIR: home },
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  let log = "";
  server.stderr.on("data", (chunk) => {
    log = `${log}${chunk}`.slice(-20_000);
  });
  const ended = new Promise((done) => server.once("exit", done));
  const stop = async () => {
    server.kill("SIGTERM");
    await ended;
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  };
  const url = `http://127.0.0.1:${port}`;
  if (!(await answers(`${url}/api/status`, server))) {
    await stop();
    throw new Error(`JupyterLab did not start:\n${log}`);
  }
  const { kernelspecs } = await (await fetch(`${url}/api/kernelspecs`)).json();
  const displayName = kernelspecs[kernel]?.spec.display_name;
  return { url, displayName, folder: work, stop, log: () => log };
}

async function copyWithoutOutputs(from, to, name, kernel) {
  const notebook = JSON.parse(await readFile(join(from, name), "utf8"));
  for (const cell of notebook.cells) {
    if (cell.cell_type === "code") Object.assign(cell, { outputs: [], execution_count: null });
  }
  notebook.metadata.kernelspec = { ...notebook.metadata.kernelspec, name: kernel };
  await writeFile(join(to, name), JSON.stringify(notebook));
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function answers(url, server) {
  for (const until = Date.now() + 60_000; Date.now() < until && server.exitCode === null; ) {
    const reply = await fetch(url).catch(() => undefined);
    if (reply?.ok) return true;
    await new Promise((done) => setTimeout(done, 200));
  }
  return false;
}
