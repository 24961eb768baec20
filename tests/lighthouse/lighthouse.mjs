// SPDX-License-Identifier: AGPL-3.0-or-later
// Lighthouse with its phone profile (slow line, slow processor): performance, accessibility, best practices and search at least 95 on the
// home page, a call and a report, in both languages. Run by tools/lighthouse on a machine that does nothing else: the score of
// performance is of a processor that others do not use. Of three runs the median counts; ends with 1 where one is too low.
import { chromium } from "playwright-core";
import lighthouse from "lighthouse";
import { free_port, start_server } from "../browser/harness.mjs";

const least = 95, rounds = Number(process.env.ROUNDS ?? 3);
const pages = process.env.PAGES?.split(" ") ?? ["/", "/en/", "/calls/2", "/en/calls/2", "/calls/1/report", "/en/calls/1/report"];
const categories = ["performance", "accessibility", "best-practices", "seo"];
const measures = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift", "speed-index"];

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

async function one_run(url, port) {
  const { lhr } = await lighthouse(url, { port, output: "json", logLevel: "error", onlyCategories: categories });
  const scores = categories.map((id) => Math.round((lhr.categories[id].score ?? 0) * 100));
  const told = measures.map((id) => lhr.audits[id].displayValue ?? "–");
  const lost = Object.values(lhr.categories).flatMap(({ auditRefs }) => auditRefs.map(({ id }) => lhr.audits[id]))
    .filter(({ score, scoreDisplayMode }) => score !== null && score < 0.9 && scoreDisplayMode !== "informative")
    .map(({ id, displayValue }) => `${id} ${displayValue ?? ""}`.trim());
  return { scores, told, lost };
}

const row = (cells) => cells.map((cell, column) => String(cell)[column === 0 ? "padEnd" : "padStart"](column === 0 ? 22 : 15)).join("");

const server = await start_server({ demo: true });
const port = await free_port();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", `--remote-debugging-port=${port}`],
});
let low = 0;
try {
  console.log(`Median of ${rounds}, phone profile; at least ${least} each.\n`);
  console.log(row(["page", ...categories, "FCP", "LCP", "TBT", "CLS", "SI"]));
  for (const page of pages) {
    const runs = [];
    while (runs.length < rounds) runs.push(await one_run(server.url + page, port));
    const scores = categories.map((_, at) => median(runs.map((run) => run.scores[at])));
    const typical = runs.find((run) => run.scores[0] === scores[0]);
    console.log(row([page, ...scores.map((score) => (score < least ? `${score} !` : score)), ...typical.told]));
    if (scores.every((score) => score >= least)) continue;
    low += scores.filter((score) => score < least).length;
    console.log(`  lost by: ${typical.lost.join("; ")}`);
  }
} finally {
  await browser.close();
  await server.stop({ keep: false });
}
console.log(low ? `\n${low} of ${pages.length * categories.length} scores are below ${least}.` : `\nAll ${pages.length * categories.length} scores are ${least} or more.`);
process.exitCode = low ? 1 : 0;
