// What the pages can do beyond links and forms; without it everything still works.
"use strict";

// The arrow keys step through an appraisal's events.
document.addEventListener("keydown", (event) => {
  const step = { ArrowLeft: "step-previous", ArrowRight: "step-next" }[event.key];
  if (!step || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest("input, select, textarea, .table-responsive")) return;
  const link = document.getElementById(step);
  if (link && link.href) {
    event.preventDefault();
    link.click();
  }
});

// A swapped page that failed is opened as a page of its own, so that its error can be read.
document.addEventListener("htmx:responseError", (event) => {
  location.assign(event.detail.pathInfo.finalRequestPath);
});

// The event at hand stays in sight where the timeline scrolls on its own.
function show() {
  const history = document.querySelector(".history");
  const here = history && history.querySelector(".here");
  if (here && history.scrollHeight > history.clientHeight + 1) {
    history.scrollTop = here.offsetTop - history.clientHeight / 2;
  }
}
document.addEventListener("htmx:afterSettle", show);
show();
