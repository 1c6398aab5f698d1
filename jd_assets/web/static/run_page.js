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

// Tabs: without this script, and on paper, their panels are sections one below the other.
const select = (tab, focus = false) => {
  for (const other of tab.parentElement.children) {
    const chosen = other === tab;
    other.setAttribute("aria-selected", chosen);
    other.tabIndex = chosen ? 0 : -1;
    document.querySelector(other.hash).hidden = !chosen;
  }
  if (focus) tab.focus();
};
for (const list of document.querySelectorAll(".tablist")) {
  const tabs = [...list.children];
  list.hidden = false;
  list.setAttribute("role", "tablist");
  list.parentElement.classList.add("tabbed");
  tabs.forEach((tab, index) => {
    const panel = document.querySelector(tab.hash);
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", panel.id);
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", tab.id);
    tab.addEventListener("click", (event) => { event.preventDefault(); select(tab); });
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step) select(tabs[(index + step + tabs.length) % tabs.length], true);
      if (event.key === "Home") select(tabs[0], true);
      if (event.key === "End") select(tabs.at(-1), true);
    });
  });
  select(tabs[0]);
}

// A link into something folded, or into another tab, unfolds it first.
const reveal = () => {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  const panel = target.closest(".tabpanel[hidden]");
  if (panel) select(document.getElementById(panel.getAttribute("aria-labelledby")));
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
