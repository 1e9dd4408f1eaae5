// Starts Swagger UI. This is a file because the page's Content-Security-Policy allows no inline script.
const docs = document.getElementById("docs");
const form = document.getElementById("key");

// A key that the dashboard has handed over, in this tab.
form.elements.key.value = sessionStorage.getItem("docs-key") ?? "";
form.addEventListener("submit", event => event.preventDefault());

const hex = bytes => Array.from(new Uint8Array(bytes), byte => byte.toString(16).padStart(2, "0")).join("");

/** Signs a request with the secret, as its receiver reads it: the path with its query, the time, and the hash of the body. */
async function sign(request, keyId, secret) {
  const text = new TextEncoder();
  const url = new URL(request.url, location.href);
  const time = Math.floor(Date.now() / 1000).toString();
  const hash = hex(await crypto.subtle.digest("SHA-256", text.encode(request.body ?? "")));
  const lines = [request.method.toUpperCase(), url.pathname + url.search, time, hash];
  const idempotencyKey = request.headers["Idempotency-Key"];
  if (idempotencyKey) lines.push(idempotencyKey);
  const key = await crypto.subtle.importKey("raw", text.encode(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const signature = hex(await crypto.subtle.sign("HMAC", key, text.encode(lines.join("\n"))));
  request.headers["X-Plugipay-Timestamp"] = time;
  request.headers.Authorization = `Plugipay-HMAC-SHA256 keyId=${keyId}, scope=*, signature=${signature}`;
}

async function authorize(request) {
  if (request.loadSpec) return request;
  const { key, keyId, secret } = form.elements;
  if (key.value) request.headers.Authorization = `Bearer ${key.value.trim()}`;
  else if (keyId.value && secret.value) await sign(request, keyId.value.trim(), secret.value.trim());
  return request;
}

SwaggerUIBundle({
  domNode: docs,
  url: docs.dataset.openapi,
  presets: [SwaggerUIBundle.presets.apis],
  // The form above signs: Swagger UI's own buttons for that would be a second way, and theirs cannot.
  plugins: [() => ({ wrapComponents: { authorizeBtn: () => () => null, authorizeOperationBtn: () => () => null } })],
  layout: "BaseLayout",
  deepLinking: true,
  docExpansion: "none", // a group is rendered when it is opened: all operations at once take a browser many seconds
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  persistAuthorization: false,
  requestInterceptor: authorize,
  validatorUrl: null, // the default sends our document to a public validator
});
