// A form for the settings of a file, made from its JSON Schema. What is no plain value is written in the text.

import { get } from "./api.js";
import { el, field, fill } from "./dom.js";
import { state } from "./state.js";
import { t } from "./words.js";

const known = new Map();
const HIDDEN = new Set(["sha256", "trace", "id"]);

/** Fill an element with the form of a file. `save` is called with a key and its new value. */
export async function form(home, file, save) {
  if (!known.has(file.kind)) known.set(file.kind, await get(`schema/${file.kind}`));
  const schema = known.get(file.kind);
  const rows = Object.entries(schema.properties).filter(([key]) => !HIDDEN.has(key)).map(([key, each]) => [key, plain(each, schema.$defs || {}), each.description || ""]);
  const needed = new Set(schema.required || []);
  const one = ([key, kind, hint]) => (kind ? input(key, kind, hint, file.settings[key], (value) => save(key, value), needed.has(key)) : null);
  const first = rows.filter(([key]) => needed.has(key) || key in file.settings);
  const rest = rows.filter(([key, kind]) => kind && !first.some(([other]) => other === key));
  const elsewhere = first.filter(([, kind]) => !kind).map(([key]) => key);
  fill(home, first.map(one), elsewhere.length ? el("p", { class: "hint" }, t("in-text", { keys: elsewhere.join(", ") })) : null,
    rest.length ? el("details", {}, el("summary", {}, t("more-settings")), rest.map(one)) : null);
}

/** Say what kind of plain value a schema allows: choices, a number, yes or no, words, or a list of words. */
function plain(node, parts) {
  let each = node;
  if (each.$ref) each = parts[each.$ref.split("/").at(-1)] || {};
  if (each.anyOf) {
    const some = each.anyOf.map((one) => plain(one, parts)).filter(Boolean);
    return some.find((one) => one.is === "choice" && one.choices.length !== 4) || some.find((one) => one.is === "tick") || some[0] || null;
  }
  const types = [].concat(each.type || []);
  if (each.enum) return { is: "choice", choices: each.enum };
  if (each.const !== undefined) return null;
  if (types.includes("boolean")) return { is: "tick" };
  if (types.includes("integer")) return { is: "number" };
  if (types.includes("string")) return { is: "words" };
  if (types.includes("array")) {
    const inner = each.items ? plain(each.items, parts) : null;
    return inner?.is === "words" ? { is: "list" } : null;
  }
  return null;
}

function input(key, kind, hint, value, save, needed) {
  const label = needed ? `${key} *` : key;
  const off = !state.writable;
  if (kind.is === "tick") {
    const made = el("input", { type: "checkbox", checked: value === true || value === "yes", disabled: off, onchange: () => save(made.checked) });
    return el("div", { class: "field" }, el("label", { class: "tick" }, made, key), el("p", { class: "hint" }, hint));
  }
  if (kind.is === "choice") {
    const made = el("select", { disabled: off, onchange: () => save(made.value) }, needed || value !== undefined ? null : el("option", { value: "" }, "–"), kind.choices.map((each) => el("option", { value: String(each) }, String(each))));
    made.value = value === undefined ? "" : String(value);
    return field(label, made, hint);
  }
  const long = String(value ?? "").length > 60;
  const text = kind.is === "list" ? [].concat(value ?? []).join(", ") : String(value ?? "");
  const told = () => (kind.is === "list" ? made.value.split(",").map((each) => each.trim()).filter(Boolean) : kind.is === "number" ? Number(made.value) : made.value.trim());
  const made = el(long ? "textarea" : "input", { ...(long ? { rows: "3" } : { type: kind.is === "number" ? "number" : "text" }), value: text, disabled: off, onchange: () => save(told()) });
  return field(label, made, kind.is === "list" ? `${hint} ${t("with-commas")}` : hint);
}
