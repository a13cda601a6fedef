// What is wrong with the pack, or may be. Each problem opens its place.

import { get } from "./api.js";
import { button, el, fill } from "./dom.js";
import { state, tell, which } from "./state.js";
import { t } from "./words.js";

let home = null;
let all = [];

/** Make the list. */
export function make() {
  home = el("details", { class: "problems" });
  return home;
}

/** Show what is wrong now. */
export async function refresh() {
  if (!state.outline) return;
  show(await get("problems", which()));
}

/** Show some problems, those that stop a build first. */
export function show(found) {
  const order = { error: 0, rule: 1, unfinished: 2, warning: 3 };
  all = [...found].sort((a, b) => order[a.severity] - order[b.severity]);
  const stops = all.filter((each) => each.severity === "error").length;
  const head = stops ? el("span", { class: "count-bad" }, t("stopped", { count: stops })) : all.length ? t("warnings", { count: all.length }) : t("all-well");
  fill(home, el("summary", {}, head),
    el("ul", {}, all.slice(0, 200).map((each) => el("li", {}, shown(each)))),
    el("div", { class: "head" }, button(t("check-all"), check)));
  if (stops && !home.open) home.open = home.openedItself = true;
  if (!stops && home.openedItself) home.open = home.openedItself = false;
  tell("problems", all);
}

/** Make one problem, which opens its place. */
export function shown(problem) {
  const can = /^(seeds|templates)\//.test(problem.file) && !problem.file.startsWith("seeds/originals/");
  const inner = [
    el("span", { class: "place" }, problem.file ? `${problem.file}${problem.line ? `:${problem.line}` : ""} ` : ""),
    el("span", {}, problem.message),
    problem.hint ? el("span", { class: "hint" }, problem.hint) : null,
  ];
  const look = `problem ${problem.severity}`;
  return can ? el("button", { type: "button", class: look, onclick: () => tell("open", problem) }, inner) : el("div", { class: look }, inner);
}

async function check() {
  tell("say", t("checking"));
  show(await get("check"));
  home.open = true;
  tell("say", "");
}

/** Return the problems of a file. */
export const of = (name) => all.filter((each) => each.file === name);
