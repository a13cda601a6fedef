// Asking the desk, and what it says is wrong.

import { t } from "./words.js";

/** What the desk refused, with its problems. */
export class Refused extends Error {
  constructor(answer, status) {
    super(answer.problems?.map((each) => each.message).join("\n") || `${status}`);
    this.problems = answer.problems || [];
    this.theirs = answer.theirs || null;
    this.status = status;
  }
}

const heard = new Set();
/** Call `listener` after each answer, with what can be undone and how often something has changed. */
export function onAnswer(listener) {
  heard.add(listener);
}

async function ask(address, options = {}) {
  let answer;
  try {
    answer = await fetch(address, options);
  } catch {
    throw new Refused({ problems: [{ file: "", line: 0, message: t("away"), hint: t("away-hint"), severity: "error" }] }, 0);
  }
  const kind = answer.headers.get("content-type") || "";
  if (!kind.startsWith("application/json")) throw new Refused({ problems: [{ file: "", line: 0, message: await answer.text(), hint: "", severity: "error" }] }, answer.status);
  const found = await answer.json();
  if (!answer.ok) throw new Refused(found, answer.status);
  for (const each of heard) each(found);
  return found.result;
}

const query = (values) => new URLSearchParams(values).toString();
const json = (method, value) => ({ method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(value) });

export const get = (path, values = {}) => ask(`/api/${path}?${query(values)}`);
export const post = (path, value = {}, values = {}) => ask(`/api/${path}?${query(values)}`, json("POST", value));
export const put = (path, value) => ask(`/api/${path}`, json("PUT", value));
export const send = (path, file, values = {}) => ask(`/api/${path}?${query(values)}`, { method: "POST", body: file });
