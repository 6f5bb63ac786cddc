import { SCRIPT_MARK } from "./fresh-notebook.mjs";

/** What a page shows of the marked outputs, beside how it looks. */
export async function readSeen(page) {
  return page.evaluate((mark) => {
    const outputs = [...document.querySelectorAll("[data-screen]")];
    const isSeen = (node) => {
      const { width, height } = node.getBoundingClientRect();
      return width > 0 && height > 0;
    };
    const shows = (node) =>
      node.innerText.trim() !== "" ||
      [...node.querySelectorAll("img, svg, canvas, audio, video")].some(isSeen);
    return {
      blank: outputs.filter((node) => !shows(node)).map((node) => node.dataset.screen),
      refused: outputs
        .filter((node) => /cannot display|error displaying|untrusted/i.test(node.innerText))
        .map((node) => node.dataset.screen),
      broken: outputs
        .filter((node) =>
          [...node.querySelectorAll("img")].some(({ naturalWidth }) => naturalWidth === 0),
        )
        .map((node) => node.dataset.screen),
      lines: Object.fromEntries(
        outputs.map((node) => {
          const texts = [...node.querySelectorAll(".jp-RenderedText")];
          // where a widget was not asked to draw, its text/plain is what should be seen
          return [node.dataset.screen, texts.length > 0 ? [] : node.innerText.split("\n")];
        }),
      ),
      scripts: outputs.flatMap((node) => [...node.querySelectorAll("script")]).length,
      scriptRan: Object.keys(window).some((name) => name.startsWith(mark)),
    };
  }, SCRIPT_MARK);
}

/** The outputs that show text in an untrusted notebook that a trusted one does not, such as the rest of a removed picture. */
export function strayText(untrusted, trusted) {
  return Object.keys(untrusted.lines).filter((cell) =>
    untrusted.lines[cell].some((line) => !trusted.lines[cell]?.includes(line)),
  );
}
