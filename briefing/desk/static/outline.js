// The outline: sections with what they hold, words and minutes. Everything can be moved by dragging, by buttons and by keys.

import { get, post } from "./api.js";
import { button, el, field, fill, sign } from "./dom.js";
import { ask, told } from "./dialogs.js";
import { state, tell, which } from "./state.js";
import { n, t } from "./words.js";

let home = null;
let dragged = null;
let focused = "";

/** Make the list. */
export function make() {
  home = el("div", { id: "outline" });
  return home;
}

/** Show the outline as it is now. */
export async function refresh() {
  if (!state.outline) return;
  if (state.contents?.outline !== state.outline) {
    state.contents = await get("contents", { ...which(), sketch: "yes" });
    draw();
  }
  state.contents = await get("contents", which());
  tell("read-outline");
  draw();
}

function draw() {
  const { parts, words, minutes, left_out: leftOut } = state.contents;
  const held = focused || document.activeElement?.dataset?.key;
  const tree = { children: [], depth: -1 };
  const above = [tree];
  for (const part of parts) {
    const node = { part, children: [], depth: part.planned.depth };
    while (above.at(-1).depth >= node.depth) above.pop();
    above.at(-1).children.push(node);
    above.push(node);
  }
  fill(home,
    el("p", { class: "total" }, words ? t("total", { words: n(words), minutes: n(minutes) }) : "…"),
    el("ul", { class: "outline" }, tree.children.map((each, place) => section(each, tree.children, place))),
    leftOut.map((each) => el("p", { class: "left-out" }, each)),
    state.writable && el("div", { class: "head" }, button(t("add-section"), addSection)));
  if (held) home.querySelector(`[data-key="${CSS.escape(held)}"]`)?.focus();
  focused = "";
}

function section({ part, children }, siblings, place) {
  const id = part.planned.id;
  const before = siblings[place - 1]?.part.planned.id;
  const after = siblings[place + 1]?.part.planned.id;
  const title = part.title || t(`use-${part.planned.use}`);
  const row = line({
    key: `section:${id}`, title, look: "row section", absent: !part.place,
    count: part.words ? t("length", { words: n(part.words), minutes: n(part.minutes) }) : "",
    badge: part.planned.edition === "teacher" ? t("teacher") : "",
    open: () => (part.place ? tell("go", part.place) : tell("open", { file: part.planned.file, line: part.planned.line })),
    edit: () => tell("open", { file: part.planned.file, line: part.planned.line }),
    up: before && (() => change({ do: "move", section: id, before })),
    down: after && (() => change({ do: "move", section: id, after })),
    drop: () => change({ do: "drop", section: id }, t("dropped", { title })),
    carries: { section: id },
    takes: (what) => what.section && what.section !== id,
    put: (what, isBefore) => change({ do: "move", section: what.section, [isBefore ? "before" : "after"]: id }),
  });
  const items = part.items.map((each, number) => item(part, each, number));
  return el("li", {}, row, (items.length || children.length) ? el("ul", {}, items, children.map((each, number) => section(each, children, number))) : null);
}

function item(part, thing, number) {
  const keys = part.items.map((each) => each.key);
  const id = part.planned.id;
  const choose = (items, said) => change({ do: "choose", section: id, items }, said);
  const swapped = (other) => {
    const moved = [...keys];
    [moved[number], moved[other]] = [moved[other], moved[number]];
    return moved;
  };
  return el("li", {}, line({
    key: `item:${id}:${thing.key}`, title: thing.title, look: "row inner", absent: !thing.place && part.planned.use === "excerpts",
    count: thing.words ? `${thing.words}` : "",
    open: () => (thing.place ? tell("go", thing.place) : tell("open", { file: thing.file, line: 1 })),
    edit: () => tell("open", { file: thing.file, line: 1 }),
    up: part.is_list && number > 0 && (() => choose(swapped(number - 1))),
    down: part.is_list && number < keys.length - 1 && (() => choose(swapped(number + 1))),
    drop: part.is_list && (() => choose(keys.filter((each) => each !== thing.key), t("dropped", { title: thing.title }))),
    carries: part.is_list ? { item: thing.key, from: id, use: part.planned.use } : null,
    takes: (what) => part.is_list && what.item && what.use === part.planned.use,
    put: (what, isBefore) => moveItem(what, id, keys, thing.key, isBefore),
  }));
}

/** Move something of a list, within its section or into another one. */
async function moveItem(what, id, keys, beside, isBefore) {
  const rest = keys.filter((each) => each !== what.item);
  const at = rest.indexOf(beside) + (isBefore ? 0 : 1);
  const items = [...rest.slice(0, at), what.item, ...rest.slice(at)];
  if (what.from && what.from !== id) {
    const old = state.contents.parts.find((each) => each.planned.id === what.from);
    await post("outline", { do: "choose", outline: state.outline, section: what.from, items: old.items.map((each) => each.key).filter((each) => each !== what.item) });
  }
  await change({ do: "choose", section: id, items });
}

function line({ key, title, look, absent, count, badge, open, edit, up, down, drop, carries, takes, put }) {
  const can = state.writable;
  const name = el("button", { type: "button", class: `plain title${absent ? " absent" : ""}`, "data-key": key, onclick: open, "aria-keyshortcuts": can ? "Alt+ArrowUp Alt+ArrowDown Delete" : null }, title);
  const act = (what) => {
    focused = key;
    what();
  };
  const tools = el("span", { class: "tools" },
    sign("✎", t("open-text-of", { title }), edit),
    can && up && sign("↑", t("up", { title }), () => act(up)),
    can && down && sign("↓", t("down", { title }), () => act(down)),
    can && drop && sign("×", t("drop", { title }), drop));
  const row = el("div", { class: look, draggable: can && Boolean(carries) }, name, badge ? el("span", { class: "badge" }, badge) : null, el("span", { class: "count" }, count), tools);
  name.addEventListener("keydown", (event) => {
    const move = event.altKey && { ArrowUp: up, ArrowDown: down }[event.key];
    if (can && move) act(move);
    else if (can && event.key === "Delete" && drop) drop();
    else if (!event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) step(name, event.key === "ArrowDown" ? 1 : -1);
    else return;
    event.preventDefault();
  });
  if (can) dragging(row, carries, takes, put);
  return row;
}

function step(from, by) {
  const every = [...home.querySelectorAll("[data-key]")];
  every[every.indexOf(from) + by]?.focus();
}

function dragging(row, carries, takes, put) {
  const isUpper = (event) => event.offsetY < row.offsetHeight / 2;
  row.addEventListener("dragstart", (event) => {
    dragged = carries;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    event.stopPropagation();
  });
  row.addEventListener("dragend", () => { dragged = null; });
  row.addEventListener("dragover", (event) => {
    if (!dragged || !takes(dragged)) return;
    event.preventDefault();
    row.classList.toggle("dropping-before", isUpper(event));
    row.classList.toggle("dropping-after", !isUpper(event));
  });
  const clear = () => row.classList.remove("dropping-before", "dropping-after");
  row.addEventListener("dragleave", clear);
  row.addEventListener("drop", (event) => {
    clear();
    if (!dragged || !takes(dragged)) return;
    event.preventDefault();
    event.stopPropagation();
    put(dragged, isUpper(event));
  });
}

async function change(what, said = "") {
  await told(async () => {
    await post("outline", { outline: state.outline, ...what });
    tell("changed");
    if (said) tell("say", said);
  });
}

/** Put something of the library at the end of the last section that lists such things; without one, make a section for it. */
export async function take(shelf, key) {
  const there = await get("things", which());
  if (there.some((each) => each.shelf === shelf && each.key === key && each.is_used)) return;
  const use = { excerpts: "excerpts", questions: "questions", texts: "text", activities: "text", countries: "countries" }[shelf];
  const homes = state.contents.parts.filter((each) => each.planned.use === use && each.is_list && (use !== "text" || each.items.length));
  if (!homes.length) {
    const list = { excerpts: "select", questions: "select", text: "texts", countries: "countries" }[use];
    await change({ do: "add", settings: { use, title: t(`use-${use}`), [list]: [key] } }, t("taken"));
    return;
  }
  const chosen = homes.length === 1 ? homes[0] : await where(homes);
  if (chosen) await change({ do: "choose", section: chosen.planned.id, items: [...chosen.items.map((each) => each.key), key] }, t("taken"));
}

async function where(homes) {
  const select = el("select", {}, homes.map((each, place) => el("option", { value: String(place) }, each.title || t(`use-${each.planned.use}`))));
  return (await ask(t("add-to"), [field(t("section"), select)], t("add"))) ? homes[Number(select.value)] : null;
}

async function addSection() {
  const title = el("input", { type: "text", required: true });
  const kinds = ["text", "excerpts", "questions", "countries", "timeline", "glossary", "sources", "rights"];
  const use = el("select", {}, kinds.map((each) => el("option", { value: each }, t(`use-${each}`))));
  if (!(await ask(t("add-section"), [field(t("title"), title), field(t("kind"), use)], t("add")))) return;
  const settings = { use: use.value, title: title.value.trim() };
  if (use.value === "text") settings.text = t("new-text");
  if (use.value === "sources") settings.include = "all";
  await change({ do: "add", settings });
}
