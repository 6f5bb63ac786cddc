/** The front end of `interact`: a row for each of `fields`, which shows and sets its part of `settings`. */
function render({ model, el }) {
  const set = (name, value) => {
    model.set("settings", { ...model.get("settings"), [name]: value });
    model.save_changes();
  };
  const rows = model.get("fields").map((field) => {
    const { parts, show } = FIELDS[field.kind](field, (value) => set(field.name, value));
    return {
      name: field.name,
      show,
      row: element("label", { className: "preplab-control" }, [
        element("span", { className: "preplab-control-name", textContent: field.name }),
        ...parts,
      ]),
    };
  });
  const showAll = () => {
    const settings = model.get("settings");
    for (const { name, show } of rows) show(settings[name]);
  };
  model.on("change:settings", showAll);
  showAll();
  el.classList.add("preplab-controls");
  el.append(...rows.map(({ row }) => row));
  return () => model.off("change:settings", showAll);
}

const FIELDS = {
  slider: ({ name, min, max, step }, set) => {
    const range = element("input", { type: "range", min, max, step });
    const number = element("input", {
      type: "number",
      min,
      max,
      step,
      ariaLabel: `${name}, exactly`,
    });
    range.oninput = () => {
      number.value = range.value;
      set(range.valueAsNumber);
    };
    number.onchange = () => {
      if (Number.isFinite(number.valueAsNumber)) set(number.valueAsNumber);
    };
    const show = (value) => {
      range.value = value;
      // a half-typed number is the user's
      if (document.activeElement !== number) number.value = tidy(value);
    };
    return { parts: [range, number], show };
  },
  checkbox: (_field, set) => {
    const box = element("input", { type: "checkbox" });
    box.onchange = () => set(box.checked);
    return {
      parts: [box],
      show: (value) => {
        box.checked = value;
      },
    };
  },
  text: (_field, set) => {
    const input = element("input", { type: "text" });
    input.oninput = () => set(input.value);
    return {
      parts: [input],
      show: (value) => {
        if (input.value !== value) input.value = value;
      },
    };
  },
  choice: ({ labels }, set) => {
    const options = labels.map((label) => element("option", { textContent: label }));
    const select = element("select", {}, options);
    select.onchange = () => set(select.selectedIndex);
    return {
      parts: [select],
      show: (value) => {
        select.selectedIndex = value;
      },
    };
  },
};

/** 0.30000000000000004 is a matter of representation */
function tidy(value) {
  return String(Number(value.toPrecision(12)));
}

function element(tag, properties, children = []) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

export default { render };
