// The server's time, so that all screens agree: a device's own clock may be wrong, be set, or sleep.
// Each message says when it left; the one that came quickest is the closest to the truth.
const KEPT = 12;
const WRONG = 3000;
// Both bundles look at the same clock.
const clock = (window.kaueClock ??= { samples: [], odd: 0 });

/** `at`: the server's time in ms, when performance.now() was `local`. */
export function learn(at, local = performance.now()) {
  // Twice much earlier than what is known: the server's own clock was set back.
  clock.odd = at - local < Math.max(...clock.samples) - WRONG ? clock.odd + 1 : 0;
  if (clock.odd > 1) clock.samples = [];
  clock.samples.push(at - local);
  if (clock.samples.length > KEPT) clock.samples.shift();
}

/** Milliseconds since 1970. */
export const serverNow = () => (clock.samples.length ? Math.max(...clock.samples) + performance.now() : Date.now());
