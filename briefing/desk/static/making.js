// Making: the files of the pack, handouts for a list of people, and what the sources allow.

import { get, post, send } from "./api.js";
import { button, el, field, fill } from "./dom.js";
import { dialog, told } from "./dialogs.js";
import { shown } from "./problems.js";
import { set, state, which } from "./state.js";
import { t } from "./words.js";

const tick = (words, value, checked) => el("label", {}, el("input", { type: "checkbox", value, checked }), words);
const values = (home) => [...home.querySelectorAll("input:checked")].map((each) => each.value);

/** Ask what to make, make it, and show where it is. */
export function make() {
  const formats = el("fieldset", {}, el("legend", {}, t("formats")), tick("PDF", "pdf", true), tick("Word", "docx", true), tick("EPUB", "epub", true));
  const editions = el("fieldset", {}, el("legend", {}, t("editions")), tick(t("student"), "student", true), tick(t("teacher"), "teacher", false));
  const result = el("div", { "aria-live": "polite" });
  const go = button(t("build"), async () => {
    go.disabled = true;
    fill(result, el("p", {}, t("building")));
    fill(result, await told(async () => {
      const made = await post("build", { outline: state.outline, formats: values(formats), editions: values(editions) }, set());
      return [el("p", { class: "proof" }, made.proof), files(made.files, made.teacher), el("p", { class: "hint" }, t("in-output"), " ", folder()), made.problems.map(shown)];
    }) || "");
    go.disabled = false;
  }, { class: "main" });
  const made = dialog(t("make-pack"), el("div", {}, formats, editions, el("div", {}, go), result, handouts(), rights()), [button(t("close"), () => made.close())]);
}

function folder() {
  const home = el("span", { role: "status" });
  const go = button(t("open-folder"), async () => {
    const found = await told(() => post("folder", {}));
    if (found && !found.opened) fill(home, found.folder);
  });
  return [go, " ", home];
}

function files(every, teacher = []) {
  return el("table", { class: "files" },
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, t("file")), el("th", { scope: "col" }, t("size")), el("th", { scope: "col" }, t("pages")))),
    el("tbody", {}, every.map((each) => el("tr", {},
      el("th", { scope: "row" }, el("a", { href: `/output/${encodeURIComponent(each.name)}`, download: each.name }, each.name), teacher.includes(each.pack) ? ` (${t("teacher-only")})` : ""),
      el("td", { class: "number" }, `${Math.ceil(each.size / 1000)} kB`), el("td", { class: "number" }, each.pages || "–")))));
}

function handouts() {
  const kind = el("select", {});
  const roster = el("input", { type: "file", accept: ".csv,.tsv,.xlsx,text/csv" });
  const result = el("div", { "aria-live": "polite" });
  const go = button(t("make-handouts"), async () => {
    go.disabled = true;
    fill(result, el("p", {}, t("building")));
    const file = roster.files[0];
    fill(result, await told(async () => {
      const made = await send("handouts", file || "", { outline: state.outline, kind: kind.value, name: file ? file.name : "", ...set() });
      return [made.dealing ? el("p", {}, made.dealing) : null, el("p", { class: "proof" }, made.proof), files(made.files), made.problems.map(shown)].filter(Boolean);
    }) || "");
    go.disabled = false;
  });
  const home = el("details", { ontoggle: () => home.open && bring() }, el("summary", {}, t("handouts")), field(t("kind"), kind), field(t("roster"), roster, t("roster-hint")), el("div", {}, go), result);
  async function bring() {
    const kinds = await told(() => get("handouts"));
    if (kinds) fill(kind, kinds.map((each) => el("option", { value: each }, t(`handout-${each}`, {}, each))));
  }
  return home;
}

function rights() {
  const result = el("div", {});
  const home = el("details", { ontoggle: () => home.open && bring() }, el("summary", {}, t("rights")), result);
  async function bring() {
    const found = await told(() => get("rights", which()));
    if (!found) return;
    fill(result, el("p", {}, found.summary), el("table", { class: "files" },
      el("thead", {}, el("tr", {}, ["one-sources", "terms", "words", "limit", "verdict"].map((each) => el("th", { scope: "col" }, t(each))))),
      el("tbody", {}, found.sources.map((each) => el("tr", {}, el("th", { scope: "row" }, each.name), el("td", {}, each.terms), el("td", { class: "number" }, each.words), el("td", {}, each.limit || "–"), el("td", {}, each.verdict))))),
      found.sources.flatMap((each) => each.breaches.map(shown)), el("p", { class: "hint" }, found.caveat));
  }
  return home;
}
