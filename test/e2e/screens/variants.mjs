const FRONT_ENDS = ["lab", "notebook"];
const THEMES = ["light", "dark"];
const TRUST = ["trusted", "untrusted"];

/**
 * The ways to see an output; `name` is that of its pictures, such as `lab-dark-untrusted`. A page of
 * nbconvert, such as `html-dark`, is the same whether the notebook is trusted or not.
 */
export const VARIANTS = [
  ...FRONT_ENDS.flatMap((frontEnd) =>
    THEMES.flatMap((theme) => TRUST.map((trust) => ({ frontEnd, theme, trust }))),
  ),
  ...THEMES.map((theme) => ({ frontEnd: "html", theme })),
].map((variant) => ({ ...variant, name: Object.values(variant).join("-") }));
