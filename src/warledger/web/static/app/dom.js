// Building nodes. Text of reports only ever enters through text nodes; characters that hide or
// that turn the reading order round are shown as their code points.
const SVG = "http://www.w3.org/2000/svg";

const HIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]/gu;

export function visible(text) {
  return String(text).replace(
    HIDDEN,
    (c) => `⟨U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`,
  );
}

export function fill(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(visible(child)));
  }
  return node;
}

function put(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "vars")
      for (const [key, v] of Object.entries(value)) node.style.setProperty(`--${key}`, v);
    else node.setAttribute(name, value === true ? "" : visible(value));
  }
  return node;
}

export function el(tag, attributes = {}, ...children) {
  return fill(put(document.createElement(tag), attributes), children);
}

export function svg(tag, attributes = {}, ...children) {
  return fill(put(document.createElementNS(SVG, tag), attributes), children);
}

export const byId = (id) => document.getElementById(id);

const LONG = 400;

// A name or a quote of somebody else's: isolated, in its own direction, cut when absurdly long.
export function bdi(text, longest = LONG) {
  const words = String(text ?? "");
  const cut = words.length > longest;
  return el(
    "bdi",
    { dir: "auto", title: cut ? words.slice(0, 4 * LONG) : null },
    cut ? `${words.slice(0, longest)}…` : words,
  );
}

// Slices by code points, as spans count them; plain when there is nothing beyond the basic plane.
export function cutter(text) {
  if (!/[\ud800-\udfff]/.test(text)) return (start, end) => text.slice(start, end);
  const points = Array.from(text);
  return (start, end) => points.slice(start, end).join("");
}

// A quote with its marks (spans of code points) set off.
export function marked(text, marks, cls = null) {
  const cut = cutter(text);
  const node = el("span", { dir: "auto", class: cls });
  let at = 0;
  for (const [start, end] of marks) {
    if (start < at) continue;
    fill(node, [cut(at, start), el("mark", {}, cut(start, end))]);
    at = end;
  }
  return fill(node, [cut(at, Infinity)]);
}

export function button(label, act, attributes = {}) {
  return el("button", { type: "button", onclick: act, ...attributes }, label);
}

let box = null;
let clearing = 0;

// Says a sentence to who listens instead of looking.
export function announce(words) {
  box ??= byId("said");
  window.clearTimeout(clearing);
  box.textContent = "";
  clearing = window.setTimeout(() => {
    box.textContent = visible(words);
  }, 60);
}
