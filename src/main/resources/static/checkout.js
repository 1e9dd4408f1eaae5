// Copy buttons, countdown, and the way to the page of the provider. The checkout page works without this script.
// All listeners are on the document, because htmx replaces <main> whenever the session changes.
document.documentElement.classList.add("js");

const announcer = document.getElementById("announcer");

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy]");
  if (!button) return;
  await copy(button.dataset.copy);
  const word = button.querySelector(".word");
  const before = word.textContent;
  if (before !== button.dataset.copied) {
    word.textContent = button.dataset.copied;
    setTimeout(() => (word.textContent = before), 2000);
  }
  if (!announcer) return;
  announcer.textContent = "";
  announcer.textContent = button.dataset.announce;
});

async function copy(text) {
  try {
    return await navigator.clipboard.writeText(text);
  } catch {
    // Browsers allow no access to the clipboard over plain http, as in development; execCommand works there.
  }
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "unseen";
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}

// A double click sends a form once. Disabling the button would not do: its value would not be sent. Later a press counts again:
// the buyer may have stopped the browser.
const DOUBLE_CLICK_MS = 3000;
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!navigator.onLine) showConnection(false);
  if (!navigator.onLine || form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, DOUBLE_CLICK_MS);
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) print();
});

// There is room for a long list of items beside the choice.
if (matchMedia("(min-width: 56rem)").matches) for (const items of document.querySelectorAll("details.items")) items.open = true;

// The back button may show a cached copy of the page, which can be out of date.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

// Whether the page hears from the server.
function showConnection(isThere) {
  const notice = document.getElementById("offline");
  if (notice) notice.hidden = isThere;
}
window.addEventListener("offline", () => showConnection(false));
window.addEventListener("online", () => showConnection(true));
for (const failure of ["htmx:sendError", "htmx:timeout"]) document.addEventListener(failure, () => showConnection(false));
document.addEventListener("htmx:beforeOnLoad", () => showConnection(true));
if (!navigator.onLine) showConnection(false);

// The query names a notice of the last click. It is removed, so that a reload does not show the notice again.
function settle() {
  const main = document.querySelector("main");
  const address = main?.dataset.address;
  if (address && address !== location.pathname + location.search) history.replaceState(null, "", address);
  if (main?.dataset.leave) location.assign(main.querySelector("a.primary").href);
}
settle();

function countDown() {
  for (const timer of document.querySelectorAll("[data-until]")) {
    const seconds = Math.max(0, Math.floor((Date.parse(timer.dataset.until) - Date.now()) / 1000));
    const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    const digits = parts.map((part) => String(part).padStart(2, "0")).join(":");
    timer.textContent = seconds ? `${timer.dataset.label} ${digits}` : timer.dataset.over;
  }
}
countDown();
setInterval(countDown, 1000);

document.addEventListener("htmx:afterSettle", () => {
  const main = document.querySelector("main");
  document.title = main.dataset.title;
  settle();
  countDown();
  // Moves the focus to the new heading, so that screen readers announce it.
  main.querySelector("[tabindex='-1']")?.focus();
});
