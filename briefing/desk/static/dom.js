// Elements, made in one call, and the few things that every part of the page does with them.

/** Make an element. Attributes that begin with "on" are listeners; `false` and `null` leave an attribute out. */
export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked" || name === "draggable") made[name] = value;
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat(3).filter((each) => each !== null && each !== undefined && each !== false));
  return made;
}

/** Put other children into an element. */
export function fill(parent, ...children) {
  parent.replaceChildren(...children.flat(3).filter((each) => each !== null && each !== undefined && each !== false));
  return parent;
}

/** Make a button with words on it. `key` names its shortcut for those who look for it. */
export function button(words, onclick, attributes = {}) {
  return el("button", { type: "button", onclick, ...attributes }, words);
}

/** Make a button that shows a sign, and says its words to those who cannot see it. */
export function sign(symbol, words, onclick, attributes = {}) {
  return el("button", { type: "button", class: "sign", "aria-label": words, title: words, onclick, ...attributes }, el("span", { "aria-hidden": "true" }, symbol));
}

let count = 0;
/** Return an id that no other element has. */
export function fresh(name) {
  count += 1;
  return `${name}-${count}`;
}

/** Make a field with its label, and a hint below it. */
export function field(words, input, hint = "") {
  input.id = input.id || fresh("field");
  const said = hint ? el("p", { class: "hint", id: `${input.id}-hint` }, hint) : null;
  if (said) input.setAttribute("aria-describedby", said.id);
  return el("div", { class: "field" }, el("label", { for: input.id }, words), input, said);
}

/** Make tabs. `tabs` is a list of [id, words]; `chosen` is called with the id of the one that was chosen. */
export function tabs(label, every, current, chosen, controls) {
  const list = el("div", { role: "tablist", "aria-label": label, class: "tabs" });
  const buttons = every.map(([id, words]) =>
    el("button", { type: "button", role: "tab", id: `tab-${id}`, "data-tab": id, "aria-controls": controls, onclick: () => choose(id) }, words));
  function choose(id, focus = false) {
    for (const each of buttons) {
      const is = each.dataset.tab === id;
      each.setAttribute("aria-selected", String(is));
      each.tabIndex = is ? 0 : -1;
      if (is && focus) each.focus();
    }
    const panel = document.getElementById(controls);
    if (panel) panel.setAttribute("aria-labelledby", `tab-${id}`);
    chosen(id);
  }
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const shown = buttons.filter((each) => !each.hidden);
    const at = shown.findIndex((each) => each.getAttribute("aria-selected") === "true");
    choose(shown[(at + step + shown.length) % shown.length].dataset.tab, true);
    event.preventDefault();
  });
  list.append(...buttons);
  list.choose = choose;
  queueMicrotask(() => choose(current));
  return list;
}
