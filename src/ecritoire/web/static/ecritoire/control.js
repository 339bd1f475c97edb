// The control sheet by keyboard: proposals accepted, the entry shown while typing.
const sheet = document.getElementById("sheet");
const control = sheet?.closest("[data-control]");

function accept(field) {
  field.classList.remove("proposed");
}

function accounts() {
  return [...sheet.querySelectorAll("[data-account]")];
}

// --- the entry ---
let waiting = 0;

async function refreshEntry() {
  const answer = await fetch(sheet.getAttribute("action") + "ecriture/", {
    method: "POST",
    body: new FormData(sheet),
    headers: { "HX-Request": "true" },
  });
  if (!answer.ok) return;
  document.getElementById("entry").innerHTML = await answer.text();
  markFed();
}

function markFed() {
  const account = document.activeElement?.dataset?.account ? document.activeElement.value : "";
  for (const row of document.querySelectorAll("[data-entry-account]")) {
    row.toggleAttribute("data-fed", account !== "" && row.dataset.entryAccount === account);
  }
}

function start() {
  sheet.addEventListener("input", (event) => {
    accept(event.target);
    clearTimeout(waiting);
    waiting = setTimeout(refreshEntry, 250);
  });
  sheet.addEventListener("focusin", (event) => {
    if (event.target.dataset.account) event.target.select();
    markFed();
  });
  sheet.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.ctrlKey || !event.target.dataset.account) return;
    event.preventDefault();
    accept(event.target);
    const all = accounts();
    const next = all[all.indexOf(event.target) + 1];
    (next ?? document.querySelector("[data-control-submit]")).focus();
  });
  document.addEventListener("keydown", (event) => {
    if (document.getElementById("dialog")?.open) return;
    if (event.ctrlKey && event.key === "Enter") {
      event.preventDefault();
      document.querySelector("[data-control-submit]").click();
    } else if (event.altKey && event.key.toLowerCase() === "a") {
      event.preventDefault();
      accounts().forEach(accept);
    } else if (event.altKey && event.key === "ArrowRight") {
      event.preventDefault();
      document.querySelector("[data-following]")?.click();
    } else if (event.altKey && event.key === "ArrowLeft") {
      event.preventDefault();
      document.querySelector("[data-previous]")?.click();
    }
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-accept-all]")) accounts().forEach(accept);
  });
  (accounts().find((field) => !field.value || field.classList.contains("proposed")) ?? accounts()[0])?.focus();
}

if (control) start();
