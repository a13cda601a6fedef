// What the page is about: the pack and the edition that are shown, and who wants to know when something changes.

const listeners = new Map();
export const state = { outline: "", edition: "student", settings: {}, writable: true, revision: 0, contents: null, folder: "" };

/** Call `listener` whenever `event` is told. */
export function on(event, listener) {
  if (!listeners.has(event)) listeners.set(event, []);
  listeners.get(event).push(listener);
}

/** Tell all who listen, and wait until they have done what they do. */
export function tell(event, value) {
  return Promise.all((listeners.get(event) || []).map((each) => each(value)));
}

/** Return what tells the pack from others, for an address. */
export const which = () => ({ outline: state.outline, edition: state.edition, ...set() });

/** Return the values of parameters, for an address; nothing where they are those of the outline. */
export const set = () => (Object.keys(state.settings).length ? { settings: JSON.stringify(state.settings) } : {});
