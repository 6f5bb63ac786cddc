/** The front end of `interact`: controls and, where what is below them can no longer change, what is drawn. */
export default () => {
  // as it was when the page came to know the widget: a connection that was lost and found changes nothing
  let isLate = false;
  return {
    initialize({ model }) {
      isLate = model.get("isLate") === true;
    },
    render({ model, el }) {
      const ends = [renderControls(model, el), ...(isLate ? [renderDrawn(model, el)] : [])];
      return () => {
        for (const end of ends) end();
      };
    },
  };
};

/** A row for each of `fields`, which shows and sets its part of `settings`. */
function renderControls(model, el) {
  const set = (name, value) => {
    model.set("settings", { ...model.get("settings"), [name]: value });
    model.save_changes();
  };
  const rows = model.get("fields").map((field) => {
    const { parts, show } = FIELDS[field.kind](field, (value) => set(field.name, value));
    const label = element("span", { textContent: field.name });
    const row = element("label", { className: "preplab-control" }, [label, ...parts]);
    return { name: field.name, show, row };
  });
  const showAll = () => {
    const settings = model.get("settings");
    for (const { name, show } of rows) show(settings[name]);
  };
  model.on("change:settings", showAll);
  showAll();
  const table = element("div", { className: "preplab-controls" });
  table.append(...rows.map(({ row }) => row));
  el.append(table);
  return () => model.off("change:settings", showAll);
}

function renderDrawn(model, el) {
  const place = element("div", {
    className: "preplab-drawn jp-RenderedHTMLCommon jp-RenderedHTML",
  });
  const note = element("div", {
    className: "preplab-note",
    textContent: "Drawn since the page was loaded. What stands below is from before.",
  });
  const draw = () => {
    const drawn = model.get("drawn") ?? {};
    if (drawn.html !== undefined) place.innerHTML = drawn.html;
    else place.replaceChildren(element("pre", { textContent: drawn.text ?? "" }));
  };
  model.on("change:drawn", draw);
  draw();
  el.append(place, note);
  return () => model.off("change:drawn", draw);
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
    const setExactly = () => {
      if (Number.isFinite(number.valueAsNumber)) set(number.valueAsNumber);
    };
    number.onchange = setExactly;
    number.onkeydown = (event) => {
      // JupyterLab keeps it from the input, and edits the cell
      if (event.key !== "Enter") return;
      event.stopPropagation();
      setExactly();
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
