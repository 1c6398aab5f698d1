"use strict";

// Links between a skill and its places: hovering or focusing one lights up the other.
const skillsOf = (element) => (element.dataset.skills ?? element.dataset.skill).split(" ");
const light = (element, on) => {
  for (const number of skillsOf(element)) {
    document.getElementById(`skill-${number}`)?.classList.toggle("lit", on);
    document.querySelectorAll(`[data-skills~="${number}"]`).forEach((hit) => hit.classList.toggle("lit", on));
  }
};
for (const element of document.querySelectorAll("[data-skills], [data-skill]")) {
  for (const [event, on] of [["mouseenter", true], ["focusin", true], ["mouseleave", false], ["focusout", false]]) {
    element.addEventListener(event, () => light(element, on));
  }
}

// A link into something folded unfolds it first.
const reveal = () => {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  target.scrollIntoView({ block: "nearest" });
};
addEventListener("hashchange", reveal);
document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]');
  if (link && link.hash === location.hash) reveal();
});

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(source.textContent);
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(source);
      button.textContent = "Selected";
    }
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  });
}

// On paper nothing can be unfolded, so the skills are printed open; payloads stay out.
const folds = [...document.querySelectorAll("details:not(.fold)")];
let closed = [];
addEventListener("beforeprint", () => {
  closed = folds.filter((fold) => !fold.open);
  closed.forEach((fold) => { fold.open = true; });
});
addEventListener("afterprint", () => closed.forEach((fold) => { fold.open = false; }));

// On a narrow screen the posting would push the findings far down.
if (matchMedia("(max-width: 60rem)").matches) document.getElementById("posting").open = false;
reveal();
