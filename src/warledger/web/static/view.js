// What the map shows of the world: projection, outlines, position and zoom.
const MAP = {
  node: null,
  land: null,
  over: null,
  scale: 1,
  x: 0,
  y: 0,
  width: 400,
  height: 320,
  places: [],
};
const COARSE = 4; // UCDP's where_prec from here on is an area, never a pin
const AREA_KM = { 4: 45, 5: 25, 6: 160, 7: 60 };
const TOWN_ROOM = { x: 66, y: 17 };

const mercator = (lat) =>
  (Math.log(Math.tan(Math.PI / 4 + (Math.max(-84, Math.min(84, lat)) * Math.PI) / 360)) *
    180) /
  Math.PI;
const onScreen = (lat, lon) => [
  lon * MAP.scale + MAP.x,
  -mercator(lat) * MAP.scale + MAP.y,
];

function arcPoints(line) {
  const points = [];
  let x = 0,
    y = 0,
    at = 0;
  const next = () => {
    let value = 0,
      shift = 0,
      bits;
    do {
      bits = line.charCodeAt(at++) - 63;
      value |= (bits & 31) << shift;
      shift += 5;
    } while (bits >= 32);
    return value & 1 ? ~(value >> 1) : value >> 1;
  };
  while (at < line.length) {
    x += next();
    y += next();
    points.push([x / DATA.map.per_degree, -mercator(y / DATA.map.per_degree)]);
  }
  return points;
}

function landPaths() {
  const arcs = DATA.map.arcs.map(arcPoints);
  const ringPath = (ring) =>
    "M" +
    ring
      .map((arc) => (arc < 0 ? [...arcs[~arc]].reverse() : arcs[arc]))
      .flat()
      .map(([x, y]) => `${x.toFixed(3)},${y.toFixed(3)}`)
      .join("L") +
    "Z";
  return DATA.map.countries.map((country) => {
    const points = country.rings
      .map((ring) => ring.flatMap((arc) => arcs[arc < 0 ? ~arc : arc]))
      .reduce((most, ring) => (ring.length > most.length ? ring : most), []);
    const middle = (axis) =>
      (Math.min(...points.map((p) => p[axis])) + Math.max(...points.map((p) => p[axis]))) /
      2;
    country.middle = [middle(0), middle(1)];
    country.breadth =
      Math.max(...points.map((p) => p[0])) - Math.min(...points.map((p) => p[0]));
    return svg("path", {
      class: "country",
      d: country.rings.map(ringPath).join(""),
      "fill-rule": "evenodd",
    });
  });
}

function fitTo(points, closest = 260) {
  if (!points.length && MAP.scale > 1) {
    drawMap();
    return;
  }
  if (!points.length)
    points = [
      [52, -18],
      [0, 55],
    ];
  const xs = points.map(([, lon]) => lon),
    ys = points.map(([lat]) => -mercator(lat));
  const [west, east, north, south] = [
    Math.min(...xs),
    Math.max(...xs),
    Math.min(...ys),
    Math.max(...ys),
  ];
  const room = 0.78;
  MAP.scale = Math.min(
    (MAP.width * room) / Math.max(east - west, 1e-6),
    (MAP.height * room) / Math.max(south - north, 1e-6),
    closest,
  );
  MAP.x = MAP.width / 2 - ((west + east) / 2) * MAP.scale;
  MAP.y = MAP.height / 2 - ((north + south) / 2) * MAP.scale;
  drawMap();
}
const pointsOf = (claims) =>
  claims
    .flatMap((c) => c.places)
    .filter((p) => p.lat !== null && p.lon !== null)
    .map((p) => [p.lat, p.lon]);

function zoomBy(factor, cx = MAP.width / 2, cy = MAP.height / 2) {
  const scale = Math.max(2, Math.min(4000, MAP.scale * factor));
  MAP.x = cx - ((cx - MAP.x) * scale) / MAP.scale;
  MAP.y = cy - ((cy - MAP.y) * scale) / MAP.scale;
  MAP.scale = scale;
  drawMap();
}

const kmToPixels = (km, lat) =>
  (km / (111.32 * Math.cos((lat * Math.PI) / 180))) * MAP.scale;
