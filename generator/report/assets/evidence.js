"use strict";

/* Why a place was decided as it was: evidence, the runner-up, and each reading in its line. */
{
  const { element, say } = report;

  /** Show reasons with their weights as bars to either side. */
  function reasons(evidence) {
    if (!evidence.length) return element("p", { class: "note" }, say("evidence.none"));
    const most = Math.max(...evidence.map(([weight]) => Math.abs(weight)), 1);
    return element("table", { class: "reasons" },
      element("thead", { class: "hidden" }, element("tr", {},
        ["weight", "kind", "reason"].map((key) => element("th", { scope: "col" }, say(`column.${key}`))))),
      element("tbody", {}, evidence.map(([weight, kind, note]) => element("tr", {},
        element("td", { class: `weight ${weight < 0 ? "against" : "for"}`, share: Math.abs(weight) / most },
          `${weight < 0 ? "−" : "+"}${Math.abs(weight).toFixed(2)}`),
        element("td", { class: "kind" }, report.show(kind)),
        element("td", {}, report.show(note))))));
  }

  function sum(evidence) {
    return evidence.reduce((total, [weight]) => total + weight, 0);
  }

  function runnerUp(place) {
    if (!place.runnerUp) return element("p", { class: "note" }, say("evidence.noRunnerUp"));
    const behind = sum(place.evidence) - sum(place.runnerUpEvidence);
    return element("details", {},
      element("summary", {}, say("evidence.runnerUp"), " ",
        element("code", {}, report.show(place.runnerUp)), " ",
        element("span", { class: "note" }, say(behind < 0 ? "evidence.ahead" : "evidence.behind",
          { weight: Math.abs(behind).toFixed(2) }))),
      reasons(place.runnerUpEvidence));
  }

  /** Show a reading in the line that it stands in. */
  function readingLine(reading) {
    const [before, own, behind] = reading.context;
    return element("li", {},
      element("div", { class: "reading-head" },
        element("span", { class: "locale" }, reading.locale),
        reading.damage ? report.chip("damage", reading.damage) : report.chip("status", "intact"),
        report.showPlace(reading.path, reading.line, reading.column)),
      element("pre", { class: "context" },
        report.show(before, { longest: 1000 }),
        element("mark", { class: reading.damage ? "damaged" : "sound" }, own ? report.show(own, { longest: 1000 }) : element("span", { class: "hidden-character" }, say("empty"))),
        report.show(behind, { longest: 1000 })));
  }

  /** Show everything about one decision. */
  report.evidenceCard = function (api, item, place) {
    const decided = place.canonical === null
      ? element("em", {}, say("undecided"))
      : element("code", { class: "decided" }, report.show(place.canonical));
    return element("section", { class: "evidence-card", id: `evidence-${place.id}` },
      element("h3", {}, say(`role.${place.role}`), " ", decided),
      element("p", { class: "facts" }, report.chip("status", place.status), " ",
        say("confidence"), " ", report.meter(place.confidence)),
      element("h4", {}, say("evidence.title")), reasons(place.evidence),
      runnerUp(place),
      element("h4", {}, say("evidence.readings")),
      element("ul", { class: "readings" }, place.readings.map(readingLine)),
      report.reviewForm(api, item, place));
  };
}
