// SPDX-License-Identifier: AGPL-3.0-or-later
// The office's day in a browser: routes, deputies, holidays, the office file, the register and the plan; in both languages, on a
// phone and a desktop.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { open_browser, page_checks, start_server } from "./harness.mjs";

let server, browser;
const troubles = [];
const sign_ins = {};
async function look(page, name) {
  await page_checks(page, name, { weight: false }).catch((error) => troubles.push(error.message));
}

before(async () => {
  server = await start_server({ demo: true });
  browser = await open_browser();
  for (const line of fs.readFileSync(path.join(server.data, "demo-sign-ins.txt"), "utf8").split("\n")) {
    const found = /^(\w+): (\S+)\s+(\S+)$/.exec(line);
    if (found) sign_ins[found[1]] = { email: found[2], password: found[3] };
  }
});
after(async () => {
  await browser?.close();
  await server?.stop({ keep: false });
});

async function staff(role, options) {
  const page = await browser.page(options);
  page.setDefaultTimeout(15000);
  await page.goto(server.url + "/sign-in/staff");
  await page.fill("#email", sign_ins[role].email);
  await page.fill("#password", sign_ins[role].password);
  await page.click("form.sheet button[type=submit]");
  await page.waitForURL("**/desk");
  return page;
}
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
  const role = ["agency_admin", "national_admin", "admin"].find((one) => sign_ins[one]);
  for (const [width, base, name] of [[360, "", "fa-phone"], [1280, "/en", "en"]]) {
    const page = await staff(role, { width });
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
