// Shows what happens without loading the page again: a stream tells that something has, and the page fetches itself. Where there
// is no stream it looks every quarter of a minute. It waits while a form is being filled in.
{
  const main = document.getElementById("content");
  const said = document.getElementById("live");
  const SECOND = 1000;
  const LOOK_EVERY = 15 * SECOND;
  const PAUSE = 3 * SECOND;
  // A page that nobody uses does not keep the session alive.
  const LONGEST_UNUSED = 8 * 60 * 60 * SECOND;

  const isOne = main.dataset.live !== "any";
  const address = () => (isOne ? main.dataset.live : location.pathname + location.search);
  let source = null;
  let watchdog = 0;
  let looking = 0;
  let again = 0;
  let next = 0;
  let wasCut = false;
  let lookedAt = 0;
  let usedAt = Date.now();

  // The stream ---------------------------------------------------------------------------------------------------------

  const stop = () => {
    source?.close();
    source = null;
    clearTimeout(watchdog);
    clearInterval(looking);
    looking = 0;
    clearTimeout(again);
  };

  const expectWithin = (time) => {
    clearTimeout(watchdog);
    watchdog = setTimeout(fallBack, time);
  };

  const listen = () => {
    stop();
    if (document.hidden) return;
    source = new EventSource("/dashboard/live");
    // Some proxies hold a stream back.
    expectWithin(10 * SECOND);
    source.addEventListener("hello", () => {
      expectWithin(45 * SECOND);
      if (wasCut) look();
      wasCut = false;
      if (Date.now() - usedAt > LONGEST_UNUSED) stop();
    });
    source.addEventListener("anything", look);
    source.addEventListener("message", (message) => {
      if (concerns(JSON.parse(message.data))) look();
    });
    source.addEventListener("error", () => {
      wasCut = true;
      if (source?.readyState === EventSource.CLOSED) fallBack();
    });
  };

  const fallBack = () => {
    stop();
    looking = setInterval(() => (Date.now() - usedAt > LONGEST_UNUSED ? stop() : look()), LOOK_EVERY);
    again = setTimeout(listen, 4 * LOOK_EVERY);
  };

  const concerns = (event) => {
    const id = main.dataset.live.slice(main.dataset.live.lastIndexOf("/") + 1);
    return (
      !isOne ||
      event.object === id ||
      event.related.includes(id) ||
      main.querySelector(`a[href$="/${CSS.escape(event.object)}"]`) !== null
    );
  };

  // The page -----------------------------------------------------------------------------------------------------------

  const look = (after = 100) => {
    if (next) return;
    const pause = Math.max(lookedAt + PAUSE - Date.now(), typeof after === "number" ? after : 100);
    next = setTimeout(fetchPage, pause);
  };

  const isChanged = (field) => {
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (field.localName !== "select") return field.type !== "hidden" && field.value !== field.defaultValue;
    const chosen = [...field.options].findIndex((option) => option.defaultSelected);
    return field.selectedIndex !== Math.max(chosen, 0);
  };

  const isBusy = () =>
    document.querySelector("dialog[open]") !== null ||
    main.querySelector("details.act[open], form :focus:not(button)") !== null ||
    [...main.querySelectorAll("input, textarea, select")].some(isChanged);

  const fetchPage = async () => {
    next = 0;
    if (document.hidden) return;
    if (isBusy()) {
      look(PAUSE);
      return;
    }
    lookedAt = Date.now();
    let response;
    let page;
    try {
      response = await fetch(address(), { cache: "no-store", signal: AbortSignal.timeout(LOOK_EVERY) });
      page = new DOMParser().parseFromString(await response.text(), "text/html").getElementById("content");
    } catch {
      look(LOOK_EVERY);
      return;
    }
    if (response.status === 429 || response.status >= 500) {
      look(LOOK_EVERY);
    } else if (isBusy()) {
      look(PAUSE);
    } else if (!response.ok || response.redirected || page?.dataset.workspace !== main.dataset.workspace) {
      // The session is over, the object is gone, or another tab shows another workspace.
      stop();
      location.replace(address());
    } else {
      show(page);
    }
  };

  const show = (page) => {
    const seen = { changes: 0, rows: [] };
    become(main, page, seen);
    for (const row of seen.rows) row.classList.add("fresh");
    setTimeout(() => seen.rows.forEach((row) => row.classList.remove("fresh")), 10 * SECOND);
    if (seen.changes === 0) return;
    said.textContent = "";
    const text = seen.rows.length ? said.dataset.new.replace("#", seen.rows.length) : said.dataset.updated;
    setTimeout(() => (said.textContent = text), 100);
  };

  // Changes what is different, and leaves what is not: the focus, the place, what is selected and what is open.
  const become = (shown, wanted, seen) => {
    takeAttributes(shown, wanted, seen);
    if (shown.classList.contains("chart")) return; // what is in it was drawn here
    const known = new Map();
    const keys = new Set([...wanted.children].map(keyOf));
    for (const child of [...shown.children]) {
      const key = keyOf(child);
      if (key === null) continue;
      if (keys.has(key)) {
        known.set(key, child);
      } else {
        child.remove();
        seen.changes++;
      }
    }
    let place = shown.firstChild;
    for (const child of wanted.childNodes) {
      const key = keyOf(child);
      const match = key === null ? (isAlike(place, child) ? place : null) : (known.get(key) ?? null);
      if (match === null) {
        const added = document.importNode(child, true);
        shown.insertBefore(added, place);
        if (added.nodeType === Node.ELEMENT_NODE) {
          seen.changes++;
          // The first row of a list comes with its table.
          const isRow = key !== null && added.localName === "tr";
          seen.rows.push(...(isRow ? [added] : added.querySelectorAll("tr:has(.row-link)")));
        }
        continue;
      }
      if (match !== place) shown.insertBefore(match, place);
      if (match.nodeType === Node.ELEMENT_NODE) {
        become(match, child, seen);
      } else if (match.data !== child.data) {
        match.data = child.data;
        seen.changes++;
      }
      place = match.nextSibling;
    }
    while (place) {
      const rest = place.nextSibling;
      if (place.nodeType === Node.ELEMENT_NODE) seen.changes++;
      place.remove();
      place = rest;
    }
  };

  const takeAttributes = (shown, wanted, seen) => {
    for (const { name } of [...shown.attributes]) {
      if (!wanted.hasAttribute(name) && !isOfReader(shown, name)) shown.removeAttribute(name);
    }
    for (const { name, value } of wanted.attributes) {
      if (shown.getAttribute(name) === value || isOfReader(shown, name)) continue;
      shown.setAttribute(name, value);
      // Each form has a key of its own.
      if (shown.type !== "hidden") seen.changes++;
    }
  };

  const isOfReader = (element, name) =>
    (element.localName === "details" && name === "open") || (name === "class" && element.classList.contains("fresh"));

  const keyOf = (node) =>
    node.nodeType !== Node.ELEMENT_NODE
      ? null
      : node.id || (node.localName === "tr" && node.querySelector(".row-link")?.getAttribute("href")) || null;

  const isAlike = (shown, wanted) => shown !== null && shown.nodeName === wanted.nodeName && keyOf(shown) === null;

  // The reader ---------------------------------------------------------------------------------------------------------

  const isUsed = () => {
    usedAt = Date.now();
    if (!source && !looking) listen();
  };

  if (main.dataset.live && said) {
    listen();
    document.addEventListener("pointerdown", isUsed);
    document.addEventListener("keydown", isUsed);
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) {
        stop();
      } else {
        usedAt = Date.now();
        listen();
        look();
      }
    });
    window.addEventListener("pagehide", stop);
    window.addEventListener("pageshow", (event) => {
      if (!event.persisted) return;
      listen();
      look();
    });
  }
}
