// Editors for C#: Monaco, or a plain text field where it cannot be loaded and on touch screens, where it serves badly.
const home = document.querySelector('meta[name="monaco"]')?.content;
const dark = matchMedia("(prefers-color-scheme: dark)");
const metrics = { fontSize: 13.5, lineHeight: 20 };
let library;

// Resolves with Monaco, or with null.
function load() {
  return library ??= new Promise(resolve => {
    if (!home || matchMedia("(pointer: coarse)").matches) return resolve(null);
    const script = document.createElement("script");
    script.src = `${home}/loader.js`;
    script.onerror = () => resolve(null);
    script.onload = () => {
      window.require.config({ paths: { vs: new URL(home, location).href } });
      window.require(["vs/editor/editor.main"], () => resolve(prepare(window.monaco)), () => resolve(null));
    };
    document.head.append(script);
  });
}

function prepare(monaco) {
  // The colours that site.css has for code.
  const rules = isDark => Object.entries(isDark
    ? { keyword: "d7a6f2", string: "94d7a2", number: "f0b878", comment: "98a2b2" }
    : { keyword: "7c2d9c", string: "166534", number: "9a4b00", comment: "5c6775" }).map(([token, foreground]) => ({ token, foreground }));
  // Monaco's own colours of brackets are too pale to be read on light paper.
  const brackets = colour => Object.fromEntries([1, 2, 3, 4, 5, 6].map(depth => [`editorBracketHighlight.foreground${depth}`, colour]));
  const colours = isDark => ({
    base: isDark ? "vs-dark" : "vs", inherit: true, rules: rules(isDark), colors: { "editor.background": isDark ? "#1d222b" : "#f5f7fa", ...brackets(isDark ? "#d4d4d4" : "#000000") },
  });
  monaco.editor.defineTheme("workbook-light", colours(false));
  monaco.editor.defineTheme("workbook-dark", colours(true));
  const choose = () => monaco.editor.setTheme(dark.matches ? "workbook-dark" : "workbook-light");
  dark.addEventListener("change", choose);
  choose();
  return monaco;
}

// place: the element with a pre and a textarea; name: what it is called for who cannot see it; help: complete, inspect and diagnose;
// on: change(text), run(goesOn), leave().
export async function createEditor(place, name, help, on) {
  const monaco = await load();
  return monaco ? new MonacoEditor(monaco, place, name, help, on) : new PlainEditor(place, name, on);
}

class PlainEditor {
  #field;

  constructor(place, name, on) {
    const field = this.#field = place.querySelector("textarea");
    place.querySelector("pre").classList.add("paper");
    field.hidden = false;
    field.ariaLabel = `${name}, C#`;
    const fit = () => { field.style.height = "auto"; field.style.height = `${field.scrollHeight + 2}px`; };
    field.addEventListener("input", () => { fit(); on.change(field.value); });
    field.addEventListener("keydown", event => {
      if (event.key === "Enter" && (event.shiftKey || event.ctrlKey || event.metaKey)) { event.preventDefault(); on.run(event.shiftKey); }
      else if (event.key === "Escape") on.leave();
    });
    fit();
    this.fit = fit;
  }

  get text() { return this.#field.value; }
  set text(text) { if (text !== this.#field.value) { this.#field.value = text; this.fit(); } }

  focus() { this.#field.focus(); }
}

class MonacoEditor {
  #editor; #isOwn = false;

  constructor(monaco, place, name, help, on) {
    const field = place.querySelector("textarea");
    const box = document.createElement("div");
    box.className = "monaco";
    place.querySelector("pre").classList.add("paper");
    place.append(box);
    const editor = this.#editor = monaco.editor.create(box, {
      ...metrics, value: field.value, language: "csharp", ariaLabel: `${name}, C#. Escape leaves the editor.`, minimap: { enabled: false }, lineNumbers: "off", folding: false,
      fontFamily: getComputedStyle(document.documentElement).getPropertyValue("--mono"), scrollBeyondLastLine: false, overviewRulerLanes: 0, hideCursorInOverviewRuler: true,
      overviewRulerBorder: false, renderLineHighlight: "none", wordWrap: "on", padding: { top: 10, bottom: 10 }, glyphMargin: false, lineDecorationsWidth: 14, lineNumbersMinChars: 0,
      scrollbar: { alwaysConsumeMouseWheel: false, vertical: "hidden" }, automaticLayout: true, contextmenu: false, fixedOverflowWidgets: true, occurrencesHighlight: false,
      wordBasedSuggestions: false, tabSize: 4,
      // Tab writes a tab in here, so it must not lead in: the cell around it does, with Enter.
      tabIndex: -1,
    });
    const model = editor.getModel();
    models.set(model.uri.toString(), help);
    teach(monaco);
    const fit = () => { box.style.height = `${Math.max(editor.getContentHeight(), 40)}px`; };
    editor.onDidContentSizeChange(fit);
    fit();
    let pause;
    const diagnose = async () => {
      const version = model.getVersionId();
      const problems = await help.diagnose(model.getValue());
      if (problems === undefined || model.isDisposed() || version !== model.getVersionId()) return;
      monaco.editor.setModelMarkers(model, "kernel", problems.map(problem => ({ ...range(model, problem.start, problem.end), message: problem.message, severity: monaco.MarkerSeverity.Error })));
    };
    this.diagnose = diagnose;
    model.onDidChangeContent(() => {
      if (!this.#isOwn) on.change(model.getValue());
      clearTimeout(pause);
      pause = setTimeout(diagnose, 400);
    });
    // Actions belong to one editor; what addCommand adds belongs to all of the page.
    const act = (id, label, key, run, keybindingContext) => editor.addAction({ id, label, keybindings: [key], keybindingContext, run });
    act("run-next", "Run, and go to the next cell", monaco.KeyMod.Shift | monaco.KeyCode.Enter, () => on.run(true));
    act("run", "Run", monaco.KeyMod.CtrlCmd | monaco.KeyCode.Enter, () => on.run(false));
    act("leave", "Leave the editor", monaco.KeyCode.Escape, () => on.leave(), "!suggestWidgetVisible && !findWidgetVisible && !editorHasMultipleSelections");
  }

  get text() { return this.#editor.getValue(); }
  set text(text) {
    if (text === this.text) return;
    this.#isOwn = true;
    this.#editor.setValue(text);
    this.#isOwn = false;
  }

  focus() { this.#editor.focus(); }
}

// The kernel's help belongs to the model that is asked about; Monaco asks once for all of them.
const models = new Map();
let isTaught = false;

function teach(monaco) {
  if (isTaught) return;
  isTaught = true;
  const kinds = { method: "Method", property: "Property", field: "Field", event: "Event", class: "Class", struct: "Struct", interface: "Interface", enum: "Enum", keyword: "Keyword", namespace: "Module", magic: "Snippet", local: "Variable", parameter: "Variable" };
  const helpFor = model => models.get(model.uri.toString());
  monaco.languages.registerCompletionItemProvider("csharp", {
    triggerCharacters: ["."],
    async provideCompletionItems(model, position) {
      const found = await helpFor(model)?.complete(model.getValue(), model.getOffsetAt(position));
      if (!found) return { suggestions: [] };
      const where = range(model, found.start, found.end);
      return { suggestions: found.items.map((item, index) => ({ label: item.text, insertText: item.text, kind: monaco.languages.CompletionItemKind[kinds[item.kind] ?? "Text"], range: where, sortText: String(index).padStart(5, "0") })) };
    },
  });
  monaco.languages.registerHoverProvider("csharp", {
    async provideHover(model, position) {
      const text = await helpFor(model)?.inspect(model.getValue(), model.getOffsetAt(position));
      return text ? { contents: [{ value: "```csharp\n" + text + "\n```" }] } : null;
    },
  });
}

function range(model, start, end) {
  const from = model.getPositionAt(start), to = model.getPositionAt(Math.max(end, start + 1));
  return { startLineNumber: from.lineNumber, startColumn: from.column, endLineNumber: to.lineNumber, endColumn: to.column };
}
