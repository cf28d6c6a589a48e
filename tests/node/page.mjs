// Uses the built page of `gen init --react` as a person would, in a browser without a window: node page.mjs URL
import assert from "node:assert/strict";
import { Browser } from "happy-dom";

const PATIENCE = 5_000;

const browser = new Browser({
  settings: {
    enableJavaScriptEvaluation: true,
    suppressInsecureJavaScriptEnvironmentWarning: true,
    disableCSSFileLoading: true,
    handleDisabledFileLoadingAsSuccess: true,
  },
});
const page = browser.newPage();
await page.goto(process.argv[2]);
const { document, window } = page.mainFrame;

/** Wait until the page shows a text. */
async function shows(text) {
  const end = Date.now() + PATIENCE;
  while (!document.body.textContent.includes(text)) {
    assert.ok(Date.now() < end, `"${text}" is not in "${document.body.textContent.trim()}"`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Type a text into a field; React listens to the event, and looks at the value that the browser itself set. */
function type(placeholder, text) {
  const field = document.querySelector(`input[placeholder="${placeholder}"]`);
  Object.getOwnPropertyDescriptor(window.HTMLInputElement.prototype, "value").set.call(field, text);
  field.dispatchEvent(new window.Event("input", { bubbles: true }));
}

/** Click the button of this text or label. */
function click(name) {
  const buttons = [...document.querySelectorAll("button")];
  buttons.find((button) => [button.textContent, button.getAttribute("aria-label")].includes(name)).click();
}

await shows("No book here yet.");
type("Title", "Emma");
type("Author", "Jane Austen");
click("Add");
await shows("Emma Jane Austen");
click("Start reading");
await shows("No book here yet.");
click("reading");
await shows("Emma Jane Austen☆☆☆☆☆");
click("4 of 5 stars");
await shows("No book here yet.");
click("read");
await shows("Emma Jane Austen★★★★☆");
type("Title", " ");
click("Add");
await shows("EMPTY");
assert.equal(page.virtualConsolePrinter.readAsString(), "");
await browser.close();
