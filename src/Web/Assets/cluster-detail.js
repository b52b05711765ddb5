// What one thing of the map is: what AWS tells of it, why it is so, its logs or chart, and what can be done to it.
const views = {
  cluster: ["json"], instance: ["json", "why"], service: ["chart", "why", "json"], task: ["json", "why", "logs"], balancer: ["json", "why"], group: ["json", "why"], target: ["json"],
};
const titles = { json: "JSON", why: "Why", logs: "Logs", chart: "Chart" };
const refresh = 1000;

export class ClusterDetail {
  #place; #ask; #item; #view; #opener; #due; #shownAt = 0;

  // ask: sends a request to the workbook and resolves with { value, error }.
  constructor(place, ask) {
    this.#place = place;
    this.#ask = ask;
    place.addEventListener("click", event => this.#click(event.target.closest("button")));
    place.addEventListener("keydown", event => this.#press(event));
    place.addEventListener("submit", event => { event.preventDefault(); this.#giveLoad(new FormData(event.target)); });
  }

  get id() { return this.#item?.id; }

  open(item, opener) {
    this.#item = item;
    this.#opener = opener;
    this.#place.hidden = false;
    this.#place.querySelector("h2").textContent = this.#title(item);
    this.#actions();
    this.#tabs();
    this.#say("");
    this.#show(views[item.kind].includes(this.#view) ? this.#view : views[item.kind][0]);
    this.#place.querySelector("h2").focus();
    this.#place.scrollIntoView({ block: "nearest" });
  }

  close() {
    this.#item = undefined;
    this.#place.hidden = true;
    if (this.#opener?.isConnected) this.#opener.focus();
  }

  // The thing, or the time, has changed.
  changed(item) {
    if (!this.#item) return;
    const containers = JSON.stringify([this.#item.containers, this.#item.status]);
    this.#item = item ?? this.#item;
    if (containers !== JSON.stringify([this.#item.containers, this.#item.status])) this.#actions();
    if (this.#due) return;
    this.#due = setTimeout(() => { this.#due = undefined; if (this.#item) this.#show(this.#view); }, Math.max(0, this.#shownAt + refresh - Date.now()));
  }

  #title(item) {
    return { cluster: "Cluster", instance: "Container instance", service: "Service", task: "Task", balancer: "Load balancer", group: "Target group", target: "Target" }[item.kind] + " " + (item.address ?? item.name);
  }

  #tabs() {
    this.#place.querySelector(".tabs").replaceChildren(...views[this.#item.kind].map(view => {
      const tab = document.createElement("button");
      tab.role = "tab";
      tab.dataset.view = view;
      tab.textContent = titles[view];
      return tab;
    }));
  }

  #actions() {
    const button = (text, body, what = "faults") => Object.assign(document.createElement("button"), { textContent: text, onclick: () => this.#do(what, body) });
    const place = this.#place.querySelector(".actions"), item = this.#item;
    place.replaceChildren();
    if (item.kind === "task" && item.wanted && item.status === "RUNNING") {
      for (const container of item.containers) place.append(
        button(`Kill ${container}`, { fault: "kill", task: item.id, container }),
        button(`Make ${container} unhealthy`, { fault: "health", task: item.id, container, status: "UNHEALTHY" }));
    } else if (item.kind === "instance") {
      place.append(button("Lose this machine", { fault: "loseInstance", containerInstance: item.id }),
        item.connected ? button("Disconnect its agent", { fault: "stopAgent", containerInstance: item.id }) : button("Connect its agent again", { fault: "startAgent", containerInstance: item.id }));
    } else if (item.kind === "service" && item.status === "ACTIVE") {
      const form = document.createElement("form");
      form.innerHTML = `<label>CPU units <input name="cpu" type="number" min="0" step="any" value="1024"></label><label>Requests a minute <input name="requests" type="number" min="0" step="any" value="0"></label><button>Give this load</button>`;
      form.append(button("End the load", this.#loadOf({}), "load"));
      form.lastChild.type = "button";
      place.append(form);
    }
  }

  #loadOf(load) {
    const [, , , region, account, path] = this.#item.id.split(":");
    const [, cluster, service] = path.split("/");
    return { account, region, cluster, service, ...load };
  }

  #giveLoad(form) {
    const load = {};
    for (const name of ["cpu", "requests"]) if (Number(form.get(name)) > 0) load[name] = Number(form.get(name));
    this.#do("load", this.#loadOf(load));
  }

  async #do(what, body) {
    const { error } = await this.#ask({ type: "admin", what, body });
    this.#say(error ?? (what === "load" ? "Given. Move the clock to see what comes of it." : "Done."));
  }

  #say(text) { this.#place.querySelector(".about").textContent = text; }

  #click(button) {
    if (button?.dataset.do === "close") this.close();
    else if (button?.dataset.view) this.#show(button.dataset.view);
  }

  #press(event) {
    if (event.key === "Escape") return this.close();
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step || event.target.role !== "tab") return;
    const all = views[this.#item.kind], next = all[(all.indexOf(this.#view) + step + all.length) % all.length];
    this.#show(next);
    this.#place.querySelector(`[data-view=${next}]`).focus();
  }

  async #show(view) {
    const item = this.#item;
    this.#view = view;
    this.#shownAt = Date.now();
    for (const tab of this.#place.querySelectorAll("[role=tab]")) {
      tab.ariaSelected = tab.dataset.view === view;
      tab.tabIndex = tab.dataset.view === view ? 0 : -1;
    }
    const shown = await this[`_${view}`](item);
    if (this.#item?.id !== item.id || this.#view !== view) return;
    const panel = this.#place.querySelector(".shown");
    panel.ariaLabel = titles[view];
    // What stays the same keeps a reader's place and selection.
    if (panel.innerHTML !== shown.outerHTML) panel.replaceChildren(shown);
  }

  async _json(item) {
    const { value, error } = await this.#ask({ type: "describe", id: item.id });
    return error ? text("p", error) : text("pre", value);
  }

  async _why(item) {
    const { value, error } = await this.#ask({ type: "explain", arn: item.id });
    if (error) return text("p", error);
    const box = document.createElement("div"), list = document.createElement("ol");
    for (const { at, what, why } of value.chain) {
      const entry = document.createElement("li");
      entry.append(text("time", clock(at)), " ", text("strong", what), ...(why ? [" ", text("span", why)] : []));
      list.append(entry);
    }
    box.append(text("p", `It is ${value.status}.`), list);
    return box;
  }

  async _logs(item) {
    const box = document.createElement("div");
    for (const container of item.containers) {
      const { value, error } = await this.#ask({ type: "logs", task: item.id, container });
      box.append(text("h3", container), error ? text("p", error) : text("pre", value.lines.map(line => `${clock(line.at)}  ${line.text}`).join("\n") || "Nothing yet."));
    }
    return box;
  }

  async _chart(item) {
    const answer = await fetch(`/cluster/chart?arn=${encodeURIComponent(item.id)}`);
    const body = await answer.text();
    if (!answer.ok) return text("p", body);
    return document.importNode(new DOMParser().parseFromString(body, "image/svg+xml").documentElement, true);
  }
}

function text(tag, words) { return Object.assign(document.createElement(tag), { textContent: words }); }

// 2026-01-01T10:02:03.4Z → 10:02:03
export function clock(at) { return new Date(at).toISOString().slice(11, 19); }
