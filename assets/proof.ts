// SPDX-License-Identifier: AGPL-3.0-or-later
// Proof of work in the form of altcha v1, for forms that guests send: finds the number n with SHA-256(salt + n) = challenge and
// adds the answer to the form as a hidden field. It begins when the form is first touched, in slices that leave the page alive;
// sending waits for it. Whatever goes wrong, the form is sent without it and the server takes its other way.
//
//   <form data-challenge='{"algorithm":"SHA-256",…}'> or <form data-proof="/challenge">: the answer is the field "altcha"
import { sha256_hex } from "./lib/sha256";

interface Challenge {
  algorithm: string;
  challenge: string;
  maxnumber: number;
  salt: string;
  signature: string;
}

const slice_ms = 24;
const pause = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

async function solve(ask: Challenge): Promise<number | null> {
  let until = performance.now() + slice_ms;
  for (let number = 0; number <= ask.maxnumber; number++) {
    if (sha256_hex(ask.salt + number) === ask.challenge) return number;
    if ((number & 63) === 0 && performance.now() > until) {
      await pause();
      until = performance.now() + slice_ms;
    }
  }
  return null;
}

async function answer(form: HTMLFormElement): Promise<string> {
  const given = form.dataset.challenge;
  const ask: Challenge = given
    ? JSON.parse(given)
    : await (await fetch(form.dataset.proof!, { headers: { accept: "application/json" }, cache: "no-store" })).json();
  if (ask.algorithm !== "SHA-256") throw new Error("unknown algorithm");
  const number = await solve(ask);
  if (number === null) throw new Error("no answer");
  const { algorithm, challenge, salt, signature } = ask;
  return btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }));
}

function prepare(form: HTMLFormElement) {
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = "altcha";
  form.append(field);
  let work: Promise<void> | null = null;
  let settled = false;
  const begin = () =>
    (work ??= answer(form)
      .then((text) => void (field.value = text))
      .catch(() => undefined)
      .finally(() => {
        settled = true;
        form.removeAttribute("aria-busy");
      }));
  form.addEventListener("focusin", begin, { once: true });
  form.addEventListener("input", begin, { once: true });
  form.addEventListener("submit", (event) => {
    if (settled) return;
    event.preventDefault();
    form.setAttribute("aria-busy", "true");
    const button = (event as SubmitEvent).submitter;
    void begin().then(() => form.requestSubmit(button));
  });
}

document.querySelectorAll<HTMLFormElement>("form[data-proof], form[data-challenge]").forEach(prepare);
