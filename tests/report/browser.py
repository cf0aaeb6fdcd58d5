"""What the browser tests measure inside a page, as small scripts, and where a Chromium is found."""

import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""What Chromium is called on the systems that package it."""


def find_chromium() -> str | None:
    """Path of the installed Chromium."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


SHOWN_TEXT = """
const shown = function* () {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, element = node.parentElement;
    if (node.data.trim() && !element.closest('style, svg title') && element.checkVisibility({visibilityProperty: true}))
      yield [node, element];
  }
};
"""

OVERFLOWING = (
    "() => {"
    + SHOWN_TEXT
    + """
  const wide = document.documentElement.clientWidth, found = [];
  for (const [node, element] of shown()) {
    if (element.closest('.skip, .scroll')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (box.left < -0.5 || box.right > wide + 0.5) found.push(node.data.trim().slice(0, 60));
  }
  return found;
}"""
)
"""Texts that leave the screen at the left or the right."""

LOW_CONTRAST = (
    "() => {"
    + SHOWN_TEXT
    + """
  const parts = colour => {
    const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number);
    return [r, g, b, a];
  };
  const over = (top, under) => [0, 1, 2].map(i => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
  const behind = element => {
    if (!element) return [255, 255, 255, 1];
    const own = parts(getComputedStyle(element).backgroundColor);
    return own[3] === 1 ? own : over(own, behind(element.parentElement));
  };
  const light = colour => {
    const [r, g, b] = colour.slice(0, 3).map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const found = [];
  for (const [node, element] of shown()) {
    const under = behind(element), ink = over(parts(getComputedStyle(element).color), under);
    const [low, high] = [light(ink), light(under)].sort((a, b) => a - b), ratio = (high + 0.05) / (low + 0.05);
    if (ratio < 4.5) found.push(`${ratio.toFixed(2)} ${element.className}: ${node.data.trim().slice(0, 40)}`);
  }
  return found;
}"""
)
"""Texts whose colour is too near to the colour behind them, by the formula of WCAG 2."""

OUTSIDE_DRAWING = """() => {
  const found = [], inside = (inner, outer, what) => {
    if (inner.left < outer.left - 0.6 || inner.right > outer.right + 0.6 || inner.top < outer.top - 0.6
        || inner.bottom > outer.bottom + 0.6 || inner.width <= 0) found.push(what);
  };
  for (const drawing of document.querySelectorAll('svg'))
    for (const bar of drawing.querySelectorAll('rect:not(.fill)'))
      inside(bar.getBoundingClientRect(), drawing.getBoundingClientRect(), bar.textContent || bar.className.baseVal);
  for (const axis of document.querySelectorAll('.axis')) {
    let end = -Infinity;
    for (const label of axis.children) {
      const box = label.getBoundingClientRect();
      if (!box.width) continue;
      inside(box, axis.getBoundingClientRect(), label.textContent);
      if (box.left < end) found.push(`${label.textContent} lies on the one before`);
      end = box.right;
    }
  }
  return found;
}"""
"""Bars that leave their drawing; labels that leave their axis or lie on each other."""

HIDDEN_TEXT = """() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (walk.nextNode()) {
    const node = walk.currentNode, element = node.parentElement;
    if (!node.data.trim() || element.closest('style, svg title, nav, .skip, .where, .axis')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    if (!element.checkVisibility({visibilityProperty: true}) || !range.getBoundingClientRect().height)
      found.push(node.data.trim().slice(0, 60));
  }
  return found;
}"""
"""Texts of the page that are not drawn, but for the links between its parts."""

UNNAMED = """() => {
  const named = e => (e.getAttribute('aria-label') || e.textContent).trim(), found = [];
  for (const e of document.querySelectorAll('svg, img'))
    if (e.getAttribute('role') !== 'img' || !e.getAttribute('aria-label')) found.push(e.outerHTML.slice(0, 80));
  for (const e of document.querySelectorAll('a, summary, button, h1, h2, h3, h4, h5, h6, th'))
    if (!named(e)) found.push(e.outerHTML.slice(0, 80));
  for (const e of document.querySelectorAll('[aria-labelledby]'))
    if (!document.getElementById(e.getAttribute('aria-labelledby'))) found.push(e.outerHTML.slice(0, 80));
  for (const e of document.querySelectorAll('section, nav, [role=region]'))
    if (!e.getAttribute('aria-label') && !e.getAttribute('aria-labelledby')) found.push(e.outerHTML.slice(0, 80));
  return found;
}"""
"""Drawings, links, headings and regions without a name for those who cannot see them."""

HEADINGS = "() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(e => Number(e.tagName[1]))"
"""Levels of the headings in order."""

DEAD_LINKS = """() => [...document.querySelectorAll('a')].map(e => e.getAttribute('href'))
  .filter(to => !to.startsWith('#') || !document.getElementById(to.slice(1)))"""
"""Links that lead to no element of the page."""

FAINT_BARS = """() => {
  const light = colour => {
    const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map(v => v / 255)
      .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const found = [];
  for (const bar of document.querySelectorAll('.timeline rect:not(.boundary)')) {
    const pair = [getComputedStyle(bar).fill, getComputedStyle(bar.closest('svg')).backgroundColor].map(light);
    if ((Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05) < 3) found.push(bar.textContent);
  }
  return found;
}"""
"""Bars of the timeline that hardly differ from the ground, by the formula of WCAG 2 for drawings."""
