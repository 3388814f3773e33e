"use strict";
const field = document.getElementById("search"), results = document.getElementById("results"), pages = document.getElementById("pages");
const listed = pages ? JSON.parse(pages.textContent).map((page) => ({ ...page, lower: page.text.toLowerCase(), head: page.title.toLowerCase() })) : [];
function around(page, word) {
  const at = Math.max(page.lower.indexOf(word) - 60, 0);
  return `${at ? "… " : ""}${page.text.slice(at, at + 160)}${at + 160 < page.text.length ? " …" : ""}`;
}
function entry(page, words) {
  const item = document.createElement("li"), link = document.createElement("a"), text = document.createElement("p");
  link.href = page.file;
  link.textContent = page.title;
  text.textContent = around(page, words.find((word) => page.lower.includes(word)) ?? "");
  item.append(link, text);
  return item;
}
function search() {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  const inHead = (page) => words.every((word) => page.head.includes(word));
  const hits = listed.filter((page) => words.every((word) => page.head.includes(word) || page.lower.includes(word)));
  hits.sort((one, other) => inHead(other) - inHead(one));
  results.hidden = !words.length;
  results.querySelector("ol").replaceChildren(...hits.map((page) => entry(page, words)));
  results.querySelector("h2").textContent = hits.length ? `${results.dataset.heading} (${hits.length})` : results.dataset.none;
}
field.form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!pages) location.href = `index.html#q=${encodeURIComponent(field.value)}`;
});
if (pages) {
  results.dataset.heading = results.querySelector("h2").textContent;
  field.addEventListener("input", search);
  if (location.hash.startsWith("#q=")) {
    field.value = decodeURIComponent(location.hash.slice(3));
    search();
  }
}
