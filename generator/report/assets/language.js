"use strict";

/* The page's language: our own words, and the labels that the editions gave the identifiers. */
report.language = null;

/** Take the language kept from the last visit, else the browser's, else English. */
report.chooseLanguage = function () {
  const known = report.data.get("overview").languages;
  const wanted = [report.recall("language"), ...(navigator.languages || [])].filter(Boolean);
  for (const tag of wanted) {
    const found = known.find((own) => own.tag === tag)
      || known.find((own) => own.tag.split("-")[0] === tag.split("-")[0]);
    if (found) return found;
  }
  return known.find((own) => own.tag === "en") || known[0];
};

report.setLanguage = function (tag) {
  const known = report.data.get("overview").languages;
  report.language = known.find((own) => own.tag === tag) || report.chooseLanguage();
  report.keep("language", report.language.tag);
  document.documentElement.lang = report.language.words;
  document.documentElement.dir = "ltr";
};

/** Say something in the page's language; `{name}` stands for a value. */
report.say = function (key, values = {}) {
  const strings = report.data.get("strings");
  const text = strings[report.language.words]?.[key] ?? strings.en[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
};

/** Give a text in the page's language, or the nearest; empty where there is none. */
report.pick = function (api, texts) {
  for (const tag of report.language.labels[api] || []) {
    if (texts[tag]) return { tag, text: texts[tag] };
  }
  return null;
};

report.number = function (value) {
  return value.toLocaleString(report.language.words);
};

report.percent = function (part, whole) {
  if (!whole) return "–";
  const share = (100 * part) / whole;
  const digits = share > 0 && share < 10 ? 1 : 0;
  return `${share.toLocaleString(report.language.words, {
    minimumFractionDigits: digits, maximumFractionDigits: digits,
  })} %`;
};

report.confidence = function (value) {
  return value === null || value === undefined ? "–" : value.toFixed(4).replace(/0{1,2}$/, "");
};
