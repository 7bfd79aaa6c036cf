// Draws each [data-figure] with plotly from the JSON that lies inside it, and only then hides the static drawing.
// If plotly is missing or refuses the figure, the page stays as it came: drawing and table.
// Narrow screens keep the drawing that was made for them.
// No option here may add inline styles by itself: the rules of plotly come as a linked file (see chart_links.html).
const OPTIONS = { displayModeBar: false, displaylogo: false, responsive: true };

async function draw(holder) {
  const source = holder.querySelector('script[type="application/json"]');
  if (!source || !window.Plotly) {
    return;
  }
  const target = document.createElement("div");
  target.className = "c-chart__plot";
  target.setAttribute("role", "img");
  target.setAttribute("aria-label", holder.dataset.label || "");
  holder.append(target);
  try {
    const figure = JSON.parse(source.textContent);
    await window.Plotly.newPlot(target, figure.data, figure.layout, OPTIONS);
    holder.classList.add("is-drawn");
  } catch (error) {
    target.remove();
    console.warn("The chart stays static:", error);
  }
}

if (window.matchMedia("(min-width: 760px)").matches) {
  document.querySelectorAll("[data-figure]").forEach(draw);
}
