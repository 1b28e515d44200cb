// Tabs that do not fit scroll within themselves: the current one is in sight from the beginning.
for (const tab of document.querySelectorAll(".work-tabs [aria-current]")) {
  const tabs = tab.closest(".work-tabs");
  tabs.scrollLeft = tab.offsetLeft + tab.offsetWidth / 2 - tabs.clientWidth / 2;
}
