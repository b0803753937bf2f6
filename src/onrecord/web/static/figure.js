// Draws the figures of a page with Plotly, from the data at their address.
"use strict";

const style = getComputedStyle(document.documentElement);
const ink = style.getPropertyValue("--ink").trim();
const quiet = style.getPropertyValue("--quiet").trim();
const line = style.getPropertyValue("--line").trim();

async function draw(place) {
  const answer = await fetch(place.dataset.figure, { headers: { accept: "application/json" } });
  if (!answer.ok) {
    place.textContent = "The figure can't be drawn now; the table below has the same.";
    return;
  }
  const figure = (await answer.json()).data.figure;
  const layout = { ...figure.layout, paper_bgcolor: "transparent", plot_bgcolor: "transparent" };
  layout.font = { ...layout.font, color: ink };
  layout.modebar = { bgcolor: "transparent", color: quiet, activecolor: ink };
  for (const name of ["xaxis", "yaxis"]) layout[name] = { gridcolor: line, zerolinecolor: line, ...layout[name] };
  place.removeAttribute("data-state");
  await Plotly.newPlot(place, figure.data, layout, {
    responsive: true,
    displaylogo: false,
    modeBarButtons: [["zoom2d", "pan2d", "zoomIn2d", "zoomOut2d", "resetScale2d", "toImage"]],
  });
  place.on("plotly_click", (event) => {
    const to = event.points[0] && event.points[0].customdata;
    if (typeof to === "string" && to.startsWith("/") && !to.startsWith("//")) location.assign(to);
  });
}

for (const place of document.querySelectorAll("[data-figure]")) draw(place);
