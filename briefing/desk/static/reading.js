// The pack as the EPUB has it, on one page. After a change only the chapters that differ are put in; the place on the page stays.

import { get, post } from "./api.js";
import { el } from "./dom.js";
import { set, state, tell, which } from "./state.js";
import { t } from "./words.js";

let frame = null;
let shown = "";
let hashes = new Map();
let wanted = null;
let busy = null;
let again = false;

/** Make the view. */
export function make() {
  frame = el("iframe", { id: "reading", title: t("reading"), tabindex: "0" });
  return frame;
}

const root = () => `/reading/${encodeURIComponent(state.outline)}/${state.edition}/`;
const values = () => new URLSearchParams(set()).toString();

/** Show the pack as it is now. Calls that come meanwhile are one. */
export async function refresh() {
  if (busy) {
    again = true;
    return busy;
  }
  busy = bring().finally(() => {
    busy = null;
    if (again) {
      again = false;
      refresh().catch(() => {}); // what is wrong with the pack is in the list of problems
    }
  });
  return busy;
}

async function bring() {
  if (!frame || !state.outline) return;
  const chapters = await get("book", which());
  if (shown !== root() + values()) {
    shown = root() + values();
    hashes = new Map();
    await opened(`${root()}text/page.xhtml?${values()}`);
    frame.contentDocument.addEventListener("click", clicked);
    frame.contentDocument.addEventListener("keydown", (event) => tell("key", event));
  }
  const page = frame.contentDocument;
  const base = shown;
  const folder = root();
  const query = values();
  const changed = chapters.filter((each) => hashes.get(each.name) !== each.hash);
  const texts = await Promise.all(changed.map(async (each) => {
    const answer = await fetch(`${folder}text/${each.name}?${query}`);
    return answer.ok ? await answer.text() : null;
  }));
  if (base !== shown) return;
  const held = anchor(page);
  const names = new Set(chapters.map((each) => each.name));
  for (const each of [...page.body.children]) if (!names.has(each.dataset.chapter)) each.remove();
  let before = null;
  for (const each of chapters) {
    let home = page.body.querySelector(`:scope > [data-chapter="${each.name}"]`);
    if (!home) {
      home = page.createElementNS("http://www.w3.org/1999/xhtml", "div");
      home.dataset.chapter = each.name;
    }
    if (before ? before.nextSibling !== home : page.body.firstChild !== home) page.body.insertBefore(home, before ? before.nextSibling : page.body.firstChild);
    const place = changed.indexOf(each);
    if (place >= 0 && texts[place] !== null) {
      put(home, texts[place], page);
      hashes.set(each.name, each.hash);
    }
    before = home;
  }
  hold(page, held);
  if (wanted) go(wanted);
  tell("read");
}

function opened(address) {
  return new Promise((done) => {
    frame.addEventListener("load", done, { once: true });
    frame.src = address;
  });
}

/** Put the text of a chapter into its place. Widths come as data, because the page takes no style from a text. */
function put(home, text, page) {
  const body = new DOMParser().parseFromString(text, "application/xhtml+xml").documentElement;
  home.replaceChildren(...[...body.childNodes].map((each) => page.importNode(each, true)));
  for (const each of home.querySelectorAll("[data-style]")) each.style.cssText = each.dataset.style;
  if (!state.writable) return;
  for (const heading of home.querySelectorAll("h1, h2, h3, h4")) {
    const edit = page.createElementNS("http://www.w3.org/1999/xhtml", "button");
    edit.setAttribute("class", "desk-edit");
    edit.setAttribute("type", "button");
    edit.setAttribute("aria-label", t("open-text-of", { title: heading.textContent.trim() }));
    edit.textContent = t("edit");
    heading.append(edit);
  }
}

/** Return the element at the top of what is seen, and how far it is from the edge. */
function anchor(page) {
  const found = [...page.querySelectorAll("[id]")].find((each) => each.getBoundingClientRect().bottom > 0);
  return found ? { id: found.id, top: found.getBoundingClientRect().top } : null;
}

function hold(page, held) {
  const again = held && page.getElementById(held.id);
  if (again) page.defaultView.scrollBy({ top: again.getBoundingClientRect().top - held.top, behavior: "instant" });
}

/** Scroll to a place of the document, now or when it is there. */
export function go(id) {
  const found = frame?.contentDocument?.getElementById(id);
  wanted = found ? null : id;
  if (!found) return;
  found.scrollIntoView({ block: "start" });
  found.classList.add("desk-here");
  setTimeout(() => found.classList.remove("desk-here"), 1200);
}

async function clicked(event) {
  const link = event.target.closest("a[href]");
  if (link) {
    const address = link.getAttribute("href");
    event.preventDefault();
    if (address.startsWith("#")) go(address.slice(1));
    else if (/^(https?|mailto):/.test(address)) window.open(address, "_blank", "noopener,noreferrer");
    return;
  }
  if (!frame.contentDocument.getSelection().isCollapsed) return;
  const block = event.target.closest("p, li, td, th, dt, dd, h1, h2, h3, h4, h5, h6, caption, figcaption, blockquote, summary");
  if (!block) return;
  const ids = [];
  for (let each = block; each; each = each.parentElement) if (each.id) ids.push(each.id);
  const words = [...block.childNodes].filter((each) => !each.classList?.contains("desk-edit")).map((each) => each.textContent).join("");
  const place = await post("where", { ids, words: words.slice(0, 400) }, which());
  if (place.file) tell("open", place);
  else tell("say", t("nowhere"));
}
