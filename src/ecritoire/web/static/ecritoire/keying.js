// Keying a plain document: there is always an empty line left, Enter goes on to the next field, Ctrl+Enter saves.
const form = document.getElementById("keying");
const lines = form?.querySelector("[data-keying-lines]");

function grow() {
  const count = lines.children.length;
  const total = form.elements["lines-TOTAL_FORMS"];
  if (count >= Number(form.elements["lines-MAX_NUM_FORMS"].value)) return;
  const holder = document.createElement("template");
  holder.innerHTML = form.querySelector("[data-keying-line]").innerHTML.replaceAll("__prefix__", String(count));
  // Invoices tend to stay at one rate.
  const codes = holder.content.querySelector("select");
  codes.value = lines.lastElementChild.querySelector("select").value;
  lines.append(holder.content);
  total.value = String(count + 1);
}

function next(field) {
  const fields = [...form.elements].filter((other) => other.type !== "hidden" && !other.disabled);
  (fields[fields.indexOf(field) + 1] ?? document.querySelector("[data-keying-submit]")).focus();
}

if (form) {
  form.addEventListener("input", (event) => {
    event.target.classList.remove("proposed");
    if (lines.lastElementChild.contains(event.target) && event.target.matches("input")) grow();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.ctrlKey || !event.target.matches("input, select")) return;
    event.preventDefault();
    event.target.classList.remove("proposed");
    next(event.target);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.ctrlKey || document.getElementById("dialog")?.open) return;
    event.preventDefault();
    document.querySelector("[data-keying-submit]").click();
  });
  (form.querySelector('[aria-invalid="true"]') ?? form.elements.supplier).focus();
}
