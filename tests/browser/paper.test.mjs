// SPDX-License-Identifier: AGPL-3.0-or-later
// What leaves the system as an office file, is changed in LibreOffice and comes back: the translation sheet.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open_browser, page_checks, staff_page, start_server } from "./harness.mjs";
import { changed_in_office } from "./office_program.mjs";

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
