// Owns the register when the network fails: taps stay on the page, are counted, and are sent again.
(() => {
  const form = document.getElementById("register-form");
  const notice = document.getElementById("unsent");
  if (!form || !notice) {
    return;
  }

  const unsent = () => form.querySelectorAll("[data-unsent]");
  const lineOf = (event) => (event.detail.elt.closest ? event.detail.elt.closest("[data-line]") : null);

  function show() {
    const count = unsent().length;
    notice.hidden = count === 0;
    notice.querySelector("[data-count]").textContent = String(count);
  }

  function keep(event) {
    const line = lineOf(event);
    if (line) {
      line.dataset.unsent = "1";
      show();
    }
  }

  function sendAgain() {
    unsent().forEach((line) => window.htmx.trigger(line, "retry"));
  }

  document.body.addEventListener("htmx:beforeSwap", (event) => {
    const line = lineOf(event);
    if (!line) {
      return;
    }
    const { xhr } = event.detail;
    const isLine = xhr.responseText.trimStart().startsWith("<li");
    event.detail.shouldSwap = isLine;
    event.detail.isError = !isLine;
    if (!isLine) {
      keep(event); // a sign-in page or a fault: nothing is replaced, the tap stays
    }
  });
  document.body.addEventListener("htmx:sendError", keep);
  document.body.addEventListener("htmx:timeout", keep);
  document.body.addEventListener("htmx:afterSettle", show);
  window.addEventListener("online", sendAgain);
  notice.querySelector("button").addEventListener("click", sendAgain);
  window.addEventListener("beforeunload", (event) => {
    if (unsent().length) {
      event.preventDefault();
    }
  });
  form.addEventListener("submit", () => {
    unsent().forEach((line) => delete line.dataset.unsent);
  });
})();
