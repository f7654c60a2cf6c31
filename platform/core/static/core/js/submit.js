"use strict";
// a form that is posted is posted once: its buttons rest until the answer comes, or the page comes back
{
  const LONGEST_WAIT = 20000; // an answer that is a file leaves the page as it is
  const buttonsOf = (form) =>
    [...form.elements].filter((each) => each.tagName === "BUTTON" && each.type === "submit");

  const rest = (form) => {
    for (const button of buttonsOf(form)) {
      if (button.disabled) continue;
      button.disabled = true;
      button.setAttribute("aria-busy", "true");
    }
  };

  const wake = (form) => {
    delete form.dataset.sent;
    for (const button of buttonsOf(form)) {
      if (!button.hasAttribute("aria-busy")) continue;
      button.disabled = false;
      button.removeAttribute("aria-busy");
    }
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    // later, for a button that is off by now would not be sent
    setTimeout(() => rest(form));
    setTimeout(() => wake(form), LONGEST_WAIT);
  });

  // htmx stops the event above and sends by itself
  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.detail.elt.closest("form");
    if (form && event.detail.requestConfig.verb === "post" && event.detail.elt === form) rest(form);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt.closest("form");
    if (form) wake(form);
  });

  window.addEventListener("pageshow", () => {
    for (const form of document.forms) wake(form);
  });
}
