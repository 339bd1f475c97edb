// « Tous les journaux » checks and clears each of them, and follows them when they change one by one.
document.addEventListener(
  "change",
  (event) => {
    const group = event.target.closest?.("[data-check-group]");
    if (!group) return;
    const all = group.querySelector("[data-check-group-all]");
    const ones = [...group.querySelectorAll("[data-check-group-one]")];
    if (event.target === all) for (const one of ones) one.checked = all.checked;
    const checked = ones.filter((one) => one.checked).length;
    all.checked = checked === ones.length;
    all.indeterminate = checked > 0 && checked < ones.length;
  },
  true,
);
