// Passkeys. Their forms are hidden until it is known that the browser has what they need.
if (window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
  for (const form of document.querySelectorAll("form[data-ceremony]")) form.hidden = false;
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.dataset.ceremony) return;
  event.preventDefault();
  const button = form.querySelector("button");
  const problem = form.querySelector("[role=alert]");
  const options = JSON.parse(form.dataset.options);
  button.disabled = true;
  problem.hidden = true;
  try {
    const credential =
      form.dataset.ceremony === "create"
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
    form.elements.answer.value = JSON.stringify(credential.toJSON());
    form.elements.challenge.value = options.challenge;
    // Not requestSubmit, which would come here again.
    form.submit();
  } catch {
    // The person has closed the browser's window, or there is no such passkey here.
    problem.hidden = false;
    button.disabled = false;
  }
});
