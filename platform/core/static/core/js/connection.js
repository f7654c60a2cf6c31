"use strict";
// what htmx could not bring is said in words; nothing on the page is taken away, so what was typed stays
{
  const messages = () => document.querySelector("[data-connection]");

  const say = (which) => {
    const box = messages();
    if (!box) return;
    for (const each of box.children) each.hidden = each.dataset.when !== which;
    box.hidden = !which;
  };

  const isSignIn = (address) => new URL(address, location.href).pathname.startsWith("/akun/login/");

  document.addEventListener("htmx:sendError", () => say("lost"));
  document.addEventListener("htmx:timeout", () => say("lost"));
  document.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    if (!event.detail.xhr.getResponseHeader("HX-Retarget") && status !== 422) say(status === 401 ? "ended" : "failed");
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    if (xhr.responseURL && isSignIn(xhr.responseURL) && !isSignIn(location.href)) {
      event.detail.shouldSwap = false;
      say("ended");
    } else if (xhr.getResponseHeader("HX-Retarget") || xhr.status === 422) {
      event.detail.shouldSwap = true; // a refusal in words: it goes where the server says
      event.detail.isError = false;
    }
  });
  document.addEventListener("htmx:afterOnLoad", (event) => {
    if (event.detail.successful) say("");
  });

  window.addEventListener("offline", () => say("lost"));
  window.addEventListener("online", () => say(""));
}
