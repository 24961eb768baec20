// SPDX-License-Identifier: AGPL-3.0-or-later
// What the browser tests stand on: a server of our own in a fresh directory, Debian's Chromium, and the checks that every page
// must pass. Run with node:test:  node_modules/.bin/node --test "tests/browser/*.test.mjs"
//
//   const server = await start_server({ drafts: "tests/drafts" });
//   const browser = await open_browser();
//   const page = await browser.page({ width: 360 });
//   await page.goto(server.url + "/");
//   await page_checks(page, "home");
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import zlib from "node:zlib";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { HtmlValidate } from "html-validate";
import { sign_in_of } from "./http.mjs";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
export const build = path.resolve(root, process.env.MOSHAREKAT_BUILD ?? "build/dev");
const program = process.env.MOSHAREKAT ?? path.join(build, "mosharekat");
const axe_source = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const screenshots = path.join(root, "build/screenshots");

export function free_port() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

export const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

export async function until(what, condition, limit = 20000) {
  const end = Date.now() + limit;
  for (;;) {
    const result = await condition();
    if (result) return result;
    if (Date.now() > end) throw new Error(`waited ${limit} ms in vain until ${what}`);
    await sleep(50);
  }
}

// Runs a verb to its end; the answer is its standard output, `with_errors` also what it said beside it. `input` goes to standard input.
export function run(args, { input = "", env = {}, code = 0, with_errors = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env: { ...process.env, ...env } });
    let out = "", err = "";
    child.stdout.on("data", (data) => (out += data));
    child.stderr.on("data", (data) => (err += data));
    child.on("error", reject);
    child.on("close", (status) => {
      if (status === code) resolve(with_errors ? out + err : out);
      else reject(new Error(`mosharekat ${args.join(" ")} ended with ${status}, not ${code}\n${err}${out}`));
    });
    child.stdin.end(input);
  });
}

// A server on a free port with a directory of its own. `demo` fills it first ("full" with all of the demonstration), `drafts` with the
// folder's documents too; `offset`
// ("30d", "2h") moves its clock; `data` reuses a directory.
export async function start_server({ offset, drafts, demo = Boolean(drafts), data, args = [] } = {}) {
  const folder = data ?? path.join(fs.mkdtempSync(path.join(os.tmpdir(), "mosharekat-")), "data");
  if (demo && !data) await run(["demo", ...(demo === "full" ? [] : ["--small"]), "--data", folder, ...(drafts ? ["--drafts", drafts] : [])]);
  const port = await free_port();
  const all = ["serve", "--data", folder, "--port", String(port), ...(offset ? ["--clock-offset", String(offset)] : []), ...args];
  const child = spawn(program, all, { stdio: ["ignore", "pipe", "pipe"] });
  let log = "", ended = null;
  child.stdout.on("data", (data) => (log += data));
  child.stderr.on("data", (data) => (log += data));
  child.on("error", (error) => (ended = String(error)));
  child.on("exit", (code, signal) => (ended = `exit ${code ?? signal}`));
  const url = `http://127.0.0.1:${port}`;
  const answers = async () => {
    if (ended) throw new Error(`the server did not start (${ended}):\n${log}`);
    try {
      return (await fetch(url + "/healthz")).ok;
    } catch {
      return false;
    }
  };
  try {
    await until("the server answers", answers, 30000);
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  }
  return {
    url, port, data: folder, process: child,
    log: () => log,
    async stop({ keep = Boolean(data) } = {}) {
      if (!ended) {
        child.kill("SIGTERM");
        await until("the server stops", () => ended, 15000).catch((error) => {
          child.kill("SIGKILL");
          throw error;
        });
      }
      if (!keep) fs.rmSync(path.dirname(folder), { recursive: true, force: true });
    },
  };
}

// A page of a member of the demonstration's staff, signed in by the form; `options` are those of browser.page().
export async function staff_page(browser, server, role, options) {
  const { email, password } = sign_in_of(server, role);
  const page = await browser.page(options);
  page.setDefaultTimeout(20000);
  await page.goto(server.url + "/sign-in/staff");
  await page.fill("#email", email);
  await page.fill("#password", password);
  await page.click("form.sheet button[type=submit]");
  await page.waitForURL("**/desk");
  return page;
}

// The newest mail to an address, decoded; `holding` names words that it must have.
export async function mail_to(server, address, holding) {
  return until(`mail to ${address}`, () => {
    const folder = path.join(server.data, "mail");
    if (!fs.existsSync(folder)) return null;
    for (const name of fs.readdirSync(folder).filter((each) => each.endsWith(".eml")).sort().reverse()) {
      const text = fs.readFileSync(path.join(folder, name), "utf8");
      if (!text.includes(`To: <${address}>`)) continue;
      const body = Buffer.from(text.split("\r\n\r\n")[1].replace(/\s/g, ""), "base64").toString("utf8");
      if (!holding || body.includes(holding)) return body;
    }
    return null;
  });
}

// Static files in place of a server, for pages that were rendered to files.
export async function serve_folder(pages, assets) {
  const http = await import("node:http");
  const types = { ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml", ".woff2": "font/woff2" };
  const server = http.createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url, "http://x").pathname);
    const file = name.startsWith("/assets/") ? path.join(assets, path.basename(name)) : path.join(pages, path.basename(name));
    if (!fs.existsSync(file) || fs.statSync(file).isDirectory()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-type": types[path.extname(file)] ?? "application/octet-stream",
      "content-security-policy": "default-src 'self'" });
    response.end(fs.readFileSync(file));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, stop: () => new Promise((resolve) => server.close(resolve)) };
}

// Chromium with a fresh profile, which speaks to nobody but the pages it is sent to.
export async function open_browser() {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), "mosharekat-chromium-"));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync", "--force-color-profile=srgb"],
    env: { ...process.env, HOME: profile, XDG_CONFIG_HOME: profile, XDG_CACHE_HOME: profile },
  });
  return {
    browser,
    // A page of a new person (nothing shared with others). What went wrong in it is gathered for page_checks.
    async page({ width = 1280, height = 900, javascript = true, dark = false, lang = "fa", storage } = {}) {
      const context = await browser.newContext({ viewport: { width, height }, javaScriptEnabled: javascript, locale: lang,
        colorScheme: dark ? "dark" : "light", timezoneId: "Asia/Tehran", storageState: storage });
      const page = await context.newPage();
      watch(page);
      return page;
    },
    async close() {
      await browser.close();
      fs.rmSync(profile, { recursive: true, force: true });
    },
  };
}

const seen = new WeakMap();

function watch(page) {
  const trouble = { console: [], requests: [], bodies: new Map() };
  seen.set(page, trouble);
  const visited = new Set();
  page.on("console", (message) => {
    // A page that is meant to be refused (404, 409, 422) makes Chromium say so; what such a page loads must still be there.
    if (message.text().startsWith("Failed to load resource") && visited.has(message.location().url)) return;
    if (["error", "warning"].includes(message.type())) trouble.console.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => trouble.console.push(`exception: ${error.message}`));
  page.on("request", (request) => {
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) {
      trouble.bodies.clear();
      trouble.console.length = 0;
      visited.add(request.url());
    }
    trouble.requests.push(request.url());
  });
  page.on("response", (response) => {
    const kept = response.body().catch(() => null);
    trouble.bodies.set(response.url(), { status: response.status(), type: response.request().resourceType(), body: kept });
  });
}

const validator = new HtmlValidate({
  extends: ["html-validate:recommended"],
  rules: {
    "doctype-style": "off", // lower case is as valid
    "no-trailing-whitespace": "off",
    "void-style": "off",
    "long-title": "off", // official titles are long
    "no-raw-characters": "off",
    "prefer-native-element": "off",
    "no-redundant-role": "off",
    "tel-non-breaking": "off",
    "attribute-boolean-style": "off",
    "valid-id": ["error", { relaxed: true }],
    "form-dup-name": ["error", { shared: ["radio", "checkbox", "button", "submit"] }],
    "no-implicit-button-type": "error",
    "no-inline-style": "error",
  },
});

export async function html_problems(html) {
  const report = await validator.validateString(html);
  return report.results.flatMap((result) => result.messages.filter((message) => message.severity === 2)
    .map((message) => `${message.line}:${message.column} ${message.ruleId}: ${message.message}`));
}

export async function axe_problems(page, rules) {
  // From the test's side, so that the page's own content security policy is not loosened.
  const session = await page.context().newCDPSession(page);
  await session.send("Runtime.evaluate", { expression: `if (!window.axe) { ${axe_source} }` });
  const { result, exceptionDetails } = await session.send("Runtime.evaluate", {
    expression: `axe.run(document, { runOnly: ${JSON.stringify(rules ?? ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])} })
      .then((report) => JSON.stringify(report.violations.map((v) => v.id + ": " + v.help + "\\n    " +
        v.nodes.slice(0, 5).map((n) => n.target.join(" ") + "  " + (n.any[0] ? n.any[0].message : "")).join("\\n    "))))`,
    awaitPromise: true, returnByValue: true,
  });
  await session.detach();
  assert.ok(!exceptionDetails, "axe did not run: " + exceptionDetails?.exception?.description);
  return JSON.parse(result.value);
}

// Everything that must hold on any page, in light and dark: accessible, valid, silent, at home, within its weight. Leaves a picture
// NAME.light.png and NAME.dark.png in build/screenshots. `weight: false` where the first view is not what is looked at; `brief` takes no
// picture, waits for no silence, and looks in the dark at the contrast only.
export async function page_checks(page, name, { weight = true, brief = false } = {}) {
  if (brief) await page.evaluate(() => document.fonts.ready.then(() => true));
  else await page.waitForLoadState("networkidle");
  const trouble = seen.get(page);
  const url = page.url();
  const problems = [];
  fs.mkdirSync(screenshots, { recursive: true });
  for (const scheme of ["dark", "light"]) {
    await page.emulateMedia({ colorScheme: scheme });
    const rules = brief && scheme === "dark" ? ["color-contrast"] : undefined;
    problems.push(...(await axe_problems(page, rules)).map((problem) => `axe (${scheme}) ${problem}`));
    if (!brief) await page.screenshot({ path: path.join(screenshots, `${name}.${scheme}.png`), fullPage: true });
  }
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (overflow > 0) problems.push(`the page is ${overflow} px wider than its window`);
  const document = trouble.bodies.get(url.replace(/#.*/, ""));
  const source = document && (await document.body);
  problems.push(...(await html_problems(source ? source.toString("utf8") : await page.content())).map((problem) => `html ${problem}`));
  problems.push(...trouble.console);
  const home = new URL(url).origin;
  problems.push(...trouble.requests.filter((request) => /^\w+:\/\//.test(request) && new URL(request).origin !== home)
    .map((request) => `foreign request: ${request}`));
  if (weight) {
    const total = await weight_of(trouble);
    if (total.all > 150 * 1024) problems.push(`the first view weighs ${total.all} bytes gzipped, over 150 KiB`);
    if (total.all - total.fonts > 30 * 1024) problems.push(`without fonts it weighs ${total.all - total.fonts} bytes, over 30 KiB`);
  }
  assert.equal(problems.join("\n"), "", `${name}: ${url}`);
}

export async function page_weight(page) {
  return weight_of(seen.get(page));
}

async function weight_of(trouble) {
  const total = { all: 0, fonts: 0 };
  for (const { type, body } of trouble.bodies.values()) {
    const bytes = await body;
    if (!bytes) continue;
    const size = type === "font" || type === "image" ? bytes.length : zlib.gzipSync(bytes).length;
    total.all += size;
    if (type === "font") total.fonts += size;
  }
  return total;
}
