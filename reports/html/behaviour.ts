/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

// What the page does. Each function stands in the page as its text, so that it must not use anything beyond it.

/** Buttons copy the lines beside them. */
function copying(): void {
  document.documentElement.classList.add("js");
  const copy = async (button: HTMLElement): Promise<void> => {
    await navigator.clipboard.writeText(
      button.parentElement?.querySelector("pre")?.textContent ?? "",
    );
    button.textContent = "copied";
    setTimeout(() => {
      button.textContent = "copy";
    }, 1500);
  };
  document.addEventListener("click", ({ target }) => {
    if (target instanceof HTMLElement && target.classList.contains("copy"))
      copy(target).catch(() => {
        target.textContent = "select and copy by hand";
      });
  });
}

/** Tabs are turned by click, and by the arrows as WAI-ARIA has it. */
function turning(): void {
  const turnTo = (tab: Element): void => {
    for (const one of tab.parentElement?.children ?? []) {
      const isChosen = one === tab;
      one.setAttribute("aria-selected", String(isChosen));
      one.setAttribute("tabindex", isChosen ? "0" : "-1");
      const way = document.getElementById(one.getAttribute("aria-controls") ?? "");
      way?.classList.toggle("shown", isChosen);
      way?.classList.toggle("hidden", !isChosen);
    }
  };
  const neighbourOf = (tab: Element, key: string): Element | null | undefined => {
    if (key === "ArrowRight") return tab.nextElementSibling ?? tab.parentElement?.firstElementChild;
    return key === "ArrowLeft"
      ? (tab.previousElementSibling ?? tab.parentElement?.lastElementChild)
      : undefined;
  };
  const isTab = (target: EventTarget | null): target is HTMLElement =>
    target instanceof HTMLElement && target.getAttribute("role") === "tab";
  document.addEventListener("click", ({ target }) => {
    if (isTab(target)) turnTo(target);
  });
  document.addEventListener("keydown", ({ key, target }) => {
    const next = isTab(target) ? neighbourOf(target, key) : undefined;
    if (!isTab(next ?? null) || !(next instanceof HTMLElement)) return;
    next.focus();
    turnTo(next);
  });
}

/** The table of rules is searched and filtered. What is asked for stands in the address, so that a link shows the same. */
function filtering(): void {
  const form = document.querySelector<HTMLFormElement>(".filters");
  const rows = [...document.querySelectorAll<HTMLElement>(".rules tbody tr")];
  const names = ["q", "outcome", "level", "operation"];
  const fieldOf = (name: string): HTMLInputElement | HTMLSelectElement | undefined => {
    const field = form?.elements.namedItem(name);
    return field instanceof HTMLInputElement || field instanceof HTMLSelectElement
      ? field
      : undefined;
  };
  const wanted = (name: string): string => fieldOf(name)?.value ?? "";
  const fits = (row: HTMLElement): boolean => {
    const content = (row.textContent ?? "").toLowerCase();
    const words = wanted("q").toLowerCase().split(/\s+/).filter(Boolean);
    return (
      words.every((word) => content.includes(word)) &&
      names.slice(1).every((name) => wanted(name) === "" || row.dataset[name] === wanted(name))
    );
  };
  const filter = (): void => {
    const shown = rows.filter((row) => fits(row));
    for (const row of rows) row.classList.toggle("gone", !shown.includes(row));
    const told = form?.querySelector("output");
    if (told instanceof HTMLOutputElement) told.textContent = `${shown.length} rules`;
  };
  form?.addEventListener("submit", (event) => event.preventDefault());
  form?.addEventListener("input", () => {
    filter();
    const asked = names.filter((name) => wanted(name) !== "");
    const query = new URLSearchParams(asked.map((name) => [name, wanted(name)])).toString();
    history.replaceState(null, "", `#rules${query === "" ? "" : `?${query}`}`);
  });
  const show = (): void => {
    const [place, query] = location.hash.slice(1).split("?");
    if (place !== "rules" || query === undefined) return;
    const chosen = new URLSearchParams(query);
    for (const name of names) {
      const field = fieldOf(name);
      if (field !== undefined) field.value = chosen.get(name) ?? "";
    }
    filter();
    document.getElementById("rules")?.scrollIntoView();
  };
  window.addEventListener("hashchange", show);
  show();
}

/** What a link leads to is unfolded, and shown even where it was filtered out. */
function unfolding(): void {
  const unfold = (): void => {
    const there = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (there === null) return;
    there.classList.remove("gone");
    for (let one = there.parentElement; one !== null; one = one.parentElement)
      if (one instanceof HTMLDetailsElement) one.open = true;
    there.scrollIntoView();
  };
  window.addEventListener("hashchange", unfold);
  unfold();
}

/** The script of the page. */
export const behaviour = [copying, turning, filtering, unfolding]
  .map((part) => `(${part.toString().replaceAll("\t", "  ")})();`)
  .join("\n");
