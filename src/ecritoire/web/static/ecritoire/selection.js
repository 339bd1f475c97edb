// Checked rows and the bar of what can be done with them.
const boxes = () => [...document.querySelectorAll("[data-check]")];

const amount = (minor, currency) =>
  new Intl.NumberFormat(document.documentElement.lang === "en" ? "en-IE" : "fr-FR", { style: "currency", currency })
    .format(Number(minor) / 100)
    .replaceAll("\u202f", "\u2009")
    .replace("-", "\u2212");

// « Tout le filtre »: what is checked stands for every document of the filter, on this page and on the others.
function wholeFilter(bar, chosen) {
  const field = bar.querySelector("[data-bulk-filter]");
  field.disabled = !chosen;
  field.value = chosen ? document.getElementById("results").dataset.query : "";
}

function refresh() {
  const bar = document.getElementById("bulk");
  if (!bar) return;
  wholeFilter(bar, false);
  const all = boxes();
  const checked = all.filter((box) => box.checked);
  bar.hidden = checked.length === 0;
  if (checked.length) {
    const sum = checked.reduce((total, box) => total + Number(box.dataset.minor), 0);
    const shown = bar.querySelector("[data-bulk-sum]");
    const count = bar.querySelector("[data-bulk-count]");
    count.textContent = `${checked.length} ${checked.length > 1 ? count.dataset.many : count.dataset.one}`;
    shown.textContent = amount(sum, shown.dataset.currency);
  }
  const { more } = document.getElementById("results").dataset;
  bar.querySelector("[data-bulk-whole]").hidden = more === undefined || checked.length < all.length;
  const head = document.querySelector("[data-check-all]");
  if (head) {
    head.checked = checked.length > 0 && checked.length === all.length;
    head.indeterminate = checked.length > 0 && checked.length < all.length;
  }
}

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-check-all]")) for (const box of boxes()) box.checked = event.target.checked;
  if (event.target.matches("[data-check], [data-check-all]")) refresh();
});

document.addEventListener("click", (event) => {
  const whole = event.target.closest("[data-bulk-whole]");
  if (whole) {
    const bar = document.getElementById("bulk");
    const { total, totalMinor } = document.getElementById("results").dataset;
    const shown = bar.querySelector("[data-bulk-sum]");
    wholeFilter(bar, true);
    bar.querySelector("[data-bulk-count]").textContent = total;
    shown.textContent = amount(totalMinor, shown.dataset.currency);
    whole.hidden = true;
  }
  if (!event.target.closest("[data-clear-checks]")) return;
  for (const box of boxes()) box.checked = false;
  refresh();
  document.querySelector("[data-check-all]")?.focus();
});

document.addEventListener("htmx:after:swap", refresh);
refresh();
