// Owns the five idle minutes after which the tablet asks for the PIN again.
const IDLE = 5 * 60 * 1000;
const TOUCHES = ["pointerdown", "keydown", "input"];

export function afterIdle(act, idle = IDLE) {
  let last = Date.now();
  for (const name of TOUCHES) document.addEventListener(name, () => (last = Date.now()), { passive: true });
  const look = () => {
    if (Date.now() - last < idle) return;
    last = Date.now();
    act();
  };
  setInterval(look, Math.min(idle, 5000));
  document.addEventListener("visibilitychange", look); // a sleeping tablet runs no clock
}
