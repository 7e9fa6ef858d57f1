"use strict";

/* One type, message, enumeration, operation or page, with all its editions side by side. */
{
  const { element, say } = report;
  let hidden = new Set();
  let damagedOnly = false;

  function byLocale(place) {
    return new Map((place?.readings || []).map((own) => [own.locale, own]));
  }

  function isDamaged(row) {
    return [row.name, row.type].some((place) => place
      && (place.status === "provisional" || place.status === "unresolved"
        || place.readings.some((own) => own.damage)));
  }

  /** Show one edition's reading, marked in place where it is damaged. */
  function reading(own, place) {
    if (!own) return element("span", { class: "absent" }, say("absent"));
    const state = own.damage ? "damaged" : place.status === "intact" ? "sound" : place.status;
    const empty = !own.text || own.text.text === "";
    return element("span", { class: `reading ${state}` },
      element("span", { class: own.code ? "code in-code" : "code" },
        empty ? element("span", { class: "hidden-character" }, say("empty"))
          : report.show(own.text, { longest: 160, where: `${own.path}:${own.line}` })),
      own.damage ? [" ", report.chip("damage", own.damage)] : null);
  }

  function typeText(api, row) {
    const place = row.type;
    if (!place) return null;
    const text = place.canonical === null ? say("undecided") : report.show(place.canonical);
    const link = row.typeLink ? element("a", { href: report.itemLink(api, row.typeLink) }, text) : text;
    return element("div", { class: "decided-type code" }, link,
      place.status === "intact" || place.status === "repaired" ? null : [" ", report.chip("status", place.status)]);
  }

  function label(api, labels) {
    const found = report.pick(api, labels);
    return found ? element("div", { class: "label" }, report.show(found.text, { lang: found.tag })) : null;
  }

  /** Show what was decided of a row, with the button that opens its evidence. */
  function decided(api, row, open) {
    const place = row.name;
    const name = place.canonical === null ? element("em", {}, say("undecided")) : report.show(place.canonical);
    const button = element("button", {
      type: "button", class: "row-button code", "aria-expanded": "false", id: `place-${place.id}`,
      "aria-controls": `panel-${place.id}`, on: { click: () => open() },
    }, name);
    return element("th", { scope: "row", class: "decided-cell" }, button,
      label(api, row.labels), typeText(api, row),
      element("div", { class: "facts" },
        place.status === "intact" ? null : report.chip("status", place.status),
        row.occurs ? element("span", { class: "chip plain" }, row.occurs) : null,
        row.group ? element("span", { class: "chip plain" }, say(`group.${row.group}`)) : null,
        row.attribute ? element("span", { class: "chip plain" }, say("attribute")) : null,
        row.enumLink ? element("a", { class: "chip plain", href: report.itemLink(api, row.enumLink) }, report.show(row.enum)) : null));
  }

  function descriptions(row) {
    const found = Object.entries(row.doc);
    if (!found.length) return null;
    return element("section", { class: "descriptions" },
      element("h3", {}, say("descriptions")),
      element("dl", {}, found.map(([tag, text]) => [
        element("dt", {}, tag), element("dd", {}, report.show(text, { lang: tag }))])));
  }

  /** Say from what a state's group was inferred. */
  function groupNote(row) {
    if (!row.groupReason) return null;
    return element("p", { class: "note" }, say(`group.${row.group}`), ": ", report.show(row.groupReason));
  }

  function panel(api, item, row) {
    return element("div", { class: "evidence" },
      report.evidenceCard(api, item, row.name),
      row.type ? report.evidenceCard(api, item, row.type) : null,
      descriptions(row), groupNote(row));
  }

  /** Show one row; its evidence is built when it is first opened. */
  function tableRow(api, item, row, locales) {
    const names = byLocale(row.name);
    const types = byLocale(row.type);
    const detail = element("tr", { class: "detail", id: `panel-${row.name.id}`, hidden: true });
    const toggle = (force) => {
      const show = force ?? detail.hidden;
      if (show && !detail.firstChild) {
        detail.append(element("td", { colspan: String(locales.length + 1) }, panel(api, item, row)));
      }
      detail.hidden = !show;
      head.querySelector(".row-button").setAttribute("aria-expanded", String(show));
    };
    const head = element("tr", { class: isDamaged(row) ? "has-damage" : "is-sound" },
      decided(api, row, toggle),
      locales.map((locale) => element("td", { lang: locale.tag, "data-locale": locale.locale },
        reading(names.get(locale.locale), row.name),
        row.type ? element("div", { class: "type-reading" }, reading(types.get(locale.locale), row.type)) : null)));
    head.open = toggle;
    head.numbers = [row.name.id, row.type?.id];
    return [head, detail];
  }

  function mentions(table) {
    if (!table.mentions.length) return null;
    return element("details", { class: "mentions" },
      element("summary", {}, say("places"), " ", element("span", { class: "note" }, report.show(table.page))),
      element("ul", {}, table.mentions.map((own) => element("li", {},
        element("span", { class: "locale" }, own.locale), " ",
        report.showPlace(own.path, own.line), " ", own.text ? report.show(own.text) : null))));
  }

  function shownTable(api, item, table, index) {
    const editions = report.api(api).editions.filter((own) => !hidden.has(own.locale));
    const rows = table.rows.filter((row) => !damagedOnly || isDamaged(row));
    const title = say("tableOf", { page: table.page });
    return element("section", { class: "shown-table" },
      mentions(table),
      rows.length ? element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": `${title} ${index + 1}` },
        element("table", { class: "editions" },
          element("colgroup", {}, element("col", { class: "first" }), editions.map(() => element("col", {}))),
          element("thead", {}, element("tr", {},
            element("th", { scope: "col" }, say("column.identifier")),
            editions.map((own) => element("th", { scope: "col", class: "locale-head" }, own.locale,
              own.tag === report.api(api).reference ? element("span", { class: "note" }, ` ${say("reference")}`) : null)))),
          element("tbody", {}, rows.map((row) => tableRow(api, item, row, editions)))))
        : element("p", { class: "note" }, say("nothingDamaged")));
  }

  function controls(api) {
    return element("div", { class: "controls", role: "group", "aria-label": say("filter.title") },
      report.api(api).editions.map((own) => element("label", { class: "choice" },
        element("input", {
          type: "checkbox", checked: !hidden.has(own.locale), value: own.locale,
          on: { change: (event) => {
            if (event.target.checked) hidden.delete(own.locale);
            else hidden.add(own.locale);
            report.route();
          } },
        }), element("span", {}, own.locale))),
      element("label", { class: "choice" },
        element("input", {
          type: "checkbox", id: "damaged-only", checked: damagedOnly,
          on: { change: (event) => { damagedOnly = event.target.checked; report.route(); } },
        }), element("span", {}, say("damagedOnly"))));
  }

  function headings(api, item) {
    if (!item.headings.length) return null;
    return element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": say("headings") },
      element("table", { class: "headings list" },
        element("thead", {}, element("tr", {},
          ["edition", "heading", "source"].map((key) => element("th", { scope: "col" }, say(`column.${key}`))))),
        element("tbody", {}, item.headings.map((own) => element("tr", {},
          element("th", { scope: "row" }, own.locale),
          element("td", { lang: report.tagOf(api, own.locale) }, report.show(own.text)),
          element("td", {}, report.showPlace(own.path, own.line)))))));
  }

  function contract(item) {
    if (!item.contract.length) return null;
    const template = report.data.get("overview").links.contract;
    return element("section", { class: "contract" },
      element("h2", {}, say("contract")),
      item.contract.map((own) => {
        const address = report.linkTo(template, own.path, own.line);
        const place = `${own.path}:${own.line}`;
        return element("details", { id: `contract-${own.language}` },
          element("summary", {},
            element("span", { class: "chip plain" }, { xsd: "XML Schema", json: "schema.json", python: "Python" }[own.language]), " ",
            address ? element("a", { href: address, rel: "noopener noreferrer" }, place)
              : element("span", { class: "place" }, report.show(place)), " ",
            element("code", { class: "note" }, report.show(own.anchor))),
          own.text ? element("pre", { class: "source", tabindex: "0" }, report.show(own.text, { longest: 6000 }))
            : element("p", { class: "note" }, say("contract.pointer")));
      }));
  }

  /** Lead to the declarations below, which are opened on the way. */
  function declarations(item) {
    if (!item.contract.length) return null;
    return element("p", { class: "declarations" }, say("contract"), ": ", item.contract.map((own) => element("button", {
      type: "button", class: "quiet",
      on: { click: () => {
        const shown = document.getElementById(`contract-${own.language}`);
        shown.open = true;
        shown.scrollIntoView({ block: "start" });
        shown.querySelector("summary").focus({ preventScroll: true });
      } },
    }, `${own.path}:${own.line}`)));
  }

  function links(api, item) {
    if (!item.links.length) return null;
    return element("ul", { class: "links" }, item.links.map((own) => element("li", {},
      say(`link.${own.what}`), " ", element("a", { class: "code", href: report.itemLink(api, own.to) }, report.show(own.name)))));
  }

  function head(api, item) {
    const own = report.pick(api, item.labels);
    const doc = report.pick(api, item.doc);
    return element("div", { class: "item-head" },
      element("p", { class: "crumbs" },
        element("a", { href: `#/contents?api=${encodeURIComponent(api)}&kind=${item.kind}` }, say(`kinds.${item.kind}`))),
      element("h1", { class: "code" }, report.show(item.name)),
      own ? element("p", { class: "lead label" }, report.show(own.text, { lang: own.tag })) : null,
      element("p", { class: "facts" },
        element("span", { class: "chip plain" }, say(`kind.${item.subkind}`)),
        item.status ? [" ", report.chip("status", item.status)] : null,
        item.open ? [" ", element("span", { class: "chip plain" }, say("open"))] : null,
        item.confidence === null ? null : [" ", say("confidence"), " ", report.meter(item.confidence)]),
      doc ? element("p", {}, report.show(doc.text, { lang: doc.tag })) : null,
      item.evidence.length ? element("p", { class: "note" }, item.evidence.map((why) => [report.show(why), " "])) : null);
  }

  /** Show an operation's messages below it, as their own pages do. */
  async function messages(api, item) {
    const parts = [];
    for (const own of item.links) {
      if (own.what !== "request" && own.what !== "response") continue;
      const message = await report.load(`api-${api}/${own.to}`);
      message.file = own.to;
      parts.push(element("section", {},
        element("h2", {}, say(`link.${own.what}`), " ", element("a", { class: "code", href: report.itemLink(api, own.to) }, report.show(own.name))),
        message.tables.length ? message.tables.map((table, index) => shownTable(api, message, table, index))
          : element("p", { class: "note" }, say("noFields"))));
    }
    return parts;
  }

  report.views.item = async function (main, { api, file, query }) {
    const item = await report.load(`api-${api}/${file}`);
    item.file = file;
    const below = item.kind === "operation" ? await messages(api, item) : [];
    document.title = `${item.name} · gen-schema`;
    report.append(main, [
      head(api, item), declarations(item), links(api, item), headings(api, item), controls(api),
      item.tables.map((table, index) => shownTable(api, item, table, index)),
      !item.tables.length && item.kind !== "operation" ? element("p", { class: "note" }, say("noFields")) : null,
      item.extra.length ? element("section", {}, element("h2", {}, say("extra")),
        element("ul", { class: "code" }, item.extra.map((own) => element("li", {}, report.show(own))))) : null,
      below, contract(item),
    ]);
    return () => reveal(query.get("at"));
  };

  /** Open the evidence of one place and bring it into view. */
  function reveal(at) {
    if (at === null) return false;
    for (const row of document.querySelectorAll(".editions tbody tr")) {
      if (!row.numbers?.includes(Number(at))) continue;
      row.open(true);
      row.classList.add("is-meant");
      row.querySelector(".row-button").focus({ preventScroll: true });
      row.scrollIntoView({ block: "start" });
      return true;
    }
    return false;
  }

  /** Walk the rows with the arrow keys. */
  document.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    if (!document.activeElement?.classList.contains("row-button")) return;
    const buttons = [...document.querySelectorAll(".row-button")];
    const next = buttons.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    if (!buttons[next]) return;
    event.preventDefault();
    buttons[next].focus();
  });
}
