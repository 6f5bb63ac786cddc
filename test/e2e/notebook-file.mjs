/** A notebook of code cells for a kernel, none of them run, as its file has it. */
export function notebookFile(kernel, sources) {
  const cells = sources.map((source, index) => ({
    cell_type: "code",
    id: `cell-${index}`,
    source,
    metadata: {},
    outputs: [],
    execution_count: null,
  }));
  const metadata = {
    kernelspec: { name: kernel, display_name: kernel, language: "typescript" },
    language_info: { name: "typescript" },
  };
  return JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 });
}
