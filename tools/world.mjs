// Makes src/onrecord/web/world.svgpath from Natural Earth's land (public domain; npm package world-atlas, ISC):
//   npm install world-atlas@2.0.2 topojson-client@3.1.0 && node tools/world.mjs node_modules/world-atlas/land-110m.json
// The projection is Equal Earth (Savric, Patterson, Jenny 2018), the same as in src/onrecord/web/charts/world.py.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
const { feature } = createRequire(process.cwd() + "/")("topojson-client");

const WIDTH = 1000;
const A = [1.340264, -0.081106, 0.000893, 0.003796];
const M = Math.sqrt(3) / 2;
function project(longitude, latitude) {
  const l = (longitude * Math.PI) / 180;
  const t = Math.asin(M * Math.sin((latitude * Math.PI) / 180));
  const t2 = t * t, t6 = t2 * t2 * t2;
  const x = (l * Math.cos(t)) / (M * (A[0] + 3 * A[1] * t2 + t6 * (7 * A[2] + 9 * A[3] * t2)));
  const y = t * (A[0] + A[1] * t2 + t6 * (A[2] + A[3] * t2));
  const scale = WIDTH / (2 * 2.7066299836960748);
  return [WIDTH / 2 + x * scale, 1.3173627591574133 * scale - y * scale];
}
const topology = JSON.parse(readFileSync(process.argv[2], "utf8"));
const land = feature(topology, topology.objects.land);
const shapes = (land.features ?? [land]).flatMap((f) => (f.geometry.type === "Polygon" ? [f.geometry.coordinates] : f.geometry.coordinates));
let path = "";
for (const rings of shapes) {
  for (const ring of rings) {
    if (ring.every(([, latitude]) => latitude < -60)) continue; // Antarctica: no news, a third of the picture
    let last = "", longitude;
    ring.forEach((point) => {
      const here = project(...point).map((v) => v.toFixed(1)).join(" ");
      const cut = longitude === undefined || Math.abs(point[0] - longitude) > 180; // over the edge of the map
      if (here !== last) path += (cut ? "M" : "L") + here;
      [last, longitude] = [here, point[0]];
    });
    path += "Z";
  }
}
writeFileSync("src/onrecord/web/world.svgpath", path + "\n");
