// Building nodes: text only ever enters through textContent.
const SVG = "http://www.w3.org/2000/svg";

function fill(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}

function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  return fill(node, children);
}

function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value);
  }
  return fill(node, children);
}

const byId = (id) => document.getElementById(id);
const bdi = (text) => el("bdi", {}, text);

// Enter and space press what looks like a button.
function onPress(node, act) {
  node.addEventListener("click", act);
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    act(event);
  });
}

// One outline for each kind of event, about `r` wide to each side of the origin.
function glyphPath(kind, r) {
  const points = {
    battle: [
      [0, -r],
      [r, 0],
      [0, r],
      [-r, 0],
    ],
    territory: [
      [-0.75 * r, -r],
      [r, -0.35 * r],
      [-0.35 * r, 0.3 * r],
      [-0.35 * r, r],
      [-0.75 * r, r],
    ],
    civilians: [
      [-r, -0.8 * r],
      [r, -0.8 * r],
      [0, r],
    ],
    protest: [
      [-0.8 * r, -0.8 * r],
      [0.8 * r, -0.8 * r],
      [0.8 * r, 0.8 * r],
      [-0.8 * r, 0.8 * r],
    ],
    explosion: Array.from({ length: 16 }, (_, i) => {
      const far = i % 2 ? 0.62 * r : 1.3 * r;
      return [far * Math.sin((i * Math.PI) / 8), -far * Math.cos((i * Math.PI) / 8)];
    }),
  }[kind];
  if (!points)
    return `M${-r * 0.85},0a${r * 0.85},${r * 0.85} 0 1,0 ${r * 1.7},0a${r * 0.85},${r * 0.85} 0 1,0 ${-r * 1.7},0Z`;
  return "M" + points.map((p) => p.map((v) => v.toFixed(2)).join(",")).join("L") + "Z";
}

function glyph(kind, colour, status, r = 5) {
  const box = r * 1.35;
  return svg(
    "svg",
    {
      class: `glyph s${colour} is-${status}`,
      viewBox: `${-box} ${-box} ${2 * box} ${2 * box}`,
      width: 2 * box,
      height: 2 * box,
      "aria-hidden": "true",
    },
    svg("path", { d: glyphPath(kind, r) }),
    isRefused(status) && svg("path", { class: "slash", d: `M${-r},${r}L${r},${-r}` }),
  );
}
