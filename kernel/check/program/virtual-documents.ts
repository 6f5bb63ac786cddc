import { extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { LanguageServer } from "../server/language-server.js";

/** Documents that exist only in the language server, as if they lay in the notebook's folder. */
export interface VirtualDocuments {
  /** opens the document or changes its text; says whether that was needed */
  set(name: string, text: string): boolean;
  /** what requests call the document */
  identifier(name: string): { readonly uri: string };
  /** sends every document to a fresh server */
  openAll(): void;
}

const LANGUAGES: Readonly<Record<string, string>> = { ".json": "json", ".tsx": "typescriptreact" };

interface Document {
  readonly text: string;
  readonly version: number;
}

export function createVirtualDocuments(
  folder: string,
  server: Pick<LanguageServer, "notify">,
): VirtualDocuments {
  const documents = new Map<string, Document>();
  const uriOf = (name: string) => pathToFileURL(join(folder, name)).href;

  const open = (name: string, { text, version }: Document) => {
    const languageId = LANGUAGES[extname(name)] ?? "typescript";
    const textDocument = { uri: uriOf(name), languageId, version, text };
    server.notify("textDocument/didOpen", { textDocument });
  };

  return {
    set: (name, text) => {
      const known = documents.get(name);
      if (known?.text === text) return false;
      const document = { text, version: (known?.version ?? 0) + 1 };
      documents.set(name, document);
      if (known === undefined) {
        open(name, document);
      } else {
        server.notify("textDocument/didChange", {
          textDocument: { uri: uriOf(name), version: document.version },
          contentChanges: [{ text }],
        });
      }
      return true;
    },
    identifier: (name) => ({ uri: uriOf(name) }),
    openAll: () => {
      for (const [name, document] of documents) open(name, document);
    },
  };
}
