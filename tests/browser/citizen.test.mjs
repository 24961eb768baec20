// SPDX-License-Identifier: AGPL-3.0-or-later
// What brings people back, without scripts: the short form and its codes, texts beside the draft, a promise, a complaint and its
// answer; and these pages looked at in both languages at 360 pixels.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open_browser, page_checks, sleep, staff_page, start_server, until } from "./harness.mjs";

let server, browser, codes;
// Of the small demonstration: 1 is decided, 2 is open.
const decided = "/calls/1", open = "/calls/2";

before(async () => {
  server = await start_server({ demo: true });
  browser = await open_browser();
});
after(async () => {
  await browser?.close();
  await server?.stop({ keep: false });
});

const staff = (role) => staff_page(browser, server, role, { javascript: false });

async function look(name, address) {
  for (const base of ["", "/en"]) {
    const page = await browser.page({ width: 360 });
    await page.goto(server.url + base + address);
    await page_checks(page, `citizen-${name}${base.replace("/", "-")}`);
    await page.context().close();
  }
}

const content = (page) => page.locator("main").innerText();

test("an expert writes the draft plainly and sets the text in force; both are led to from the call's page", async () => {
  const page = await staff("expert");
  await page.goto(server.url + "/desk" + open);
  // Folded parts of the desk are opened by hand.
  for (const fold of await page.locator("details:not([open]) > summary").all()) await fold.click().catch(() => {});
  await page.fill("#plain_fa", "در هر وزارتخانه یک میز هست.\nآنجا درخواست خود را می‌دهید.");
  await page.fill("#plain_en", "Each ministry has a desk.\nYou hand in your request there.");
  await page.fill("#easy_fa", "میز جای درخواست است.");
  await page.click("form[action$='/texts'] button[type=submit]");
  await page.goto(server.url + "/desk" + open + "/current");
  await page.fill("#current", "ماده ۱- میز خدمت\nمیز خدمت جایی است که شهروند درخواست خود را می‌سپارد.\nماده ۲- زمان پاسخ\nپاسخ درخواست حداکثر بیست روز کاری پس از ثبت داده می‌شود.\n");
  await page.click("button[value=set]");
  await page.waitForURL("**/current?*");
  await page.goto(server.url + open);
  for (const way of ["plain", "easy", "compare"]) assert.equal(await page.locator(`main a[href="${open}/${way}"]`).count(), 1, way);
  await page.goto(server.url + open + "/compare");
  assert.match(await page.locator("main del").allInnerTexts().then((all) => all.join(" ")), /بیست/);
  for (const way of ["plain", "easy", "compare", "compare?all=1", "short"]) await look(way.replace(/\W/g, "-"), `${open}/${way}`);
});

test("three questions, one page, one button: each answer gets its number and code", async () => {
  const page = await browser.page({ width: 360, javascript: false });
  await page.goto(server.url + open + "/short");
  await sleep(3500);  // nobody writes faster
  const fields = page.locator("form.sheet textarea");
  await fields.nth(0).fill("ساعت نه تا دوازده");
  await fields.nth(1).fill("دلیل پاسخ روشن نبود");
  await page.click("form.sheet button[type=submit]");
  codes = (await page.locator(".code").allInnerTexts()).map((code) => code.replace(/\s/g, ""));
  assert.equal(codes.length, 2);
  assert.notEqual(codes[0], codes[1]);
});

test("a complaint is made with the code and answered by the lead; everybody sees how many there are", async () => {
  const page = await browser.page({ width: 360, javascript: false });
  await page.goto(server.url + "/track");
  await page.fill("#code", codes[0]);
  await page.click("form.sheet button[type=submit]");
  await page.click("details:has(form[action$='/complaints']) > summary");
  await page.fill("textarea[id^=complaint-]", "بخشی از مهلت در روزهای تعطیل بود.");
  await page.click("form[action$='/complaints'] button");
  assert.match(await content(page), /شکایت شما ثبت شد/);
  const lead = await staff("lead");
  await lead.goto(server.url + "/desk/complaints");
  assert.match(await content(lead), /روزهای تعطیل/);
  await lead.fill("textarea[name=answer]", "تقویم بررسی شد؛ مهلت تمدید می‌شود.");
  await lead.click("button[value=uphold]");
  await page.goto(server.url + "/track");
  await page.fill("#code", codes[0]);
  await page.click("form.sheet button[type=submit]");
  assert.match(await content(page), /مهلت تمدید می‌شود/);
  await look("complaints", open);
  await page.goto(server.url + "/en" + open);
  const seen = await content(page);
  assert.match(seen, /1 complaint made, 1 answered/);
  assert.doesNotMatch(seen, /روزهای تعطیل/);
});

test("a promise with a date stands on the call's page", async () => {
  const page = await staff("expert");
  await page.goto(server.url + "/desk" + decided + "/promises");
  await page.fill("#text", "سامانهٔ برخط تا پایان سال آماده می‌شود.");
  await page.fill("#text_second", "An online service by the end of the year.");
  await page.fill("#day", "1409/12/20");
  await page.click("button[value=make]");
  await page.goto(server.url + "/en" + decided);
  assert.match(await content(page), /An online service by the end of the year/);
  await look("promises", decided);
});
