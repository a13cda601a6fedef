// What the library has: searched and filtered, added to the pack, opened, begun anew.

import { get, post } from "./api.js";
import { button, el, field, fill, sign } from "./dom.js";
import { ask, told } from "./dialogs.js";
import { take } from "./outline.js";
import { state, tell, which } from "./state.js";
import { t } from "./words.js";

const SHELVES = ["excerpts", "questions", "texts", "activities", "countries", "actors", "sources"];
const LISTED = ["excerpts", "questions", "texts", "activities", "countries"];
let home = null;
let list = null;
let search = null;
let shelf = null;
let unused = null;
let things = [];

/** Make the list. */
export function make() {
  search = el("input", { type: "search", oninput: draw });
  shelf = el("select", { onchange: draw }, el("option", { value: "" }, t("everything")), SHELVES.map((each) => el("option", { value: each }, t(`shelf-${each}`))));
  unused = el("input", { type: "checkbox", onchange: draw });
  list = el("ul", { class: "things" });
  home = el("div", { id: "library" },
    el("div", { class: "filters" }, field(t("search"), search), field(t("kind"), shelf), el("label", { class: "tick" }, unused, t("unused-only")),
      el("div", {}, button(t("new-text-button"), begin))),
    list);
  return home;
}

/** Show the library as it is now. */
export async function refresh() {
  if (!state.outline) return;
  things = await get("things", which());
  draw();
}

/** Return all that the library has, for those who complete ids. */
export const every = () => things;

function draw() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (each) => (!shelf.value || each.shelf === shelf.value) && (!unused.checked || !each.is_used)
    && words.every((word) => `${each.title} ${each.key} ${each.about}`.toLowerCase().includes(word));
  const found = things.filter(fits);
  fill(list, found.length ? found.slice(0, 300).map(row) : el("li", { class: "empty" }, t("nothing-found")));
}

function row(thing) {
  const about = [t(`one-${thing.shelf}`), thing.about, thing.is_used ? t("in-pack") : ""].filter(Boolean).join(" · ");
  const open = el("button", { type: "button", class: "plain", onclick: () => opened(thing) }, thing.title, el("span", { class: "about" }, about));
  return el("li", { class: "thing" }, open,
    state.writable && LISTED.includes(thing.shelf) && !thing.is_used && sign("+", t("add-thing", { title: thing.title }), () => take(thing.shelf, thing.key)));
}

function opened(thing) {
  if (thing.shelf === "sources") tell("source", { id: thing.key });
  else tell("open", { file: thing.file });
}

async function begin() {
  const title = el("input", { type: "text", required: true, maxlength: "120" });
  const level = choice(["remember", "understand", "apply", "analyse", "evaluate", "create"], (each) => t(`level-${each}`));
  const minutes = el("input", { type: "number", min: "1", max: "600", value: "10" });
  const is = choice((await get("schema/actor")).properties.kind.enum, (each) => each);
  const summary = el("input", { type: "text", maxlength: "300" });
  const more = { // what a kind asks for besides its title, and what is written into its file
    texts: { fields: [], settings: () => ({}), text: t("new-text") },
    questions: { fields: [field(t("level"), level), field(t("minutes"), minutes)], settings: (said) => ({ level: level.value, minutes: Number(minutes.value), objective: said }), text: t("new-question") },
    activities: { fields: [], settings: () => ({}), text: t("new-text") },
    countries: { fields: [], settings: (said) => ({ name: said }), text: `## ${t("at-a-glance")}\n\n${t("new-text")}` },
    actors: { fields: [field(t("kind-of-actor"), is), field(t("summary"), summary)], settings: (said) => ({ name: said, kind: is.value, summary: summary.value.trim() || t("new-text") }), text: t("new-text") },
  };
  const kind = choice(Object.keys(more), (each) => t(`one-${each}`));
  const own = el("div", {});
  kind.addEventListener("change", () => fill(own, more[kind.value].fields));
  if (!(await ask(t("new-text-button"), [field(t("kind"), kind), field(t("title"), title), own], t("begin")))) return;
  const said = title.value.trim();
  const { settings, text } = more[kind.value];
  await told(async () => {
    const made = await post("new", { shelf: kind.value, id: slug(said), settings: settings(said), text });
    await tell("changed");
    tell("open", { file: made.name, line: 99 });
  });
}

function choice(values, name) {
  return el("select", {}, values.map((each) => el("option", { value: each }, name(each))));
}

/** Return an id for a title: small letters, digits and hyphens. */
function slug(title) {
  const plain = title.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 60) || `text-${Date.now() % 100000}`;
}
