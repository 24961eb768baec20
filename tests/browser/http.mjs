// SPDX-License-Identifier: AGPL-3.0-or-later
// A person without a browser: keeps its cookie, reads the fields of forms, sends them. For tests that need many, or none to look at.
import { strict as assert } from "node:assert";
import fs from "node:fs";
import path from "node:path";

const entities = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" };
const text_of = (markup) => markup.replace(/&(amp|lt|gt|quot|#39);/g, (entity) => entities[entity]);

// The hidden fields of the page's form whose action ends as given.
export function hidden_fields(html, action) {
  const form = [...html.matchAll(/<form[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)].find((found) => text_of(found[1]).endsWith(action));
  assert.ok(form, `no form that goes to ${action}`);
  const fields = {};
  for (const [input] of form[2].matchAll(/<input[^>]*type="hidden"[^>]*>/g))
    fields[/name="([^"]*)"/.exec(input)[1]] = text_of(/value="([^"]*)"/.exec(input)?.[1] ?? "");
  return fields;
}

export class Person {
  // `url` is a string, or a function where the server moves; `address` is told as a trusted proxy would.
  constructor(url, address) {
    this.url = typeof url === "function" ? url : () => url;
    this.address = address;
    this.cookies = new Map();
  }
  async ask(target, { form, headers = {} } = {}) {
    const answer = await fetch(this.url() + target, {
      method: form ? "POST" : "GET", redirect: "manual", body: form && new URLSearchParams(form),
      headers: { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; "), ...(this.address ? { "x-forwarded-for": this.address } : {}), ...headers },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      this.cookies.set(name, value);
    }
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  }
  // The hidden fields of a form on a page, to be sent later.
  async form(page, action) {
    const answer = await this.ask(page);
    assert.equal(answer.status, 200, `${page} answered ${answer.status}`);
    return hidden_fields(answer.text, action);
  }
}

// How one of the demonstration's staff signs in: "expert", "lead", "approver", "moderator", "national_admin", ….
export function sign_in_of(server, role) {
  const lines = fs.readFileSync(path.join(server.data, "demo-sign-ins.txt"), "utf8").split("\n");
  const [, email, password] = /: (\S+)\s+(\S+)$/.exec(lines.find((each) => each.startsWith(role + ": ")));
  return { email, password };
}

// A member of the demonstration's staff, signed in.
export async function staff(server, role) {
  const { email, password } = sign_in_of(server, role);
  const person = new Person(server.url);
  const fields = await person.form("/sign-in/staff", "/sign-in/staff");
  const answer = await person.ask("/sign-in/staff", { form: { ...fields, email, password } });
  assert.equal(answer.status, 303, `${role} could not sign in: ${answer.status}`);
  return person;
}
