// Keeps a page as it is on the server, and saves keystrokes. Every page works without it.

const QUIET_MS = 250;
const RETRY_MS = 3_000;
const TICK_MS = 10_000;
const LOG_LINES = 5_000;
const LOG_SOURCES = ["ramdisk", "installer", "syslog", "serial", "push"];

// What changed is fetched by the page's own address and put in part by part.

let fetching = false;
let stale = false;

async function refresh() {
  if (fetching) {
    stale = true;
    return;
  }
  fetching = true;
  try {
    const address = location.href;
    const response = await fetch(address);
    if (response.redirected) {
      location.reload();
    } else if (response.ok && address === location.href) {
      put(new DOMParser().parseFromString(await response.text(), "text/html"));
    }
  } catch {
    document.body.classList.add("cut-off");
  } finally {
    fetching = false;
    if (stale) {
      stale = false;
      refresh();
    }
  }
}

function put(fresh) {
  for (const part of document.querySelectorAll("[data-part]")) {
    const next = fresh.querySelector(`[data-part="${part.dataset.part}"]`);
    if (next && !isSelectedIn(part)) {
      exchange(part, document.importNode(next, true));
    }
  }
  tellTimes();
}

function exchange(part, next) {
  const states = new Map([...part.querySelectorAll("[data-state]")].map((row) => [row.id, row.dataset.state]));
  const focus = part.contains(document.activeElement) ? pathTo(document.activeElement) : null;
  const ticked = [...part.querySelectorAll("input:checked")].map((box) => box.id);
  const chosen = [...part.querySelectorAll("select")].map((choice) => [choice.id, choice.value]);
  const scrolled = part.querySelector(".scroll")?.scrollLeft ?? 0;
  part.replaceChildren(...next.childNodes);
  ticked.forEach((id) => { const box = document.getElementById(id); if (box) box.checked = true; });
  chosen.forEach(([id, value]) => { const choice = document.getElementById(id); if (choice) choice.value = value; });
  for (const row of part.querySelectorAll("[data-state]")) {
    if (states.has(row.id) && states.get(row.id) !== row.dataset.state) {
      row.classList.add("moved");
    }
  }
  part.querySelector(".scroll")?.scrollTo({left: scrolled});
  if (focus) {
    part.querySelector(focus)?.focus({preventScroll: true});
  }
}

function pathTo(element) {
  if (element.id) {
    return `#${CSS.escape(element.id)}`;
  }
  return element.hasAttribute("href") ? `[href="${CSS.escape(element.getAttribute("href"))}"]` : null;
}

function isSelectedIn(part) {
  const selection = document.getSelection();
  return selection && !selection.isCollapsed && part.contains(selection.anchorNode);
}

// Browsers keep six connections to a server: a page that nobody sees gives its own back.

function follow(address) {
  let events = null;
  const look = () => {
    if (document.hidden) {
      events?.close();
      events = null;
    } else if (!events) {
      events = new EventSource(address);
      events.addEventListener("message", refresh);
      events.addEventListener("open", back);
      events.addEventListener("error", lost);
    }
  };
  const back = () => {
    if (document.body.classList.contains("cut-off")) {
      document.body.classList.remove("cut-off");
      refresh();
    }
  };
  const lost = () => {
    document.body.classList.add("cut-off");
    // Browsers try again by themselves, but not after an answer that is no stream, as of a login.
    if (events?.readyState === EventSource.CLOSED) {
      events = null;
      refresh();
      setTimeout(look, RETRY_MS);
    }
  };
  document.addEventListener("visibilitychange", () => {
    look();
    if (!document.hidden) {
      refresh();
    }
  });
  addEventListener("pagehide", () => events?.close());
  look();
}

// Times: how long ago in the text, and when by the reader's own clock in the title.

function tellTimes() {
  for (const time of document.querySelectorAll("time")) {
    const at = new Date(time.dateTime);
    time.title = at.toLocaleString();
    if (time.classList.contains("clock")) {
      time.textContent = clockOf(at);
      continue;
    }
    const span = spanOf(Math.abs(Date.now() - at) / 1000);
    time.textContent = at > Date.now() ? `in ${span}` : `${span} ago`;
  }
}

function clockOf(at) {
  return at.toDateString() === new Date().toDateString()
    ? at.toLocaleTimeString([], {hourCycle: "h23"})
    : at.toLocaleString([], {day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23"});
}

function spanOf(seconds) {
  if (seconds < 60) return `${Math.floor(seconds)} s`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.floor(seconds / 3600)} h` : `${Math.floor(seconds / 86_400)} d`;
}

// Filters take effect while they are typed, and stand in the address.

function filter(form) {
  let timer;
  const apply = () => {
    const query = new URLSearchParams(location.search);
    query.delete("after");
    for (const [name, value] of new FormData(form)) {
      value.trim() ? query.set(name, value.trim()) : query.delete(name);
    }
    history.replaceState(null, "", query.size ? `${form.action}?${query}` : form.action);
    refresh();
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(apply, QUIET_MS);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    apply();
  });
}

// One box ticks all machines of the page.

function picks(form) {
  form.addEventListener("change", (event) => {
    if (event.target.matches("[data-all]")) {
      form.querySelectorAll("[name=pick]").forEach((box) => { box.checked = event.target.checked; });
    }
  });
}

// A log is read while it is open, from its beginning on.

function log(details) {
  const lines = details.querySelector(".lines");
  let events = null;
  details.addEventListener("toggle", () => {
    events?.close();
    events = null;
    if (!details.open) return;
    events = new EventSource(details.dataset.log);
    events.addEventListener("open", () => lines.replaceChildren());
    for (const source of LOG_SOURCES) {
      events.addEventListener(source, (event) => write(lines, source, event.data));
    }
  });
}

function write(lines, source, text) {
  const atEnd = lines.scrollTop + lines.clientHeight >= lines.scrollHeight - 40;
  const line = document.createElement("div");
  line.className = source;
  line.textContent = text;
  lines.append(line);
  if (lines.childElementCount > LOG_LINES) {
    lines.firstElementChild.remove();
  }
  if (atEnd) {
    lines.scrollTop = lines.scrollHeight;
  }
}

// The line that a fault is about is selected, where it is to be mended.

function point(area) {
  const before = area.value.split("\n").slice(0, area.dataset.line - 1).map((line) => line.length + 1);
  const start = before.reduce((sum, length) => sum + length, 0);
  const end = area.value.indexOf("\n", start);
  area.focus();
  area.setSelectionRange(start, end < 0 ? area.value.length : end);
  area.scrollTop = (area.scrollHeight * before.length) / area.value.split("\n").length - area.clientHeight / 2;
}

// Keys

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const field = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (field) {
    event.preventDefault();
    field.focus();
  }
});

const live = document.querySelector("[data-live]")?.dataset.live;
if (live) follow(live);
document.querySelectorAll("[data-filters]").forEach(filter);
document.querySelectorAll("[data-picks]").forEach(picks);
document.querySelectorAll("[data-log]").forEach(log);
document.querySelectorAll("[data-line]").forEach(point);
tellTimes();
setInterval(tellTimes, TICK_MS);
