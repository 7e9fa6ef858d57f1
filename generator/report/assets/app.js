"use strict";

/* The frame: header, addresses, light and dark. */
{
  const { element, say } = report;
  const THEMES = ["auto", "light", "dark"];

  function theme() {
    const kept = report.recall("theme");
    return THEMES.includes(kept) ? kept : "auto";
  }

  function setTheme(name) {
    report.keep("theme", name);
    document.documentElement.dataset.theme = name;
  }

  function languageChoice() {
    return element("select", {
      id: "language", "aria-label": say("language"),
      on: { change: (event) => {
        report.setLanguage(event.target.value);
        report.forgetSearch();
        draw();
        report.route();
        document.getElementById("language").focus();
      } },
    }, report.data.get("overview").languages.map((own) => element("option", {
      value: own.tag, lang: own.tag, selected: own.tag === report.language.tag,
    }, own.name)));
  }

  function themeChoice() {
    return element("select", {
      id: "theme", "aria-label": say("theme"), on: { change: (event) => setTheme(event.target.value) },
    }, THEMES.map((own) => element("option", { value: own, selected: own === theme() }, say(`theme.${own}`))));
  }

  function navigation() {
    return ["overview", "findings", "contents", "review"].map((own) => element("a", {
      href: own === "overview" ? "#/" : `#/${own}`, "data-view": own, id: `nav-${own}`,
    }, say(`nav.${own}`), own === "review" ? element("span", { id: "review-count", class: "badge" }) : null));
  }

  report.drawReviewCount = function () {
    const badge = document.getElementById("review-count");
    const count = report.countReviews();
    badge.textContent = count ? String(count) : "";
    badge.hidden = !count;
  };

  /** Draw what surrounds every view. */
  function draw() {
    const { version } = report.data.get("overview");
    document.getElementById("skip").textContent = say("skip");
    document.getElementById("top").replaceChildren(
      element("a", { class: "brand", href: "#/" }, "gen-schema"),
      element("nav", { "aria-label": say("nav.title") }, navigation()),
      report.searchBox(),
      element("div", { class: "settings" }, languageChoice(), themeChoice()));
    document.getElementById("bottom").replaceChildren(
      element("p", {}, `gen-schema ${version} · `, say("footer"), " ",
        element("kbd", {}, "/"), " ", say("key.search"), " ", element("kbd", {}, "↑"), element("kbd", {}, "↓"), " ", say("key.move"), " ",
        element("kbd", {}, "Esc"), " ", say("key.close")));
    report.drawReviewCount();
  }

  /** Read the address: `#/view?filters` or `#/api/item?at=place`. */
  function parse() {
    const [path, search = ""] = location.hash.replace(/^#\/?/, "").split("?");
    const query = new URLSearchParams(search);
    let parts;
    try {
      parts = path.split("/").filter(Boolean).map(decodeURIComponent);
    } catch {
      return { view: "missing", query };
    }
    if (!parts.length) return { view: "overview", query };
    if (parts.length === 1 && ["findings", "contents", "review", "messages"].includes(parts[0])) {
      return { view: parts[0], query };
    }
    const api = report.api(parts[0]);
    const known = parts.length === 2 && api?.items.some((own) => own.file === parts[1]);
    return known ? { view: "item", api: parts[0], file: parts[1], query } : { view: "missing", query };
  }

  report.views.missing = function (main) {
    main.append(element("h1", {}, say("missing")), element("p", {}, element("a", { href: "#/" }, say("nav.overview"))));
  };

  let turn = 0;
  let last = "";

  /** Draw the view that the address names. */
  report.route = async function () {
    const own = ++turn;
    const route = parse();
    const main = document.getElementById("main");
    const stage = document.createElement("div");
    const focused = document.activeElement?.id;
    let settle;
    try {
      settle = await report.views[route.view](stage, route);
    } catch (error) {
      console.error(error);
      stage.replaceChildren(element("h1", {}, say("missing")), element("p", {}, say("loadFailed")));
    }
    if (own !== turn) return;
    const place = `${route.view}/${route.api}/${route.file}`;
    main.replaceChildren(...stage.childNodes);
    document.documentElement.dataset.view = route.view;
    for (const link of document.querySelectorAll("#top nav a")) {
      if (link.dataset.view === route.view) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    if (settle?.()) {
      last = place;
      return;
    }
    if (place !== last) {
      if (last) main.focus({ preventScroll: true });
      window.scrollTo(0, 0);
    } else if (focused) {
      document.getElementById(focused)?.focus({ preventScroll: true });
    }
    last = place;
  };

  /** Begin, once the data is there. */
  report.start = function () {
    document.documentElement.dataset.theme = theme();
    report.setLanguage(report.chooseLanguage().tag);
    draw();
    window.addEventListener("hashchange", report.route);
    report.route();
  };

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const within = document.activeElement?.closest(".editions tbody > tr");
    const row = within?.classList.contains("detail") ? within.previousElementSibling : within;
    if (row?.open) {
      row.open(false);
      row.querySelector(".row-button").focus();
    }
  });
}
