// SPDX-License-Identifier: AGPL-3.0-or-later
// The desk's queues by keyboard: J and K go to the next and the previous, X picks, Enter opens, A picks all, D goes to the
// decision, G to whom they are given. Keys are told by their place, so that they also work while the keyboard is Persian. Without
// the script Tab and the space bar do the same.

const typing = (target: EventTarget | null) => target instanceof Element && target.closest("textarea, select, input:not([type=checkbox])");

// A form may hold several lists, one below the other: they are walked through as one.
document.querySelectorAll<HTMLFormElement>("form:has(.queue)").forEach((form) => {
  const items = () => Array.from(form.querySelectorAll<HTMLElement>(".queue > li"));
  const boxes = () => Array.from(form.querySelectorAll<HTMLInputElement>(".queue input[type=checkbox]"));
  const handle = (item: HTMLElement) => item.querySelector<HTMLElement>("input[type=checkbox], a, button");
  const current = () => items().findIndex((item) => item.contains(document.activeElement));
  const all = form.querySelector<HTMLInputElement>("[data-pick-all]");
  const told = form.querySelector<HTMLElement>("[data-picked]");
  const number = new Intl.NumberFormat(document.documentElement.lang);

  const count = () => {
    const picked = boxes().filter((box) => box.checked).length;
    if (all) {
      all.checked = picked > 0 && picked === boxes().length;
      all.indeterminate = picked > 0 && !all.checked;
    }
    if (told) told.querySelector("b")!.textContent = number.format(picked);
  };
  const pick_all = (picked: boolean) => {
    boxes().forEach((box) => (box.checked = picked));
    count();
  };

  const act = (key: string, target: EventTarget | null) => {
    const list = items();
    const at = current();
    if (key === "KeyJ" || key === "KeyK") {
      const next = key === "KeyJ" ? Math.min(at + 1, list.length - 1) : Math.max(at - 1, 0);
      const to = list[next] && handle(list[next]!);
      to?.focus();
      to?.scrollIntoView({ block: "nearest" });
    } else if (key === "KeyX" && at >= 0) {
      list[at]!.querySelector<HTMLInputElement>("input[type=checkbox]")?.click();
    } else if (key === "KeyA" && all) {
      pick_all(boxes().some((box) => !box.checked));
    } else if (key === "KeyD") {
      form.querySelector<HTMLElement>("[data-decision] select:not([name=bank]), [data-decision] button")?.focus();
    } else if (key === "KeyG" && form.querySelector("[data-give]")) {
      const give = form.querySelector<HTMLElement>("[data-give]")!;
      if (give instanceof HTMLDetailsElement) give.open = true;
      give.querySelector<HTMLElement>("select")?.focus();
    } else if (key === "Enter" && at >= 0 && target instanceof HTMLInputElement) {
      list[at]!.querySelector<HTMLAnchorElement>("a")?.click();
    } else {
      return false;
    }
    return true;
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (act(event.code, event.target)) event.preventDefault();
  });

  form.addEventListener("change", count);
  all?.addEventListener("change", () => pick_all(all.checked));
  for (const part of [all?.closest<HTMLElement>(".pick-all"), told]) if (part) part.hidden = false;
  count();
});
