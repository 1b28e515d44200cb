// The one status region of the page: filled, never replaced, so screen readers keep listening.
export const status = () => document.getElementById("status");

export function announce(text) {
  const region = status();
  if (region && text) region.textContent = text;
}

/** Texts come translated from the page: <div id="status" data-offline="…" data-refused="…">. */
export const wording = (key) => status()?.dataset[key] ?? "";
