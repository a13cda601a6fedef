// The sources: which have a copy, and files that become copies or records when they are dropped on the window.

import { Refused, get, send } from "./api.js";
import { button, el, field, fill } from "./dom.js";
import { ask, refused } from "./dialogs.js";
import { state, tell } from "./state.js";
import { t } from "./words.js";

let home = null;
let list = null;
let every = [];

/** Make the list. */
export function make() {
  list = el("ul", { class: "things" });
  const input = el("input", { type: "file", multiple: true, class: "unseen", tabindex: "-1", "aria-label": t("add-file"), onchange: () => take([...input.files]).then(() => { input.value = ""; }) });
  home = el("div", { id: "sources" }, state.writable ? el("div", { class: "filters" }, el("p", { class: "hint" }, t("drop-hint")), el("div", {}, button(t("add-file"), () => input.click()), input)) : null, list);
  return home;
}

/** Show the sources as they are now. */
export async function refresh() {
  every = await get("sources");
  const rows = every.map((each) => el("li", { class: "thing" },
    el("button", { type: "button", class: "plain", onclick: () => opened(each) }, each.title || each.id,
      el("span", { class: "about" }, `${each.name} · ${each.id} · ${each.copy ? t("has-copy") : t("no-copy")}`))));
  fill(list, rows.length ? rows : el("li", { class: "empty" }, t("no-sources")));
}

function opened(source) {
  if (source.copy) tell("source", { id: source.id });
  else tell("open", { file: `seeds/sources/${source.id}.md`, line: 1 });
}

/** Bring files in, one after the other. */
export async function take(files) {
  for (const file of files) {
    tell("say", t("bringing", { name: file.name }));
    await bring(file, {});
  }
}

async function bring(file, more) {
  try {
    const made = await send("drop", file, { name: file.name, ...more });
    await tell("changed");
    tell("say", t("brought", { name: file.name, sources: made.sources.join(", ") || "–" }));
    const one = made.sources.length === 1 && every.find((each) => each.id === made.sources[0]);
    if (one && one.copy) tell("source", { id: one.id });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const isText = error.status === 422 && !/\.(bib|ris|bibtex|rdf|enw|json|xml)$/i.test(file.name) && !more.new && !more.source;
    const ways = isText ? [
      button(t("as-new"), () => { made.close(); bring(file, { new: "yes" }); }),
      every.length ? button(t("as-source"), () => { made.close(); choose(file); }) : null,
    ].filter(Boolean) : [];
    const made = refused(error, ways);
  }
}

async function choose(file) {
  const select = el("select", {}, every.map((each) => el("option", { value: each.id }, `${each.name}: ${each.title}`)));
  if (await ask(t("as-source"), [field(t("one-sources"), select)], t("add"))) await bring(file, { source: select.value });
}

/** Let files be dropped anywhere on the window. */
export function dropping() {
  const hasFiles = (event) => [...(event.dataTransfer?.types || [])].includes("Files");
  document.body.dataset.drop = t("drop-here");
  window.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    if (state.writable) document.body.classList.add("dropping");
  });
  window.addEventListener("dragleave", (event) => { if (!event.relatedTarget) document.body.classList.remove("dropping"); });
  window.addEventListener("drop", (event) => {
    document.body.classList.remove("dropping");
    if (!hasFiles(event)) return;
    event.preventDefault();
    if (state.writable) take([...event.dataTransfer.files]);
  });
}
