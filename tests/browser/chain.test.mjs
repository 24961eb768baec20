// SPDX-License-Identifier: AGPL-3.0-or-later
// The whole chain, as people live it: an expert prepares, the lead completes both languages, a second person opens; guests and members comment, with and without
// scripts; the call closes at its time and not before; themes, decisions, the report by two persons; the final text with its sources; and each contributor reads the answer.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { mail_to, open_browser, page_checks, root, sleep, staff_page, start_server, until } from "./harness.mjs";

const real = path.join(root, "../shared/documents/model-document-1405.docx");
const own_draft = `پیش‌نویس دستورالعمل باغ‌های اشتراکی
این دستورالعمل برای باغ‌هایی است که چند خانوار با هم نگه می‌دارند.
هر باغ یک هماهنگ‌کننده دارد که سالی یک بار با رأی اعضا برگزیده می‌شود.
آب باغ از شبکهٔ آب خام گرفته می‌شود و مصرف آن هر ماه اعلام می‌شود.
سهم هر خانوار از محصول با زمان کاری که کرده است سنجیده می‌شود.`;

let server, browser, number, code;
// What is wrong with the looks of a page does not stop the story; all of it is told at the end.
const troubles = [];
async function look(page, name, options) {
  await page_checks(page, name, options).catch((error) => troubles.push(error.message));
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

async function restart(offset) {
  await server.stop({ keep: true });
  server = await start_server({ data: server.data, offset });
}

test("an expert prepares a call and uploads the draft", async () => {
  const page = await staff("expert");
  await look(page, "desk", { weight: false });
  await page.click('a[href$="/desk/calls/new"]');
  await page.click("form.sheet button[type=submit]");
  await page.waitForSelector(".notice.bad");
  await page.fill("#title_fa", "سند مشارکت در دستگاه نمونه");
  await page.selectOption("#document_type", "guideline");
  await page.check("input[name=start][value=empty]");
  await page.click("form.sheet button[type=submit]");
  await page.waitForURL(/\/desk\/calls\/\d+$/);
  number = Number(/(\d+)$/.exec(page.url())[1]);
  if (fs.existsSync(real)) await page.setInputFiles("#file", real);
  else await page.fill("#draft", own_draft);
  await page.click('form[action$="/drafts"] button[type=submit]');
  await page.waitForURL(/done=draft_added/);
  const persian = { summary: "خلاصهٔ این سند برای همه.", why: "پیش از تصویب می‌خواهیم بدانیم چه چیز روشن نیست.", may_change: "همهٔ بندها.", contact: "روابط عمومی وزارت نمونه" };
  for (const [part, text] of Object.entries(persian)) await page.fill(`#${part}_fa`, text);
  await page.click('form[action$="/texts"] button[type=submit]');
  await page.waitForURL(/done=saved/);
  await look(page, "desk-call", { weight: false });
});

test("the lead completes the second language; nothing opens before that, and not without a second person", async () => {
  const page = await staff("lead");
  await page.goto(`${server.url}/desk/calls/${number}`);
  await page.click('form[action$="/opening"] button[type=submit]');
  await page.waitForSelector(".notice.bad");
  const english = { title: "Document on participation in a sample body", summary: "A summary for everyone.", why: "Before approval we want to know what is unclear.", may_change: "Every paragraph.", contact: "Public Relations, Sample Ministry" };
  for (const [part, text] of Object.entries(english)) await page.fill(`#${part}_en`, text);
  await page.click('form[action$="/texts"] button[type=submit]');
  await page.waitForURL(/done=saved/);
  await page.fill("#question_q1", "کدام بند روشن نیست؟");
  await page.fill("#question_q1_second", "Which paragraph is unclear?");
  await page.click('form[action$="/questions"] button[type=submit]');
  await page.waitForURL(/done=saved/);
  await page.click('form[action$="/opening"] button[type=submit]');
  await page.waitForURL(/done=proposed/);
  assert.equal(await page.locator('form[action$="/approval"]').count(), 0, "the one who proposed cannot approve");
  const hidden = await browser.page();
  const answer = await hidden.goto(`${server.url}/calls/${number}`);
  assert.equal(answer.status(), 404);
});

test("the approver opens the call", async () => {
  const page = await staff("approver", { width: 360, height: 740 });
  await page.goto(server.url + "/desk/approvals");
  await look(page, "desk-approvals-phone", { weight: false });
  await page.click('form[action$="/approval"] button');
  await page.waitForURL(/done=approved/);
  const reader = await browser.page({ width: 360, height: 740 });
  assert.equal((await reader.goto(`${server.url}/calls/${number}`)).status(), 200);
  await look(reader, "call-fa-phone");
  await reader.goto(`${server.url}/en/calls/${number}`);
  assert.match(await reader.textContent("h1"), /participation in a sample body/);
  await look(reader, "call-en-phone");
});

test("closing before the time is refused by the page", async () => {
  const page = await staff("lead");
  await page.goto(`${server.url}/desk/calls/${number}`);
  const status = await page.evaluate(async (number) => {
    const csrf = document.querySelector("input[name=csrf]").value;
    const answer = await fetch(`/desk/calls/${number}/closure`, { method: "POST", body: new URLSearchParams({ csrf }) });
    return answer.status;
  }, number);
  assert.equal(status, 409);
});

test("a guest comments on a paragraph, by keyboard alone and without scripts", async () => {
  const page = await browser.page({ javascript: false });
  await page.goto(`${server.url}/calls/${number}`);
  const link = page.locator("article.article .actions a").first();
  await link.focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/contributions\/new/);
  await page_checks_without_scripts(page);
  await sleep(3100);
  await page.focus("#body");
  await page.keyboard.type("این بند روشن نیست: چه کسی پاسخ می‌دهد؟");
  await page.locator("summary").last().focus();
  await page.keyboard.press("Enter");
  await page.fill("#email", "guest@example.org");
  await page.focus("form.sheet button[type=submit]");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#tracking-code");
  code = await page.textContent("#tracking-code");
  assert.match(code, /^[۰-۹]{4}( [۰-۹]{4}){3}$/);
  await page.fill("#birth_year", "۱۳۶۵");
  await page.click('form[action$="/participants"] button[type=submit]');
  await page.waitForURL(/done=described/);
  assert.match(await page.textContent("main"), /چه کسی پاسخ می‌دهد/);
});

async function page_checks_without_scripts(page) {
  assert.equal(await page.locator("form.sheet").count(), 1);
}

test("a form that comes back keeps what was typed", async () => {
  const page = await browser.page();
  await page.goto(`${server.url}/calls/${number}/contributions/new`);
  await sleep(3100);
  await page.locator("summary").last().click();
  await page.fill("#email", "not an address");
  await page.fill("#body", "نوشته‌ای که نباید گم شود");
  await page.click("form.sheet button[type=submit]");
  await page.waitForSelector(".field.bad");
  assert.equal(await page.inputValue("#body"), "نوشته‌ای که نباید گم شود");
  await look(page, "contribution-form-error");
});

test("a member signs in by a code, comments in English and supports the guest", async () => {
  const page = await browser.page();
  await page.goto(`${server.url}/en/sign-in?next=/calls/${number}`);
  await look(page, "sign-in-en");
  await page.fill("#email", "member@example.org");
  await page.click("form.sheet button[type=submit]");
  await page.waitForSelector("#code");
  const letter = await mail_to(server, "member@example.org");
  await page.fill("#code", /\b(\d{6})\b/.exec(letter)[1]);
  await page.click("form.sheet button[type=submit]");
  await page.waitForURL(`**/en/calls/${number}`);
  await page.locator("article.article .actions a").nth(2).click();
  await page.waitForURL(/contributions\/new/);
  await sleep(3100);
  await page.fill("#body", "Name a period: thirty days.");
  await page.check('input[name=stance][value="for_with_changes"]');
  await page.click("form.sheet button[type=submit]");
  await page.waitForSelector("#tracking-code");
  await look(page, "receipt-en");
  await page.goto(`${server.url}/en/calls/${number}/contributions`);
  await look(page, "contributions-en");
  await page.locator("button.support").first().click();
  await page.waitForURL(/provisions|contributions/);
  await page.goto(`${server.url}/en/me`);
  assert.match(await page.textContent("main"), /thirty days/);
  await look(page, "me-en", { weight: false });
});

test("the call closes at its time by itself", async () => {
  await restart("32d");
  const page = await browser.page();
  await page.goto(`${server.url}/calls/${number}`);
  assert.equal(await page.locator(".banner").count(), 1, "a moved clock is said on every page");
  assert.equal(await page.locator("article.article .actions a").count(), 0);
  await look(page, "call-closed");
  const late = await page.goto(`${server.url}/calls/${number}/contributions/new`);
  assert.equal(late.status(), 409);
});

test("the expert gathers a theme and answers; refusals need reason and citation", async () => {
  const page = await staff("expert");
  await page.goto(`${server.url}/desk/calls/${number}/themes`);
  await page.fill("#name_fa", "پاسخ‌گو روشن نیست");
  await page.fill("#name_en", "Who answers is unclear");
  await page.locator("form.sheet").first().locator("button[type=submit]").click();
  await page.waitForURL(/done=saved/);
  await look(page, "desk-themes", { weight: false });
  await page.goto(`${server.url}/desk/calls/${number}/answers`);
  await look(page, "desk-answers", { weight: false });
  await page.locator("input[name=pick]").first().check();
  await page.click("button[name=act][value=theme]");
  await page.waitForURL(/done=themed/);
  await page.locator("input[name=pick]").first().check();
  await page.selectOption("#code", "rejected_legal");
  await page.fill("#reason", "قانون پاسخ‌گو را نام برده است.");
  await page.click("button[name=act][value=dispose]");
  await page.waitForSelector(".field.bad");
  assert.equal(await page.inputValue("#reason"), "قانون پاسخ‌گو را نام برده است.");
  await page.fill("#citation", "مادهٔ ۲ قانون نمونه");
  await page.click("button[name=act][value=dispose]");
  await page.waitForURL(/done=disposed/);
  await page.locator("input[name=pick]").first().check();
  await page.selectOption("#code", "accepted");
  await page.fill("#reason", "مهلت سی‌روزه افزوده شد.");
  await page.click("button[name=act][value=dispose]");
  await page.waitForURL(/done=disposed/);
});

test("the report waits for its summary in both languages and for a second person", async () => {
  const expert = await staff("expert");
  await expert.goto(`${server.url}/desk/calls/${number}/report`);
  await expert.click("form.sheet button[type=submit]");
  await expert.waitForSelector("#summary_fa, [name^=summary]");
  await look(expert, "desk-report", { weight: false });
  await expert.locator("textarea[name^=summary]").nth(0).fill("دو نظر رسید؛ یکی پذیرفته شد و یکی با دلیل قانونی رد شد.");
  await expert.locator("textarea[name^=summary]").nth(1).fill("Two comments came; one was accepted, one refused for a legal reason.");
  await expert.locator("form.sheet:has(input[value=parts]) button[type=submit]").click();
  await expert.waitForURL(/done=/);
  const unpublished = await browser.page();
  assert.equal((await unpublished.goto(`${server.url}/calls/${number}/report`)).status(), 404);
  const lead = await staff("lead");
  await lead.goto(`${server.url}/desk/calls/${number}/report`);
  await lead.locator("form.sheet:has(input[value=propose]) button[type=submit]").click();
  await lead.waitForURL(/done=/);
  const approver = await staff("approver");
  await approver.goto(server.url + "/desk/approvals");
  await approver.click('form[action$="/approval"] button');
  await approver.waitForURL(/done=approved/);
});

test("the report is a page, a PDF, a Word file and data", async () => {
  for (const [base, size] of [["", 1280], ["/en", 360]]) {
    const page = await browser.page({ width: size });
    assert.equal((await page.goto(`${server.url}${base}/calls/${number}/report`)).status(), 200);
    await look(page, `report-${base ? "en-phone" : "fa"}`, { weight: false });
  }
  const get = async (file) => {
    const answer = await fetch(`${server.url}/calls/${number}/${file}`);
    assert.equal(answer.status, 200, file);
    return Buffer.from(await answer.arrayBuffer());
  };
  assert.match((await get("report.pdf")).subarray(0, 8).toString("latin1"), /^%PDF-1\.7/);
  assert.equal((await get("report.docx")).subarray(0, 2).toString("latin1"), "PK");
  JSON.parse((await get("report.json")).toString("utf8"));
  const rows = (await get("contributions.csv")).toString("utf8");
  assert.match(rows, /rejected_legal/);
  assert.doesNotMatch(rows, /1365|۱۳۶۵/, "no trait ever stands beside an opinion");
});

test("the final text names the source of each change, then the approval is recorded", async () => {
  const reader = await browser.page();
  await reader.goto(`${server.url}/calls/${number}`);
  const texts = await reader.evaluate(() => [...document.querySelectorAll("section:has(> .folio)")].map((section) =>
    [...section.querySelectorAll("[data-anchor]")].map((part) => part.innerText.trim()).filter(Boolean)));
  texts[0][0] += " پاسخ حداکثر سی روز پس از پایان مهلت داده می‌شود.";
  const expert = await staff("expert");
  for (let draft = 0; draft < texts.length; ++draft) {
    await expert.goto(`${server.url}/desk/calls/${number}/final`);
    const form = expert.locator("form:has(input[value=upload])").nth(draft);
    await form.locator("textarea").fill(texts[draft].join("\n"));
    await form.locator("button[type=submit]").click();
    await expert.waitForURL(/done=/);
  }
  await look(expert, "desk-final", { weight: false });
  const lead = await staff("lead");
  await lead.goto(`${server.url}/desk/calls/${number}/final`);
  const record = lead.locator("form:has(input[value=record])");
  await record.locator("[name=authority]").fill("شورای نمونه");
  await record.locator("button[type=submit]").click();
  await lead.waitForSelector(".notice.bad");
  const sources = expert.locator("form:has(input[value=source])");
  assert.ok((await sources.count()) >= 1);
  for (let left = await sources.count(), at = 0; at < left; ++at) {
    await expert.goto(`${server.url}/desk/calls/${number}/final`);
    const form = expert.locator("form:has(input[value=source])").nth(at);
    await form.locator("input[type=text]").fill("۲");
    await form.locator("button[type=submit]").click();
    await expert.waitForURL(/done=/);
  }
  await lead.goto(`${server.url}/desk/calls/${number}/final`);
  const again = lead.locator("form:has(input[value=record])");
  await again.locator("[name=authority]").fill("شورای نمونه");
  await again.locator("button[type=submit]").click();
  await lead.waitForURL(/done=/);
  for (const base of ["", "/en"]) {
    assert.equal((await reader.goto(`${server.url}${base}/calls/${number}/final`)).status(), 200);
    assert.ok((await reader.locator("ins").count()) >= 1);
    await look(reader, `final${base.replace("/", "-")}`, { weight: false });
    await reader.goto(`${server.url}${base}/calls/${number}`);
    await look(reader, `call-answered${base.replace("/", "-")}`, { weight: false });
  }
});

test("each contributor sees the answer: the guest by code, the member on the page and by mail", async () => {
  const guest = await browser.page({ width: 360, height: 740 });
  await guest.goto(server.url + "/track");
  await look(guest, "track-phone");
  await guest.fill("#code", code);
  await guest.click("form.sheet button[type=submit]");
  await guest.waitForSelector(".answer");
  assert.match(await guest.textContent("main"), /مادهٔ ۲ قانون نمونه/);
  assert.match(await mail_to(server, "guest@example.org", "قانون پاسخ‌گو"), /مادهٔ ۲ قانون نمونه/);
  assert.match(await mail_to(server, "member@example.org", "مهلت سی‌روزه"), /./);
});

test("every page of the chain is accessible, valid, silent and within its weight", () => {
  assert.equal(troubles.join("\n"), "");
});
