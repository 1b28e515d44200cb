// Which versions there are: one stream of server-sent events for all tabs of this browser, because
// over HTTP/1.1 a browser opens no more than six connections. One tab leads: it holds the stream,
// polls while there is none, and tells the others over a BroadcastChannel. Without one, each leads.
const SILENCE = 5000; // a stream that says nothing for so long is dead, whatever the browser thinks
const POLL = 3000;
const RETRY = 2000; // after a poll that got no answer
const PATIENCE = 4000;
const PAUSES = [1000, 2000, 4000, 8000, 15000];
const TICK = 1000;
const TAKE_OVER = 3500;
const FIRST = 300; // time for a leader to answer a page that has just been opened

/** Many thousand pages must not come back in the same moment. */
const jitter = (ms) => ms * (0.8 + 0.4 * Math.random());

/**
 * `wanted()` names the tickets this page follows; `told(versions, at, local)` hears of every message:
 * ticket → version, the server's time, and what performance.now() was then, and which tickets were
 * asked for: one that has no version is refused. `failed()` hears of each try that got no answer.
 * Returns a function that asks at once.
 */
export function listen(address, wanted, told, failed) {
  const me = Math.random().toString(36).slice(2);
  const channel = window.BroadcastChannel && new BroadcastChannel(`kaue ${address}`);
  const others = new Map(); // tab → its tickets
  let leads = false;
  let leaderSeen = performance.now() - TAKE_OVER + FIRST;
  let stream; // { stop, heard, tickets } while one is open
  let last; // what was told last, for tabs that come later
  let polling = false; // from when a stream failed until one speaks
  let pollDue = 0;
  let openDue = 0;
  let tries = 0;

  const rank = () => `${document.hidden ? 1 : 0} ${me}`;
  const tickets = () => [...new Set([...wanted(), ...[...others.values()].flat()])].sort();
  const post = (message) => channel?.postMessage({ ...message, from: me, rank: rank() });
  const here = () => post({ is: "here", tickets: wanted() });
  const lead = (news) => post({ is: "lead", tickets: tickets(), news });

  function ask(all, accept, signal) {
    const query = all.map((one) => `k=${encodeURIComponent(one)}`).join("&");
    return fetch(`${address}?${query}`, { headers: { accept }, cache: "no-store", signal });
  }

  function hear({ versions, at }, local, asked) {
    last = { versions, at, asked };
    told(versions, at, local, asked);
    if (leads) lead(last);
  }

  function close() {
    stream?.stop.abort();
    stream = undefined;
  }

  /** Again after a pause that grows; until then, and until one speaks, by polling. */
  function fail() {
    close();
    openDue = performance.now() + jitter(PAUSES[Math.min(tries++, PAUSES.length - 1)]);
    polling = true;
    poll();
  }

  async function open() {
    const all = tickets();
    const mine = { stop: new AbortController(), heard: performance.now(), tickets: all.join() };
    stream = mine;
    try {
      const answer = await ask(all, "text/event-stream", mine.stop.signal);
      if (answer.status !== 200) throw new Error(answer.status);
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      let text = "";
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        if (stream !== mine) return;
        mine.heard = performance.now();
        const messages = (text + part.value).split("\n\n");
        text = messages.pop();
        const news = messages.findLast((one) => one.startsWith("data: "));
        if (!news) continue;
        polling = false;
        tries = 0;
        hear(JSON.parse(news.slice(6)), mine.heard, all);
      }
    } catch {
      // Refused, cut off, or closed by ourselves: what follows is the same.
    }
    if (stream === mine) fail();
  }

  async function poll() {
    pollDue = performance.now() + jitter(POLL);
    const asked = performance.now();
    try {
      const all = leads ? tickets() : wanted();
      const answer = await ask(all, "application/json", AbortSignal.timeout(PATIENCE));
      // None of them is known: the secret is another one. The pieces bring new ones.
      if (answer.status === 404) return hear({ versions: {} }, asked, all);
      if (answer.status !== 200) throw new Error(answer.status);
      hear(await answer.json(), (asked + performance.now()) / 2, all);
    } catch {
      pollDue = performance.now() + jitter(RETRY);
      failed();
    }
  }

  function begin() {
    leads = true;
    lead(last);
    open();
  }

  function stepDown() {
    leads = false;
    leaderSeen = performance.now();
    close();
  }

  function tick() {
    const at = performance.now();
    if (!leads) return at - leaderSeen > TAKE_OVER ? begin() : undefined;
    lead();
    if (stream && at - stream.heard > SILENCE) fail();
    if (stream && stream.tickets !== tickets().join()) close();
    if (!stream && (at >= openDue || !tries)) open();
    if (polling && at >= pollDue) poll();
  }

  channel?.addEventListener("message", ({ data }) => {
    if (data.is === "here") {
      others.set(data.from, data.tickets);
      if (leads) lead(last);
      return;
    }
    others.delete(data.from);
    if (data.is === "bye") {
      if (data.led && !leads) {
        leaderSeen = -Infinity;
        setTimeout(tick, 200 * Math.random());
      }
    } else if (leads ? rank() < data.rank : data.rank.startsWith("1") && !document.hidden) {
      // Two lead, or one that nobody looks at, which browsers put to sleep.
      if (leads) lead();
      else begin();
    } else {
      if (leads) stepDown();
      leaderSeen = performance.now();
      if (wanted().some((one) => !data.tickets.includes(one))) here();
      if (!data.news) return;
      last = data.news;
      told(last.versions, last.at, leaderSeen, last.asked);
    }
  });

  function leave() {
    post({ is: "bye", led: leads });
    if (leads) stepDown();
  }

  /** For who comes back: what was missed, and whether the stream is still alive. */
  function now() {
    here();
    if (leads && stream && performance.now() - stream.heard > SILENCE / 2) close();
    tries = 0;
    poll();
  }

  addEventListener("pagehide", leave);
  document.addEventListener("freeze", leave);
  document.addEventListener("resume", now);
  addEventListener("online", now);
  addEventListener("pageshow", (event) => event.persisted && now());
  document.addEventListener("visibilitychange", () => (document.hidden ? leads && lead(last) : now()));
  here();
  setTimeout(tick, channel ? FIRST + 20 : 0);
  setInterval(tick, TICK);
  return now;
}
