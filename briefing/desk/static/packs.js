// The packs of the workspace: which one is shown, with which values of its parameters, and new ones.

import { post } from "./api.js";
import { ask, told } from "./dialogs.js";
import { button, el, field } from "./dom.js";
import { make as look } from "./look.js";
import { on, state, tell } from "./state.js";
import { t } from "./words.js";

let select = null;
let values = null;

/** Make what chooses a pack. `outlines` are those that there are; `all` shows everything anew. */
export function make(outlines, all) {
  const chosen = (id) => {
    state.outline = id;
    state.settings = {};
    all();
  };
  select = el("select", { "aria-label": t("pack"), onchange: () => chosen(select.value) }, outlines.map(option));
  select.value = state.outline;
  values = button(t("parameters"), () => parameters(all), { hidden: true });
  on("read-outline", () => { values.hidden = !state.contents.parameters.length && !Object.keys(state.settings).length; });
  return [select, values, ...(state.writable ? [button(t("look"), look), button(t("new-pack"), () => begin(chosen))] : [])];
}

const option = (each) => el("option", { value: each.id }, each.title);

async function parameters(all) {
  const every = state.contents.parameters;
  const inputs = every.map((each) => {
    const now = state.settings[each.name] ?? each.default;
    const made = each.choices.length
      ? el("select", {}, each.choices.map((one) => el("option", { value: one }, one)))
      : el("input", { type: each.type === "integer" ? "number" : "text" });
    made.value = now;
    return made;
  });
  const fields = every.map((each, place) => field(each.name, inputs[place], each.help));
  if (!(await ask(t("parameters"), [el("p", { class: "hint" }, t("parameters-hint")), fields], t("show")))) return;
  state.settings = Object.fromEntries(every.map((each, place) => [each.name, inputs[place].value]).filter(([, value], place) => value !== every[place].default));
  all();
}

async function begin(chosen) {
  const title = el("input", { type: "text", required: true, maxlength: "60", pattern: "[\\p{L}\\p{N}][\\p{L}\\p{N}_\\-]*" });
  const base = el("select", {}, [...select.options].map((each) => el("option", { value: each.value }, each.textContent)));
  base.value = state.outline;
  if (!(await ask(t("new-pack"), [field(t("name"), title, t("name-hint")), field(t("follows"), base, t("follows-hint"))], t("begin")))) return;
  await told(async () => {
    const made = await post("new-outline", { name: title.value.trim(), base: base.value });
    select.append(option({ id: made.outline, title: made.outline }));
    select.value = made.outline;
    chosen(made.outline);
    tell("open", { file: `templates/${made.outline}.yaml`, line: 1 });
  });
}
