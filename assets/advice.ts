// SPDX-License-Identifier: AGPL-3.0-or-later
// Advice while one writes: a moment after the last key the text of the field goes to the page that checks texts, and what it finds
// stands under the field. Without the script the same advice comes with the page after saving.
//
//   <form data-writing="/desk/writing"> or a part of a form: every textarea in it, in its own lang or the page's

const pause_ms = 900;

function watch(address: string, area: HTMLTextAreaElement) {
  const told = document.createElement("p");
  told.className = "draft-state";
  told.setAttribute("role", "status");
  const list = document.createElement("div");
  area.after(told, list);
  let timer = 0;
  let asking: AbortController | null = null;

  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    const body = new URLSearchParams({
      csrf: area.form!.querySelector<HTMLInputElement>("input[name=csrf]")!.value,
      text: area.value,
      language: area.lang || document.documentElement.lang,
      kind: area.name.startsWith("question") ? "question" : "prose",
    });
    try {
      const answer = await fetch(address, { method: "POST", body, signal: asking.signal });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const advice = page.getElementById("advice");
      if (!advice) return;
      told.textContent = advice.dataset.summary ?? "";
      list.replaceChildren(...advice.querySelectorAll(".findings"));
    } catch {
      // The line is down or a newer text is on its way: what stood there stays.
    }
  };
  area.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(ask, pause_ms);
  });
}

document.querySelectorAll<HTMLElement>("[data-writing]").forEach((part) =>
  part.querySelectorAll("textarea").forEach((area) => watch(part.dataset.writing!, area)));
