"use strict";

/* Lists: damaged readings with their filters, the contents, what the run had to say. */
{
  const { element, say } = report;
  const STEP = 100;
  const LEVELS = ["0.99", "0.9", "0.7", "0.5"];

  /** Show a table a hundred rows at a time. */
  function grow(title, head, rows, makeRow) {
    const body = element("tbody");
    const more = element("button", { type: "button", class: "quiet", on: { click: () => extend() } });
    let shown = 0;
    function extend() {
      const next = rows.slice(shown, shown + STEP);
      report.append(body, next.map(makeRow));
      shown += next.length;
      more.hidden = shown >= rows.length;
      more.textContent = say("more", { count: report.number(rows.length - shown) });
    }
    extend();
    return [
      element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": title },
        element("table", { class: "list" },
          element("thead", {}, element("tr", {}, head.map((key) => element("th", { scope: "col" }, say(`column.${key}`))))), body)),
      more,
    ];
  }

  function apiOf(query) {
    const { apis } = report.data.get("overview");
    return apis.find((own) => own.api === query.get("api")) || apis[0];
  }

  /** Make a select whose choice goes into the address. */
  function choice(view, query, key, options, any = say("any")) {
    const id = `filter-${key}`;
    const select = element("select", {
      id,
      on: { change: (event) => {
        const next = new URLSearchParams(query);
        if (event.target.value === "*") next.delete(key);
        else next.set(key, event.target.value);
        location.hash = `#/${view}?${next}`;
      } },
    }, any === null ? null : element("option", { value: "*" }, any),
    options.map(([value, text]) => element("option", { value, selected: query.get(key) === value }, text)));
    return element("label", { class: "filter", for: id }, say(`filter.${key}`), select);
  }

  function apiChoice(view, query) {
    const { apis } = report.data.get("overview");
    if (apis.length < 2) return null;
    const chosen = new URLSearchParams(query);
    chosen.set("api", apiOf(query).api);
    return choice(view, chosen, "api", apis.map((own) => [own.api, own.api]), null);
  }

  function matches(row, query) {
    const [, , locale, section, role, damage, status, confidence] = row;
    const wanted = query.get("damage");
    return (!query.has("locale") || query.get("locale") === locale)
      && (!query.has("section") || query.get("section") === section)
      && (!query.has("role") || query.get("role") === role)
      && (!query.has("status") || query.get("status") === status)
      && (!wanted || (wanted === "any" ? damage !== "" : wanted === damage))
      && (!query.has("confidence") || confidence <= Number(query.get("confidence")));
  }

  function findingRow(api) {
    return ([index, id, locale, , role, damage, status, confidence, text, canonical]) => {
      const item = api.items[index];
      const name = canonical === null ? say("undecided") : report.show(canonical);
      return element("tr", {},
        element("th", { scope: "row" },
          element("a", { class: "code", href: report.itemLink(api.api, item.file, id) }, name),
          element("div", { class: "note code" }, report.show(item.name))),
        element("td", {}, say(`role.${role}`)),
        element("td", {}, locale),
        element("td", { lang: report.tagOf(api.api, locale), class: "code" }, text === "" ? element("span", { class: "hidden-character" }, say("empty")) : report.show(text)),
        element("td", {}, damage ? report.chip("damage", damage) : "–"),
        element("td", {}, report.chip("status", status)),
        element("td", { class: "number" }, report.meter(confidence)));
    };
  }

  report.views.findings = async function (main, { query }) {
    const api = apiOf(query);
    const rows = await report.load(`api-${api.api}/findings`);
    const found = rows.filter((row) => matches(row, query));
    const pairs = (prefix, values) => values.map((own) => [own, say(`${prefix}.${own}`)]);
    document.title = `${say("nav.findings")} · gen-schema`;
    report.append(main, [
      element("h1", {}, say("findings.title")), element("p", { class: "lead" }, say("findings.lead")),
      element("div", { class: "filters", role: "group", "aria-label": say("filter.title") },
        apiChoice("findings", query),
        choice("findings", query, "locale", api.editions.map((own) => [own.locale, own.locale])),
        choice("findings", query, "section", api.sections.map((own) => [own, own || "/"])),
        choice("findings", query, "role", pairs("role", ["name", "type", "value"])),
        choice("findings", query, "damage", [["any", say("damage.any")], ...pairs("damage", api.damages)]),
        choice("findings", query, "status", pairs("status", ["intact", "repaired", "provisional", "unresolved"])),
        choice("findings", query, "confidence", LEVELS.map((own) => [own, `≤ ${own}`]))),
      element("p", { class: "count", id: "count" }, say("count", { count: report.number(found.length), total: report.number(rows.length) })),
      found.length ? grow(say("findings.title"), ["identifier", "role", "edition", "reading", "damage", "status", "confidence"], found, findingRow(api))
        : element("p", { class: "note" }, say("nothing")),
    ]);
    report.announce(say("count", { count: report.number(found.length), total: report.number(rows.length) }));
  };

  function contentRow(api) {
    return (own) => {
      const label = report.pick(api.api, own.labels);
      return element("tr", {},
        element("th", { scope: "row" },
          element("a", { class: "code", href: report.itemLink(api.api, own.file) }, report.show(own.name)),
          label ? element("div", { class: "label" }, report.show(label.text, { lang: label.tag })) : null),
        element("td", {}, say(`kind.${own.subkind}`)),
        element("td", { class: "code note" }, report.show(own.page)),
        [own.places, own.damaged, own.provisional, own.unresolved].map((count) =>
          element("td", { class: "number" }, count ? report.number(count) : "–")));
    };
  }

  report.views.contents = function (main, { query }) {
    const api = apiOf(query);
    const only = query.get("show");
    const found = api.items.filter((own) => (!query.has("kind") || query.get("kind") === own.kind)
      && (!only || own[only] > 0));
    const kinds = ["type", "message", "enumeration", "operation", "page"].map((own) => [own, say(`kinds.${own}`)]);
    const shows = ["damaged", "provisional", "unresolved"].map((own) => [own, say(`show.${own}`)]);
    document.title = `${say("nav.contents")} · gen-schema`;
    report.append(main, [
      element("h1", {}, say("contents.title")),
      element("div", { class: "filters", role: "group", "aria-label": say("filter.title") },
        apiChoice("contents", query),
        choice("contents", query, "kind", kinds), choice("contents", query, "show", shows)),
      element("p", { class: "count", id: "count" }, say("count", { count: report.number(found.length), total: report.number(api.items.length) })),
      found.length ? grow(say("contents.title"), ["identifier", "kind", "page", "places", "damagedReadings", "provisional", "unresolved"], found, contentRow(api))
        : element("p", { class: "note" }, say("nothing")),
    ]);
  };

  function messageRow([severity, code, text, place, evidence, help]) {
    return element("tr", {},
      element("td", {}, element("span", { class: `chip severity-${severity}` }, say(`severity.${severity}`)), " ", code),
      element("td", {}, report.show(text), evidence.map((line) => element("div", { class: "note" }, report.show(line))),
        help ? element("div", { class: "note" }, report.show(help)) : null),
      element("td", { class: "place" }, report.show(place)));
  }

  report.views.messages = async function (main, { query }) {
    const api = apiOf(query);
    const rows = await report.load(`api-${api.api}/messages`);
    const found = rows.filter(([severity]) => !query.has("severity") || query.get("severity") === severity);
    document.title = `${say("nav.messages")} · gen-schema`;
    report.append(main, [
      element("h1", {}, say("messages.title")),
      element("div", { class: "filters", role: "group", "aria-label": say("filter.title") },
        apiChoice("messages", query),
        choice("messages", query, "severity", ["error", "warning", "note"].map((own) => [own, say(`severity.${own}`)]))),
      element("p", { class: "count", id: "count" }, say("count", { count: report.number(found.length), total: report.number(rows.length) })),
      found.length ? grow(say("messages.title"), ["code", "message", "source"], found, messageRow)
        : element("p", { class: "note" }, say("nothing")),
    ]);
  };
}
