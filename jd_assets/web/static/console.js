"use strict";

// Keys: each is an element's own (data-key), so that the page says what they do and every one is a button too.
const typing = (target) => target.matches("input:not([type=radio]):not([type=checkbox]):not([type=hidden]), textarea, select");
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && typing(event.target)) { event.target.blur(); return; }
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target)) return;
  const element = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!element) return;
  event.preventDefault();
  if (typing(element)) { element.focus(); element.select?.(); return; }
  element.click();
});

// A form is sent once: a second key press would settle the next card unseen.
document.addEventListener("submit", (event) => {
  if (event.target.dataset.sent) { event.preventDefault(); return; }
  if (event.target.method === "post") event.target.dataset.sent = "1";
});
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

// Enter in a field of a card ends the typing: only a button, or its key, decides a card.
document.getElementById("card-form")?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !typing(event.target)) return;
  event.preventDefault();
  event.target.blur();
});

// The open card is in view in the list beside it; the page itself stays where it is.
const opened = document.querySelector(".cards .is-open");
if (opened) opened.parentElement.scrollTop = opened.offsetTop - opened.parentElement.offsetTop - opened.offsetHeight;
