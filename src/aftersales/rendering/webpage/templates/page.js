"use strict";
(() => {
  const root = document.documentElement;
  const said = root.dataset;
  const written = Date.parse(said.written);
  const cases = [...document.querySelectorAll(".case")];

  // A page lies in a folder and grows old: it says so, and how late each case is by now.
  const spans = said.spans.split("|");
  const span = (milliseconds, late) => {
    const minutes = Math.max(1, Math.floor(Math.abs(milliseconds) / 60000));
    const days = Math.floor(minutes / 1440);
    const hours = Math.floor((minutes % 1440) / 60);
    const form = days ? (hours && days < 6 && !late ? 0 : 1) : hours ? (late ? 3 : 2) : 4;
    const two = String(minutes % 60).padStart(2, "0");
    return spans[form].replace("{days}", days).replace("{hours}", hours).replace("{minutes}", form === 4 ? minutes : two);
  };
  const refresh = () => {
    const now = Date.now();
    const age = now - written;
    const aged = document.getElementById("aged");
    aged.hidden = age < 30 * 60000;
    if (!aged.hidden) aged.textContent = said.aged.replace("{span}", span(age, true));
    if (age < 60000) return;
    for (const item of cases) {
      if (!item.dataset.due) continue;
      const left = Date.parse(item.dataset.due) - now;
      const text = span(left, left < 0);
      item.querySelector(".left").textContent = left < 0 ? said.late.replace("{span}", text) : text;
      item.classList.toggle("gone", left < 0);
    }
  };
  refresh();
  setInterval(refresh, 60000);
  document.addEventListener("visibilitychange", () => document.hidden || refresh());

  // A link to #case-7 opens the case.
  const open = () => {
    const item = /^#case-\d+$/.test(location.hash) && document.getElementById(location.hash.slice(1));
    if (item) item.querySelector("details").open = true;
  };
  open();
  window.addEventListener("hashchange", open);

  const form = document.getElementById("filter");
  if (!form) return;
  form.hidden = false;
  const words = document.getElementById("words");
  const shops = document.getElementById("shops");
  const shown = document.getElementById("shown");
  let texts; // read when somebody types: most do not
  const filter = () => {
    const asked = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const shop = shops ? shops.value : "";
    texts ??= new Map(cases.map((item) => [item, item.textContent.toLowerCase()]));
    let number = 0;
    for (const item of cases) {
      const fits = (!shop || item.dataset.shop === shop) && asked.every((word) => texts.get(item).includes(word));
      item.hidden = !fits;
      number += fits;
    }
    for (const band of document.querySelectorAll(".band")) band.hidden = !band.querySelector(".case:not([hidden])");
    const all = number === cases.length;
    shown.textContent = all ? "" : number ? said.shown.replace("{shown}", number).replace("{all}", cases.length) : said.none;
  };
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  words.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    words.value = "";
    filter();
  });
  if (words.value || (shops && shops.value)) filter(); // what the browser kept of the last visit
})();
