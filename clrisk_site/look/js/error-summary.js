// Moves the focus to the error summary when a form comes back with errors. Without this script the page
// still shows the summary first; nothing else is done here.
const summary = document.querySelector("[data-error-summary]");
if (summary) {
  summary.focus();
}
