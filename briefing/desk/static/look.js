// The look of all packs of the folder: the theme that it begins with, and its colours. A colour in which text could not be read is refused.

import { Refused, get, put } from "./api.js";
import { dialog, told } from "./dialogs.js";
import { button, el, field, fill } from "./dom.js";
import { shown } from "./problems.js";
import { tell } from "./state.js";
import { t } from "./words.js";

const COLOURS = ["accent", "ink", "muted", "rule", "tint"];

/** Show the look, and change it at once when something else is chosen. */
export async function make() {
  const look = await told(() => get("look"));
  if (!look) return;
  const wrong = el("div", { "aria-live": "polite" });
  const base = el("select", { onchange: () => save({ base: base.value }) }, look.bases.map((each) => el("option", { value: each }, each)));
  const inputs = COLOURS.map((name) => {
    const made = el("input", { type: "color", onchange: () => save({ colours: { [name]: made.value } }) });
    return made;
  });
  async function save(what) {
    try {
      take(await put("look", what));
      fill(wrong);
      tell("changed");
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      fill(wrong, error.problems.map(shown));
    }
  }
  function take(found) {
    base.value = found.base;
    COLOURS.forEach((name, place) => { inputs[place].value = found.colours[name]; });
  }
  take(look);
  const fields = COLOURS.map((name, place) => field(t(`colour-${name}`), inputs[place]));
  const made = dialog(t("look"), el("div", {}, el("p", { class: "hint" }, t("look-hint")), field(t("theme"), base), el("div", { class: "colours" }, fields), wrong),
    [button(t("close"), () => made.close(), { class: "main" })]);
}
