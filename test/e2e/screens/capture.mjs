import { PNG } from "pngjs";

const SETTLE_MS = 30_000;
/** Chromium draws in tiles of so many pixels, and the edges of a picture depend on where it is cut */
const TILE = 256;
/** the height of a screenshot, which Chromium limits */
const BAND = 6000;
const WIDTH = 760;
const STILL = `
  *, *::before, *::after {
    animation: none !important;
    transition: none !important;
    caret-color: transparent !important;
  }
  .jp-Cell-inputWrapper, .jp-MarkdownCell, .jp-OutputPrompt, .jp-OutputArea-promptOverlay {
    display: none !important;
  }
  .jp-OutputArea { flex: none !important; width: ${WIDTH}px !important; }
`;

/**
 * Leaves only the outputs on the page, all of one width and none moving, each at the corner of a
 * tile: what a cell shows is then drawn alike wherever the cells above end and whatever is beside it.
 */
export async function layOut(page) {
  await page.addStyleTag({ content: STILL });
  await settle(page);
  const height = await page.evaluate((tile) => {
    const outputs = [...document.querySelectorAll("[data-screen]")];
    for (const node of outputs) {
      const { left, top } = node.getBoundingClientRect();
      node.style.marginLeft = `${Math.ceil(left / tile) * tile - left}px`;
      node.style.marginTop = `${Math.ceil(top / tile) * tile - top}px`;
    }
    return outputs.at(-1).getBoundingClientRect().bottom;
  }, TILE);
  await page.setViewportSize({ width: page.viewportSize().width, height: Math.ceil(height) + 200 });
  await page.mouse.move(0, 0);
  await settle(page);
}

/** The picture of each marked output by its id, as pixels: `{ width, height, data }`. */
export async function capture(page) {
  const boxes = await page.evaluate(() =>
    [...document.querySelectorAll("[data-screen]")].map((node) => {
      const { x, y, width, height } = node.getBoundingClientRect();
      return { id: node.dataset.screen, x, y, width, height: Math.ceil(height) };
    }),
  );
  const pictures = new Map();
  let band = { top: 0, bottom: 0 };
  for (const { id, x, y, width, height } of boxes) {
    // one screenshot for many outputs: each takes its time, however small it is
    if (y + height > band.bottom) band = await captureBand(page, y, Math.max(height, BAND));
    const picture = new PNG({ width, height });
    PNG.bitblt(band.picture, picture, x, y - band.top, width, height, 0, 0);
    pictures.set(id, picture);
  }
  return pictures;
}

async function captureBand(page, top, wanted) {
  const { width, height: whole } = page.viewportSize();
  const height = Math.min(wanted, whole - top);
  const file = await page.screenshot({ clip: { x: 0, y: top, width, height } });
  return { top, bottom: top + height, picture: PNG.sync.read(file) };
}

/** Waits for fonts, images and the first frames of media, and until the outputs have kept their content and their places. */
export async function settle(page) {
  await page.evaluate(async () => {
    await document.fonts.ready;
    const images = [...document.querySelectorAll("[data-screen] img")];
    await Promise.all(images.map((image) => image.decode().catch(() => {})));
  });
  await page.waitForFunction(
    () =>
      [...document.querySelectorAll("[data-screen] :is(video, audio)")].every(
        ({ readyState, HAVE_CURRENT_DATA }) => readyState >= HAVE_CURRENT_DATA,
      ),
    undefined,
    { timeout: SETTLE_MS },
  );
  await page.waitForFunction(
    async () => {
      const state = () =>
        [...document.querySelectorAll("[data-screen]")].map((node) => {
          const { x, y, height } = node.getBoundingClientRect();
          return [x, y, height, node.innerHTML.length].join();
        });
      const before = state().join();
      await new Promise((resolve) => setTimeout(resolve, 300));
      return state().join() === before;
    },
    undefined,
    { timeout: SETTLE_MS },
  );
}
