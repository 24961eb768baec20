// SPDX-License-Identifier: AGPL-3.0-or-later
// The structure of an imported draft is mended before the call opens: without a script, by keyboard, in Persian and English.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open_browser, page_checks, staff_page, start_server } from "./harness.mjs";

const draft = `پیش‌نویس آیین‌نامهٔ باغ‌های نمونه
فصل اول: کلیات
ماده ۱- هر باغ یک هماهنگ‌کننده دارد. تبصره ۱- هماهنگ‌کننده سالی یک بار برگزیده می‌شود.
ماده ۲- آب باغ از شبکهٔ آب خام گرفته می‌شود.
ماده ۴- سهم هر خانوار با زمان کار سنجیده می‌شود.
الف- کار در باغ؛
ب- کار در انبار.`;

let server, browser;
before(async () => {
  server = await start_server({ demo: true });
  browser = await open_browser();
});
after(async () => {
  await browser?.close();
  await server?.stop({ keep: false });
});

const sign_in = (options) => staff_page(browser, server, "expert", options);

const button = (page, act) => page.locator(`.chosen button[name=act][value=${act}]`);

test("an expert splits, joins, renumbers and undoes, without a script", async () => {
  const page = await sign_in({ javascript: false });
  await page.goto(server.url + "/desk/calls/new");
  await page.fill("#title_fa", "آیین‌نامهٔ باغ‌های نمونه");
  await page.selectOption("#document_type", "guideline");
  await page.click("form.sheet button[type=submit]");
  await page.waitForURL(/\/desk\/calls\/\d+$/);
  await page.fill("#draft", draft);
  await page.click('form[action$="/drafts"] button[type=submit]');
  await page.waitForURL(/done=draft_added/);
  await page.click('a[href$="/structure"]');
  assert.equal(await page.locator(".structure .line").count(), 6);
  // Article 3 is missing, which is said.
  assert.equal(await page.locator(".structure .chip.part").count(), 1);

  await page.click('#m1 a[href*="at=m1"]');
  await page.click(".chosen .pieces button >> nth=0");
  await page.waitForURL(/at=m1-t1/);
  assert.equal(await page.locator("#m1-t1 strong").first().innerText(), "تبصره ۱");
  assert.equal(await page.locator(".structure .line").count(), 7);

  await page.click('#m4 a[href*="at=m4"]');
  await page.fill("#number", "۳");
  // By keyboard: Enter in the field sends its form with its first button.
  await page.focus("#number");
  await page.keyboard.press("Enter");
  await page.waitForURL(/at=m3/);
  assert.equal(await page.locator("#m3-b-alef").count(), 1);
  assert.equal(await page.locator(".structure .chip.part").count(), 0);

  await page.click('form[action$="/undo"] button');
  await page.waitForURL(/done=structure_undone/);
  assert.equal(await page.locator("#m4").count(), 1);
  await page.click('#m1-t1 a[href*="at="]');
  await button(page, "join").click();
  await page.waitForURL(/at=m1(&|#|$)/);
  assert.equal(await page.locator(".structure .line").count(), 6);

  // What cannot be done is said, and what was typed stays.
  await page.click(".chosen details:last-of-type summary");
  await page.fill("#number", "");
  await button(page, "renumber").click();
  await page.waitForSelector(".field.bad #number");
});

test("the page is sound in both languages, on a telephone and a desk", async () => {
  for (const [lang, width] of [["fa", 1280], ["en", 1280], ["fa", 360], ["en", 360]]) {
    const page = await sign_in({ width });
    await page.goto(server.url + "/desk");
    const calls = await page.locator('a[href*="/desk/calls/"]').evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    const base = lang === "en" ? "/en" : "";
    for (const call of calls.filter((each) => /\/desk\/calls\/\d+$/.test(each))) {
      await page.goto(server.url + base + call);
      const link = page.locator('a[href$="/structure"]').first();
      if ((await link.count()) === 0) continue;
      await link.click();
      if ((await page.locator("#m2").count()) === 0) continue;
      await page.click('#m1 a[href*="at="]');
      await page_checks(page, `structure-${lang}-${width}`, { weight: false });
      break;
    }
    await page.context().close();
  }
});
