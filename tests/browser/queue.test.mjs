// SPDX-License-Identifier: AGPL-3.0-or-later
// A head of a unit and her officers by keyboard: comments are given to a named officer, who answers them from the banks; a batch is
// undone; a second person sees like refusals together. Every page on the way, its refused forms too, holds to every rule.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { open_browser, page_checks, run, sleep, staff_page, start_server } from "./harness.mjs";
import { Person, staff } from "./http.mjs";

const call = 2; // open in the demonstration
const answers = `/desk/calls/${call}/answers`;
const bodies = [
  ["پاسخ در ده روز کاری برای کسی که از شهرستان می‌آید بسیار طولانی است", 6],
  ["میز خدمت باید یک روز در هفته تا ساعت نوزده باز باشد", 5],
  ["نوشتهٔ درشت برای کم‌بینایان در همهٔ میزهای خدمت گذاشته شود", 3],
  ["با من تماس بگیرید ۰۹۱۲۳۴۵۶۷۸۹", 2], // a telephone number waits for a moderator
];
let server, browser;
const shown = [[360, 740, ""], [1280, 900, "/en"], [1280, 900, ""], [360, 740, "/en"]];

// The page as it stands now, in both languages and widths.
async function look(page, name, target) {
  for (const [width, height, base] of shown) {
    await page.setViewportSize({ width, height });
    await page.goto(server.url + base + target);
    await page_checks(page, `queue-${name}.${base ? "en" : "fa"}.${width}`, { weight: false });
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(server.url + target);
}
// A form that was refused, where it was sent.
async function look_at_refusal(page, name) {
  for (const [width, height] of shown.slice(0, 2)) {
    await page.setViewportSize({ width, height });
    await page_checks(page, `queue-${name}.refused.${width}`, { weight: false });
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}
const keys = async (page, ...all) => {
  for (const key of all) await page.keyboard.press(key);
};
const focused = (page) => page.evaluate(() => document.activeElement?.id ?? "");
// Tab from where one is to what matches, then Enter.
async function press(page, selector) {
  for (let steps = 0; steps < 60 && !(await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)); ++steps)
    await page.keyboard.press("Tab");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
}
const numbers = (page) => page.$$eval(".queue > li", (all) => all.length);

before(async () => {
  const folder = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "mosharekat-")), "data");
  await run(["demo", "--small", "--data", folder]);
  fs.writeFileSync(path.join(folder, "settings.toml"), '[site]\ntrusted_proxies = ["127.0.0.1"]\n');
  server = await start_server({ data: folder });
  const writer = new Person(server.url, "10.9.0.1");
  const form = await writer.form(`/calls/${call}/contributions/new`, `/calls/${call}/contributions`);
  await sleep(3200);
  let sent = 0;
  for (const [body, times] of bodies)
    for (let n = 0; n < times; ++n) {
      writer.address = `10.9.1.${Math.floor(sent / 10)}`;
      const once = (++sent).toString(16).padStart(32, "0");
      const answer = await writer.ask(`/calls/${call}/contributions`, { form: { ...form, once, body: `${body}${n ? "؛ بند " + n : ""}` } });
      assert.equal(answer.status, 200, answer.text);
    }
  // The expert also leads the unit, and refusals need a second person.
  const admin = await staff(server, "national_admin");
  const people = await admin.ask("/desk/people");
  const expert = /href="[^"]*(\/desk\/people\/[^"]+)"[^>]*>(?:(?!<\/a>)[\s\S])*کارشناس نمونه/.exec(people.text)[1];
  const page = await admin.ask(expert);
  const ministry = /<option value="([^"]+)"[^>]*>\s*وزارت نمونه/.exec(page.text)[1];
  const fields = await admin.form(expert, "/roles");
  assert.equal((await admin.ask(`${expert}/roles`, { form: { ...fields, agency: ministry, role: "lead" } })).status, 303);
  const policy = await admin.form("/desk/reviews", "/desk/reviews");
  assert.equal((await admin.ask("/desk/reviews", { form: { ...policy, agency: ministry, needed: "1" } })).status, 303);
  await server.stop({ keep: true });
  server = await start_server({ data: folder, offset: "6d" });
  browser = await open_browser();
});
after(async () => {
  await browser?.close();
  await server?.stop({ keep: false });
});

test("a head gives comments to a named officer by keyboard, sees the load, and the officer finds them", async () => {
  const head = await staff_page(browser, server, "expert");
  await head.goto(server.url + answers);
  const all = await numbers(head);
  assert.ok(all >= 14, `${all} comments`);
  // The bank, made where it is kept.
  await head.goto(server.url + "/desk/law");
  await head.fill("#name", "قانون نمونهٔ خدمت");
  await head.fill("#article", "۵");
  await head.click('form[action$="/law/laws"] button[type=submit]');
  await head.waitForURL(/done=/);
  await head.goto(server.url + answers);
  await keys(head, "j", "x", "j", "x", "g");
  assert.equal(await focused(head), "unit", "G leads to whom they are given");
  const officer = await head.$$eval("#unit option", (options) => options.find((one) => one.value.includes("/") && one.text.includes("راهبر نمونه")).value);
  assert.ok(officer, "officers are offered by name");
  await head.selectOption("#unit", officer);
  await press(head, "button[value=assign]");
  assert.match(head.url(), /done=given&count=2/);
  await head.goto(`${server.url}${answers}?code=&given=${officer.split("/")[1]}`);
  assert.equal(await numbers(head), 2, "the list narrows to an officer");
  // The rest of the first page goes to the unit, for somebody to be named later.
  await head.goto(`${server.url}${answers}?code=none&given=none`);
  await keys(head, "a", "g");
  await head.selectOption("#unit", officer.split("/")[0]);
  await press(head, "button[value=assign]");
  await look(head, "answers", `${answers}?code=none`);

  await look(head, "assigned", "/desk/assigned");
  assert.equal(await numbers(head), all);
  assert.ok((await head.locator("#loads + .table tbody tr").count()) >= 2, "who has how much");
  await head.goto(server.url + "/desk/assigned?whose=nobody");
  assert.equal(await numbers(head), all - 2);
  await keys(head, "j", "x", "g");
  await head.fill("#due", "فردا");
  await press(head, "button[value=give]");
  assert.equal(await head.locator(".field.bad #due").count(), 1);
  await look_at_refusal(head, "assigned");
  await head.fill("#due", "");
  await head.selectOption("#unit", officer);
  await head.focus("#unit");
  await press(head, "button[value=give]");
  await head.context().close();
  const named = await staff_page(browser, server, "lead");
  await look(named, "desk", "/desk");
  await named.click('a[href$="/desk/assigned?whose=mine"]');
  assert.equal(await numbers(named), 3);
  await named.context().close();
});

test("an answer from the bank with an article and a place; a batch is undone by its line", async () => {
  const officer = await staff_page(browser, server, "lead");
  await officer.goto(server.url + "/desk/assigned?whose=mine");
  await keys(officer, "a", "d");
  await officer.selectOption("#code", "rejected_legal");
  await officer.fill("#reason", "قانون این مهلت را ده روز گذاشته است.");
  await officer.focus("#reason");
  await press(officer, "button[value=dispose]");
  assert.equal(await officer.locator(".field.bad #citation").count(), 1, "a refusal needs what it rests on");
  await look_at_refusal(officer, "answer");
  await officer.selectOption("#law", { index: 1 });
  await officer.selectOption("#place", { index: 2 });
  await officer.focus("#place");
  await press(officer, "button[value=dispose]");
  assert.match(officer.url(), /done=disposed&count=3/);
  await look(officer, "undo", "/desk/assigned?whose=mine");
  await press(officer, ".undo button");
  assert.match(officer.url(), /done=undone&count=3/);
  await officer.goto(server.url + "/desk/assigned?whose=mine");
  assert.equal(await numbers(officer), 3, "they wait again");
  // A day is promised for what was deferred, from its answer.
  await keys(officer, "j", "x", "d");
  await officer.selectOption("#code", "deferred");
  await officer.fill("#reason", "در بازنگری سال آینده بررسی می‌شود.");
  await officer.focus("#reason");
  await press(officer, "button[value=dispose]");
  await officer.goto(`${server.url}${answers}?code=deferred`);
  await officer.click('a[href*="/promises?contribution="]');
  assert.match(await officer.inputValue("#contribution"), /^\d+$/);
  await officer.context().close();
});

test("a cluster becomes a theme, is given, answered once and adapted; like refusals stand together before the second person", async () => {
  const head = await staff_page(browser, server, "expert");
  await head.goto(`${server.url}/desk/calls/${call}/themes`);
  await head.click("form:has(input[name=from_group]) button");
  await head.waitForURL(/done=saved/);
  await head.click("form:has(input[name=from_group]) button");
  await head.waitForURL(/done=saved/);
  await look(head, "themes", `/desk/calls/${call}/themes`);
  const theme = head.locator("section.sheet[id^=t]").first();
  await theme.locator("summary").click();
  await theme.locator('[name^="due_"]').fill("۱۴۰۵/۱۳/۴۵");
  await theme.locator('form[action$="/assignment"] button').click();
  assert.equal(await head.locator('.field.bad [name^="due_"]').count(), 1);
  await look_at_refusal(head, "themes");
  await head.locator('.field.bad [name^="due_"]').fill("");
  await head.locator('details[open] form[action$="/assignment"] button').click();
  await head.waitForURL(/done=given/);
  // One answer for the cluster …
  await head.locator('a[href$="/answers"]:has-text("پاسخ یکجا")').first().click();
  await look(head, "cluster", new URL(head.url()).pathname);
  await head.selectOption("#code", "rejected_cost");
  await head.fill("#reason", "بودجهٔ امسال برای آن نیست.");
  await head.fill("#citation", "برآورد دفتر مقررات");
  await head.click("button[value=dispose]");
  await head.waitForURL(/done=disposed/);
  // … and written into the form of another theme, to be adapted.
  await head.locator('a[href*="/themes/"][href$="/answers"]:has-text("پاسخ یکجا")').first().click();
  const standing = await head.$$eval("#bank option", (options) => options.map((one) => one.value).find((value) => value.startsWith("as:")));
  assert.ok(standing, "the answer that was given is offered again");
  await head.selectOption("#bank", standing);
  await head.click("button[value=fill]");
  assert.equal(await head.inputValue("#reason"), "بودجهٔ امسال برای آن نیست.");
  await head.fill("#reason", "بودجهٔ امسال برای آن نیست؛ سال آینده بررسی می‌شود.");
  await head.click("button[value=dispose]");
  await head.waitForURL(/done=disposed/);
  await head.context().close();

  const second = await staff_page(browser, server, "approver");
  await look(second, "review", `/desk/calls/${call}/review`);
  assert.ok((await second.locator(".same").count()) >= 2, "each reason stands once");
  const most = second.locator(".same").first();
  const members = await most.locator(".queue > li").count();
  assert.ok(members > 1, `${members} in these words`);
  await most.locator('button[value^="return:"]').click();
  assert.equal(await second.locator(".field.bad #note").count(), 1, "to return them needs a note");
  await look_at_refusal(second, "review");
  await second.locator(".same").first().locator('button[value^="approve:"]').click();
  await second.waitForURL(new RegExp(`done=refusals_approved&count=${members}`));
  // One by one, by keyboard.
  await keys(second, "j", "x", "d");
  await press(second, "button[value=approve]");
  assert.match(second.url(), /done=refusals_approved$/);
  await second.context().close();
});

test("a moderator's batch is undone by its line", async () => {
  const moderator = await staff_page(browser, server, "moderator");
  await look(moderator, "moderation", "/desk/moderation");
  const waiting = await numbers(moderator);
  assert.ok(waiting >= 2, `${waiting} wait`);
  await keys(moderator, "a", "d");
  await press(moderator, "button[value=publish]");
  await look(moderator, "moderation-undo", "/desk/moderation");
  await press(moderator, ".undo button");
  assert.match(moderator.url(), new RegExp(`done=undone&count=${waiting}`));
  await moderator.goto(server.url + "/desk/moderation");
  assert.equal(await numbers(moderator), waiting);
  await moderator.context().close();
});
