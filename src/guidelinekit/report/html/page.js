"use strict";
const cases = [...document.querySelectorAll("#list > details")];
const fields = [...document.querySelectorAll(".filter input, .filter select")];
const texts = cases.map((one) => one.textContent.toLowerCase());
const count = document.getElementById("count");
const choose = () => {
  const value = Object.fromEntries(fields.map((field) => [field.name, field.value.trim()]));
  const words = value.search.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  cases.forEach((one, index) => {
    const fits = words.every((word) => texts[index].includes(word))
      && (!value.weight || one.dataset.weights.split(" ").includes(value.weight))
      && (!value.municipality || one.dataset.municipality === value.municipality)
      && (!value.provider || one.dataset.provider === value.provider);
    one.hidden = !fits;
    shown += fits ? 1 : 0;
  });
  count.textContent = String(shown);
};
fields.forEach((field) => field.addEventListener("input", choose));
document.getElementById("unfold").addEventListener("click", () => {
  const shown = cases.filter((one) => !one.hidden);
  const open = shown.some((one) => !one.open);
  shown.forEach((one) => { one.open = open; });
});
if (fields.length) choose();
