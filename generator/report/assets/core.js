"use strict";

/* The page's one name. Data files hand themselves over by `report.add`; nothing is ever fetched. */
const report = {
  data: new Map(),
  waiting: new Map(),
  views: {},

  /** Take what a data file hands over. */
  add(name, value) {
    report.data.set(name, value);
    if (name === "overview") report.start();
  },

  /** Build an element; children that are text become text, whatever they hold. */
  element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value === null || value === undefined || value === false) continue;
      if (name === "on") {
        for (const [event, handler] of Object.entries(value)) made.addEventListener(event, handler);
      } else if (name === "share") {
        made.style.setProperty("--share", String(Math.max(0, Math.min(1, value))));
      } else if (name === "href") {
        if (report.isLink(value)) made.setAttribute("href", value);
      } else if (!name.startsWith("on")) {
        made.setAttribute(name, value === true ? "" : String(value));
      }
    }
    report.append(made, children);
    return made;
  },

  append(parent, children) {
    for (const child of children.flat(Infinity)) {
      if (child === null || child === undefined || child === false) continue;
      parent.append(child instanceof Node ? child : document.createTextNode(String(child)));
    }
    return parent;
  },

  /** Tell a link of ours, to the web or to a neighbouring folder, from any other kind. */
  isLink(address) {
    if (/[\u0000-\u0020\u007f]/.test(address)) return false;
    return /^(#|https?:\/\/|\.{0,2}\/(?!\/)|blob:)/.test(address);
  },

  /** Load a data file once. */
  load(name) {
    if (report.data.has(name)) return Promise.resolve(report.data.get(name));
    if (!/^[a-z0-9_-]+(\/[a-z0-9_-]+)?$/.test(name)) return Promise.reject(new Error(name));
    if (!report.waiting.has(name)) {
      report.waiting.set(name, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = report.scriptAddress(`data/${name}.js`);
        script.addEventListener("load", () => {
          script.remove();
          report.waiting.delete(name);
          if (report.data.has(name)) resolve(report.data.get(name));
          else reject(new Error(name));
        });
        script.addEventListener("error", () => {
          script.remove();
          report.waiting.delete(name);
          reject(new Error(name));
        });
        document.head.append(script);
      }));
    }
    return report.waiting.get(name);
  },

  scriptAddress(address) {
    if (!window.trustedTypes) return address;
    report.policy ??= window.trustedTypes.createPolicy("gen-schema-report", {
      createScriptURL: (wanted) => wanted,
    });
    return report.policy.createScriptURL(address);
  },

  /** What stays from visit to visit; a browser that keeps nothing is no reason to stop. */
  recall(key) {
    try {
      return JSON.parse(localStorage.getItem(`gen-schema-report:${key}`));
    } catch {
      return null;
    }
  },

  keep(key, value) {
    try {
      localStorage.setItem(`gen-schema-report:${key}`, JSON.stringify(value));
    } catch {
      /* then it lasts as long as the page */
    }
  },

  api(name) {
    return report.data.get("overview").apis.find((own) => own.api === name);
  },

  /** Give an edition's language tag; its folder may be called anything. */
  tagOf(api, locale) {
    return report.api(api).editions.find((own) => own.locale === locale)?.tag;
  },

  announce(text) {
    document.getElementById("announce").textContent = text;
  },
};
