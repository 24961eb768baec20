// SPDX-License-Identifier: AGPL-3.0-or-later
// Guidance for the staff and lessons for everyone: a new official is led from the empty desk to the call's page by the list of
// steps, begins from a template, reads the advice on what was written (under the field while typing, and on the page after saving
// without a script), and puts the list away. Every page of it is accessible, valid and fits a phone, in both languages.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe_problems, open_browser, page_checks, staff_page, start_server } from "./harness.mjs";

let server, browser;
before(async () => {
  server = await start_server({ demo: true });
  browser = await open_browser();
});
after(async () => {
  await browser?.close();
  await server?.stop({ keep: false });
});

const both = [["", 360, "fa"], ["/en", 1280, "en"], ["", 1280, "fa"], ["/en", 360, "en"]];

async function check_everywhere(page, address, name, prepare = async () => {}) {
  for (const [base, width, language] of both) {
    await page.setViewportSize({ width, height: 800 });
    const answer = await page.goto(server.url + base + address);
    assert.equal(answer.status(), 200, address);
    await prepare(page);
    await page_checks(page, `guide-${name}.${language}.${width}`, { weight: false });
  }
}

const unfold = (page) => page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));

test("the lessons for citizens and the guide for staff hold to every rule", async () => {
  const page = await browser.page();
  await check_everywhere(page, "/learn", "learn");
  await page.goto(server.url + "/learn");
  await page_checks(page, "guide-learn-weight");
  await page.context().close();
  const expert = await staff_page(browser, server, "expert");
  await check_everywhere(expert, "/guide", "staff");
  await check_everywhere(expert, "/desk/writing", "writing");
  await expert.context().close();
});

test("an official is led by the steps, begins from a template, and puts the list away for good", async () => {
  const page = await staff_page(browser, server, "expert", { javascript: false });
  assert.equal(await page.locator("#tour").count(), 0, "who has a call with its report is not led unasked");
  await page.goto(server.url + "/guide");
  await page.getByRole("button", { name: "نمایش این فهرست در کارتابل من" }).click();
  await page.waitForURL(/\/desk\?done=tour_shown/);
  assert.equal(await page.locator("#tour").count(), 1);
  await page.goto(server.url + "/desk/calls/new");
  await page.fill("#title_fa", "آیین‌نامهٔ باغ‌های نمونه");
  await page.fill("#title_second", "By-law of sample gardens");
  await page.selectOption("#document_type", "bylaw");
  await page.click("form.sheet button[type=submit]");
  await page.waitForURL(/\/desk\/calls\/\d+$/);
  const call = new URL(page.url()).pathname;
  assert.match(await page.inputValue("#summary_fa"), /این آیین‌نامه روشن می‌کند که \[… /);
  assert.match(await page.inputValue("#question_q3_second"), /rewrite one article/);
  assert.ok(await page.getByText("جای خالیِ الگو پر نشده است").count(), "blanks are told as what is missing");
  // The list leads to the very form, whose step is the one that is next.
  const next = page.locator("#tour .next");
  assert.equal(await next.locator("a").getAttribute("href"), `${call}#texts`);
  assert.ok(await page.locator(`[id="texts"]`).count());
  const seen = await staff_page(browser, server, "expert");
  await check_everywhere(seen, call, "call", unfold);
  await check_everywhere(seen, "/desk/calls/new", "new");
  await check_everywhere(seen, "/desk", "desk", unfold);
  await seen.context().close();
  // By keyboard alone, and remembered.
  await page.goto(server.url + call);
  await page.locator("#tour > summary").focus();
  await page.keyboard.press("Enter");
  await page.locator("#tour form button").focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/done=tour_put_away/);
  assert.equal(await page.locator("#tour").count(), 0);
  await page.context().close();
  const again = await staff_page(browser, server, "expert");
  assert.equal(await again.locator("#tour").count(), 0);
  await again.goto(server.url + "/guide");
  assert.equal(await again.locator("#tour").count(), 1, "it stays in the guide");
  await again.context().close();
});

test("advice comes under the field while one types, and with the page after saving where no script runs", async () => {
  const page = await staff_page(browser, server, "expert");
  await page.goto(server.url + "/desk/calls/new");
  await page.fill("#title_fa", "دستورالعمل پارک‌های نمونه");
  await page.selectOption("#document_type", "guideline");
  await page.check("input[name=start][value=empty]");
  await page.click("form.sheet button[type=submit]");
  await page.waitForURL(/\/desk\/calls\/\d+$/);
  const call = new URL(page.url()).pathname;
  await page.fill("#summary_fa", "مقتضی است متقاضیان در راستای دریافت پروانه اقدام نمایند و درخواست آنان بررسی می شود.");
  const live = page.locator(".field:has(#summary_fa) .findings li");
  await live.first().waitFor();
  const found = (await live.allInnerTexts()).join("\n");
  for (const plainer of ["لازم است", "برای", "کنند", "می‌شود"]) assert.match(found, new RegExp(`«${plainer}»`));
  assert.deepEqual(await axe_problems(page), []);
  await page.fill("#question_q1_second", "Don't you agree that the time is clear and fair?");
  await page.locator(".field:has(#question_q1_second) .findings li").nth(1).waitFor();
  await page.fill("#summary_fa", "متقاضی با کارت ملی درخواست می‌دهد و اداره تا ده روز پاسخ می‌دهد.");
  await page.waitForFunction(() => !document.querySelector(".field:has(#summary_fa) .findings"));
  await page.fill("#summary_fa", "مقتضی است درخواست‌ها بررسی می شود.");
  await page.click('form[action$="/texts"] button[type=submit]');
  await page.waitForURL(/done=saved/);
  await page.context().close();
  const plain = await staff_page(browser, server, "expert", { javascript: false });
  await plain.goto(server.url + call);
  assert.equal(await plain.locator("#advice mark").first().innerText(), "مقتضی است");
  await plain.context().close();
  const seen = await staff_page(browser, server, "expert");
  await check_everywhere(seen, call, "advice", unfold);
  await seen.context().close();
});

test("an administrator edits a template, sees which parts are the agency's own, and an error keeps what was typed", async () => {
  const page = await staff_page(browser, server, "national_admin");
  await check_everywhere(page, "/desk/templates", "templates");
  await check_everywhere(page, "/desk/templates/bylaw", "template");
  await page.goto(server.url + "/desk/templates/bylaw");
  await page.fill("#q1_fa", "ن".repeat(1001));
  await page.fill("#q2_fa", "هزینهٔ این آیین‌نامه برای شما چقدر است؟");
  await page.click("form.sheet button[type=submit]");
  await page.locator(".notice.bad").waitFor();
  assert.equal(await page.inputValue("#q2_fa"), "هزینهٔ این آیین‌نامه برای شما چقدر است؟");
  await page_checks(page, "guide-template-error.fa.1280", { weight: false });
  await page.fill("#q1_fa", "");
  await page.click("form.sheet button[type=submit]");
  await page.waitForURL(/done=saved/);
  assert.ok(await page.getByText("۱ بخش از آنِ دستگاه").count());
  await page.context().close();
});

test("the reason of an answer is advised on while it is written, in the language of the page", async () => {
  const later = await start_server({ demo: true, offset: "10d" }); // the open call has closed
  const page = await staff_page(browser, later, "expert");
  await page.goto(later.url + "/desk/calls/2/answers");
  await page.fill("#reason", "نظر شما ملاحظه گردید و متعاقباً اعلام می‌گردد.");
  const found = page.locator(".field:has(#reason) .findings");
  await found.locator("li").nth(2).waitFor();
  assert.match(await found.innerText(), /«سپس»/);
  assert.deepEqual(await axe_problems(page), []);
  await page.context().close();
  await later.stop({ keep: false });
});
