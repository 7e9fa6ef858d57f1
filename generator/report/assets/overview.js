"use strict";

/* The overview: what was read, where it is damaged and how, and how far labels reach. */
{
  const { element, say } = report;

  function findings(api, values) {
    const query = new URLSearchParams({ api, ...values });
    return `#/findings?${query}`;
  }

  function total(edition) {
    return Object.values(edition.status).reduce((sum, count) => sum + count, 0);
  }

  function damaged(edition) {
    return Object.values(edition.damage).reduce((sum, count) => sum + count, 0);
  }

  function figure(name, value, address) {
    const number = element("span", { class: "figure-number" }, value);
    return element("li", { class: "figure" },
      address ? element("a", { href: address }, number) : number,
      element("span", { class: "figure-name" }, name));
  }

  function figures(api) {
    const all = api.editions.reduce((sum, own) => sum + total(own), 0);
    const bad = api.editions.reduce((sum, own) => sum + damaged(own), 0);
    const count = (status) => api.editions.reduce((sum, own) => sum + own.status[status], 0);
    const of = (kind) => api.items.filter((own) => kind.includes(own.kind)).length;
    return element("ul", { class: "figures" },
      figure(say("figure.editions"), report.number(api.editions.length)),
      figure(say("figure.pages"), report.number(api.editions.reduce((sum, own) => sum + own.pages, 0))),
      figure(say("figure.items"), report.number(of(["type", "message", "enumeration", "operation"])),
        `#/contents?api=${encodeURIComponent(api.api)}`),
      figure(say("figure.readings"), report.number(all)),
      figure(`${say("figure.damaged")} · ${report.percent(bad, all)}`, report.number(bad), findings(api.api, { damage: "any" })),
      figure(say("figure.provisional"), report.number(count("provisional")), findings(api.api, { status: "provisional" })),
      figure(say("figure.unresolved"), report.number(count("unresolved")), findings(api.api, { status: "unresolved" })));
  }

  function heatClass(bad, all) {
    if (!all) return "heat-none";
    const share = bad / all;
    const steps = [0, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5];
    return `heat-${steps.filter((step) => share > step).length}`;
  }

  function heatCell(api, edition, section, [bad, all]) {
    const name = `${edition.locale}, ${section || "/"}: ${say("heat.cell", { damaged: report.number(bad), readings: report.number(all) })}`;
    const shown = all ? report.percent(bad, all) : "";
    return element("td", { class: `heat ${heatClass(bad, all)}` },
      bad ? element("a", { href: findings(api.api, { locale: edition.locale, section, damage: "any" }), "aria-label": name, title: name }, shown)
        : element("span", { title: name }, shown));
  }

  function table(title, head, rows, className = "list") {
    return element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": title },
      element("table", { class: className },
        element("thead", {}, element("tr", {}, head)), element("tbody", {}, rows)));
  }

  function corner(text) {
    return element("th", { scope: "col" }, text);
  }

  /** Sections are rows, since they are the many; editions are columns. */
  function heatMap(api) {
    const head = [corner(say("section")), ...api.editions.map((own) => element("th", { scope: "col" }, own.locale))];
    const rows = api.sections.map((section, index) => element("tr", {},
      element("th", { scope: "row", class: "code" }, report.show(section || "/")),
      api.editions.map((own) => heatCell(api, own, section, own.heat[index]))));
    return element("section", {},
      element("h2", {}, say("heat.title")), element("p", { class: "note" }, say("heat.lead")),
      table(say("heat.title"), head, rows, "heat-map"));
  }

  function damageTable(api) {
    const kinds = api.damages.filter((kind) => api.editions.some((own) => own.damage[kind]));
    if (!kinds.length) return null;
    const most = Math.max(...api.editions.flatMap((own) => kinds.map((kind) => own.damage[kind])));
    const head = [corner(say("column.damage")), ...api.editions.map((own) => element("th", { scope: "col" }, own.locale))];
    const rows = kinds.map((kind) => element("tr", {},
      element("th", { scope: "row" }, report.chip("damage", kind), element("div", { class: "note" }, say(`damageHelp.${kind}`))),
      api.editions.map((own) => element("td", { class: "bar-cell" }, own.damage[kind]
        ? element("a", { href: findings(api.api, { locale: own.locale, damage: kind }), class: "bar", share: own.damage[kind] / most },
          report.number(own.damage[kind]))
        : element("span", { class: "note" }, "0")))));
    return element("section", {}, element("h2", {}, say("damage.title")), table(say("damage.title"), head, rows, "bars"));
  }

  function editionTable(api) {
    const columns = ["edition", "pages", "tables", "rows", "intact", "repaired", "provisional", "unresolved", "labels"];
    const head = columns.map((key) => element("th", { scope: "col", class: key === "edition" ? null : "number" }, say(`column.${key}`)));
    const rows = api.editions.map((own) => element("tr", {},
      element("th", { scope: "row" }, own.locale, own.tag === api.reference ? element("span", { class: "note" }, ` ${say("reference")}`) : null),
      [own.pages, own.tables, own.rows, own.status.intact, own.status.repaired, own.status.provisional, own.status.unresolved]
        .map((count) => element("td", { class: "number" }, report.number(count))),
      element("td", { class: "number" },
        element("span", { class: "bar", share: own.labels / Math.max(1, api.identifiers) },
          report.percent(own.labels, api.identifiers)),
        own.doubtful ? element("div", { class: "note" }, say("doubtful", { count: report.number(own.doubtful) })) : null)));
    return element("section", {},
      element("h2", {}, say("editions.title")),
      element("p", { class: "note" }, say("editions.lead", { count: report.number(api.identifiers) })),
      table(say("editions.title"), head, rows));
  }

  report.views.overview = function (main) {
    const { apis } = report.data.get("overview");
    document.title = "gen-schema report";
    main.append(element("h1", {}, say("overview.title")), element("p", { class: "lead" }, say("overview.lead")));
    for (const api of apis) {
      report.append(main, [element("section", { class: "api" },
        element("h2", { class: "api-title" }, report.show(api.title), " ",
          element("span", { class: "note code" }, report.show(api.namespace))),
        figures(api), heatMap(api), damageTable(api), editionTable(api),
        api.diagnostics ? element("p", {}, element("a", { href: `#/messages?api=${encodeURIComponent(api.api)}` },
          say("messages.link", { count: report.number(api.diagnostics) }))) : null)]);
    }
  };
}
