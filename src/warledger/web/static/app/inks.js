// Colours for what is drawn on canvas and by WebGL, read from the style sheet.
const NAMES = ["paper", "sheet", "ink", "soft", "faint", "line", "accent", "warn"];
const GROUND = {
  light: { sea: "#dde6eb", land: "#f8f5ee", border: "#a39c8b", division: "#cfc8b8",
    river: "#bcd0dc", town: "#5d5a52", halo: "#f8f5ee" },
  dark: { sea: "#10161b", land: "#24282c", border: "#6b7177", division: "#3b4147",
    river: "#2a3d4b", town: "#a5a9ae", halo: "#1a1d21" },
};

let known = null;
let theme = null;

export function inks() {
  const now = document.documentElement.dataset.theme ?? "light";
  if (known && theme === now) return known;
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(`--${name}`).trim();
  theme = now;
  known = {
    theme,
    ...Object.fromEntries(NAMES.map((name) => [name, read(name)])),
    sides: Array.from({ length: 9 }, (_, i) => read(`s${i}`)),
    font: read("sans") || "sans-serif",
    ...GROUND[now],
  };
  return known;
}
