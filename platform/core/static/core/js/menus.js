"use strict";
// a menu is a <details>: it opens without script, and with it closes on a tap elsewhere and on Escape
{
  const MENUS = "details.menu[open], .bottom-bar details[open]";
  const close = (menu) => menu.removeAttribute("open");

  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll(MENUS)) if (!menu.contains(event.target)) close(menu);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll(MENUS)) {
      const hadFocus = menu.contains(document.activeElement);
      close(menu);
      if (hadFocus) menu.querySelector("summary").focus();
    }
  });

  document.addEventListener("focusin", (event) => {
    for (const menu of document.querySelectorAll(MENUS)) if (!menu.contains(event.target)) close(menu);
  });
}
