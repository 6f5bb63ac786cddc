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
  const server = await startServer({ venv, home, work });
  const { kernelspecs } = await (await fetch(`${server.url}/api/kernelspecs`)).json();
  const displayName = kernelspecs[kernel]?.spec.display_name;
  const stop = async () => {
    await server.stop();
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  };
  return { ...server, displayName, folder: work, stop };
}

/** Starts JupyterLab and Notebook 7 in one server; settings and signatures of notebooks are in `home`. */
export async function startServer({ venv, home, work }) {
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
      "--JupyterNotebookApp.expose_app_in_browser=True",
      "--ServerApp.ip=127.0.0.1",
      `--ServerApp.port=${port}`,
      "--ServerApp.port_retries=0",
      "--IdentityProvider.token=",
      `--ServerApp.root_dir=${work}`,
      "--LabApp.extension_manager=readonly",
    ],
    { cwd: work, env: serverEnvironment(home), stdio: ["ignore", "ignore", "pipe"] },
  );
  let log = "";
  server.stderr.on("data", (chunk) => {
    log = `${log}${chunk}`.slice(-20_000);
  });
  const ended = new Promise((done) => server.once("exit", done));
  const stop = async () => {
    server.kill("SIGTERM");
    await ended;
  };
  const url = `http://127.0.0.1:${port}`;
  if (!(await answers(`${url}/api/status`, server))) {
    await stop();
    throw new Error(`JupyterLab did not start:\n${log}`);
  }
  return { url, stop, log: () => log };
}

/** The environment in which Jupyter's commands keep all that they keep in `home`. */
export function serverEnvironment(home) {
  return {
    ...process.env,
    HOME: home,
    JUPYTER_CONFIG_DIR: home,
    JUPYTER_DATA_DIR: home,
    JUPYTERLAB_SETTINGS_DIR: join(home, "settings"),
    JUPYTERLAB_WORKSPACES_DIR: join(home, "workspaces"),
  };
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
