// A plain editor for one text. It saves when the writer pauses, marks what is wrong in its line, and completes ids.

import { Refused, get, put } from "./api.js";
import { button, el, fill, sign, tabs } from "./dom.js";
import { dialog } from "./dialogs.js";
import { form } from "./form.js";
import { every } from "./library.js";
import { of, shown } from "./problems.js";
import { state, tell } from "./state.js";
import { t } from "./words.js";

const PAUSE = 600; // milliseconds without a key, after which a text is saved
let home = null;
let file = null;
let area = null;
let mirror = null;
let status = null;
let wrong = null;
let offers = null;
let settings = null;
let here = 0;
let timer = 0;
let saving = null;

/** Make the pane. */
export function make() {
  home = el("section", { id: "right", class: "pane", "aria-label": t("text"), hidden: true });
  return home;
}

/** Open a file at a line. */
export async function open({ file: name, line }) {
  await flush();
  file = await get("file", { name });
  here = line > 1 ? line : first(file.text);
  draw();
  home.hidden = false;
  tell("writing", true);
  area.focus({ preventScroll: true });
  const start = at(here);
  area.setSelectionRange(start, start);
  reveal();
}

/** Return the line on which the text begins, below the settings. */
function first(text) {
  const end = text.startsWith("---\n") ? text.indexOf("\n---", 3) : -1;
  return end < 0 ? 1 : text.slice(0, end).split("\n").length + 2;
}

/** Close the pane; what was written is saved. */
export async function close() {
  await flush();
  home.hidden = true;
  file = null;
  tell("writing", false);
}

function draw() {
  area = el("textarea", { spellcheck: "true", lang: "", "aria-label": t("text-of", { name: file.name }), oninput: typed, onkeydown: keys, onblur: flush, onclick: complete, onkeyup: complete, readonly: !state.writable, value: file.text });
  mirror = el("div", { class: "mirror", "aria-hidden": "true" });
  status = el("span", { class: "status", role: "status" }, state.writable ? t("saved") : t("read-only"));
  wrong = el("div", { class: "of-file" });
  offers = el("div", { class: "offers", role: "listbox", "aria-label": t("offers"), hidden: true });
  const plain = el("div", { class: "editor" }, mirror, area);
  settings = el("div", { class: "settings", hidden: true });
  const body = el("div", { class: "body", id: "right-body", role: "tabpanel", style: null }, plain, settings);
  const choose = file.settings ? tabs(t("how-to-write"), [["plain", t("text")], ["form", t("settings")]], "plain", (which) => {
    plain.hidden = which !== "plain";
    settings.hidden = which !== "form";
    if (which === "form") showForm();
  }, "right-body") : el("h2", {}, t("text"));
  fill(home, el("div", { class: "head" }, choose, el("span", { class: "room" }), status, sign("×", t("close"), close)),
    el("p", { class: "total" }, file.name), body, offers, wrong);
  if (!file.settings) body.removeAttribute("role");
  mark();
}

async function showForm() {
  await flush();
  await form(settings, file, async (key, value) => {
    try {
      take(await put("settings", { name: file.name, version: file.version, settings: { [key]: value } }));
      tell("changed");
    } catch (error) {
      failed(error);
    }
  });
}

function take(found) {
  file = found;
  if (area.value !== found.text) area.value = found.text;
  mark();
  said(t("saved"));
}

function typed() {
  said(t("writing"));
  clearTimeout(timer);
  timer = setTimeout(flush, PAUSE);
  mark();
  complete();
}

/** Save what was written and is not saved yet. */
export async function flush() {
  clearTimeout(timer);
  if (saving) await saving;
  if (!file || !area || area.value === file.text || !state.writable || status?.classList.contains("bad")) return;
  const text = area.value;
  saving = put("file", { name: file.name, text, version: file.version }).then((found) => {
    file = found;
    said(t("saved"));
    tell("changed");
  }).catch(failed).finally(() => { saving = null; });
  await saving;
}

function failed(error) {
  if (!(error instanceof Refused)) throw error;
  said(error.problems[0]?.message || error.message, true);
  if (error.theirs) both(error.theirs);
}

/** Show two versions of a text, and let the writer choose. */
function both(theirs) {
  const mine = area.value;
  const lines = new Set(theirs.text.split("\n"));
  const own = new Set(mine.split("\n"));
  const pre = (text, others) => el("pre", { tabindex: "0" }, text.split("\n").map((each) => (others.has(each) ? `${each}\n` : el("ins", {}, each || " "))));
  const made = dialog(t("changed-elsewhere"), el("div", { class: "both" },
    el("section", {}, el("h3", {}, t("mine")), pre(mine, lines)), el("section", {}, el("h3", {}, t("theirs")), pre(theirs.text, own))), [
    button(t("take-theirs"), () => { file = { ...file, ...theirs }; area.value = theirs.text; done(); }),
    button(t("keep-mine"), () => { file = { ...file, version: theirs.version, text: theirs.text }; done(); flush(); }, { class: "main" }),
  ]);
  const done = () => { said(t("saved")); mark(); made.close(); };
}

/** Look again whether the file has changed on the disk; what is being written is never replaced. */
export async function refresh() {
  if (!file || !area || area.value !== file.text || saving) return mark();
  try {
    const found = await get("file", { name: file.name });
    if (area.value === file.text && found.version !== file.version) take(found);
  } catch {
    said(t("gone"), true);
  }
  return mark();
}

function said(words, bad = false) {
  status.textContent = words;
  status.classList.toggle("bad", bad);
}

const at = (line) => area.value.split("\n").slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);

/** Mark what is wrong in the lines of the text. */
export function mark() {
  if (!file || !area) return;
  const found = of(file.name);
  const lines = area.value.split("\n");
  fill(mirror, lines.map((each, place) => {
    const problem = found.find((one) => one.line === place + 1);
    const look = problem ? (problem.severity === "error" ? "wrong" : "unsure") : place + 1 === here ? "here" : "";
    return el("div", { class: look || null }, each || "\u200b");
  }));
  fill(wrong, found.slice(0, 8).map(shown));
}

function reveal() {
  const line = mirror.children[Math.min(here, mirror.children.length) - 1];
  if (line) line.scrollIntoView({ block: "center" });
}

// ── completing ids ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────

function complete() {
  if (!state.writable) return;
  const before = area.value.slice(0, area.selectionStart);
  const found = /(?:^|[\s[;(-])@([\w-]*)$/.exec(before) || /^\s*(?:-\s+)?(?:source|excerpts|actors|countries|select|texts|see-also)\s*:.*?([\w-]*)$/m.exec(before.slice(before.lastIndexOf("\n") + 1));
  const typedId = found?.[1].toLowerCase();
  const isCited = found && before.at(-1 - found[1].length) === "@";
  const fits = found ? every().filter((each) => (isCited ? each.shelf === "sources" : true) && each.key.includes(typedId) && each.key !== typedId).slice(0, 6) : [];
  offers.hidden = !fits.length || (!isCited && !typedId);
  fill(offers, fits.map((each, place) => el("button", { type: "button", role: "option", "aria-selected": String(place === 0), tabindex: "-1", onmousedown: (event) => event.preventDefault(), onclick: () => insert(each.key, typedId.length) }, each.key)));
}

function insert(key, length) {
  const end = area.selectionStart;
  area.setRangeText(key, end - length, end, "end");
  offers.hidden = true;
  area.focus();
  typed();
}

function keys(event) {
  if ((event.ctrlKey || event.metaKey) && event.key === "s") {
    event.preventDefault();
    flush();
  } else if (event.key === "Escape") {
    if (!offers.hidden) offers.hidden = true;
    else close();
    event.preventDefault();
  } else if (!offers.hidden && event.altKey && event.key === "Enter") {
    offers.querySelector('[aria-selected="true"]')?.click();
    event.preventDefault();
  }
}
