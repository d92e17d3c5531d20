// Draws the API reference into the page. The document's address and, in the sandbox, a key are on the element.
(() => {
  const place = document.getElementById("reference");
  if (!place || !window.SwaggerUIBundle) return;
  const { document: address, key } = place.dataset;
  const ui = SwaggerUIBundle({
    url: address,
    domNode: place,
    deepLinking: true,
    docExpansion: "list",
    defaultModelsExpandDepth: 0,
    tryItOutEnabled: true,
    validatorUrl: null,
    onComplete: () => { if (key) ui.preauthorizeApiKey("apiKey", key); },
  });
})();
