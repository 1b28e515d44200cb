"""What a page in a browser says of its own measures. Each gives a list, empty when all is well."""

# What scrolls by itself, such as a table, may be wider inside.
STICKING_OUT = """() => {
  const wide = document.documentElement.clientWidth;
  const { scrollWidth } = document.documentElement;
  if (scrollWidth <= wide) return [];
  const out = [...document.body.querySelectorAll("*")]
    .filter((one) => one.getBoundingClientRect().right > wide + 1 && !one.closest("svg"))
    .map((one) => one.tagName.toLowerCase() + (one.className && `.${one.className}`));
  return [`${scrollWidth} px: ${[...new Set(out)].join(", ")}`];
}"""

# Text that reaches beyond a box that hides what sticks out, or beyond the edge of a button.
CUT_OFF = """() => {
  const found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const text = walker.currentNode, parent = text.parentElement;
    if (!text.data.trim() || !parent.checkVisibility() || parent.closest("svg, select, .skip")) {
      continue;
    }
    range.selectNodeContents(text);
    const box = range.getBoundingClientRect();
    for (let one = parent; one !== document.body; one = one.parentElement) {
      const { overflowX, overflowY, webkitLineClamp } = getComputedStyle(one);
      const edge = one.getBoundingClientRect();
      if (edge.width <= 2 || edge.height <= 2) break; // for screen readers only
      if (webkitLineClamp !== "none" || one.matches(".cut")) break; // ends in "…"
      const button = one.matches("button, .kern-btn");
      const beyondX = box.left < edge.left - 1 || box.right > edge.right + 1;
      const beyondY = box.top < edge.top - 1 || box.bottom > edge.bottom + 1;
      if ((beyondX && (button || /hidden|clip/.test(overflowX)))
        || (beyondY && (button || /hidden|clip/.test(overflowY)))) {
        found.add(`<${one.tagName.toLowerCase()} class="${one.className}"> ${text.data.trim()}`);
      }
      if (/auto|scroll/.test(overflowX)) break;
    }
  }
  return [...found];
}"""

# Links within a sentence are as high as its lines. What has a label is as large as the label.
TARGETS = """() => {
  const small = [];
  const inside = "input:not([type=hidden]), select, textarea";
  for (const one of document.querySelectorAll(`a[href], button, summary, ${inside}`)) {
    if (!one.checkVisibility() || one.matches(".skip, .prose a, p a:not(.kern-btn)")) continue;
    const links = ".kern-btn, .chips a, .bar-tool, .bar-nav a, .work-tabs a";
    const main = one.matches(`button, summary, ${inside}, ${links}`);
    const { width, height } = (one.closest("label") ?? one).getBoundingClientRect();
    if (Math.min(width, height) < (main ? 44 : 24)) {
      const size = `${width.toFixed(1)} × ${height.toFixed(1)}`;
      small.push(`${size} ${one.tagName} class="${one.className}" ${one.innerText}`);
    }
  }
  return small;
}"""
