// Copy buttons, countdown and the redirect after the payment. The checkout page works without this script.
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

// Sends a form only once, also after a double click. Disabling the button would not do: its value would not be sent.
document.addEventListener("submit", (event) => {
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "yes";
});

// The back button may show a cached copy of the page, which can be out of date.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

// The query names a notice of the last click. It is removed, so that a reload does not show the notice again.
if (location.search) history.replaceState(null, "", location.pathname);

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
  countDown();
  // Moves the focus to the new heading, so that screen readers announce it.
  main.querySelector("[tabindex='-1']")?.focus();
});
