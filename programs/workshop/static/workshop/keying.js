// Owns the keys of a sheet that is keyed in: a digit, Enter or an arrow goes to the next row; the rest is the browser's.
(() => {
  const form = document.getElementById("keying-form");
  if (!form) {
    return;
  }
  const digits = [...form.querySelectorAll("[data-digit]")];

  function go(from, by) {
    const next = digits[digits.indexOf(from) + by];
    (next || form.querySelector("button")).focus();
    if (next) {
      next.select();
    }
  }

  form.addEventListener("keydown", (event) => {
    const step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !digits.includes(event.target)) {
      return;
    }
    event.preventDefault();
    if (step > 0 || event.target !== digits[0]) {
      go(event.target, step);
    }
  });
  form.addEventListener("input", (event) => {
    if (digits.includes(event.target) && /^[1-5]$/.test(event.target.value)) {
      go(event.target, 1);
    }
  });
  digits[0].focus();
  digits[0].select();
})();
