/* Builds app/static/dist: hashed names, pre-compressed copies, manifest.json with the icons. Run: npm run build */
import { build } from "esbuild";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, "../..");
const dist = path.join(here, "dist");
const FIRST_VISIT = 120 * 1024; // bytes over the wire for page, style, script and font
const PAGE = 6 * 1024;

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });

const result = await build({
  absWorkingDir: root,
  entryPoints: { app: "app/static/css/entry.css", site: "app/static/js/site.js", report: "app/static/js/report.js", writing: "app/static/js/writing.js", answering: "app/static/js/answering.js", translating: "app/static/js/translating.js", moderating: "app/static/js/moderating.js", redacting: "app/static/js/redacting.js" },
  outdir: "app/static/dist",
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome114", "firefox125", "safari17"],
  loader: { ".woff2": "file" },
  metafile: true,
  logLevel: "warning",
});

const files = {};
for (const [output, { entryPoint }] of Object.entries(result.metafile.outputs)) {
  const name = path.basename(output);
  const plain = entryPoint ? path.basename(entryPoint).replace("entry.css", "app.css") : name.replace(/-[A-Z0-9]{8}\./, ".");
  files[plain] = name;
}

const favicon = readFileSync(path.join(here, "img/favicon.svg"));
files["favicon.svg"] = `favicon-${createHash("sha256").update(favicon).digest("hex").slice(0, 8).toUpperCase()}.svg`;
writeFileSync(path.join(dist, files["favicon.svg"]), favicon);

const icons = {};
for (const name of JSON.parse(readFileSync(path.join(here, "theme/icons.json"), "utf8"))) {
  const svg = readFileSync(path.join(root, `node_modules/@navikt/aksel-icons/dist/svg/${name}.svg`), "utf8");
  icons[name] = svg.replace(/^\s*<svg[^>]*>\s*|\s*<\/svg>\s*$/g, "").replaceAll(' fill="currentColor"', "").replaceAll("\n", "");
}

writeFileSync(path.join(dist, "manifest.json"), JSON.stringify({ files, icons }, null, 1) + "\n");

const wire = {};
for (const name of readdirSync(dist)) {
  const bytes = readFileSync(path.join(dist, name));
  wire[name] = bytes.length;
  if (!/\.(css|js|svg)$/.test(name)) continue;
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  writeFileSync(path.join(dist, `${name}.br`), brotli);
  writeFileSync(path.join(dist, `${name}.gz`), gzipSync(bytes, { level: 9 }));
  wire[name] = brotli.length;
}

const first = ["app.css", "site.js", "inter-latin-wght-normal.woff2", "favicon.svg"];
const total = first.reduce((sum, name) => sum + wire[files[name]], PAGE);
for (const name of first) console.log(name.padEnd(34), `${(wire[files[name]] / 1024).toFixed(1)} KB`);
console.log("first visit with a page of 6 KB".padEnd(34), `${(total / 1024).toFixed(1)} KB`);
if (total > FIRST_VISIT) {
  console.error(`The first visit is over ${FIRST_VISIT / 1024} KB.`);
  process.exit(1);
}
