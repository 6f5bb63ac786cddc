import { createRequire } from "node:module";
import { PRELOADED } from "../../cell/preloaded.js";
import type { KernelInfoReply } from "../../wire/contents.js";
import { PROTOCOL_VERSION } from "../../wire/create-message.js";

const require = createRequire(import.meta.url);
const { version } = require("preplab/package.json") as { version: string };
const typescript = require("typescript/package.json") as { version: string };

export function kernelInfoReply(): KernelInfoReply {
  return {
    status: "ok",
    protocol_version: PROTOCOL_VERSION,
    implementation: "preplab",
    implementation_version: version,
    language_info: {
      name: "typescript",
      version: typescript.version,
      mimetype: "application/typescript",
      file_extension: ".ts",
      pygments_lexer: "typescript",
      // JupyterLab looks a language up by this name; an object would turn into plain JavaScript
      codemirror_mode: "typescript",
      nbconvert_exporter: "script",
    },
    banner: [
      `preplab ${version} · TypeScript ${typescript.version} · Node.js ${process.version}`,
      `Preloaded: ${PRELOADED.map(({ name }) => name).join(", ")}`,
      "name? says what a name is, name?? shows its source as well",
    ].join("\n"),
    debugger: true,
    supported_features: ["debugger"],
    help_links: [
      { text: "TypeScript", url: "https://www.typescriptlang.org/docs/" },
      { text: "TensorFlow.js", url: "https://js.tensorflow.org/api/latest/" },
      {
        text: "Keras preprocessing layers",
        url: "https://keras.io/api/layers/preprocessing_layers/",
      },
    ],
  };
}
