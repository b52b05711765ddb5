// Outputs of a cell, in a frame of their own: no script runs there, nothing is fetched, and its links lead nowhere but into a new, empty frame.
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
const style = fetch("/assets/outputs.css").then(answer => answer.text());
const tallest = 640;

export class Outputs {
  #place; #frame; #ready; #html = "";

  constructor(place, name) {
    this.#place = place;
    this.name = name;
  }

  async show(html) {
    this.#html = html;
    if (!html && !this.#frame) return;
    this.#place.hidden = !html;
    this.#ready ??= this.#open();
    await this.#ready;
    // While the frame opened, more may have come.
    const body = this.#frame.contentDocument.body;
    if (body.dataset.shown === this.#html) return;
    const atEnd = this.#isAtEnd();
    body.innerHTML = body.dataset.shown = this.#html;
    this.fit();
    if (atEnd) this.#frame.contentWindow.scrollTo(0, body.scrollHeight);
  }

  fit() {
    const root = this.#frame?.contentDocument?.documentElement;
    if (root && !this.#place.hidden) this.#frame.style.height = `${Math.min(this.#frame.contentDocument.body.scrollHeight + 2, tallest)}px`;
  }

  // All of it, for paper.
  unfold() {
    const body = this.#frame?.contentDocument?.body;
    if (body) this.#frame.style.height = `${body.scrollHeight + 2}px`;
  }

  #isAtEnd() {
    const root = this.#frame.contentDocument.documentElement;
    return root.scrollHeight - root.scrollTop - root.clientHeight < 40 && root.scrollTop > 0;
  }

  async #open() {
    const frame = this.#frame = document.createElement("iframe");
    frame.title = `Output of ${this.name}`;
    frame.setAttribute("sandbox", "allow-same-origin");
    frame.srcdoc = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="color-scheme" content="light dark"><style>${await style}</style></head><body></body></html>`;
    const loaded = new Promise(resolve => frame.addEventListener("load", resolve, { once: true }));
    this.#place.replaceChildren(frame);
    await loaded;
    new ResizeObserver(() => this.fit()).observe(frame.contentDocument.body);
  }
}
