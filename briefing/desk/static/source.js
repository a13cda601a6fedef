// The copy of a source as paragraphs, with its excerpts lit. Marked words become an excerpt, a note or a marked change: the page says only
// where they are, and the desk cuts them.

import { get, post } from "./api.js";
import { button, el, field, fill } from "./dom.js";
import { ask, told } from "./dialogs.js";
import { state, tell } from "./state.js";
import { t } from "./words.js";

let home = null;
let menu = null;
let copy = null;
let chosen = null;
let wanted = "";

/** Make the view. */
export function make() {
  menu = el("div", { class: "menu", role: "toolbar", "aria-label": t("marked-words"), hidden: true });
  home = el("div", { id: "source" });
  document.addEventListener("selectionchange", selected);
  return el("div", {}, home, menu);
}

/** Show the copy of a source. If another one is asked for meanwhile, that one is shown. */
export async function show(id) {
  wanted = id;
  const found = await told(() => get(`source/${encodeURIComponent(id)}`));
  if (found && wanted === id) take(found);
}

/** Show it again, as it is now; as it was, while something in the library is wrong. */
export async function refresh() {
  if (!copy) return;
  const found = await get(`source/${encodeURIComponent(copy.source)}`);
  if (found.source === wanted && JSON.stringify(found) !== JSON.stringify(copy)) take(found);
}

/** Show a copy. Words that are marked in it stay marked. */
function take(found) {
  const held = found.source === copy?.source ? marked() : null;
  copy = found;
  draw();
  if (held) select(held.start, held.end);
}

/** Mark the words between two places, as they were marked before the text was drawn again. */
function select(start, end) {
  const range = document.createRange();
  range.setStart(...spot(...start));
  range.setEnd(...spot(...end));
  const selection = document.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

/** Return the node and the offset of a place. */
function spot(number, characters) {
  const paragraphHome = home.querySelector(`[data-number="${number}"]`);
  const walker = document.createTreeWalker(paragraphHome, NodeFilter.SHOW_TEXT);
  let left = characters;
  let node = walker.nextNode();
  for (let next = node; next; next = walker.nextNode()) {
    node = next;
    const letters = [...node.data];
    if (left <= letters.length) return [node, letters.slice(0, left).join("").length];
    left -= letters.length;
  }
  return node ? [node, node.data.length] : [paragraphHome, 0];
}

function draw() {
  const key = copy.source;
  fill(home, el("article", { class: "source" },
    el("h2", {}, copy.title), el("p", { class: "about" }, `${copy.short} · ${copy.file} `,
      button(t("open-record"), () => tell("open", { file: `seeds/sources/${key}.md`, line: 1 }))),
    state.writable ? el("p", { class: "about" }, t("mark-hint")) : null,
    copy.paragraphs.map(paragraph)));
  menu.hidden = true;
}

function paragraph(each) {
  const letters = [...each.text];
  const edges = new Set([0, letters.length]);
  const here = copy.lit.flatMap((lit) => lit.stretches.filter(([number]) => number === each.number).map(([, from, to]) => ({ lit, from, to })));
  for (const { from, to } of here) edges.add(from).add(to);
  const cuts = [...edges].sort((a, b) => a - b);
  const pieces = cuts.slice(0, -1).map((from, place) => {
    const words = letters.slice(from, cuts[place + 1]).join("");
    const over = here.filter((one) => one.from <= from && one.to >= cuts[place + 1]);
    if (!over.length) return words;
    const inner = over.find((one) => one.lit.kind !== "passage");
    const title = [over[0].lit.text, inner?.lit.text].filter(Boolean).join(": ");
    return el("mark", { class: over.map((one) => one.lit.kind).join(" "), title, "data-excerpt": over[0].lit.excerpt, onclick: () => pointed(over[0].lit) }, words);
  });
  return el("div", { class: `paragraph${each.doubts.length ? " doubted" : ""}` },
    el("span", { class: "number", title: each.page ? t("page-number", { number: each.page }) : null }, `¶${each.number}`),
    el("p", { "data-number": each.number, tabindex: "0", title: each.doubts.join("; ") || null, onkeydown: keys }, pieces));
}

/** With the keyboard, Enter on a paragraph marks all of it; shift and the arrows mark from there as the browser has them. */
function keys(event) {
  if (event.key !== "Enter" && event.key !== " ") return;
  event.preventDefault();
  const from = event.shiftKey && chosen ? chosen.from : event.currentTarget;
  const range = document.createRange();
  range.setStart(from, 0);
  range.setEnd(event.currentTarget, event.currentTarget.childNodes.length);
  const selection = document.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  selected();
  menu.querySelector("button")?.focus();
}

/** Return a place as [paragraph, characters before it]. Characters are counted as Python does. */
function point(node, offset, home) {
  const range = document.createRange();
  range.selectNodeContents(home);
  range.setEnd(node, offset);
  return [Number(home.dataset.number), [...range.toString()].length];
}

function selected() {
  if (!home?.isConnected || !state.writable) return;
  const found = marked();
  if (found) offer(found);
  else if (!menu.contains(document.activeElement)) menu.hidden = true;
}

/** Return where the marked words are; nothing if none of the text are marked. */
function marked() {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const paragraphs = [...home.querySelectorAll("[data-number]")].filter((each) => range.intersectsNode(each));
  if (!paragraphs.length || !home.contains(range.commonAncestorContainer)) return null;
  const first = paragraphs[0];
  const last = paragraphs.at(-1);
  const start = first.contains(range.startContainer) ? point(range.startContainer, range.startOffset, first) : [Number(first.dataset.number), 0];
  const end = last.contains(range.endContainer) ? point(range.endContainer, range.endOffset, last) : [Number(last.dataset.number), [...last.textContent].length];
  if (start[0] === end[0] && start[1] >= end[1]) return null;
  return { start, end, from: first, said: range.toString().replace(/\s+/g, " ").trim() };
}

function offer({ start, end, from, said }) {
  const isSame = !menu.hidden && String([chosen?.start, chosen?.end]) === String([start, end]);
  chosen = { start, end, from };
  if (isSame) return; // whoever has come to a button of the menu stays there
  const inside = copy.lit.find((each) => each.kind === "passage" && holds(each.stretches, start, end));
  const ways = inside
    ? [button(t("add-note"), () => note(inside), { class: "main" }), button(t("leave-out"), () => change("elide", inside)), button(t("stress"), () => change("emphasis", inside))]
    : [button(t("make-excerpt"), make_excerpt, { class: "main" })];
  fill(menu, el("span", { class: "said" }, `“${said}”`), ways);
  menu.hidden = false;
}

function holds(stretches, start, end) {
  const begin = stretches[0];
  const stop = stretches.at(-1);
  const after = start[0] > begin[0] || (start[0] === begin[0] && start[1] >= begin[1] - 1);
  const before = end[0] < stop[0] || (end[0] === stop[0] && end[1] <= stop[2] + 1);
  return after && before;
}

async function make_excerpt() {
  const { start, end } = chosen;
  const title = el("input", { type: "text", maxlength: "200" });
  const digest = el("textarea", { rows: "4" });
  const add = el("input", { type: "checkbox", checked: true });
  const fields = [field(t("title"), title, t("title-hint")), field(t("digest"), digest, t("digest-hint")), el("label", { class: "tick" }, add, t("into-pack"))];
  if (!(await ask(t("make-excerpt"), fields, t("make")))) return;
  await told(async () => {
    const made = await post("excerpt", { source: copy.source, start, end, title: title.value.trim(), digest: digest.value });
    document.getSelection().removeAllRanges();
    await tell("changed");
    if (add.checked) tell("take", { shelf: "excerpts", key: made.id });
    tell("say", t("made-excerpt", { words: made.words }));
  });
}

async function note(lit) {
  const { start, end } = chosen;
  const text = el("textarea", { rows: "4", required: true });
  const kind = el("select", {}, ["", "context", "term", "criticism", "link"].map((each) => el("option", { value: each }, t(`note-${each || "plain"}`))));
  const teacher = el("input", { type: "checkbox" });
  const fields = [field(t("note"), text, t("note-hint")), field(t("kind"), kind), el("label", { class: "tick" }, teacher, t("teacher-only"))];
  if (!(await ask(t("add-note"), fields, t("add")))) return;
  await told(async () => {
    await post("note", { excerpt: lit.excerpt, text: text.value, kind: kind.value, audience: teacher.checked ? "teacher" : "everyone", start, end });
    await tell("changed");
    tell("say", t("noted"));
  });
}

async function change(kind, lit) {
  const { start, end } = chosen;
  await told(async () => {
    await post("change", { excerpt: lit.excerpt, kind, start, end });
    await tell("changed");
    tell("say", t(kind === "elide" ? "left-out" : "stressed"));
  });
}

function pointed(lit) {
  if (document.getSelection().isCollapsed) tell("open", { file: `seeds/excerpts/${lit.excerpt}.md`, line: 1 });
}
