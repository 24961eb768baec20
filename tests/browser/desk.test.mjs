// SPDX-License-Identifier: AGPL-3.0-or-later
// Every page of the staff, each signed in as one who works there: in Persian on a phone and in English on a desk, in light and dark,
// it is accessible, valid, silent and no wider than its window (page_checks). Something waits for approval, a letter is recorded and a
// draft is in the making, so that no list is empty.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open_browser, page_checks, staff_page, start_server } from "./harness.mjs";

const answered = 1, open = 2;
let server, browser;
const found = {}; // addresses that the pages themselves name: of a draft's structure, an agency, a person

const pages = {
  lead: {
    desk: () => "/desk",
    call: () => `/desk/calls/${open}`,
    concluding: () => `/desk/calls/${answered}`,
    answers: () => `/desk/calls/${answered}/answers?code=`,
    "answers-open": () => `/desk/calls/${open}/answers`,
    themes: () => `/desk/calls/${open}/themes`,
    table: () => `/desk/calls/${answered}/table`,
    report: () => `/desk/calls/${answered}/report`,
    final: () => `/desk/calls/${answered}/final`,
    office: () => `/desk/calls/${open}/office`,
    assigned: () => "/desk/assigned",
    approvals: () => "/desk/approvals",
    deputies: () => "/desk/deputies",
    register: () => "/desk/register",
    current: () => `/desk/calls/${open}/current`,
    promises: () => `/desk/calls/${answered}/promises`,
    complaints: () => "/desk/complaints",
  },
  expert: { guide: () => "/guide", writing: () => "/desk/writing", new: () => "/desk/calls/new", drafting: () => found.call, structure: () => found.structure },
  moderator: { moderation: () => "/desk/moderation", appeals: () => "/desk/appeals" },
  approver: { "approvals-waiting": () => "/desk/approvals", strategy: () => `${found.agency}/strategy` },
  national_admin: {
    routes: () => "/desk/routes",
    holidays: () => "/desk/holidays",
    policies: () => "/desk/policies",
    templates: () => "/desk/templates",
    template: () => "/desk/templates/bylaw",
    agencies: () => "/desk/agencies",
    agency: () => found.agency,
    letterhead: () => `${found.agency}/letterhead`,
    people: () => "/desk/people",
    person: () => found.person,
    acts: () => "/desk/acts",
  },
};

const sign_in = (role) => staff_page(browser, server, role);

const path_of = async (page, selector) => new URL(await page.locator(selector).first().evaluate((link) => link.href)).pathname;

async function send(page, form, fields) {
  await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
  for (const [name, value] of Object.entries(fields)) await page.fill(`${form} [name=${name}]`, value);
  await page.click(`${form} button[type=submit]`);
  await page.waitForURL(/done=/);
}

before(async () => {
  server = await start_server({ demo: true });
  browser = await open_browser();
  const expert = await sign_in("expert");
  await expert.goto(server.url + "/desk/calls/new");
  await expert.fill("#title_fa", "آیین‌نامهٔ باغ‌های نمونه");
  await expert.selectOption("#document_type", "guideline");
  await expert.click("form.sheet button[type=submit]");
  await expert.waitForURL(/\/desk\/calls\/\d+$/);
  found.call = new URL(expert.url()).pathname;
  await send(expert, 'form[action$="/drafts"]', { draft: "ماده ۱- هر باغ یک هماهنگ‌کننده دارد.\nماده ۳- آب از شبکه گرفته می‌شود." });
  found.structure = await path_of(expert, 'a[href$="/structure"]');
  await expert.context().close();
  const lead = await sign_in("lead");
  await lead.goto(`${server.url}/desk/calls/${open}/office`);
  await send(lead, 'form[action$="/letters"]', { letter_number: "۱۲۳/الف/۴۵", letter_date: "1405/05/01", letter_addressee: "سازمان نمونه" });
  await lead.context().close();
  const admin = await sign_in("national_admin");
  await admin.goto(server.url + "/desk/agencies");
  found.agency = await path_of(admin, '.tree a[href*="/desk/agencies/"]');
  await admin.goto(server.url + "/desk/people");
  found.person = await path_of(admin, 'tbody a[href*="/desk/people/"]');
  await admin.context().close();
});
after(async () => {
  await browser?.close();
  await server?.stop({ keep: false });
});

for (const role of Object.keys(pages))
  test(`every page of the desk of a person whose role is ${role} holds to every rule`, async () => {
    const page = await sign_in(role);
    const problems = [];
    for (const [base, width] of [["", 360], ["/en", 1280]]) {
      await page.setViewportSize({ width, height: width > 400 ? 900 : 740 });
      for (const [name, address] of Object.entries(pages[role])) {
        const answer = await page.goto(server.url + base + address());
        assert.equal(answer.status(), 200, address());
        assert.ok(name === "desk" || (await page.locator(".crumbs a, .desk-nav a").count()) > 0, `${name} has a way back`);
        await page_checks(page, `desk-${name}.${base ? "en" : "fa"}.${width}`, { weight: false }).catch((error) => problems.push(error.message));
      }
    }
    await page.context().close();
    assert.equal(problems.join("\n"), "");
  });
