"use strict";

/* Text of pages: always text, what cannot be seen made visible, what is long shortened. */
{
  const { element } = report;
  const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu;
  const LONGEST = 400;

  /** Write out characters that would turn, hide or end what stands beside them. */
  function visible(text) {
    const parts = [];
    let last = 0;
    for (const match of text.matchAll(HIDDEN)) {
      parts.push(text.slice(last, match.index));
      const code = match[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
      parts.push(element("span", { class: "hidden-character" }, `U+${code}`));
      last = match.index + match[0].length;
    }
    parts.push(text.slice(last));
    return parts;
  }

  function shorten(text, longest) {
    const end = longest - (/[\ud800-\udbff]/.test(text[longest - 1]) ? 1 : 0);
    return text.slice(0, end);
  }

  /**
   * Show a text of a page.
   * `value` is a text, or `{text, more}` where the data file has its beginning only.
   */
  report.show = function (value, { lang, longest = LONGEST, where } = {}) {
    const text = typeof value === "object" && value !== null ? value.text : String(value ?? "");
    const more = typeof value === "object" && value !== null ? value.more : 0;
    const shown = element("bdi", { lang });
    if (text.length <= longest) {
      report.append(shown, visible(text));
    } else {
      report.append(shown, [...visible(shorten(text, longest)), "…"]);
      const button = element("button", {
        type: "button",
        class: "quiet show-all",
        on: {
          click: (event) => {
            event.stopPropagation();
            shown.replaceChildren();
            report.append(shown, visible(text));
            button.remove();
          },
        },
      }, report.say("showAll", { count: report.number(text.length) }));
      return report.append(document.createDocumentFragment(), [shown, " ", button, leftOut(more, where)]);
    }
    return more ? report.append(document.createDocumentFragment(), [shown, leftOut(more, where)]) : shown;
  };

  /** Say what not even the data file holds. */
  function leftOut(more, where) {
    if (!more) return null;
    const place = where ? ` (${where})` : "";
    return element("span", { class: "left-out" },
      ` … ${report.say("leftOut", { count: report.number(more) })}${place}`);
  }

  /** Show a place in a page, linked where the report was told where pages can be seen. */
  report.showPlace = function (path, line, column) {
    const address = report.linkTo(report.data.get("overview").links.source, path, line);
    const text = column ? `${path}:${line}:${column}` : `${path}:${line}`;
    const shown = report.show(text);
    if (!address) return element("span", { class: "place" }, shown);
    return element("a", { class: "place", href: address, rel: "noopener noreferrer" }, shown);
  };

  report.linkTo = function (template, path, line) {
    if (!template) return "";
    const parts = { path: path.split("/").map(encodeURIComponent).join("/"), line: String(line) };
    return template.replace(/\{(path|line)\}/g, (_, name) => parts[name]);
  };

  report.chip = function (kind, value) {
    return element("span", { class: `chip ${kind} ${kind}-${value}` }, report.say(`${kind}.${value}`));
  };

  /** Show a confidence as a bar and a number. */
  report.meter = function (value) {
    return element("span", { class: "meter" },
      element("span", { class: "meter-bar", share: value ?? 0, "aria-hidden": "true" }),
      element("span", { class: "meter-number" }, report.confidence(value)));
  };

  report.itemLink = function (api, file, at) {
    const query = at === undefined ? "" : `?at=${at}`;
    return `#/${encodeURIComponent(api)}/${encodeURIComponent(file)}${query}`;
  };
}
