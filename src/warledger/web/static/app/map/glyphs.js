// Glyphs: shape is the kind of event, colour the side, fill and line how sure it is.
import { inks } from "../inks.js";
import { svg } from "../dom.js";

const POLYGONS = {
  battle: [[0, -1], [1, 0], [0, 1], [-1, 0]],
  territory: [[-0.75, -1], [1, -0.35], [-0.35, 0.3], [-0.35, 1], [-0.75, 1]],
  civilians: [[-1, -0.8], [1, -0.8], [0, 1]],
  protest: [[-0.8, -0.8], [0.8, -0.8], [0.8, 0.8], [-0.8, 0.8]],
  strategic: [[-0.5, -0.9], [0.5, -0.9], [1, 0], [0.5, 0.9], [-0.5, 0.9], [-1, 0]],
  explosion: Array.from({ length: 16 }, (_, i) => {
    const far = i % 2 ? 0.62 : 1.3;
    return [far * Math.sin((i * Math.PI) / 8), -far * Math.cos((i * Math.PI) / 8)];
  }),
};

// An outline as an SVG path, `r` wide to each side of the origin.
export function outline(kind, r) {
  const points = POLYGONS[kind];
  if (!points) return `M${-r * 0.85},0a${r * 0.85},${r * 0.85} 0 1,0 ${r * 1.7},0a${r * 0.85},${r * 0.85} 0 1,0 ${-r * 1.7},0Z`;
  return `M${points.map(([x, y]) => `${(x * r).toFixed(2)},${(y * r).toFixed(2)}`).join("L")}Z`;
}

// sure | unconfirmed | expected | refused, and contested beside it.
export function doubtOf(status, standing) {
  if (status === "denied" || status === "not_occurred") return "refused";
  if (status === "unconfirmed" || status === "expected") return status;
  return standing === "contested" || standing === "denied" ? "contested" : "sure";
}

const DASH = { unconfirmed: [2.4, 1.6], expected: [1, 1.6] };

// The same glyph in the page's text: lists, legend, facets.
export function glyph(kind, colour, doubt = "sure", r = 6) {
  const box = r * 1.5;
  const filled = doubt === "sure" || doubt === "contested";
  return svg(
    "svg",
    { class: `glyph s${colour} is-${doubt}`, viewBox: `${-box} ${-box} ${2 * box} ${2 * box}`, width: 2 * box, height: 2 * box, "aria-hidden": "true" },
    svg("path", { class: filled ? "full" : "hollow", d: outline(kind, r), "stroke-dasharray": DASH[doubt]?.join(" ") }),
    doubt === "contested" && svg("path", { class: "hatch", d: `M${-r * 0.7},${r * 0.35}L${r * 0.35},${-r * 0.7}M${-r * 0.3},${r * 0.75}L${r * 0.75},${-r * 0.3}` }),
    doubt === "refused" && svg("path", { class: "slash", d: `M${-r},${r}L${r},${-r}` }),
  );
}

const RATIO = 2;
const BOX = 26;

function surface(size) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size * RATIO;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.scale(RATIO, RATIO);
  pen.translate(size / 2, size / 2);
  return { pen, image: () => pen.getImageData(0, 0, size * RATIO, size * RATIO) };
}

function drawGlyph(kind, colour, doubt) {
  const ink = inks();
  const { pen, image } = surface(BOX);
  const r = 7.5;
  const shape = new Path2D(outline(kind, r));
  const side = ink.sides[colour];
  pen.lineJoin = "round";
  pen.strokeStyle = ink.sheet;
  pen.lineWidth = 4;
  pen.stroke(shape);
  pen.fillStyle = doubt === "sure" || doubt === "contested" ? side : ink.sheet;
  pen.fill(shape);
  if (doubt === "contested") {
    pen.save();
    pen.clip(shape);
    pen.strokeStyle = ink.sheet;
    pen.lineWidth = 1.3;
    pen.beginPath();
    for (let x = -20; x < 20; x += 5) {
      pen.moveTo(x, 10);
      pen.lineTo(x + 20, -10);
    }
    pen.stroke();
    pen.restore();
  }
  pen.strokeStyle = side;
  pen.lineWidth = doubt === "sure" ? 0.8 : 1.8;
  pen.setLineDash(DASH[doubt] ?? []);
  pen.stroke(shape);
  if (doubt === "refused") {
    pen.setLineDash([]);
    pen.beginPath();
    pen.moveTo(-9, 9);
    pen.lineTo(9, -9);
    pen.stroke();
  }
  return image();
}

// A ring cut by side; a dashed rim where some of what it gathers is unsure.
function drawDonut(shares, unsure) {
  const ink = inks();
  const { pen, image } = surface(44);
  const total = shares.reduce((a, b) => a + b, 0) || 1;
  pen.fillStyle = ink.sheet;
  pen.beginPath();
  pen.arc(0, 0, 17, 0, 7);
  pen.fill();
  let at = -Math.PI / 2;
  shares.forEach((share, colour) => {
    if (!share) return;
    const turn = (share / total) * 2 * Math.PI;
    pen.beginPath();
    pen.arc(0, 0, 14, at, at + turn);
    pen.strokeStyle = ink.sides[colour];
    pen.lineWidth = 5;
    pen.stroke();
    at += turn;
  });
  if (unsure) {
    pen.strokeStyle = ink.ink;
    pen.lineWidth = 1.1;
    pen.setLineDash(unsure > 1 ? [2, 2] : [2, 6]);
    pen.beginPath();
    pen.arc(0, 0, 18.5, 0, 7);
    pen.stroke();
  }
  return image();
}

// "g|battle|3|sure" or "d|0|8|…|u": what MapLibre asks for when a feature wants it.
export function addMissing(map, id) {
  const parts = id.split("|");
  if (map.hasImage(id)) return;
  if (parts[0] === "g") map.addImage(id, drawGlyph(parts[1], Number(parts[2]), parts[3]), { pixelRatio: RATIO });
  if (parts[0] === "d") {
    const numbers = parts.slice(1).map(Number);
    map.addImage(id, drawDonut(numbers.slice(0, 9), numbers[9]), { pixelRatio: RATIO });
  }
}
