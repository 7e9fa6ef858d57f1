"use strict";

/* Search over identifiers, labels and readings in every language; `/` leads to it. */
{
  const { element, say } = report;
  const MOST = 40;
  let index = null;

  function fold(text) {
    return text.normalize("NFKC").toLowerCase();
  }

  /** Read the index of every API when it is first needed. */
  async function entries() {
    if (index) return index;
    const found = [];
    for (const api of report.data.get("overview").apis) {
      for (const item of api.items) {
        const words = [item.name, ...Object.values(item.labels)];
        found.push({ api, item, title: item.name, kind: say(`kind.${item.subkind}`), words, folded: words.map(fold) });
      }
      for (const [number, id, role, title, words] of await report.load(`api-${api.api}/search`)) {
        const own = [title, ...words];
        found.push({ api, item: api.items[number], id, title, role, words: own, folded: own.map(fold) });
      }
    }
    index = found;
    return index;
  }

  /** Rank an entry: the whole word first, then a beginning, then anything; lower is better. */
  function rank(entry, wanted) {
    let best = Infinity;
    entry.folded.forEach((text, number) => {
      const at = text.indexOf(wanted);
      if (at < 0) return;
      const own = (text === wanted ? 0 : at === 0 ? 2 : 4) + (number ? 1 : 0) + (entry.id === undefined ? 0 : 0.5);
      if (own < best) {
        best = own;
        entry.hit = entry.words[number];
      }
    });
    return best;
  }

  report.find = async function (text) {
    const wanted = fold(text.trim());
    if (!wanted) return { shown: [], total: 0 };
    const ranked = (await entries())
      .map((entry) => ({ entry, rank: rank(entry, wanted) }))
      .filter((own) => own.rank < Infinity)
      .sort((one, other) => one.rank - other.rank || one.entry.title.length - other.entry.title.length);
    return { shown: ranked.slice(0, MOST).map((own) => own.entry), total: ranked.length };
  };

  function option(entry, number) {
    const address = report.itemLink(entry.api.api, entry.item.file, entry.id);
    return element("li", { role: "option", id: `option-${number}`, "aria-selected": "false", "data-href": address,
      on: { mousedown: (event) => { event.preventDefault(); location.hash = address; report.closeSearch(); } } },
    element("span", { class: "code option-title" }, report.show(entry.title || say("undecided"))),
    entry.hit && entry.hit !== entry.title ? element("span", { class: "option-hit" }, report.show(entry.hit, { longest: 80 })) : null,
    element("span", { class: "note option-kind" }, entry.role ? `${say(`role.${entry.role}`)} · ` : `${entry.kind}`,
      entry.role ? report.show(entry.item.name) : null));
  }

  /** Make the search box with its list of results. */
  report.searchBox = function () {
    const list = element("ul", { id: "results", role: "listbox", "aria-label": say("search.results"), hidden: true });
    const input = element("input", {
      id: "search", type: "search", role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false",
      "aria-controls": "results", placeholder: say("search.hint"), "aria-label": say("search"), autocomplete: "off", spellcheck: "false",
    });
    let current = -1;

    function mark(next) {
      const options = list.querySelectorAll("[data-href]");
      if (!options.length) return;
      options[current]?.setAttribute("aria-selected", "false");
      current = (next + options.length) % options.length;
      options[current].setAttribute("aria-selected", "true");
      options[current].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", options[current].id);
    }

    function close() {
      list.hidden = true;
      list.replaceChildren();
      current = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }
    report.closeSearch = close;

    async function look() {
      const asked = input.value;
      const { shown, total } = await report.find(asked);
      if (asked !== input.value) return;
      close();
      if (!asked.trim()) return;
      report.append(list, shown.map(option));
      if (!shown.length) list.append(element("li", { role: "option", class: "note", "aria-disabled": "true", "aria-selected": "false" }, say("search.none")));
      if (total > shown.length) {
        list.append(element("li", { role: "option", class: "note", "aria-disabled": "true", "aria-selected": "false" },
          say("search.count", { count: report.number(total) })));
      }
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      report.announce(say("search.count", { count: report.number(total) }));
    }

    input.addEventListener("input", look);
    input.addEventListener("focus", () => { if (input.value) look(); });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        mark(current + (event.key === "ArrowDown" ? 1 : -1));
      } else if (event.key === "Enter") {
        const chosen = list.querySelectorAll("[data-href]")[Math.max(current, 0)];
        if (chosen) {
          location.hash = chosen.dataset.href;
          close();
        }
      } else if (event.key === "Escape") {
        event.preventDefault();
        if (!list.hidden) close();
        else if (input.value) input.value = "";
        else input.blur();
      }
    });
    return element("div", { class: "search", role: "search" }, input, list);
  };

  report.forgetSearch = function () {
    index = null;
  };

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName || "")) return;
    event.preventDefault();
    document.getElementById("search")?.focus();
  });
}
