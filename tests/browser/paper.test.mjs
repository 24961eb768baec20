// SPDX-License-Identifier: AGPL-3.0-or-later
// What leaves the system as an office file, is changed in LibreOffice and comes back: the translation sheet, and a working table of
// three thousand rows.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { DatabaseSync } from "node:sqlite";
import { open_browser, page_checks, run, staff_page, start_server } from "./harness.mjs";
import { changed_in_office, seen_in_office } from "./office_program.mjs";

let server, browser, expert, call;
before(async () => {
  server = await start_server({ demo: true });
  browser = await open_browser();
  expert = await staff_page(browser, server, "expert");
  const { calls } = await (await fetch(server.url + "/api/v1/calls?state=open")).json();
  call = calls[0].number;
});
after(async () => {
  await browser?.close();
  await server?.stop({ keep: false });
});

async function taken_out(page, address) {
  const answer = await page.request.get(server.url + address);
  assert.equal(answer.status(), 200);
  return answer.body();
}
async function brought_back(page, address, name, bytes) {
  await page.goto(server.url + address);
  await page.setInputFiles("#file", { name, mimeType: "application/octet-stream", buffer: bytes });
  await page.click("form.form button[type=submit]");
  await page.waitForLoadState();
}

test("a translation sheet is filled in with LibreOffice, comes back, and readers see it beside the Persian", async () => {
  const desk = `/desk/calls/${call}`;
  await expert.goto(server.url + desk);
  await expert.click(`a[href="${desk}/translation"]`);
  await page_checks(expert, "translation-desk-fa", { weight: false });
  assert.equal((await expert.request.get(`${server.url}/en/calls/${call}/translation`)).status(), 404);

  let filled = 0;
  const sheet = changed_in_office(await taken_out(expert, `${desk}/translation.docx`), "docx", (cells, row) => {
    if (row === 0 || cells.length < 3 || row % 4 === 0) return null;
    filled += 1;
    return [cells[0], cells[1], `English of ${cells[0].split("/")[0]}: the wording of this provision in plain English.`];
  });
  assert.ok(filled > 3, `${filled} rows`);
  await brought_back(expert, `${desk}/translation`, "sheet.docx", sheet);
  assert.match(expert.url(), /done=translation_taken/);

  for (const [lang, width, name] of [["en", 1280, "en"], ["en", 360, "en-360"], ["fa", 1280, "fa"], ["fa", 360, "fa-360"]]) {
    const page = await browser.page({ width, lang });
    await page.goto(`${server.url}${lang === "en" ? "/en" : ""}/calls/${call}`);
    await page.click('a[href$="/translation"]');
    await page_checks(page, `translation-${name}`);
    assert.equal(await page.locator('[lang="en"][dir="ltr"] p', { hasText: "English of" }).count(), filled);
    await page.context().close();
  }

  // The workbook has what the document brought in; three rows are made wrong, and no other row is stored with them.
  let bad = 0;
  const workbook = changed_in_office(await taken_out(expert, `/en${desk}/translation.xlsx`), "xlsx", (cells, row) => {
    if (row === 0) return null;
    if (row === 1) return (bad++, [cells[0], cells[1], ""]);
    if (row === 2) return (bad++, [cells[0], cells[1] + " و این هم", cells[2]]);
    if (row === 3) return (bad++, ["x" + cells[0], cells[1], cells[2]]);
    return [cells[0], cells[1], "Another English"];
  });
  assert.equal(bad, 3);
  await brought_back(expert, `/en${desk}/translation`, "sheet.xlsx", workbook);
  assert.equal(await expert.locator("tbody tr").count(), 3);
  assert.match(await expert.locator("tbody").innerText(), /empty cell does not delete[\s\S]*not the draft’s text[\s\S]*no provision with the code/);
  await page_checks(expert, "translation-wrong-en", { weight: false });
  const page = await (await fetch(`${server.url}/en/calls/${call}/translation`)).text();
  assert.ok(!page.includes("Another English"));
});

test("a working table of three thousand rows is worked through in LibreOffice: one wrong row, and nothing is stored; none, and all are", async () => {
  const data = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "mosharekat-")), "data");
  await run(["demo", "--data", data]);
  // The demonstration's large call as it stood before its report.
  const database = new DatabaseSync(path.join(data, "mosharekat.sqlite"));
  const large = database.prepare("SELECT number FROM call ORDER BY next_contribution DESC LIMIT 1").get().number;
  database.exec(`UPDATE call SET state = 'analysing' WHERE number = ${large}`);
  database.close();
  const own = await start_server({ data });
  try {
    const page = await staff_page(browser, own, "expert");
    const table = `/desk/calls/${large}/table`;
    const out = async () => (await page.request.get(`${own.url}${table}.xlsx`)).body();
    const back = async (bytes) => {
      await page.goto(own.url + table);
      await page.setInputFiles("#file", { name: "table.xlsx", mimeType: "application/octet-stream", buffer: bytes });
      await page.click("form.form button[type=submit]", { timeout: 60000 });
      await page.waitForLoadState();
      // Longer than a second: the page that tells how far it is leads to what came of it.
      if (!page.url().includes("/desk/jobs/")) return;
      await page.waitForSelector('[data-job="job.state.done"], [data-job="job.state.failed"]', { timeout: 60000 });
      await page.click("[data-job] a.btn >> nth=0");
      await page.waitForURL(/job=|done=/);
    };
    // How many rows say this result, as LibreOffice reads them.
    const count = (bytes, result) => {
      let found = 0, all = 0;
      seen_in_office(bytes, "xlsx", (cells, row) => {
        if (row > 0 && /^[0-9۰-۹٬,]+$/.test(cells[0])) all += 1;
        if (row > 0 && cells[3] === result) found += 1;
      });
      return { found, all };
    };
    const changed = (bytes, wrong) => changed_in_office(bytes, "xlsx", (cells, row) => {
      if (row === 0 || !/^[0-9۰-۹٬,]+$/.test(cells[0])) return null;
      const made = [...cells];
      made[3] = row === wrong ? "پذیرفته نشد" : "ملاحظه شد";
      made[5] = "در برنامهٔ سال آینده دیده می‌شود.";
      return made;
    });
    const before_it = await out();
    assert.deepEqual(count(before_it, "ملاحظه شد"), { found: 0, all: 3000 });

    await back(changed(before_it, 1234));
    assert.equal(await page.locator("tbody tr").count(), 1);
    assert.equal(await page.locator("tbody th").innerText(), "۱۲۳۵");  // the titles are the first row
    assert.match(await page.locator("tbody td").last().innerText(), /پذیرفته نشد/);
    assert.equal(count(await out(), "ملاحظه شد").found, 0);

    await back(changed(before_it, 0));
    assert.match(page.url(), /done=table_taken/);
    assert.deepEqual(count(await out(), "ملاحظه شد"), { found: 3000, all: 3000 });
  } finally {
    await own.stop({ keep: false });
  }
});
