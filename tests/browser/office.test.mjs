// SPDX-License-Identifier: AGPL-3.0-or-later
// The office's day in a browser: routes, deputies, holidays, the office file, the register and the plan; in both languages, on a
// phone and a desktop.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open_browser, page_checks, staff_page, start_server } from "./harness.mjs";

let server, browser;
const troubles = [];
async function look(page, name) {
  await page_checks(page, name, { weight: false }).catch((error) => troubles.push(error.message));
}

before(async () => {
  server = await start_server({ demo: true });
  browser = await open_browser();
});
after(async () => {
  await browser?.close();
  await server?.stop({ keep: false });
});

const staff = (role, options) => staff_page(browser, server, role, options);
const open_call = async (page) => {
  await page.goto(server.url + "/desk");
  return page.locator('table a[href*="/desk/calls/"]').first().getAttribute("href");
};

test("the public plan and register", async () => {
  for (const [width, base, name] of [[360, "", "fa-phone"], [1280, "/en", "en"]]) {
    const page = await browser.page({ width });
    for (const place of ["plan", "register"]) {
      assert.equal((await page.goto(`${server.url}${base}/${place}`)).status(), 200);
      await look(page, `office-${place}-${name}`);
    }
  }
});

test("administration: holidays, policies with duty clocks, routes, letterhead", async () => {
  for (const [width, base, name] of [[360, "", "fa-phone"], [1280, "/en", "en"]]) {
    const page = await staff("national_admin", { width });
    for (const place of ["holidays", "policies", "routes", "deputies"]) {
      assert.equal((await page.goto(`${server.url}${base}/desk/${place}`)).status(), 200, place);
      await look(page, `office-${place}-${name}`);
    }
  }
});

test("the office file: a letter with its scan, a comment by telephone, an address elsewhere", async () => {
  const page = await staff("lead", { width: 360, height: 740 });
  const desk = await open_call(page);
  await page.goto(`${server.url}${desk}/office`);
  await look(page, "office-file-fa-phone-empty");
  await page.click("details summary");
  await page.fill("#letter_number", "۱۲۳/الف/۴۵");
  await page.fill("#letter_date", "1405/02/01");
  await page.fill("#letter_addressee", "سازمان امور اداری و استخدامی نمونهٔ کشور");
  await page.setInputFiles("#letter_scan", { name: "نامه.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4 نامه") });
  await page.click('form[action$="/letters"] button[type=submit]');
  await page.waitForURL(/done=saved/);
  await page.click("details summary");
  await page.click('form[action$="/letters"] button[type=submit]');
  await page.waitForSelector(".notice.bad");
  await look(page, "office-file-fa-phone-error");
  await page.goto(`${server.url}${desk}/office`);
  await page.fill("#url", "https://national.example/calls/7");
  await page.fill("#placed_on", "1405/02/01");
  await page.click('form[action$="/addresses"] button[type=submit]');
  await page.waitForURL(/done=saved/);
  await page.goto(`${server.url}/en${desk}/office`);
  await look(page, "office-file-en-phone");
});

test("nothing was wrong with the looks of these pages", () => {
  assert.equal(troubles.join("\n\n"), "");
});
