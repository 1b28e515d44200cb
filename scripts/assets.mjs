// Builds what the browser gets, from static/ and from npm, into build/static/:
// hashed names (so they may be cached for ever), .br and .gz siblings, and manifest.json.
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build, transform } from "esbuild";
import { PurgeCSS } from "purgecss";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const out = join(root, "build", "static");
const from = (...path) => join(root, ...path);
const npm = (...path) => join(root, "node_modules", ...path);

const target = ["chrome111", "firefox113", "safari16.4"];
const budgets = { "kaue.css": 20_480, "kaue.js": 20_480, "work.js": 10_240 }; // gzip, see "Budgets" in the docs

// Classes put together in templates or by the browser, so no search can find them.
const dynamic = [/^kern-(alert|badge|btn|icon)--(info|success|warning|danger|primary|secondary|tertiary)$/];

const manifest = {};
const sizes = [];

/** Writes one asset under its hashed name and returns that name. */
async function publish(logical, content) {
  const bytes = Buffer.from(content);
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 10);
  const suffix = extname(logical);
  const name = `${logical.slice(0, -suffix.length)}.${hash}${suffix}`;
  await writeFile(join(out, name), bytes);
  const size = { logical, raw: bytes.length };
  if (suffix !== ".woff2") {
    const gz = gzipSync(bytes, { level: 9 });
    const br = brotliCompressSync(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    });
    await writeFile(join(out, `${name}.gz`), gz);
    await writeFile(join(out, `${name}.br`), br);
    Object.assign(size, { gzip: gz.length, br: br.length });
  }
  sizes.push(size);
  manifest[logical] = name;
  return name;
}

/** Every file below a folder that may mention a class. */
async function sources(folder, suffix) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith(suffix));
  const names = files.map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort();
  return Promise.all(names.map(async (name) => ({ raw: await readFile(name, "utf8"), extension: "html" })));
}

/** KERN, cut down to the classes our templates use. */
async function kern() {
  const content = [
    ...(await sources(from("templates"), ".html")),
    ...(await sources(from("src", "kaue"), ".py")),
    ...(await sources(from("static", "js"), ".js")),
  ];
  const [result] = await new PurgeCSS().purge({
    content,
    css: [{ raw: await readFile(npm("@kern-ux", "native", "dist", "kern.css"), "utf8") }],
    extractors: [{ extensions: ["html"], extractor: (text) => text.match(/[\w-]+/g) ?? [] }],
    safelist: { standard: ["html", "body", ":root", ...dynamic] },
    keyframes: true,
  });
  return result.css.replace(/@charset[^;]*;/g, "");
}

/** KERN declares 500 tokens and we use some 100: drop those nothing refers to, until none is left. */
function withoutUnusedTokens(css) {
  for (;;) {
    const used = new Set(css.match(/var\(--[\w-]+/g)?.map((match) => match.slice(4)));
    const shorter = css.replace(/(?<=[{;])(--kern-[\w-]+):[^;}]*;?/g, (all, name) => (used.has(name) ? all : ""));
    if (shorter === css) return css;
    css = shorter;
  }
}

async function styles(fonts) {
  const ours = await build({
    entryPoints: [from("static", "css", "kaue.css")],
    bundle: true,
    write: false,
    external: ["*.woff2"],
    target,
  });
  // A layer of its own: whatever KERN's selectors weigh, our layer wins without !important.
  const text = `@layer kern{${await kern()}}\n${ours.outputFiles[0].text}`;
  const { code } = await transform(text, { loader: "css", minify: true, target, legalComments: "none" });
  const named = code.replace(/[\w-]+\.woff2/g, (logical) => fonts[logical] ?? logical);
  // Emptied rules are what the token sweep leaves behind; a second pass drops them.
  const swept = await transform(withoutUnusedTokens(named), { loader: "css", minify: true, target });
  return swept.code;
}

/** Beside kaue.css, for pages on walls: phones do not carry it. */
async function wall() {
  const result = await build({
    entryPoints: [from("static", "css", "wall.css")],
    bundle: true,
    write: false,
    minify: true,
    target,
    legalComments: "none",
  });
  return result.outputFiles[0].contents;
}

async function script(entry) {
  const result = await build({
    entryPoints: [from("static", "js", entry)],
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    target,
    legalComments: "none",
    nodePaths: [npm()],
  });
  return result.outputFiles[0].contents;
}

async function licences() {
  const parts = [
    ["Fira Sans", npm("@fontsource", "fira-sans", "LICENSE")],
    ["KERN UX", npm("@kern-ux", "native", "LICENSE.md")],
    ["htmx", npm("htmx.org", "LICENSE")],
  ];
  const texts = await Promise.all(parts.map(async ([name, path]) => `${name}\n\n${await readFile(path, "utf8")}`));
  return texts.join(`\n\n${"-".repeat(72)}\n\n`);
}

await mkdir(out, { recursive: true });
const stale = new Set(await readdir(out));

const fonts = {};
for (const weight of [400, 600]) {
  const file = npm("@fontsource", "fira-sans", "files", `fira-sans-latin-${weight}-normal.woff2`);
  fonts[`fira-${weight}.woff2`] = await publish(`fira-${weight}.woff2`, await readFile(file));
}
await publish("kaue.css", await styles(fonts));
await publish("wall.css", await wall());
await publish("kaue.js", await script("kaue.js"));
await publish("work.js", await script("work.js"));
await publish("theme.js", await script("theme.js"));
await publish("beamer.js", await script("beamer.js"));
await publish("favicon.svg", await readFile(from("static", "favicon.svg")));
await publish("licences.txt", await licences());
await writeFile(join(out, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);

// Old files go last: a server running next to this build never misses one it has just named.
const fresh = Object.values(manifest).flatMap((name) => [name, `${name}.gz`, `${name}.br`]);
for (const name of [...fresh, "manifest.json"]) stale.delete(name);
for (const name of stale) await rm(join(out, name), { recursive: true });

for (const { logical, raw, gzip, br } of sizes) {
  const packed = gzip ? `${gzip} gzip, ${br} br` : "";
  console.log(`${logical.padEnd(16)} ${String(raw).padStart(7)} bytes  ${packed}`);
  if (gzip > (budgets[logical] ?? Infinity)) {
    console.error(`${logical} is over its budget of ${budgets[logical]} bytes gzip`);
    process.exitCode = 1;
  }
}
