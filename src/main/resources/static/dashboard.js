// The pages work without it: it copies what a button names, takes "/" to the search, renews previews, and takes a key to the
// documentation.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(source.value ?? source.textContent);
  } catch {
    // Without permission, and over plain http, browsers copy only what is selected.
    if (source.select) source.select();
    else getSelection().selectAllChildren(source);
    document.execCommand("copy");
  }
  const label = button.querySelector("span");
  if (label) label.textContent = button.dataset.copied;
  else button.setAttribute("aria-label", button.dataset.copied);
});

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input, textarea, select");
  if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  const menu = document.getElementById("menu");
  if (!menu.checkVisibility()) menu.showPopover();
  document.getElementById("search").focus();
});

// A new frame each time: otherwise the back button would go through all previews.
let typing;
document.addEventListener("input", (event) => {
  const button = event.target.form?.querySelector("[data-preview]");
  if (!button) return;
  clearTimeout(typing);
  typing = setTimeout(() => {
    const frame = document.querySelector("iframe[name=preview]");
    const fresh = frame.cloneNode();
    fresh.removeAttribute("src");
    frame.replaceWith(fresh);
    button.form.requestSubmit(button);
  }, 600);
});

// A key is kept in this tab only, in no address, until the tab is closed or the person signs out.
for (const button of document.querySelectorAll("button[data-docs]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    sessionStorage.setItem("docs-key", document.getElementById(button.dataset.docs).value);
    location.assign("/docs");
  });
}

document.addEventListener("submit", (event) => {
  if (event.target.getAttribute("action") === "/dashboard/sign-out") sessionStorage.removeItem("docs-key");
});
