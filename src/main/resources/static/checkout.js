// Comforts for the checkout page, which works without them: copy buttons, countdown, moving on after the payment.
// Everything hangs on the document, because htmx replaces <main> whenever the session changes.
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
    // Browsers keep the clipboard from plain http, where a shop is tried out; the old way works there.
  }
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "unseen";
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}

// A form is sent once, however often an impatient buyer presses. Not by disabling: a disabled button sends no value.
document.addEventListener("submit", (event) => {
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "yes";
});

// "Back" shows the old page as it was left; what it says may no longer be true.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

// What the address says of the last click is not true for ever: loading the page again must not say it again.
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
  // Whoever cannot see the page hears what it has become.
  main.querySelector("[tabindex='-1']")?.focus();
  if (main.dataset.forward) setTimeout(() => location.replace(main.dataset.forward), 3000);
});
