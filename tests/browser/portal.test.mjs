// SPDX-License-Identifier: AGPL-3.0-or-later
// What the portal promises around its pages (which pages.test.mjs visits one by one): one address per page, a language switch that keeps
// the place, feeds, ways on from a page that is not there.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open_browser, page_checks, staff_page, start_server } from "./harness.mjs";

let server, browser;

before(async () => {
  server = await start_server({ demo: true });
  browser = await open_browser();
});
after(async () => {
  await browser?.close();
  await server?.stop({ keep: false });
});

test("a page has one address, says it in both languages, and search engines are told of no desk", async () => {
  const html = await (await fetch(`${server.url}/en/calls/1?done=saved&theme=x`)).text();
  const site = /rel="canonical" href="([^"]*)\/en\/calls\/1"/.exec(html)?.[1];
  assert.ok(site, "the canonical address has no query that changes nothing");
  for (const [language, path] of [["fa", "/calls/1"], ["en", "/en/calls/1"], ["x-default", "/calls/1"]])
    assert.ok(html.includes(`hreflang="${language}" href="${site}${path}"`), language);
  assert.match(html, /property="og:image" content="http[^"]+\.png"/);
  assert.ok(!html.includes("done=saved\""), "what was done is not said again after the language is changed");
  const sign_in = await (await fetch(`${server.url}/calls/2/contributions/new`)).text();
  assert.ok(sign_in.includes('name="robots" content="noindex"') && !sign_in.includes("canonical"));
  const map = await (await fetch(`${server.url}/sitemap.xml`)).text();
  const addresses = [...map.matchAll(/<loc>([^<]+)<\/loc>/g)].map((found) => found[1]);
  assert.ok(addresses.length > 30);
  for (const address of addresses) assert.equal((await fetch(server.url + address.slice(site.length))).status, 200, address);
  assert.match(await (await fetch(`${server.url}/robots.txt`)).text(), /Disallow: \/desk\n[\s\S]*Sitemap: /);
});

test("the language switch keeps page, query and the place in the text", async () => {
  const page = await browser.page();
  await page.goto(`${server.url}/calls/1?page=1#m4`);
  await page.waitForLoadState("networkidle");
  await page.click("a[data-same-place]");
  await page.waitForURL("**/en/calls/1?page=1#*");
  assert.equal(new URL(page.url()).hash, "#m4");
  await page.goto(`${server.url}/en/sign-in?next=/calls/1`);
  await page.click("a[data-same-place]");
  await page.waitForURL("**/sign-in?next=/calls/1");
  await page.context().close();
});

test("signing in leads back to where one was; a refused form keeps the way to the other language", async () => {
  const page = await browser.page();
  await page.goto(`${server.url}/calls/2`);
  assert.match(await page.getAttribute(".person a[href*='/sign-in']", "href"), /next=%2Fcalls%2F2$/);
  await page.goto(`${server.url}/track`);
  await page.fill("#code", "1");
  await page.click("form.sheet button[type=submit]");
  await page.waitForSelector(".notice.bad");
  assert.equal(await page.getAttribute("a[data-same-place]", "href"), "/en/track");
  await page.context().close();
});

test("each list of calls is a feed too", async () => {
  for (const [path, least] of [["/calls.atom", 3], ["/en/calls.atom?state=open", 1], ["/calls.atom?agency=technical", 1]]) {
    const answer = await fetch(server.url + path);
    assert.equal(answer.status, 200, path);
    assert.match(answer.headers.get("content-type"), /^application\/atom\+xml/);
    const xml = await answer.text();
    assert.ok((xml.match(/<entry>/g) ?? []).length >= least, path);
    const page = await browser.page();
    await page.goto(server.url + "/");
    const root = await page.evaluate((text) => new DOMParser().parseFromString(text, "text/xml").documentElement.nodeName, xml);
    assert.equal(root, "feed", "well-formed");
    await page.context().close();
  }
  assert.equal((await fetch(`${server.url}/calls.atom?state=no`)).status, 404);
  assert.match(await (await fetch(`${server.url}/agencies/technical`)).text(), /application\/atom\+xml"[^>]*href="\/calls\.atom\?agency=technical"/);
});

test("a page that is not there offers a search and ways on", async () => {
  const page = await browser.page({ width: 360 });
  const answer = await page.goto(`${server.url}/no/such/page`);
  assert.equal(answer.status(), 404);
  await page.fill("#q", "دوچرخه");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/calls\?q=/);
  assert.ok((await page.locator("ul.calls > li").count()) >= 1);
  await page.context().close();
});

test("a page that is refused says why, leads on, and is as well made as the others", async () => {
  for (const base of ["", "/en"]) {
    const page = await staff_page(browser, server, "expert", { width: 360, lang: base ? "en" : "fa" });
    const refused = async (name, answer, status, way) => {
      assert.equal(answer.status(), status, name);
      await page_checks(page, `refused-${name}${base.replace("/", ".")}`);
      assert.equal(await page.locator(`.ways a[href="${base}${way}"]`).count(), 1, `${name} leads to ${way}`);
    };
    await refused("missing", await page.goto(`${server.url}${base}/nowhere`), 404, "/desk");
    await refused("denied", await page.goto(`${server.url}${base}/desk/people`), 403, "/desk");
    await refused("late", await page.goto(`${server.url}${base}/calls/1/contributions/new`), 409, "/calls/1");
    await page.goto(`${server.url}${base}/desk/calls/new`);
    const [old] = await Promise.all([page.waitForNavigation(), page.evaluate(() => {
      const form = document.querySelector("main form");
      for (const field of form.querySelectorAll("input[type=hidden]")) field.value = "old";
      form.requestSubmit();
    })]);
    await refused("old-form", old, 403, "/desk/calls/new");
    assert.equal(await page.getAttribute("a[data-same-place]", "href"), `${base ? "" : "/en"}/desk/calls/new`);
    await page.goto(`${server.url}${base}/desk/calls/2/office`);
    await page.locator("#scan").setInputFiles({ name: "scan.pdf", mimeType: "application/pdf", buffer: Buffer.alloc(27 * 1024 * 1024, "a") });
    const [large] = await Promise.all([page.waitForNavigation(), page.evaluate(() => document.querySelector('form[action$="/intakes"]').requestSubmit())]);
    await refused("too-large", large, 413, "/calls?state=open");
    await page.context().close();
  }
});
