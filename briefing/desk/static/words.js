// The desk's own words, in the language of whoever sits at it.

let texts = {};
export let language = "en";

/** Fetch the words. The choice of a language is kept in this browser. */
export async function load() {
  const wanted = localStorage.getItem("language") || "";
  const answer = await (await fetch(`/api/words?language=${encodeURIComponent(wanted)}`)).json();
  texts = answer.texts;
  language = answer.language;
  document.documentElement.lang = language;
  return answer;
}

/** Return a text, with values in the place of the names in braces. A key without a text is shown as `otherwise`. */
export function t(key, values = {}, otherwise = key) {
  return (texts[key] ?? otherwise).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** Return a number as the language writes it. */
export const n = (number) => new Intl.NumberFormat(language).format(number);

/** Show the desk in another language. */
export function speak(code) {
  localStorage.setItem("language", code);
  location.reload();
}
