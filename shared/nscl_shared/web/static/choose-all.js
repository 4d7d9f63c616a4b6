// One box marks all of its name; without JavaScript it is not shown.
for (const all of document.querySelectorAll("input[data-marks]")) {
  const boxes = () => document.querySelectorAll(`input[name="${all.dataset.marks}"]`);
  all.closest("label").hidden = false;
  all.addEventListener("change", () => boxes().forEach((box) => { box.checked = all.checked; }));
}
