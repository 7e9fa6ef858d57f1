"use strict";

/* A reviewer's word on a verdict, kept in the browser, and the errata that come of it. */
{
  const { element, say } = report;
  const NAME = /^[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Nd}\p{Mn}\p{Mc}_.\-\u00b7]*$/u;
  const TYPE = /^(?:[^\s:[\]]*:)?[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Nd}\p{Mn}\p{Mc}_.\-]*(?:\[\])?$/u;

  const reviews = new Map();

  function storageKey(api) {
    return `review:${api}:${report.api(api).digest}`;
  }

  /** Give what was said of an API's places: number of the place → review. */
  report.reviewsOf = function (api) {
    if (!reviews.has(api)) {
      reviews.set(api, new Map(Object.entries(report.recall(storageKey(api)) || {})));
    }
    return reviews.get(api);
  };

  function store(api, id, review) {
    const own = report.reviewsOf(api);
    if (review) own.set(String(id), review);
    else own.delete(String(id));
    report.keep(storageKey(api), Object.fromEntries(own));
    report.drawReviewCount();
  }

  report.countReviews = function () {
    return report.data.get("overview").apis
      .reduce((sum, own) => sum + report.reviewsOf(own.api).size, 0);
  };

  function clean(text) {
    return text.normalize("NFC").trim();
  }

  /** Say what is wrong with an answer; empty for nothing. */
  function fault(decision, canonical, reason, role) {
    if (!reason || /[\u0000-\u001f\u007f-\u009f]/.test(reason)) return say("review.needsReason");
    if (decision !== "correct") return "";
    if (!canonical || /[\u0000-\u001f\u007f-\u009f]/.test(canonical)) return say("review.needsIdentifier");
    if (role === "name" && !NAME.test(canonical)) return say("review.noName");
    if (role === "type" && !TYPE.test(canonical)) return say("review.noType");
    return "";
  }

  /** Make the form by which a place is accepted, rejected or corrected. */
  report.reviewForm = function (api, item, place) {
    if (place.byHand) return element("p", { class: "note" }, say("review.byHand"));
    if (!place.erratum) return element("p", { class: "note" }, say("review.noPlace"));
    const form = element("form", { class: "review", "aria-label": say("review.title"), autocomplete: "off" });
    fill(form, api, item, place);
    const isAsked = ["provisional", "unresolved"].includes(place.status) || report.reviewsOf(api).has(String(place.id));
    return element("details", { class: "review-box", open: isAsked }, element("summary", {}, say("review.title")), form);
  };

  function fill(form, api, item, place) {
    const former = report.reviewsOf(api).get(String(place.id));
    const group = `decision-${place.id}`;
    // what is sure needs no acceptance: an erratum that says the same would be stale
    const canAccept = place.canonical !== null && place.status === "provisional";
    const choices = canAccept ? ["accept", "reject", "correct"] : ["correct", "reject"];
    const chosen = former?.decision || choices[0];
    const radio = (name) => element("label", { class: "choice" },
      element("input", { type: "radio", name: group, value: name, checked: name === chosen }),
      element("span", {}, say(`review.${name}`)));
    const canonical = element("input", {
      type: "text", id: `canonical-${place.id}`, spellcheck: "false",
      value: former?.canonical ?? place.runnerUp ?? place.canonical ?? "",
    });
    const reason = element("input", { type: "text", id: `reason-${place.id}`, value: former?.reason ?? "" });
    const problem = element("p", { class: "problem", role: "alert" });
    const state = element("p", { class: "review-state" }, former ? say(`review.is.${former.decision}`) : "");
    form.replaceChildren();
    report.append(form, [
      element("fieldset", {}, element("legend", { class: "hidden" }, say("review.title")), choices.map(radio)),
      element("div", { class: "review-fields" },
        element("label", { for: canonical.id }, say("review.identifier"), canonical),
        element("label", { for: reason.id }, say("review.reason"), reason)),
      element("div", { class: "review-actions" },
        element("button", { type: "submit" }, say("review.keep")),
        former ? element("button", {
          type: "button", class: "quiet",
          on: { click: () => { store(api, place.id, null); fill(form, api, item, place); } },
        }, say("review.withdraw")) : null,
        state),
      problem,
    ]);
    const toggle = () => {
      canonical.disabled = form.elements[group].value !== "correct";
    };
    form.onchange = toggle;
    toggle();
    form.onsubmit = (event) => {
      event.preventDefault();
      const decision = form.elements[group].value;
      const text = clean(canonical.value);
      const why = clean(reason.value);
      problem.textContent = fault(decision, text, why, place.role);
      if (problem.textContent) return;
      store(api, place.id, {
        decision,
        canonical: decision === "accept" ? place.canonical : text,
        reason: why,
        path: place.path,
        role: place.role,
        file: item.file,
        decided: place.canonical,
        erratum: place.erratum,
      });
      fill(form, api, item, place);
      report.announce(say(`review.is.${decision}`));
    };
  }

  /** Write a TOML basic string; whatever is not plainly visible is escaped. */
  function quote(text) {
    const escaped = text.replace(/[\\"]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, (char) => {
      if (char === "\\" || char === '"') return `\\${char}`;
      const code = char.codePointAt(0).toString(16).toUpperCase();
      return code.length > 4 ? `\\U${code.padStart(8, "0")}` : `\\u${code.padStart(4, "0")}`;
    });
    return `"${escaped}"`;
  }

  function write(value) {
    return typeof value === "number" ? String(value) : quote(value);
  }

  /** Write an API's reviews as a fragment of gen-schema.toml. */
  report.errataText = function (api) {
    const entries = [...report.reviewsOf(api)].sort(([a], [b]) => Number(a) - Number(b));
    const parts = [`# Errata of ${quote(api)} from its report, for the gen-schema.toml in the API's own folder.`];
    for (const [, review] of entries) {
      const { decision, canonical, reason, erratum } = review;
      if (decision === "reject") {
        const place = Object.entries(erratum).map(([key, value]) => `${key} = ${write(value)}`).join(", ");
        parts.push(`# rejected, and what is right is not said: ${place}\n`
          + `#   decided: ${quote(review.decided ?? "")}, because it is wrong: ${quote(reason)}`);
        continue;
      }
      const keys = { ...erratum, canonical, reason };
      parts.push(["[[errata]]", ...Object.entries(keys).map(([key, value]) => `${key} = ${write(value)}`)].join("\n"));
    }
    return `${parts.join("\n\n")}\n`;
  };

  function download(api) {
    const blob = new Blob([report.errataText(api)], { type: "application/toml" });
    const address = URL.createObjectURL(blob);
    const link = element("a", { href: address, download: `errata-${api}.toml` });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }

  function row(api, id, review, redraw) {
    return element("tr", {},
      element("th", { scope: "row" },
        element("a", { href: report.itemLink(api, review.file, id) }, report.show(review.path || say("undecided")))),
      element("td", {}, say(`role.${review.role}`)),
      element("td", {}, say(`review.is.${review.decision}`)),
      element("td", { class: "code" }, review.decision === "reject" ? "–" : report.show(review.canonical)),
      element("td", {}, report.show(review.reason)),
      element("td", {}, element("button", {
        type: "button", class: "quiet",
        on: { click: () => { store(api, id, null); redraw(); } },
      }, say("review.withdraw"))));
  }

  report.views.review = function (main) {
    const redraw = () => report.route();
    main.append(element("h1", {}, say("review.list")), element("p", { class: "lead" }, say("review.lead")));
    if (!report.countReviews()) main.append(element("p", { class: "note" }, say("review.none")));
    for (const { api, title } of report.data.get("overview").apis) {
      const own = [...report.reviewsOf(api)];
      if (!own.length) continue;
      const text = element("textarea", {
        readonly: true, rows: "12", class: "code", "aria-label": "gen-schema.toml", spellcheck: "false",
      });
      text.value = report.errataText(api);
      const head = ["identifier", "role", "decision", "canonical", "reason", "action"];
      main.append(element("section", {},
        element("h2", {}, report.show(title)),
        element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": say("review.list") },
          element("table", { class: "list" },
            element("thead", {}, element("tr", {}, head.map((key) => element("th", { scope: "col" }, say(`column.${key}`))))),
            element("tbody", {}, own.map(([id, review]) => row(api, id, review, redraw))))),
        element("p", {}, element("button", {
          type: "button", class: "primary", id: `download-${api}`, on: { click: () => download(api) },
        }, say("review.download"))),
        text));
    }
  };
}
