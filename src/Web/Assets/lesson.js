// Brings the cells of a lesson to life.
import { Channel } from "/assets/channel.js";
import { stateOf } from "/assets/cell-state.js";
import { createEditor } from "/assets/editor.js";
import { Outputs } from "/assets/outputs.js";

const lesson = document.getElementById("lesson");
const notice = document.getElementById("notice");
const kernel = document.getElementById("kernel");
const cells = new Map();

class Cell {
  #editor; #opening; #outputs; #saving;

  constructor(section) {
    this.section = section;
    this.id = section.dataset.cell;
    this.#outputs = new Outputs(section.querySelector(".outputs"), "this cell");
    section.addEventListener("click", event => this.#do(event.target.closest("[data-do]")?.dataset.do));
    section.querySelector(".code").addEventListener("click", () => this.#editor ?? this.focus());
    section.addEventListener("keydown", event => event.target === section && this.#press(event));
  }

  get text() { return this.#editor?.text ?? this.section.querySelector("textarea").value; }

  // The number that the reader counts.
  number(number) {
    this.name = `cell ${number}`;
    this.#outputs.name = this.name;
    this.section.ariaLabel = `Cell ${number}. Enter edits it.`;
    this.section.querySelector("[data-do=run]").ariaLabel = `Run cell ${number}`;
  }

  open() {
    return this.#opening ??= createEditor(this.section.querySelector(".code"), this.name, {
      complete: (code, position) => channel.ask({ type: "complete", code, position }),
      inspect: (code, position) => channel.ask({ type: "inspect", code, position }),
      diagnose: code => channel.ask({ type: "diagnose", cell: this.id, code }),
    }, {
      change: text => this.#changed(text),
      run: goesOn => { this.run(); if (goesOn) this.#beside(1)?.focus(); },
      leave: () => this.section.focus(),
    }).then(editor => this.#editor = editor);
  }

  async focus() {
    this.section.scrollIntoView({ block: "nearest" });
    (await this.open()).focus();
  }

  run() {
    clearTimeout(this.#saving);
    channel.send({ type: "run", cell: this.id, source: this.text });
  }

  show(message) {
    this.section.dataset.status = message.status;
    this.section.querySelector(".state").textContent = stateOf(message);
    this.#outputs.show(message.html);
  }

  async takeText(text) {
    this.section.querySelector("textarea").value = text;
    this.section.querySelector("pre").textContent = text;
    if (this.#editor) this.#editor.text = text;
  }

  print() {
    // What was not changed keeps its colours.
    const paper = this.section.querySelector("pre.source");
    if (paper.textContent !== this.text) paper.textContent = this.text;
    this.#outputs.unfold();
  }

  fit() { this.#outputs.fit(); }

  #changed(text) {
    this.section.querySelector("textarea").value = text;
    clearTimeout(this.#saving);
    this.#saving = setTimeout(() => channel.send({ type: "edit", cell: this.id, source: text }), 400);
  }

  #do(what) {
    if (what === "run") this.run();
    else if (what === "runAbove") channel.send({ type: "runAbove", cell: this.id });
    else if (what === "add") channel.send({ type: "add", after: this.id });
    else if (what === "delete" && (!this.text.trim() || confirm("Delete this cell?"))) channel.send({ type: "delete", cell: this.id });
  }

  // A key on the cell, not in its editor.
  #press(event) {
    const runs = event.key === "Enter" && (event.shiftKey || event.ctrlKey || event.metaKey);
    if (runs) this.run();
    else if (event.key === "Enter") this.focus();
    const beside = this.#beside(event.key === "ArrowDown" || (runs && event.shiftKey) ? 1 : event.key === "ArrowUp" ? -1 : 0);
    beside?.section.focus();
    if (runs || event.key === "Enter" || beside) event.preventDefault();
  }

  #beside(steps) {
    const all = [...lesson.querySelectorAll(".cell")];
    return steps ? cells.get(all[all.indexOf(this.section) + steps]?.dataset.cell) : undefined;
  }
}

// Editors are made when their cells come near the screen: a lesson has dozens. Where one reads and points with a finger, only when a cell is touched.
const reads = matchMedia("(pointer: coarse)").matches;
const near = new IntersectionObserver(seen => {
  for (const { isIntersecting, target } of seen) if (isIntersecting) { near.unobserve(target); cells.get(target.dataset.cell)?.open(); }
}, { rootMargin: "600px" });

function adopt(section) {
  cells.set(section.dataset.cell, new Cell(section));
  if (!reads) near.observe(section);
}

function number() {
  lesson.querySelectorAll(".cell").forEach((section, index) => cells.get(section.dataset.cell).number(index + 1));
}

// What has to be known of each of these stays until it is over.
const notices = { connection: "", trouble: "", kernel: "" };

function tell(about, message) {
  notices[about] = message;
  notice.textContent = notices.connection || Object.values(notices).filter(Boolean).join(" ");
  notice.hidden = !notice.textContent;
}

const handlers = {
  open: () => { document.body.dataset.connected = ""; tell("connection", ""); },
  closed: () => {
    delete document.body.dataset.connected;
    kernel.textContent = "not connected";
    kernel.dataset.state = "dead";
    tell("connection", "The workbook does not answer. If it was stopped, start it again with ./workbook open, and open the address that it prints. What you write is kept in this page until then.");
  },
  kernel: ({ state, message }) => {
    kernel.dataset.state = state;
    kernel.textContent = { none: "no kernel yet", starting: "kernel starts …", idle: "ready", busy: "running", dead: "kernel ended" }[state];
    document.querySelector("[data-do=interrupt]").disabled = state !== "busy" && state !== "starting";
    tell("kernel", message);
  },
  cell: message => cells.get(message.cell)?.show(message),
  source: ({ cell, source }) => cells.get(cell)?.takeText(source),
  added: ({ after, html }) => {
    cells.get(after).section.insertAdjacentHTML("afterend", html);
    const section = cells.get(after).section.nextElementSibling;
    adopt(section);
    number();
    cells.get(section.dataset.cell).focus();
  },
  deleted: ({ cell }) => {
    const { section } = cells.get(cell);
    const beside = section.previousElementSibling ?? section.nextElementSibling;
    section.remove();
    cells.delete(cell);
    number();
    if (beside?.classList.contains("cell")) beside.focus();
  },
  replaced: () => location.reload(),
  trouble: ({ message }) => tell("trouble", message),
  question: ({ cell, prompt, isPassword }) => ask(cell, prompt, isPassword),
};

function ask(cell, prompt, isPassword) {
  document.getElementById("question")?.remove();
  if (prompt === null) return;
  const form = document.createElement("form");
  form.id = "question";
  form.innerHTML = `<label><span></span> <input autocomplete="off"></label> <button class="main">Answer</button>`;
  form.querySelector("span").textContent = prompt || "The cell asks for a line of text:";
  form.querySelector("input").type = isPassword ? "password" : "text";
  form.addEventListener("submit", event => { event.preventDefault(); channel.send({ type: "answer", text: form.querySelector("input").value }); });
  cells.get(cell).section.querySelector(".code").after(form);
  form.querySelector("input").focus();
}

const commands = {
  runAll: () => channel.send({ type: "runAll" }),
  interrupt: () => channel.send({ type: "interrupt" }),
  restart: () => channel.send({ type: "restart", clean: false }),
  clean: () => confirm("Start over? The kernel, all clusters of this workbook and the outputs of this lesson go; your code stays.") && channel.send({ type: "restart", clean: true }),
  restore: () => confirm("Give the original lesson back? What you changed is kept in .workbook/notebooks, with .old behind the file's name.") && channel.send({ type: "restore" }),
};

lesson.querySelectorAll(".cell").forEach(adopt);
number();
const channel = new Channel(`${location.pathname}/channel`, handlers);
document.querySelector(".tools").addEventListener("click", event => commands[event.target.closest("[data-do]")?.dataset.do]?.());
addEventListener("beforeprint", () => cells.forEach(cell => cell.print()));
addEventListener("afterprint", () => cells.forEach(cell => cell.fit()));
