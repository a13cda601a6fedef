// The pages of the PDF as pictures. Only those in sight are drawn.

import { get, post } from "./api.js";
import { button, el, fill, sign } from "./dom.js";
import { state, tell, which } from "./state.js";
import { t } from "./words.js";

let home = null;
let sizes = null;
let zoom = 1;
let spread = false;
let places = {};

/** Make the view. */
export function make() {
  home = el("div", { id: "pages", class: "pages", role: "group", "aria-label": t("pages") });
  return home;
}

/** Make the buttons above the view. */
export function tools() {
  const pair = button(t("spread"), () => {
    spread = !spread;
    pair.setAttribute("aria-pressed", String(spread));
    draw();
  }, { "aria-pressed": "false" });
  return el("div", { class: "tools", role: "group", "aria-label": t("zoom") },
    sign("−", t("smaller"), () => size(zoom / 1.25)), sign("+", t("larger"), () => size(zoom * 1.25)), pair);
}

function size(to) {
  zoom = Math.min(3, Math.max(0.4, to));
  draw();
}

/** Show the pages as they are now. */
export async function refresh() {
  if (!state.outline) return;
  home.setAttribute("aria-busy", "true");
  if (!sizes) fill(home, el("p", { class: "empty" }, t("laying-out")));
  sizes = await get("pages", which());
  places = sizes.places;
  draw();
  home.removeAttribute("aria-busy");
}

const address = (label) => {
  const dpi = Math.min(300, Math.max(50, Math.round(96 * zoom * Math.min(2, window.devicePixelRatio || 1))));
  return `/page/${label}?${new URLSearchParams({ ...which(), dpi, now: state.revision })}`;
};

function draw() {
  if (!sizes) return;
  const width = Math.round((sizes.width * 96 * zoom) / 72);
  const height = Math.round((sizes.height * 96 * zoom) / 72);
  home.className = spread ? "spreads" : "pages";
  const known = new Map([...home.querySelectorAll(".sheet")].map((each) => [each.dataset.label, each]));
  fill(home, sizes.labels.map((label, number) => {
    const sheet = known.get(label) || made(label);
    sheet.classList.toggle("first", number === 0);
    const picture = sheet.querySelector("img");
    picture.width = width;
    picture.height = height;
    const wanted = address(label);
    if (picture.getAttribute("src") !== wanted) picture.setAttribute("src", wanted);
    return sheet;
  }));
}

function made(label) {
  const picture = el("img", { alt: t("page-number", { number: label }), loading: "lazy", decoding: "async" });
  const page = el("button", { type: "button", class: "page", onclick: (event) => opened(event, label, picture) }, picture);
  return el("div", { class: "sheet", "data-label": label }, page, el("span", { class: "number", "aria-hidden": "true" }, label));
}

/** Open the text that is printed where somebody has clicked; with the keyboard, what is at the top of the page. */
async function opened(event, label, picture) {
  const box = picture.getBoundingClientRect();
  const byKey = event.detail === 0;
  const x = byKey ? 0.3 : (event.clientX - box.left) / box.width;
  const y = byKey ? 0.15 : (event.clientY - box.top) / box.height;
  const ids = Object.keys(places).filter((each) => places[each] === label).slice(0, byKey ? 1 : 0);
  const place = await post("where", { page: label, x, y, ids }, which());
  if (place.file) tell("open", place);
  else tell("say", t("nowhere"));
}

/** Scroll to the page on which something begins. */
export function go(id) {
  const label = places[id];
  const found = label && [...home.querySelectorAll(".sheet")].find((each) => each.dataset.label === label);
  if (found) found.scrollIntoView({ block: "start" });
}
