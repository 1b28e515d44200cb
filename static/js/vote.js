// The vote pill answers at once and takes it back when the network does not. The form states the
// wanted vote, never "toggle", so sending it twice is harmless.
const before = new WeakMap();

const parts = (form) => ({
  button: form.querySelector(".vote-button"),
  wanted: form.querySelector("input[type=hidden][name=dafuer]"),
  count: form.querySelector(".vote-button b"),
  icon: form.querySelector(".vote-button use"),
});

function remember(form) {
  const { button, wanted, count, icon } = parts(form);
  before.set(form, {
    pressed: button.getAttribute("aria-pressed"),
    wanted: wanted.value,
    count: count?.textContent,
    icon: icon?.getAttribute("href"),
  });
}

function show(form) {
  const { button, wanted, count, icon } = parts(form);
  const pressed = wanted.value === "1";
  const was = button.getAttribute("aria-pressed") === "true";
  button.setAttribute("aria-pressed", String(pressed));
  wanted.value = pressed ? "0" : "1";
  if (icon) icon.setAttribute("href", pressed ? "#i-check" : "#i-up");
  const number = Number(count?.textContent);
  if (was !== pressed) tally(pressed ? 1 : -1);
  if (count && Number.isInteger(number) && was !== pressed) count.textContent = number + (pressed ? 1 : -1);
}

/** The line above the list says how many one has cast. */
function tally(by) {
  const total = document.getElementById("meine-stimmen");
  if (total) total.textContent = Number(total.textContent) + by;
}

function takeBack(form) {
  const state = before.get(form);
  if (!state) return;
  const { button, wanted, count, icon } = parts(form);
  if (button.getAttribute("aria-pressed") !== state.pressed) tally(state.pressed === "true" ? 1 : -1);
  button.setAttribute("aria-pressed", state.pressed);
  wanted.value = state.wanted;
  if (count) count.textContent = state.count;
  if (icon) icon.setAttribute("href", state.icon);
  before.delete(form);
}

/** Bad Wi-Fi usually comes back within a breath: try once more before giving up. */
function patiently(send) {
  return (address, request) =>
    send(address, request).catch(async (problem) => {
      if (request.signal?.aborted) throw problem;
      await new Promise((resolve) => setTimeout(resolve, 1500));
      return send(address, request);
    });
}

function complain(form, text) {
  const place = form.closest(".topic, .box, main") ?? form;
  let note = place.querySelector(".vote-problem");
  if (!note) {
    note = document.createElement("p");
    note.className = "vote-problem";
    form.after(note);
  }
  note.textContent = text;
}

document.addEventListener("htmx:before:request", (event) => {
  const { ctx } = event.detail;
  const form = ctx.sourceElement;
  if (!form.matches("form.vote") || !parts(form).wanted) return;
  ctx.fetch = patiently(ctx.fetch);
  form.parentElement?.querySelector(".vote-problem")?.remove();
  remember(form);
  show(form);
});

document.addEventListener("kaue:taken-back", (event) => takeBack(event.target));

document.addEventListener("kaue:failed", (event) => {
  const form = event.target;
  if (!form.matches("form.vote")) return;
  event.preventDefault();
  takeBack(form);
  complain(form, event.detail.text);
});
