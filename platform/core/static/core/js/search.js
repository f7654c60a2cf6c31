"use strict";
// "/" leads to the search field of the page, unless somebody is writing
{
  const isWriting = (element) => element.isContentEditable || /^(input|select|textarea)$/i.test(element.tagName);

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
    const field = document.querySelector("[data-search], input[type=search]");
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}
