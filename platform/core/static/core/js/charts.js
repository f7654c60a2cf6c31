"use strict";
// pointing at a mark lights up the same unit in every chart of the page
{
  const nameOf = (mark) => mark.parentElement.querySelector("title")?.textContent.split(": ")[0];
  const dark = () => {
    for (const mark of document.querySelectorAll(".mark.is-lit")) mark.classList.remove("is-lit");
  };

  document.addEventListener("pointerover", (event) => {
    const mark = event.target.closest?.(".chart-map .mark, .chart-funnel .mark");
    dark();
    if (!mark) return;
    const name = nameOf(mark);
    for (const other of document.querySelectorAll(".chart-map .mark, .chart-funnel .mark"))
      if (nameOf(other) === name) other.classList.add("is-lit");
  });
}
