// Dialogs: questions with fields, and what the desk has refused.

import { Refused } from "./api.js";
import { button, el, fresh } from "./dom.js";
import { shown } from "./problems.js";
import { tell } from "./state.js";
import { t } from "./words.js";

/** Show a dialog. Returns the element; `body` is what is in it. */
export function dialog(title, body, actions = []) {
  const name = fresh("dialog");
  const made = el("dialog", { "aria-labelledby": name }, el("h2", { id: name }, title), body, el("div", { class: "actions" }, actions));
  made.addEventListener("close", () => made.remove());
  document.body.append(made);
  made.showModal();
  return made;
}

/** Ask something with fields. Returns whether the user went on. */
export function ask(title, fields, go) {
  return new Promise((done) => {
    let sure = false;
    const form = el("form", { method: "dialog", onsubmit: () => { sure = true; } }, fields,
      el("div", { class: "actions" }, button(t("cancel"), () => made.close()), el("button", { type: "submit", class: "main" }, go)));
    const made = dialog(title, form);
    made.addEventListener("close", () => done(sure));
  });
}

/** Do something; if the desk refuses it, show why. Returns the result, or undefined. */
export async function told(what) {
  try {
    return await what();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    refused(error);
    return undefined;
  }
}

/** Show why the desk refused something. */
export function refused(error, more = []) {
  const made = dialog(t("refused"), el("div", {}, error.problems.map(shown)), [...more, button(t("close"), () => made.close(), { class: "main" })]);
  made.addEventListener("click", (event) => { if (event.target.closest("button.problem")) made.close(); });
  tell("say", "");
  return made;
}
