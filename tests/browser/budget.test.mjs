// SPDX-License-Identifier: AGPL-3.0-or-later
// The weights of the pages of a call of 200 articles and 5,000 comments: at most 30 KB gzipped without fonts and 150 KB with them, in
// both languages. How long each took is told, not judged: that depends on the machine.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import zlib from "node:zlib";
import { run, start_server } from "./harness.mjs";
import { Person } from "./http.mjs";

const kib = 1024;
const all_max = 150 * kib, without_fonts_max = 30 * kib;
let server, reader, number;
const assets = new Map();

before(async () => {
  const data = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "mosharekat-")), "data");
  await run(["demo", "--small", "--data", data, "--large"]);
  server = await start_server({ data });
  reader = new Person(server.url);
  reader.cookies.set("of", "somebody"); // pages are rendered for this reader, not taken from those kept for all
  number = Math.max(...[...(await reader.ask("/calls")).text.matchAll(/\/calls\/(\d+)"/g)].map((found) => Number(found[1])));
});
after(() => server?.stop({ keep: false }));

// An asset as the browser gets it, with what it brings along: fonts and pictures of a style sheet (all of them, which is more than
// a page shows), modules of a script.
async function asset(target) {
  if (assets.has(target)) return assets.get(target);
  const answer = await fetch(server.url + target);
  assert.equal(answer.status, 200, target);
  const bytes = Buffer.from(await answer.arrayBuffer());
  const font = target.endsWith(".woff2");
  const one = { font, bytes: font || /\.(png|jpg|webp)$/.test(target) ? bytes.length : zlib.gzipSync(bytes).length, parts: [] };
  assets.set(target, one);
  const text = /\.(css|js)$/.test(target) ? bytes.toString("utf8") : "";
  for (const [, found] of text.matchAll(/(?:url\(["']?|from\s*["'])([^"')]+)/g)) one.parts.push(new URL(found, server.url + target).pathname);
  return one;
}

async function weigh(target) {
  const start = performance.now();
  const answer = await reader.ask(target);
  const took = performance.now() - start;
  assert.equal(answer.status, 200, target);
  const weight = { page: zlib.gzipSync(answer.text).length, fonts: 0, rest: 0, plain: Buffer.byteLength(answer.text), took, text: answer.text };
  const waiting = [...answer.text.matchAll(/<(?:link|script|img)\b[^>]*?(?:href|src)="(\/assets\/[^"]+)"/g)].map((found) => found[1]);
  const seen = new Set();
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (seen.has(next)) continue;
    seen.add(next);
    const one = await asset(next);
    weight[one.font ? "fonts" : "rest"] += one.bytes;
    waiting.push(...one.parts);
  }
  return weight;
}

function judge(t, target, weight, problems) {
  const kb = (bytes) => (bytes / kib).toFixed(1) + " KiB";
  const light = weight.page + weight.rest, all = light + weight.fonts;
  t.diagnostic(`${target}: ${weight.took.toFixed(0)} ms, ${kb(weight.plain)} plain, ${kb(weight.page)} gzipped, ${kb(light)} without fonts, ${kb(all)} in all`);
  if (light > without_fonts_max) problems.push(`${target} weighs ${kb(light)} without fonts (the page itself ${kb(weight.page)})`);
  if (all > all_max) problems.push(`${target} weighs ${kb(all)} with fonts`);
}

for (const base of ["", "/en"])
  test(`the pages of a large call keep within their weight: ${base || "/"}`, async (t) => {
    const problems = [];
    const call = `${base}/calls/${number}`;
    const first = await weigh(call);
    judge(t, call, first, problems);
    const pages = Math.max(1, ...[...first.text.matchAll(/\?page=(\d+)/g)].map((found) => Number(found[1])));
    assert.ok(pages > 1, "a text this long is shown a part at a time");
    const anchors = new Set([...first.text.matchAll(/<article class="article" id="([^"]+)"/g)].map((found) => found[1]));
    for (let page = 2; page <= pages; ++page) {
      const weight = await weigh(`${call}?page=${page}`);
      judge(t, `${call}?page=${page}`, weight, problems);
      for (const [, anchor] of weight.text.matchAll(/<article class="article" id="([^"]+)"/g)) {
        assert.ok(!anchors.has(anchor), `${anchor} is on two pages`);
        anchors.add(anchor);
      }
    }
    assert.equal(anchors.size, 200, "every article is on one of the pages");
    const list = `${call}/contributions`;
    for (const target of [list, `${list}?order=oldest&page=100`, `${list}?order=supported`, `${list}?anchor=q1`, `${list}?q=${encodeURIComponent("مهلت")}`, `${call}/provisions/m1`, `${call}/provisions/m2`])
      judge(t, target, await weigh(target), problems);
    judge(t, `${call}/contributions/new?anchor=m1`, await weigh(/href="([^"]*contributions\/new\?[^"]*anchor=m1)"/.exec(first.text)[1].replaceAll("&amp;", "&")), problems);
    judge(t, `${base}/calls`, await weigh(`${base}/calls`), problems);
    assert.equal(problems.join("\n"), "");
  });
