// What is typed in a form stays in this browser until a page shows it again, and leaving without saving is asked about.
const AGE_MOST = 14 * 24 * 3600 * 1000; // milliseconds
const NOT_TYPED = new Set(["csrfmiddlewaretoken", "version"]);
const form = document.querySelector("form[data-draft-key]");
const key = form ? `draft-${form.dataset.draftKey}` : "";
let changed = false;

function keep() {
  const fields = [...new FormData(form)].filter(([name]) => !NOT_TYPED.has(name) && !name.endsWith("_FORMS"));
  localStorage.setItem(key, JSON.stringify({ at: Date.now(), fields }));
}

function differs([name, value]) {
  const field = form.elements[name];
  return field ? field.value !== value : value !== "";
}

function take(fields) {
  for (const [name, value] of fields) {
    const field = form.elements[name];
    if (!field || field.value === value) continue;
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function forget() {
  localStorage.removeItem(key);
}

function offer() {
  const kept = JSON.parse(localStorage.getItem(key) ?? "null");
  if (!kept || Date.now() - kept.at > AGE_MOST || !kept.fields.some(differs)) return forget();
  const notice = document.createElement("div");
  notice.className = "notice";
  notice.role = "status";
  const words = document.createElement("p");
  words.textContent = form.dataset.draft + " ";
  for (const [label, act] of [[form.dataset.draftTake, take], [form.dataset.draftDrop, forget]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button small";
    button.textContent = label;
    button.addEventListener("click", () => {
      act(kept.fields);
      notice.remove();
    });
    words.append(button, " ");
  }
  notice.append(words);
  form.prepend(notice);
}

if (form) {
  offer();
  form.addEventListener("input", () => {
    changed = true;
    keep();
  });
  // The draft stays until the page shows what it holds: a submission that never arrives loses nothing.
  form.addEventListener("submit", () => {
    changed = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
}
