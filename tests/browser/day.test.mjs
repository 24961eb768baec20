// SPDX-License-Identifier: AGPL-3.0-or-later
// An office's day: two officials bring 200 comments from the queue to the published report, by keyboard alone. Every act is
// counted: a key that does something, a field filled, an entry chosen, a link or button pressed. Moving (Tab, arrows) is none.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { open_browser, run, sleep, start_server } from "./harness.mjs";
import { Person, sign_in_of, staff } from "./http.mjs";

const comments = 200, most_acts = 150;
const call = 2; // open in the demonstration, with four comments
// What people say: letters that were passed on with small changes, single voices on a few subjects, and letters with a telephone
// number, which wait for a moderator.
const campaigns = [
  ["پاسخ در ده روز کاری برای کسی که از شهرستان می‌آید بسیار طولانی است و باید به پنج روز برسد", "مهلت پاسخ"],
  ["میز خدمت باید یک روز در هفته تا ساعت نوزده باز باشد تا شاغلان هم بتوانند مراجعه کنند", "ساعت کار"],
  ["نوشتهٔ درشت و راهنمای صوتی برای کم‌بینایان در همهٔ میزهای خدمت گذاشته شود", "دسترسی"],
  ["نتیجهٔ سنجش رضایت هر میز خدمت به تفکیک شهر و ماه منتشر شود تا بتوان مقایسه کرد", "انتشار"],
];
const endings = ["", ".", " لطفاً", "؛ سپاسگزارم", " و پیگیری کنید", "!"];
const openings = ["", "سلام، ", "با سلام. ", "به نظر من ", "خواهشمندم "];
const singles = [
  ["صندلی", "در تالار انتظار صندلی کافی نیست", "برای سالمندان صندلی پشتی‌دار بگذارید", "ردیف صندلی‌ها راه را بسته است", "صندلی مادران شیرده جدا باشد", "چند صندلی نزدیک در بگذارید"],
  ["تلفن", "تلفن گویا مرا به جایی نرساند", "شمارهٔ تلفن پاسخ‌گو روی رسید نوشته شود", "تلفن میز خدمت همیشه اشغال است", "پاسخ تلفنی هم ثبت و پیگیری شود", "ساعت پاسخ تلفن را بنویسید"],
  ["نوبت", "نوبت اینترنتی در دو دقیقه پر می‌شود", "سالمندان بی نوبت پذیرفته شوند", "شمارهٔ نوبت را بلند بخوانند", "نوبت عصر هم بگذارید", "چرا نوبت شهرستانی‌ها جداست"],
];
const bodies = () => {
  const all = [];
  for (const [text] of campaigns)
    for (let n = 0; n < 42; ++n) all.push(openings[n % openings.length] + text + endings[(n * 7) % endings.length] + (n > 29 ? ` (${n})` : ""));
  for (let n = 0; n < 8; ++n) all.push(`برای توضیح بیشتر با من تماس بگیرید ۰۹۱۲۳۴۵۶۷${10 + n}؛ پیشنهادم دربارهٔ فرم ${n + 1} است`);
  for (let n = 0; all.length < comments - 4; ++n) {
    const [, ...sentences] = singles[n % singles.length];
    all.push(`${sentences[Math.floor(n / singles.length) % sentences.length]}${n >= 15 ? "، این را دوباره می‌نویسم" : ""}`);
  }
  return all;
};

let server, browser, acts = 0;

// A person at a keyboard.
class Official {
  constructor(page) {
    this.page = page;
  }
  // Tab to what matches, as someone does who has no mouse.
  async to(selector) {
    const there = () => this.page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);
    for (let steps = 0; steps < 700; ++steps) {
      if (await there()) return;
      await this.page.keyboard.press("Tab");
    }
    assert.fail(`${this.page.url()}: Tab never comes to ${selector}`);
  }
  async key(key) {
    ++acts;
    await this.page.keyboard.press(key);
  }
  async press(selector) {
    await this.to(selector);
    ++acts;
    await Promise.all([this.page.waitForNavigation(), this.page.keyboard.press("Enter")]);
  }
  async write(selector, text) {
    await this.to(selector);
    ++acts;
    await this.page.keyboard.insertText(text);
  }
  async choose(selector, value) {
    await this.to(selector);
    ++acts;
    const [from, to] = await this.page.$eval(selector, (select, wanted) => [select.selectedIndex, [...select.options].findIndex((option) => option.value === wanted)], value);
    assert.ok(to >= 0, `${selector} has no ${value}`);
    for (let at = from; at !== to; at += to > at ? 1 : -1) await this.page.keyboard.press(to > at ? "ArrowDown" : "ArrowUp");
    assert.equal(await this.page.$eval(selector, (select) => select.value), value);
  }
  async go(target) {
    ++acts;
    await this.page.goto(server.url + target);
  }
  async sign_in(role) {
    const { email, password } = sign_in_of(server, role);
    await this.go("/sign-in/staff");
    await this.write("#email", email);
    await this.write("#password", password);
    await this.press("main form button[type=submit]");
  }
  // All that the list shows gets one answer; where it has several pages, each page.
  async answer_all(target, code, { reason = "", citation = "" } = {}) {
    await this.go(target);
    while (await this.page.locator(".queue > li").count()) {
      await this.key("a");
      await this.key("d");
      await this.choose("#code", code);
      if (reason) await this.write("#reason", reason);
      if (citation) await this.write("#citation", citation);
      await this.press("button[name=act][value=dispose]");
    }
  }
}

before(async () => {
  const folder = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "mosharekat-")), "data");
  await run(["demo", "--small", "--data", folder]);
  fs.writeFileSync(path.join(folder, "settings.toml"), '[site]\ntrusted_proxies = ["127.0.0.1"]\n');
  server = await start_server({ data: folder });
  const writer = new Person(server.url, "10.9.0.1");
  const form = await writer.form(`/calls/${call}/contributions/new`, `/calls/${call}/contributions`);
  await sleep(3200);
  for (const [n, body] of bodies().entries()) {
    writer.address = `10.9.1.${Math.floor(n / 15)}`;
    const answer = await writer.ask(`/calls/${call}/contributions`, { form: { ...form, once: n.toString(16).padStart(32, "0"), body } });
    assert.equal(answer.status, 200, answer.text);
  }
  // One person prepares, leads and moderates, as in a small office; the second one approves.
  const admin = await staff(server, "national_admin");
  const people = await admin.ask("/desk/people");
  const expert = /href="[^"]*(\/desk\/people\/[^"]+)"[^>]*>(?:(?!<\/a>)[\s\S])*کارشناس نمونه/.exec(people.text)?.[1];
  assert.ok(expert, "the expert stands among the people");
  const page = await admin.ask(expert);
  const ministry = /<option value="([^"]+)"[^>]*>\s*وزارت نمونه/.exec(page.text)[1];
  const fields = await admin.form(expert, "/roles");
  for (const role of ["lead", "moderator"])
    assert.equal((await admin.ask(`${expert}/roles`, { form: { ...fields, agency: ministry, role } })).status, 303);
  await server.stop({ keep: true });
  server = await start_server({ data: folder, offset: "6d" });
  browser = await open_browser();
});
after(async () => {
  await browser?.close();
  await server?.stop({ keep: false });
});

test(`two officials bring ${comments} comments from queue to published report in under ${most_acts} acts, without a mouse`, async (t) => {
  const answers = `/desk/calls/${call}/answers`;
  const first = new Official(await browser.page({ width: 1280, height: 900 }));
  await first.sign_in("expert");

  await first.go("/desk/moderation");
  assert.equal(await first.page.locator(".queue > li").count(), 8, "letters with telephone numbers wait");
  await first.key("a");
  await first.choose("#reason", "personal_data");
  await first.press("button[name=act][value=hide]");

  await first.go(`/desk/calls/${call}`);
  if (await first.page.locator('form[action$="/analysis"] button').count()) await first.press('form[action$="/analysis"] button');

  // Each group of like texts becomes a theme by one key, and is answered whole.
  await first.go(`/desk/calls/${call}/themes`);
  let themes = 0;
  while (await first.page.locator("form:has(input[name=from_group]) button").count()) {
    await first.press("form:has(input[name=from_group]) button");
    assert.ok(++themes <= 12, "each group becomes one theme");
  }
  const links = await first.page.$$eval("section.sheet > p.meta > a:first-child", (all) => all.map((link) => new URL(link.href).searchParams.get("theme")));
  for (const [n, theme] of links.entries())
    await first.answer_all(`${answers}?code=none&theme=${theme}`, n === 0 ? "rejected_cost" : "accepted",
      n === 0 ? { reason: "افزودن نیروی پاسخ‌گو در بودجهٔ امسال نیست.", citation: "برآورد دفتر مقررات" } : { reason: "در متن آمد." });
  for (const [word] of singles)
    await first.answer_all(`${answers}?code=none&q=${encodeURIComponent(word)}`, "noted", { reason: "به واحد پشتیبانی گزارش شد." });
  await first.answer_all(`${answers}?code=none`, "noted", { reason: "سپاس؛ در بازنگری به کار می‌آید." });
  assert.equal(await first.page.locator(".queue > li").count(), 0, "nothing is left unanswered");

  await first.go(`/desk/calls/${call}/report`);
  await first.press("form.sheet button[type=submit]");
  const areas = await first.page.$$eval("textarea[name^=summary], textarea[name^=next_steps]", (all) => all.map((area) => area.id));
  for (const id of areas) await first.write(`#${id}`, id.endsWith("_fa") ? "دویست نظر رسید و هر یک پاسخ گرفت." : "Two hundred comments came and each was answered.");
  await first.press("form.sheet:has(input[value=parts]) button[type=submit]");
  await first.press("form.sheet:has(input[value=propose]) button[type=submit]");

  const second = new Official(await browser.page({ width: 1280, height: 900 }));
  await second.sign_in("approver");
  await second.go("/desk/approvals");
  await second.press('form[action$="/approval"] button');

  const report = await fetch(`${server.url}/en/calls/${call}/report`);
  assert.equal(report.status, 200);
  assert.match(await report.text(), /200/);
  t.diagnostic(`${comments} comments, ${themes} themes, ${acts} acts`);
  assert.ok(acts < most_acts, `${acts} acts`);
});
