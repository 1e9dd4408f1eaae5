// Forms work without it: it finds customers by what is typed, and adds rows to a list.
const PAUSE = 200;

function option(input, hit, choose) {
  const row = document.createElement("li");
  row.id = `${input.id}-option-${hit.id}`;
  row.setAttribute("role", "option");
  row.textContent = hit.label ? `${hit.label} · ${hit.id}` : hit.id;
  row.addEventListener("mousedown", (event) => {
    event.preventDefault();
    choose(hit);
  });
  return row;
}

async function hits(text, resource) {
  const response = await fetch(`/v1/search?q=${encodeURIComponent(text)}`, { headers: { Accept: "application/json" } });
  if (!response.ok) return [];
  return (await response.json()).data.filter((hit) => hit.resource === resource);
}

for (const input of document.querySelectorAll("input[data-finds]")) {
  const list = document.createElement("ul");
  const hint = document.getElementById(`${input.id}-picked`);
  const words = hint.textContent;
  let found = [];
  let current = -1;
  let timer = 0;

  list.id = `${input.id}-options`;
  list.className = "picker";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", words);
  input.after(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  const close = () => {
    list.hidden = true;
    current = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (hit) => {
    input.value = hit.id;
    hint.textContent = hit.label ?? words;
    close();
  };
  const mark = (next) => {
    list.children[current]?.removeAttribute("aria-selected");
    current = (next + found.length) % found.length;
    list.children[current].setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", list.children[current].id);
  };
  const find = async () => {
    const typed = input.value.trim();
    const all = typed.length < 2 ? [] : await hits(typed, input.dataset.finds);
    if (typed !== input.value.trim()) return; // More was typed meanwhile.
    found = all;
    const known = found.find((hit) => hit.id === typed);
    hint.textContent = known?.label ?? words;
    list.replaceChildren(...found.map((hit) => option(input, hit, choose)));
    list.hidden = known !== undefined || found.length === 0 || document.activeElement !== input;
    current = -1;
    input.setAttribute("aria-expanded", String(!list.hidden));
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(find, PAUSE);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") mark(current + 1);
    else if (event.key === "ArrowUp") mark(current < 0 ? -1 : current - 1);
    else if (event.key === "Enter") choose(found[Math.max(current, 0)]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  if (input.value) find();
}

const MOST_ROWS = 50;

for (const more of document.querySelectorAll("button[data-more]")) {
  const form = more.form;
  const less = form.querySelector("button[data-less]");
  const places = () => [...form.querySelectorAll("[data-place]")].map((field) => Number(field.dataset.place));
  const fields = (place) => [...form.querySelectorAll(`[data-place="${place}"]`)];
  const isEmpty = (place) => fields(place).every((field) => !field.querySelector("input").value);
  const show = () => {
    const last = Math.max(...places());
    fields(last).at(-1).after(more.parentElement);
    more.hidden = last >= MOST_ROWS;
    less.hidden = last <= 1;
  };

  more.addEventListener("click", () => {
    const last = Math.max(...places());
    const former = fields(last);
    const added = former.map((field) => {
      const copy = field.cloneNode(true);
      const input = copy.querySelector("input");
      copy.dataset.place = last + 1;
      input.value = "";
      input.required = false;
      input.removeAttribute("aria-invalid");
      input.name = input.name.replace(/\d+/, last);
      input.id = input.id.replace(/\d+/, last);
      const label = copy.querySelector("label");
      label.htmlFor = input.id;
      label.firstChild.textContent = label.firstChild.textContent.replace(/\d+|$/, ` ${last + 1}`).replace("  ", " ");
      return copy;
    });
    former.at(-1).after(...added);
    added[0].querySelector("input").focus();
    show();
  });
  less.addEventListener("click", () => {
    fields(Math.max(...places())).forEach((field) => field.remove());
    show();
  });
  // Without this script there are some empty rows.
  for (let last = Math.max(...places()); last > 1 && isEmpty(last); last--) {
    fields(last).forEach((field) => field.remove());
  }
  show();
}
