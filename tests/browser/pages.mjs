// SPDX-License-Identifier: AGPL-3.0-or-later
// An address, and more where a page has several faces, for every GET route of the site, on the demonstration. What the demonstration
// lacks is filled in by the forms that people use (furnish).
import assert from "node:assert/strict";
import { mail_to, run, staff_page, until } from "./harness.mjs";
import { changed_in_office } from "./office_program.mjs";

// The calls of the demonstration by what becomes of them.
const decided = "/calls/1", open = "/calls/2", announced = "/calls/3", large = "/calls/4", analysing = "/calls/5", closed = "/calls/6",
  suspended = "/calls/7", withdrawn = "/calls/8", drafting = "/calls/9";

// Route → addresses, or a function of what furnish() found. Who goes there follows from the route: anybody, the citizen, or the first
// of its roles that the demonstration has; `as` says another.
const as = (role, ...addresses) => ({ role, addresses });
const pages = {
  "/": ["/"],
  "/calls": ["/calls", "/calls?q=zzzz", "/calls?state=suspended"],
  "/calls/{call}": [decided, open, announced, large, analysing, closed, suspended, withdrawn],
  "/calls/{call}/plain": [`${open}/plain`],
  "/calls/{call}/easy": [`${open}/easy`],
  "/calls/{call}/compare": [`${open}/compare`],
  "/calls/{call}/translation": [`${open}/translation`],
  "/calls/{call}/short": [`${open}/short`],
  "/calls/{call}/contributions": [`${decided}/contributions`, `${large}/contributions`, `${open}/contributions?q=zzzz`, `${announced}/contributions`],
  "/calls/{call}/contributions/new": ({ comment }) => [`${open}/contributions/new`, comment],
  "/calls/{call}/contributions/{number}": [`${decided}/contributions/1`, `${large}/contributions/7`],
  "/calls/{call}/contributions/{number}/abuse-reports": [`${decided}/contributions/1/abuse-reports`],
  "/calls/{call}/provisions/{anchor}": [`${decided}/provisions/m3`, `${large}/provisions/m1`],
  "/reports": ["/reports"],
  "/calls/{call}/report": [`${decided}/report`, `${large}/report`],
  "/calls/{call}/final": [`${decided}/final`],
  "/register": ["/register"],
  "/plan": ["/plan"],
  "/agencies": ["/agencies"],
  "/agencies/{slug}": ["/agencies/sample-ministry", "/agencies/technical"],
  "/agencies/{slug}/strategy": ["/agencies/sample-ministry/strategy"],
  "/help": ["/help"],
  "/learn": ["/learn"],
  "/guide": ["/guide"],
  "/privacy": ["/privacy"],
  "/accessibility": ["/accessibility"],
  "/data": ["/data"],
  "/rights": ["/rights"],
  "/terms": ["/terms"],
  "/sitemap": ["/sitemap"],
  "/gallery": ["/gallery"],
  "/track": ["/track"],
  "/letters/{token}": ({ letters }) => [letters],
  "/letters/{token}/{stop}": ({ letters }) => [letters + "/course"],
  "/me": ["/me"],
  "/desk": [as("lead", "/desk"), as("moderator", "/desk"), as("approver", "/desk"), as("national_admin", "/desk"), as("auditor", "/desk")],
  "/desk/assigned": ["/desk/assigned"],
  "/desk/writing": ["/desk/writing"],
  "/desk/approvals": [as("approver", "/desk/approvals"), as("expert", "/desk/approvals")],
  "/desk/deputies": ["/desk/deputies"],
  "/desk/calls/new": ["/desk/calls/new"],
  "/desk/calls/{call}": [drafting, open, announced, large, analysing, closed, suspended, withdrawn].map((call) => `/desk${call}`),
  "/desk/calls/{call}/drafts/{draft}/structure": ({ structure }) => [structure],
  "/desk/calls/{call}/current": [`/desk${drafting}/current`, `/desk${open}/current`],
  "/desk/calls/{call}/translation": [`/desk${open}/translation`, `/desk${large}/translation`],
  "/desk/calls/{call}/promises": [`/desk${decided}/promises`, `/desk${closed}/promises`],
  "/desk/calls/{call}/answers": [`/desk${analysing}/answers`, `/desk${large}/answers?code=`, as("auditor", `/desk${large}/answers?code=`)],
  "/desk/calls/{call}/table": [`/desk${analysing}/table`],
  "/desk/calls/{call}/themes": [`/desk${large}/themes`, `/desk${analysing}/themes`],
  "/desk/calls/{call}/themes/{theme}/answers": ({ theme }) => [theme],
  "/desk/calls/{call}/groups/{number}/answers": ({ group }) => [group],
  "/desk/calls/{call}/committee": [`/desk${analysing}/committee`, `/desk${decided}/committee`],
  "/desk/law": ["/desk/law"],
  "/desk/reviews": ["/desk/reviews", as("national_admin", "/desk/reviews")],
  "/desk/calls/{call}/review": [as("lead", `/desk${analysing}/review`), as("approver", `/desk${large}/review`)],
  "/desk/calls/{call}/report": [`/desk${analysing}/report`, `/desk${large}/report`],
  "/desk/calls/{call}/final": [`/desk${large}/final`, `/desk${decided}/final`],
  "/desk/calls/{call}/office": [`/desk${open}/office`, as("lead", `/desk${analysing}/office`)],
  "/desk/calls/{call}/stakeholders": [drafting, open].map((call) => `/desk${call}/stakeholders`),
  "/desk/jobs/{job}": ({ job }) => [as("expert", job)],
  "/desk/register": ["/desk/register"],
  "/desk/moderation": ["/desk/moderation"],
  "/desk/complaints": ["/desk/complaints"],
  "/desk/appeals": ["/desk/appeals"],
  "/desk/agencies": ["/desk/agencies"],
  "/desk/agencies/{agency}": ({ agency }) => [agency],
  "/desk/agencies/{agency}/strategy": ({ agency }) => [`${agency}/strategy`],
  "/desk/agencies/{agency}/letterhead": ({ agency }) => [`${agency}/letterhead`],
  "/desk/people": ["/desk/people"],
  "/desk/people/{person}": ({ person }) => [person],
  "/desk/portal": ["/desk/portal"],
  "/desk/document-types": ["/desk/document-types"],
  "/desk/policies": ["/desk/policies"],
  "/desk/templates": ["/desk/templates"],
  "/desk/templates/{type}": ["/desk/templates/bylaw"],
  "/desk/holidays": ["/desk/holidays"],
  "/desk/routes": ["/desk/routes"],
  "/desk/acts": [as("auditor", "/desk/acts")],
  "/sign-in": ["/sign-in"],
  "/sign-in/staff": ["/sign-in/staff"],
  "/sign-in/forgotten": ["/sign-in/forgotten"],
  "/invitations/{token}": ({ invitation }) => [invitation, "/invitations/none"],
  "/resets/{token}": ({ reset }) => [reset, "/resets/none"],
  "/set-up/{token}": ["/set-up/none"],
};

// What is no page: the type it must have.
const files = {
  "/healthz": ["text/plain", "/healthz"],
  "/calls.atom": ["application/atom+xml", "/calls.atom"],
  "/calls/{call}/report.pdf": ["application/pdf", `${large}/report.pdf`],
  "/calls/{call}/report.docx": ["application/vnd.openxmlformats", `${large}/report.docx`],
  "/calls/{call}/report.json": ["application/json", `${large}/report.json`],
  "/calls/{call}/contributions.csv": ["text/csv", `${large}/contributions.csv`],
  "/calls/{call}/statistics.csv": ["text/csv", `${large}/statistics.csv`],
  "/plan.ics": ["text/calendar", "/plan.ics"],
  "/calls/{call}/letters/{letter}/{file}": ["application/pdf", ({ letter_file }) => letter_file, "lead"],
  "/emblem.png": ["image/png", "/emblem.png"],
  "/agencies/{slug}/emblem.png": ["image/png", "/agencies/sample-ministry/emblem.png"],
  "/robots.txt": ["text/plain", "/robots.txt"],
  "/sitemap.xml": ["application/xml", "/sitemap.xml"],
  "/favicon.ico": ["image/svg+xml", "/favicon.ico"],
  "/api/v1/openapi.json": ["application/json", "/api/v1/openapi.json"],
  "/api/v1/calls": ["application/json", "/api/v1/calls"],
  "/api/v1/calls/{call}": ["application/json", `/api/v1${large}`],
  "/api/v1/calls/{call}/contributions": ["application/json", `/api/v1${large}/contributions`],
  "/api/v1/calls/{call}/provisions": ["application/json", `/api/v1${large}/provisions`],
  "/me/data.json": ["application/json", "/me/data.json"],
  "/desk/calls/{call}/table.xlsx": ["application/vnd.openxmlformats", `/desk${analysing}/table.xlsx`],
  "/desk/calls/{call}/table.docx": ["application/vnd.openxmlformats", `/desk${analysing}/table.docx`],
  "/desk/calls/{call}/translation.xlsx": ["application/vnd.openxmlformats", `/desk${open}/translation.xlsx`],
  "/desk/calls/{call}/translation.docx": ["application/vnd.openxmlformats", `/desk${open}/translation.docx`],
  "/desk/agencies/{agency}/paper.docx": ["application/vnd.openxmlformats", ({ agency }) => `${agency}/paper.docx?of=fa`],
  "/desk/calls/{call}/committee.docx": ["application/vnd.openxmlformats", `/desk${analysing}/committee.docx`],
  "/desk/calls/{call}/covering-letter.pdf": ["application/pdf", `/desk${open}/covering-letter.pdf?act=opening`],
  "/desk/calls/{call}/intakes/{number}": ["application/pdf", ({ intake_scan }) => intake_scan],
  "/desk/jobs/{job}/file": ["application/zip", ({ job }) => `${job}/file`, "expert"],
  "/desk/acts.csv": ["text/csv", "/desk/acts.csv"],
  "/desk/acts.json": ["application/json", "/desk/acts.json"],
};

const demo_roles = ["expert", "lead", "moderator", "approver", "national_admin", "auditor"];

function role_of(route) {
  if (route.who === "everyone") return "guest";
  if (route.who === "signed_in") return "citizen";
  if (route.pattern === "/desk/agencies/{agency}/strategy") return "approver";
  return demo_roles.find((role) => route.roles.includes(role)) ?? "lead";
}

// Every address with its route, who goes there, and for what is no page its type; the routes that have none, and examples of none.
export async function every_address(found) {
  const routes = JSON.parse(await run(["routes"])).filter((route) => route.method === "GET");
  const patterns = new Set(routes.map((route) => route.pattern));
  const strangers = [...Object.keys(pages), ...Object.keys(files)].filter((pattern) => !patterns.has(pattern));
  const missing = [...patterns].filter((pattern) => !(pattern in pages) && !(pattern in files));
  const given = (value) => (typeof value === "function" ? value(found) : value);
  const visits = [];
  for (const route of routes.filter(({ pattern }) => !missing.includes(pattern))) {
    const role = role_of(route);
    if (route.pattern in files) {
      const [type, address, another] = files[route.pattern];
      visits.push({ pattern: route.pattern, role: another ?? role, type, address: given(address) });
      continue;
    }
    for (const one of given(pages[route.pattern]))
      for (const address of one.addresses ?? [one]) visits.push({ pattern: route.pattern, role: one.role ?? role, address });
  }
  for (const { pattern, address } of visits) {
    const shape = new RegExp(`^${pattern.replace(/[.]/g, "\\$&").replace(/\{\w+\}/g, "[^/?]+")}(\\?|$)`);
    assert.match(address ?? "", shape, "an example address is none of its route");
  }
  return { visits, missing, strangers };
}

// Fills a form of the page as a person would, and sends it. A folded form is unfolded by the fields being set, not by a hand.
async function send(page, action, values = {}, { button } = {}) {
  for (const [name, value] of Object.entries(values))
    if (typeof value === "object") await page.locator(`form[action$="${action}"] [name="${name}"]`).setInputFiles(value);
  await Promise.all([page.waitForNavigation(), page.evaluate(([action, values, button]) => {
    const named = [...document.querySelectorAll(`form[action$="${action}"]`)];
    const form = named.find((one) => Object.keys(values).every((name) => one.elements[name])) ?? named[0];
    if (!form) throw new Error(`no form that goes to ${action} on ${location}`);
    for (const [name, value] of Object.entries(values)) {
      if (typeof value === "object") continue;
      const control = form.elements[name];
      if (!control) throw new Error(`no field ${name} in the form that goes to ${action}`);
      if (control.tagName === "SELECT" && typeof value === "number") control.selectedIndex = value;
      else control.value = value;
    }
    form.requestSubmit(button ? form.querySelector(`button[value="${button}"]`) : form.querySelector("button[type=submit]"));
  }, [action, values, button])]);
  assert.equal(await page.locator(".notice.bad").count(), 0, `the form that goes to ${action} was refused: ${await page.locator(".notice.bad").allInnerTexts()}`);
}

// Of the Persian calendar, in the figures and signs that forms take.
function day(from_today = 0) {
  const parts = new Intl.DateTimeFormat("en-u-ca-persian-nu-latn", { year: "numeric", month: "2-digit", day: "2-digit", timeZone: "Asia/Tehran" }).formatToParts(Date.now() + from_today * 86400000);
  return ["year", "month", "day"].map((name) => parts.find(({ type }) => type === name).value).join("/");
}

const emblem = { name: "emblem.png", mimeType: "image/png", buffer: Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64") }; // 1 × 1
const docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const scan = { name: "scan.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4 scan") };

// Makes what the demonstration lacks, and tells the addresses that have no fixed name.
export async function furnish(browser, server) {
  const found = {};
  const at = async (page, address) => assert.equal((await page.goto(server.url + address)).status(), 200, address);
  const first = (page, selector) => page.locator(selector).first().getAttribute("href", { timeout: 5000 });

  const lead = await staff_page(browser, server, "lead");
  await at(lead, `/desk${open}/office`);
  await send(lead, "/letters", { letter_number: "۱۲۳/۴۵", letter_date: "1405/02/01", letter_addressee: "سازمان نمونه", letter_scan: scan });
  await at(lead, `/desk${open}/office`);
  await send(lead, "/intakes", { body: "یک نظر که با نامه رسید.", received_on: day(), scan });
  found.intake_scan = await first(lead, 'a[href*="/intakes/"]');
  found.letter_file = await first(lead, 'a[href*="/letters/"]');
  await at(lead, "/desk/register");
  await send(lead, "/desk/plans", { plan_agency: 1, plan_title_fa: "آیین‌نامهٔ نمونهٔ فضای سبز", plan_title_en: "By-law on parks", plan_type: 1, plan_first_day: "1409/01/10", plan_last_day: "1409/02/10" });
  await at(lead, "/desk/register");
  await send(lead, "/desk/register", { agency: 1, kind: 1, document_type: 1, title_fa: "دستورالعمل نمونهٔ حفاظت", title_en: "Instruction on guarding", reason_fa: "جزئیات حفاظت از ساختمان است.", reason_en: "Details of guarding a building.", legal_basis: "مادهٔ ۱ قانون نمونه", decided_by: "معاون نمونه", decided_on: "1405/01/20" });

  const expert = await staff_page(browser, server, "expert");
  await at(expert, "/desk/law");
  await send(expert, "/desk/law/laws", { name: "قانون نمونهٔ دسترسی همگانی", article: "۵" });
  await at(expert, "/desk/law");
  await send(expert, "/desk/law/reasons", { text: "این پیشنهاد با حکم قانون سازگار نیست.", code: "rejected_legal", law: 1 });
  await at(expert, `/desk${drafting}`);
  found.structure = await first(expert, 'a[href$="/structure"]');
  await at(expert, `/desk${open}`);
  await send(expert, "/texts", { plain_fa: "هر وزارتخانه یک میز دارد.\nدرخواست را آنجا می‌دهید.", plain_en: "Each ministry has a desk.", easy_fa: "میز جای درخواست است.", easy_en: "A desk is for requests." });
  await at(expert, `/desk${open}/current`);
  await send(expert, "/current", { current: "ماده ۱- میز خدمت\nمیز خدمت جایی است که شهروند درخواست خود را می‌سپارد.\n" }, { button: "set" });
  const sheet = await (await expert.context().request.get(`${server.url}/en/desk${open}/translation.xlsx`)).body();
  const translated = changed_in_office(sheet, "xlsx", (cells, row) => row && /\/\w/.test(cells[0]) ? [cells[0], cells[1], "The translation of this provision."] : null);
  await at(expert, `/desk${open}/translation`);
  await send(expert, "/translation", { file: { name: "translation.xlsx", mimeType: docx, buffer: translated } }, { button: "take" });
  await at(expert, `/desk${open}/office`);
  const csrf = await expert.locator('form[action$="/bundle"] input[name=csrf]').inputValue();
  await expert.context().request.post(`${server.url}/desk${open}/bundle`, { form: { csrf }, maxRedirects: 0 });
  await at(expert, "/desk");
  found.job = await first(expert, 'main a[href*="/desk/jobs/"]');
  await until("the bundle is made", async () => (await expert.context().request.get(`${server.url}${found.job}/file`)).ok());
  await at(expert, `/desk${decided}/promises`);
  await send(expert, "/promises", { text: "سامانهٔ برخط تا پایان سال آماده می‌شود.", text_second: "An online service by the end of the year.", day: "1409/12/20" }, { button: "make" });
  await at(lead, `/desk${analysing}/themes`);
  await send(lead, "/themes", { name_fa: "آگاهی مراجعان", name_en: "Telling visitors" });
  await at(lead, `/desk${analysing}/answers?code=`);
  await lead.locator("input[name=pick]").first().check();
  await lead.selectOption("#theme", { index: 0 });
  await lead.click("button[value=theme]");
  await at(lead, `/desk${analysing}/themes`);
  found.theme = await first(lead, 'a[href*="/themes/"][href$="/answers"]');
  await at(lead, `/en/desk${large}/themes`);
  found.group = `/desk${large}/groups/${/\d+/.exec(await lead.locator(".calls .meta span + span").first().innerText())[0]}/answers`;

  const approver = await staff_page(browser, server, "approver");
  const admin = await staff_page(browser, server, "national_admin");
  await at(admin, "/desk/agencies");
  found.agency = await first(admin, 'main a[href*="/desk/agencies/"]');
  await at(admin, "/desk/people");
  found.person = await first(admin, 'main a[href*="/desk/people/"]');
  await send(admin, "/desk/people/invitations", { email: "new.expert@example.org" });
  found.invitation = new URL(/http\S+\/invitations\/\S+/.exec(await mail_to(server, "new.expert@example.org", "/invitations/"))[0]).pathname;
  for (const page of ["/desk/portal", found.agency]) {
    await at(admin, page);
    await send(admin, "/emblem", { emblem });
  }
  const own_paper = await (await lead.context().request.get(`${server.url}/calls/1/report.docx`)).body();
  await at(admin, `${found.agency}/letterhead`);
  await send(admin, "/paper", { of: "fa", file: { name: "paper.docx", mimeType: docx, buffer: own_paper } }, { button: "set" });
  await at(approver, `${found.agency}/strategy`);
  await send(approver, "/strategy", { title_fa: "راهبرد مشارکت وزارت نمونه", title_en: "Participation strategy", text_fa: "هر پیش‌نویس به نظر مردم گذاشته می‌شود.", text_en: "Every draft is put to the people.", legal_basis: "مادهٔ ۱", signed_by: "وزیر نمونه", signed_on: "1405/01/20", number: "۱" });
  // It takes a second person to publish it: the lead administers the agency too.
  await at(admin, "/desk/people");
  await at(admin, await first(admin, 'main a[href*="/desk/people/"]:has-text("راهبر نمونه")'));
  await send(admin, "/roles", { agency: found.agency.split("/").pop(), role: "agency_admin" });
  await at(lead, `${found.agency}/strategy`);
  await send(lead, "/strategy/signature");

  const citizen = await browser.page();
  await at(citizen, open);
  found.comment = await first(citizen, 'a[href*="/contributions/new?"]');
  await at(citizen, `/en/sign-in?next=${suspended}`);
  await send(citizen, "/sign-in", { email: "citizen@example.org" });
  await send(citizen, "/sign-in/code", { code: /\b(\d{6})\b/.exec(await mail_to(server, "citizen@example.org"))[1] });
  await send(citizen, "/follow");
  // The link that chooses letters stands in the first one; two people's act sends it, and another takes the act back.
  for (const act of ["resumption", "suspension"]) {
    await at(lead, `/desk${suspended}`);
    await send(lead, `/${act}`, { [`${act}_reason_fa`]: "متن دوباره بررسی شد.", [`${act}_reason_second`]: "The text was looked at again." });
    await at(approver, `/desk${suspended}`);
    await send(approver, "/approval");
  }
  found.letters = new URL(/http\S+\/letters\/\S+/.exec(await mail_to(server, "citizen@example.org", "/letters/"))[0]).pathname.replace("/en/", "/");
  const forgetful = await browser.page();
  await at(forgetful, "/sign-in/forgotten");
  await send(forgetful, "/sign-in/forgotten", { email: "auditor@example.org" });
  found.reset = new URL(/http\S+\/resets\/\S+/.exec(await mail_to(server, "auditor@example.org", "/resets/"))[0]).pathname;
  return { found, people: { lead, expert, approver, national_admin: admin, citizen, guest: forgetful, moderator: await staff_page(browser, server, "moderator"), auditor: await staff_page(browser, server, "auditor") } };
}
