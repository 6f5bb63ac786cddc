import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright-core";

const FONTS = join(import.meta.dirname, "node_modules", "dejavu-fonts-ttf", "ttf");
/** what stands for the generic families and for those that Chromium takes for them by default */
const FAMILIES = {
  "DejaVu Sans": ["sans-serif", "system-ui", "Arial", "Helvetica"],
  "DejaVu Sans Mono": ["monospace", "Monospace", "Courier New"],
  "DejaVu Serif": ["serif", "Times New Roman"],
};

/**
 * Starts Chromium with a folder of its own for its profile. It draws text with the fonts of
 * package.json alone and without hinting, so that the machine's own fonts change no picture.
 */
export async function launchBrowser(profile, viewport) {
  const fonts = join(profile, "fonts.conf");
  await writeFile(fonts, fontConfiguration(join(profile, "fonts-cache")));
  return chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    viewport,
    deviceScaleFactor: 1,
    env: { ...process.env, FONTCONFIG_FILE: fonts },
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--disable-lcd-text",
      "--font-render-hinting=none",
      "--force-color-profile=srgb",
    ],
  });
}

function fontConfiguration(cache) {
  const aliases = Object.entries(FAMILIES).flatMap(([given, asked]) =>
    asked.map(
      (family) =>
        `<alias binding="strong"><family>${family}</family><prefer><family>${given}</family></prefer></alias>`,
    ),
  );
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${FONTS}</dir>
  <cachedir>${cache}</cachedir>
  ${aliases.join("\n  ")}
  <match target="pattern">
    <edit name="family" mode="append_last"><string>DejaVu Sans</string></edit>
  </match>
  <match target="font">
    <edit name="antialias" mode="assign"><bool>true</bool></edit>
    <edit name="hinting" mode="assign"><bool>false</bool></edit>
    <edit name="rgba" mode="assign"><const>none</const></edit>
  </match>
</fontconfig>
`;
}
