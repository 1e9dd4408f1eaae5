// Starts Swagger UI. This is a file because the page's Content-Security-Policy allows no inline script.
const docs = document.getElementById("docs");

const ui = SwaggerUIBundle({
  domNode: docs,
  url: docs.dataset.openapi,
  presets: [SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
  deepLinking: true,
  docExpansion: "none", // a group is rendered when it is opened: all operations at once take a browser many seconds
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  persistAuthorization: false,
  onComplete: () => {
    // A key that the dashboard has handed over, in this tab.
    const key = sessionStorage.getItem("docs-key");
    if (key) ui.preauthorizeApiKey("bearer", key);
  },
  validatorUrl: null, // the default sends our document to a public validator
});
