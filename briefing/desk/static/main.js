// The page of the desk: the bar, the three panes, and what happens when something changes.

import { Refused, get, onAnswer, post } from "./api.js";
import * as begin from "./begin.js";
import { told } from "./dialogs.js";
import { button, el, fill, sign, tabs } from "./dom.js";
import * as editor from "./editor.js";
import * as library from "./library.js";
import * as making from "./making.js";
import * as outline from "./outline.js";
import * as packs from "./packs.js";
import * as pages from "./pages.js";
import * as problems from "./problems.js";
import * as reading from "./reading.js";
import * as source from "./source.js";
import * as sources from "./sources.js";
import { on, state, tell } from "./state.js";
import { load, speak, t } from "./words.js";

let view = "reading";
let left = "outline";
const shown = {};

const heard = await load();
document.title = t("desk");
const about = await get("desk");
Object.assign(state, { folder: about.folder, writable: about.writable, outline: about.outline });
document.body.replaceChildren();
document.body.append(el("a", { class: "skip", href: "#middle" }, t("skip")), el("div", { id: "live", role: "status", "aria-live": "polite" }));
if (about.begun) desk();
else document.body.append(bar([]), begin.make(about));

function bar(tools) {
  const speaks = el("select", { "aria-label": t("language"), onchange: (event) => speak(event.target.value) },
    heard.languages.map((each) => el("option", { value: each }, new Intl.DisplayNames([each], { type: "language" }).of(each))));
  speaks.value = heard.language;
  return el("header", { class: "bar" }, el("h1", {}, "briefing ", el("span", { class: "name" }, about.folder)), tools, speaks);
}

function desk() {
  const edition = el("div", { class: "choice", role: "radiogroup", "aria-label": t("edition") }, ["student", "teacher"].map((each) =>
    el("label", {}, el("input", { type: "radio", name: "edition", value: each, checked: each === state.edition, onchange: () => { state.edition = each; all(); } }), t(each))));
  const undo = sign("↶", t("undo"), () => turn("undo"), { disabled: true });
  const redo = sign("↷", t("redo"), () => turn("redo"), { disabled: true });
  onAnswer((answer) => {
    if (answer.steps) [[undo, "undo", answer.steps[0]], [redo, "redo", answer.steps[1]]].forEach(([each, key, step]) => {
      each.disabled = !step;
      const words = step ? `${t(key)}: ${t(`step-${step}`)}` : t(key);
      each.title = words;
      each.setAttribute("aria-label", words);
    });
    if (answer.revision) state.revision = answer.revision;
  });
  document.body.append(
    bar([packs.make(about.outlines, all), edition, el("span", { class: "room" }), undo, redo, button(t("make-pack"), making.make, { class: "main", hidden: !state.writable })]),
    el("nav", { class: "switch", "aria-label": t("panes") }, [["left", "outline"], ["middle", "pack"], ["right", "text"]].map(([pane, words]) => button(t(words), () => pick(pane), { "data-pane": pane, "aria-pressed": "false", disabled: pane === "right" }))),
    el("main", { class: "panes" }, leftPane(), middlePane(), editor.make()),
    problems.make());
  pick("middle");
  sources.dropping();
  document.addEventListener("keydown", keys);
  listen();
  all();
}

function pick(pane) {
  document.body.dataset.pane = pane;
  for (const each of document.querySelectorAll(".switch button")) each.setAttribute("aria-pressed", String(each.dataset.pane === pane));
}

function leftPane() {
  const body = el("div", { class: "body", id: "left-body", role: "tabpanel", tabindex: "0" }, outline.make(), library.make(), sources.make());
  const choose = tabs(t("outline"), [["outline", t("outline")], ["library", t("library")], ["sources", t("sources")]], left, (id) => {
    left = id;
    for (const each of body.children) each.hidden = each.id !== id;
  }, "left-body");
  shown.left = choose;
  return el("nav", { class: "pane", id: "left", "aria-label": t("outline") }, el("div", { class: "head" }, choose), body);
}

function middlePane() {
  const views = { reading: reading.make(), pages: pages.make(), source: source.make() };
  const body = el("div", { class: "body", id: "middle-body", role: "tabpanel", tabindex: "0" }, Object.values(views));
  const tools = pages.tools();
  const choose = tabs(t("pack"), [["reading", t("reading")], ["pages", t("pages")], ["source", t("source")]], view, (id) => {
    view = id;
    for (const [name, each] of Object.entries(views)) each.hidden = name !== id;
    tools.hidden = id !== "pages";
    look().catch(quietly);
  }, "middle-body");
  choose.querySelector('[data-tab="source"]').hidden = true;
  shown.middle = choose;
  return el("section", { class: "pane", id: "middle", "aria-label": t("pack") }, el("div", { class: "head" }, choose, el("span", { class: "room" }), tools), body);
}

/** Show the view in the middle as it is now. */
async function look() {
  if (view === "reading") await reading.refresh();
  else if (view === "pages") await pages.refresh();
}

/** Show everything as it is now. What is wrong with the pack is in the list of problems, and the views keep what they had. */
async function all() {
  const both = [outline.refresh(), problems.refresh(), look(), editor.refresh(), source.refresh(), library.refresh(), sources.refresh()];
  for (const each of await Promise.allSettled(both)) if (each.status === "rejected") quietly(each.reason);
}

/** What is wrong with the pack is in the list of problems. Anything else is a mistake of the program. */
function quietly(error) {
  if (!(error instanceof Refused)) console.error(error);
}

let queued = null;
/** Show everything as it is now, once for calls that come together. */
function soon() {
  queued ||= new Promise((done) => setTimeout(done, 0)).then(() => { queued = null; }).then(all);
  return queued;
}

on("changed", soon);
on("problems", () => editor.mark());
on("open", (place) => told(async () => {
  const printed = library.every().find((each) => each.file === place.file)?.place;
  await editor.open(place);
  pick("right");
  if (printed && !place.line && view === "reading") reading.go(printed);
}));
on("writing", (is) => {
  document.querySelector('.switch [data-pane="right"]').disabled = !is;
  document.querySelector(".panes").classList.toggle("writing", is);
  if (!is) pick("middle");
});
on("go", (id) => {
  pick("middle");
  if (view === "source") shown.middle.choose("reading");
  if (view === "pages") pages.go(id);
  else reading.go(id);
});
on("source", async ({ id }) => {
  await source.show(id);
  shown.middle.querySelector('[data-tab="source"]').hidden = false;
  shown.middle.choose("source");
  pick("middle");
});
on("take", ({ shelf, key }) => outline.take(shelf, key));
on("key", keys);

let quiet = 0;
on("say", (words) => {
  fill(document.getElementById("live"), words ? el("span", {}, words) : null);
  clearTimeout(quiet);
  if (words) quiet = setTimeout(() => tell("say", ""), 6000);
});

async function turn(way) {
  await editor.flush();
  await told(async () => {
    const step = await post(way);
    tell("changed");
    tell("say", t(`${way}ne`, { step: t(`step-${step}`) }));
  });
}

function keys(event) {
  const inText = event.target.closest?.("textarea, input, select");
  const z = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z";
  if (z && !inText && !document.querySelector("dialog[open]")) {
    event.preventDefault();
    turn(event.shiftKey ? "redo" : "undo");
  }
}

/** Hear what changes on the disk. When the desk is back after it was gone, look at everything again. */
function listen() {
  const stream = new EventSource("/events");
  let gone = false;
  stream.addEventListener("changed", (event) => {
    state.revision = JSON.parse(event.data).revision;
    soon();
  });
  stream.addEventListener("error", () => { gone = true; });
  stream.addEventListener("open", () => {
    if (gone) soon();
    gone = false;
  });
}
