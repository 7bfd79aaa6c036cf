// Says below a long text how many characters are left. Without this script the limit stands there; the server
// checks it either way, and nothing is cut off. Read aloud only after a pause in typing.
for (const box of document.querySelectorAll("[data-limit]")) {
  const text = box.querySelector("textarea");
  const words = box.querySelector("[data-count]");
  const spoken = box.querySelector("[data-count-spoken]");
  const limit = Number(box.dataset.limit);
  let pause = 0;

  const count = () => {
    // Browsers send a line break as two characters, and the server counts what is stored: one.
    const left = limit - text.value.replaceAll("\r\n", "\n").length;
    const template = left < 0 ? box.dataset.wordsOver : box.dataset.wordsLeft;
    words.textContent = template.replace("{number}", Math.abs(left).toLocaleString(document.documentElement.lang));
    box.classList.toggle("is-over", left < 0);
    window.clearTimeout(pause);
    pause = window.setTimeout(() => {
      spoken.textContent = words.textContent;
    }, 1200);
  };

  text.addEventListener("input", count);
  count();
}
