// Tabs that do not fit scroll within themselves: the current one is in sight from the beginning,
// and so is the whole of one that gets the focus. Chromium leaves alone what is half in sight.

for (const tab of document.querySelectorAll(".work-tabs [aria-current]")) {
  const tabs = tab.closest(".work-tabs");
  tabs.scrollLeft = tab.offsetLeft + tab.offsetWidth / 2 - tabs.clientWidth / 2;
}
addEventListener("focusin", (event) => {
  if (event.target.matches?.(".work-tabs a")) event.target.scrollIntoView({ block: "nearest", inline: "nearest" });
});
