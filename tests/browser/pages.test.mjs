// SPDX-License-Identifier: AGPL-3.0-or-later
// Every page of the site, as the program itself lists them (mosharekat routes): a route without an example address in pages.mjs fails.
// In Persian on a phone and in English on a desk each is accessible in light and dark, valid, silent and within its weight, says no
// key and nothing in the other language, and its language switch leads to the same place. The other way round, and with names of
// sixty letters and words that do not break, none is wider than its window.
//
// MOSHAREKAT_PICTURES=DIR writes a picture of every page instead: both languages, 360 and 1280 px, light and dark, ordinary and long.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { open_browser, page_checks, root, start_server } from "./harness.mjs";
import { every_address, furnish } from "./pages.mjs";
import { stretch } from "./stretch.mjs";

const pictures = process.env.MOSHAREKAT_PICTURES;
const only = process.env.MOSHAREKAT_PAGES && new RegExp(process.env.MOSHAREKAT_PAGES);
const keys = new Set(fs.readdirSync(path.join(root, "locale/en")).flatMap((file) => Object.keys(JSON.parse(fs.readFileSync(path.join(root, "locale/en", file), "utf8")))));
const formats = ["PDF", "DOCX", "XLSX", "ODT", "HTML", "CSV", "JSON", "XML", "TXT", "PNG", "SHA", "ATOM", "API", "WORD", "EXCEL", "WCAG", "AGPL", "JPEG", "DOTX", "ICAL", "AA", "ASCII", "OPENAPI"]; // written so in Persian too
let server, browser, people, table, visits;

before(async () => {
  server = await start_server({ demo: "full", args: ["--gallery"] });
  browser = await open_browser();
  const furnished = await furnish(browser, server);
  people = furnished.people;
  table = await every_address(furnished.found);
  visits = table.visits.filter(({ address }) => !only || only.test(address));
});
after(async () => {
  await browser?.close();
  await server?.stop({ keep: false });
});

// A page of the same person, so that several can be looked at together.
async function page_of(role, options) {
  return browser.page({ ...options, storage: await people[role].context().storageState() });
}

// What a page says in words that are not of its language, and what it says in none.
async function wrong_words(page) {
  return page.evaluate(([keys, formats]) => {
    const known = new Set(keys), problems = [];
    const persian = document.documentElement.lang === "fa";
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.data.trim(), parent = node.parentElement;
      if (!text || parent.closest("script, style, template")) continue;
      for (const [word] of text.matchAll(/[a-z_]+(\.[a-z_0-9]+)+/g)) if (known.has(word)) problems.push(`the key ${word}`);
      if (/(?<!\{)\{\w+\}/.test(text)) problems.push(`an argument not filled in: ${text}`);
      const language = parent.closest("[lang]").lang;
      // Names of people and things are written as they are, in an element that says so.
      if (parent.closest("bdi, code, kbd, textarea, [dir=ltr], [dir=auto], time")) continue;
      if (persian && language === "fa")
        for (const [word] of text.replace(/\S+@\S+|https?:\S+|نمونه: .*/g, "").matchAll(/[A-Za-z]{2,}/g))
          if (!formats.includes(word.toUpperCase())) problems.push(`"${word}" on a Persian page: ${text.slice(0, 80)}`);
      if (!persian && language === "en" && /[\u0620-\u06ff]{2,}/.test(text)) problems.push(`Persian on an English page without saying so: ${text.slice(0, 80)}`);
    }
    return [...new Set(problems)];
  }, [[...keys], formats]);
}

// Visits with two pages of each person at once, for there are two processors.
async function each_visit(options, work) {
  const problems = [];
  const waiting = visits.filter((visit) => !visit.type).sort((a, b) => a.role.localeCompare(b.role));
  await Promise.all([0, 1].map(async () => {
    let role, page;
    for (let visit = waiting.shift(); visit; visit = waiting.shift()) {
      if (visit.role !== role) {
        await page?.context().close();
        role = visit.role;
        page = await page_of(role, options);
      }
      try {
        await work(page, visit);
      } catch (error) {
        const said = typeof error.actual === "string" ? error.actual : error.message;
        problems.push(`${role} ${visit.address}:\n    ${said.replaceAll("\n", "\n    ")}`);
      }
    }
    await page?.context().close();
  }));
  return problems.join("\n");
}

const name_of = ({ role, address }) => `${role}${address}`.replace(/[^\w]+/g, "-").slice(0, 90);

describe("every page", { skip: Boolean(pictures) }, () => {
  test("there is an example of every route", () => {
    assert.deepEqual(table.missing, [], "tests/browser/pages.mjs has no example address of these routes");
    assert.deepEqual(table.strangers, [], "tests/browser/pages.mjs names routes that are not there");
  });

  test("files have their types", async () => {
    for (const { role, type, address } of visits.filter((visit) => visit.type)) {
      const answer = await people[role].context().request.get(server.url + address);
      assert.equal(answer.status(), 200, `${role} ${address}`);
      assert.ok(answer.headers()["content-type"].startsWith(type), `${address} is ${answer.headers()["content-type"]}`);
    }
  });

  for (const [base, width, lang] of [["", 360, "fa"], ["/en", 1280, "en"]])
    test(`holds to every rule: ${base || "/"} at ${width} px`, async () => {
      const problems = await each_visit({ width, height: 740, lang }, async (page, visit) => {
        const answer = await page.goto(server.url + base + visit.address);
        assert.equal(answer.status(), 200);
        await page_checks(page, `pages-${name_of(visit)}.${lang}.${width}`, { brief: true, weight: visit.pattern !== "/gallery" });
        assert.equal((await wrong_words(page)).join("\n"), "");
        const other = await page.getAttribute("a[data-same-place]", "href");
        assert.equal(other.replace(/^\/en(?=\/|$)/, "") || "/", visit.address.replace(/^$/, "/"), "the language switch leads elsewhere");
      });
      assert.ok(!problems, problems);
    });

  test("long names and words that do not break widen no page", async () => {
    stretch(server);
    for (const [base, lang] of [["", "fa"], ["/en", "en"]]) {
      const problems = await each_visit({ height: 740, lang }, async (page, visit) => {
        await page.goto(server.url + base + visit.address);
        for (const width of [360, 1280]) {
          await page.setViewportSize({ width, height: 740 });
          const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          assert.ok(over <= 0, `${over} px wider than its window of ${width} px`);
        }
      });
      assert.ok(!problems, `${base || "/"}\n${problems}`);
    }
  });
});

test("pictures", { skip: !pictures }, async () => {
  for (const kind of ["ordinary", "long"]) {
    if (kind === "long") stretch(server);
    for (const [base, lang] of [["", "fa"], ["/en", "en"]])
      for (const width of [360, 1280])
        await each_visit({ width, height: 740, lang }, async (page, visit) => {
          const folder = path.join(pictures, `${kind}-${lang}-${width}`);
          fs.mkdirSync(folder, { recursive: true });
          await page.goto(server.url + base + visit.address);
          for (const scheme of kind === "long" ? ["light"] : ["light", "dark"]) {
            await page.emulateMedia({ colorScheme: scheme });
            await page.screenshot({ path: path.join(folder, `${name_of(visit)}.${scheme}.png`), fullPage: true });
          }
        });
  }
});
