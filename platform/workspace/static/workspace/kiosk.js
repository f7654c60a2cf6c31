"use strict";
// the kiosk counts down and leaves; that the session is over is the server's to say
{
  const LIVELY = 15000; // a touch is told to the server at most this often
  const counter = document.querySelector("[data-kiosk-idle]");
  const shown = document.querySelector("[data-kiosk-hide]");

  const leave = (address) => {
    document.querySelector("main")?.replaceChildren();
    location.replace(address);
  };

  if (counter) {
    const { kioskIdle, kioskLeave, kioskStay } = counter.dataset;
    const number = counter.querySelector("span");
    let end = Date.now() + Number(kioskIdle) * 1000;
    let told = Date.now();

    const touch = () => {
      end = Date.now() + Number(kioskIdle) * 1000;
      if (!kioskStay || Date.now() - told < LIVELY) return;
      told = Date.now();
      fetch(kioskStay, { method: "HEAD", credentials: "same-origin" }).catch(() => {});
    };
    for (const act of ["pointerdown", "keydown", "input"]) document.addEventListener(act, touch, { passive: true });

    setInterval(() => {
      const left = Math.max(0, Math.ceil((end - Date.now()) / 1000));
      number.textContent = String(left);
      if (left === 0) leave(kioskLeave);
    }, 1000);
  }

  if (shown) setTimeout(() => leave(shown.dataset.kioskHidden), Number(shown.dataset.kioskHide) * 1000);
  // a page kept by the browser for "back" shows nothing of who has left
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
}
