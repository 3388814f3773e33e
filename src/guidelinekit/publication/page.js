"use strict";
const field = document.getElementById("search"), count = document.getElementById("count");
const sections = [...document.querySelectorAll("main section")].map((element) => ({ element, number: element.dataset.number, text: element.textContent.toLowerCase() }));
const links = new Map([...document.querySelectorAll("nav a")].map((link) => [link.hash.slice(2), link.parentElement]));
function search() {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  const hits = sections.filter((each) => words.every((word) => each.text.includes(word)));
  const shown = new Set(hits.flatMap(({ number }) => number.split(".").map((_, i, all) => all.slice(0, i + 1).join("."))));
  for (const { element, number } of sections) {
    element.hidden = !shown.has(number);
    if (links.has(number)) links.get(number).hidden = !shown.has(number);
  }
  count.textContent = words.length ? `${hits.length} ${count.dataset.word}` : "";
}
field.addEventListener("input", search);
