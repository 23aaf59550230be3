document.documentElement.classList.add("script");
const byId = (id) => document.getElementById(id);

/** Its data has the script's words in the language of the page. */
const announcement = byId("announcement");
const words = announcement.dataset;

async function copy(button) {
  const target = byId(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(target.textContent);
    button.textContent = words.copied;
    announcement.textContent = words.copied;
  } catch {
    // Over plain HTTP there is no access to the clipboard: select the text for the keyboard.
    getSelection().selectAllChildren(target);
    button.textContent = words.selected;
    announcement.textContent = words.selectedHint;
  }
  setTimeout(() => {
    button.textContent = words.idle;
  }, 2000);
}
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) {
    void copy(button);
  }
});

/** The search follows tool-filter.ts, so that it finds the same tools as the server. */
const MIN_CHARS_IN_DESCRIPTION = 4;
const MIN_STEM_CHARS = 5;

function fold(text) {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replaceAll("ß", "ss")
    .replace(/([aou])e/g, "$1");
}

function matches({ names, stems, description }, word) {
  return (
    names.includes(word) ||
    (word.length >= MIN_CHARS_IN_DESCRIPTION && description.includes(word)) ||
    stems.some((stem) => word.startsWith(stem))
  );
}

function readRow(row) {
  const [name, description] = row.cells;
  const names = fold(`${name.textContent} ${row.dataset.words}`);
  return {
    row,
    isRead: row.dataset.access === "read",
    names,
    stems: names.split(/[^\p{L}\p{N}]+/u).filter((stem) => stem.length >= MIN_STEM_CHARS),
    description: fold(description.textContent),
  };
}

const form = byId("filter");
const groups = [...document.querySelectorAll("[data-toolset]")].map((element) => ({
  element,
  name: element.dataset.toolset,
  number: element.querySelector(".number"),
  rows: [...element.querySelectorAll("[data-access]")].map(readRow),
}));
let wasNarrowed = false;

function filterTools() {
  const { q, toolset, readonly } = form.elements;
  const words = fold(q.value.trim()).split(/\s+/);
  const chosen = toolset.value === "" ? undefined : toolset.selectedOptions[0].dataset.toolsets.split(" ");
  const isReadOnly = readonly?.checked ?? false;
  const isNarrowed = q.value.trim() !== "" || chosen !== undefined;
  const seen = { all: 0, part: 0, shown: 0 };
  for (const { element, name, number, rows } of groups) {
    const inPart = chosen && !chosen.includes(name) ? [] : rows.filter(({ isRead }) => isRead || !isReadOnly);
    const shown = new Set(inPart.filter((entry) => words.every((word) => matches(entry, word))));
    for (const entry of rows) {
      entry.row.hidden = !shown.has(entry);
    }
    element.hidden = shown.size === 0;
    number.textContent = shown.size;
    // What a visitor has asked for is open. Without a selection, only what the visitor has opened stays open.
    if (isNarrowed || wasNarrowed) {
      element.open = isNarrowed && shown.size > 0;
    }
    seen.all += rows.length;
    seen.part += inPart.length;
    seen.shown += shown.size;
  }
  wasNarrowed = isNarrowed;
  const count = byId("count");
  const { all, some } = count.dataset;
  count.textContent = seen.shown === seen.all ? all : some.replace("{shown}", seen.shown);
  byId("no-tools").hidden = seen.shown > 0;
  showPart(toolset.value, isReadOnly, seen.part > 0);
}

function showPart(toolset, isReadOnly, isServed) {
  const { endpoint, toolsets } = form.dataset;
  const names = toolset || toolsets;
  const reach = isReadOnly ? "readonly" : form.dataset.reach;
  const parts = [...(names ? ["x", names] : []), ...(reach === "all" ? [] : [reach])];
  const link = byId("part-address");
  link.href = `${endpoint.replace(/\/$/, "")}/${parts.join("/")}`;
  link.textContent = form.dataset.origin + link.pathname;
  link.search = form.elements.lang ? new URLSearchParams({ lang: form.elements.lang.value }) : "";
  byId("part").hidden = !isServed || !(toolset || isReadOnly);
}

/** Puts the filter into the address, so a link to it shows the same tools. */
function keepFilter() {
  const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
  for (const link of document.querySelectorAll(".languages a")) {
    link.search = new URLSearchParams({ ...Object.fromEntries(query), lang: link.hreflang });
  }
  history.replaceState(null, "", new URL(form.action).pathname + (query.size > 0 ? `?${query}` : ""));
}

if (form) {
  form.addEventListener("input", () => {
    filterTools();
    keepFilter();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  // A browser that goes back fills in the former values.
  addEventListener("pageshow", filterTools);
}

const keyForm = byId("key-form");

/** On a phone, the answer is below the visible part of the page. */
function show(verdict, ...content) {
  verdict.replaceChildren(...content);
  verdict.scrollIntoView({ block: "nearest" });
}

async function checkKey() {
  const verdict = byId("verdict");
  const button = keyForm.querySelector("button");
  const body = new URLSearchParams(new FormData(keyForm));
  button.disabled = true;
  show(verdict, keyForm.dataset.asking);
  try {
    const response = await fetch(keyForm.action, { method: "POST", body, headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    show(verdict, ...page.getElementById("verdict").childNodes);
  } catch {
    show(verdict, keyForm.dataset.noAnswer);
  }
  button.disabled = false;
}
keyForm?.addEventListener("submit", (event) => {
  event.preventDefault();
  void checkKey();
});
