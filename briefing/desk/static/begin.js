// The beginning: a folder that is no workspace yet.

import { post } from "./api.js";
import { el, field } from "./dom.js";
import { told } from "./dialogs.js";
import { t } from "./words.js";

const FORMS = ["reader", "seminar", "brief", "training", "starter"];

/** Make the page on which a workspace begins. */
export function make(about) {
  if (!about.empty) return el("main", { class: "begin", id: "middle" }, el("h2", {}, t("not-empty")), el("p", {}, t("not-empty-hint", { folder: about.folder })));
  const title = el("input", { type: "text", required: true, maxlength: "120", autocomplete: "off" });
  const choices = FORMS.map((each, place) => el("label", {}, el("input", { type: "radio", name: "form", value: each, checked: place === 0 }), el("span", {}, t(`form-${each}`), el("span", {}, t(`form-${each}-hint`)))));
  const form = el("form", {
    onsubmit: async (event) => {
      event.preventDefault();
      await told(async () => {
        await post("begin", { title: title.value, form: form.elements.form.value });
        location.reload();
      });
    },
  }, field(t("title"), title, t("begin-title-hint")), el("fieldset", {}, el("legend", {}, t("kind-of-pack")), choices), el("button", { type: "submit", class: "main" }, t("begin")));
  return el("main", { class: "begin", id: "middle" }, el("h2", {}, t("begin-here")), el("p", {}, t("begin-hint", { folder: about.folder })), form);
}
