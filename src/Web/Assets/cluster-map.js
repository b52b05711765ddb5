// The map of all clusters: one element for each thing, found by the thing's id, changed only where the thing has changed.
const shapes = { PROVISIONING: "○", PENDING: "◔", ACTIVATING: "◑", RUNNING: "●", DEACTIVATING: "◑", STOPPING: "◔", DEPROVISIONING: "○", STOPPED: "■", initial: "◔", healthy: "●", unhealthy: "▲", draining: "◑", unused: "○" };
const stoppedShown = 5;

export class ClusterMap {
  #place; #things = new Map(); #counted = new Set(); #balancers = new Map();

  constructor(place) { this.#place = place; }

  get isEmpty() { return ![...this.#things.values()].some(thing => thing.item.kind === "cluster" || thing.item.kind === "balancer"); }

  get(id) { return this.#things.get(id)?.item; }

  clear() {
    this.#place.replaceChildren();
    this.#things.clear();
    this.#balancers.clear();
  }

  // Things come in any order: a place for what belongs to something is made when either of the two comes.
  apply(items, gone) {
    for (const id of gone) this.#drop(id);
    for (const item of items) this.#put(item);
    for (const id of this.#counted) this.#count(id);
    this.#counted.clear();
  }

  // Requests went to targets: they and their tasks light up for a moment.
  flow(requests) {
    for (const [id, count] of Object.entries(requests)) {
      const thing = this.#things.get(id);
      if (!thing) continue;
      thing.requests = (thing.requests ?? 0) + count;
      thing.element.querySelector(".requests").textContent = `${thing.requests} ${thing.requests === 1 ? "request" : "requests"}`;
      const task = this.#things.get(thing.item.task);
      for (const lit of [thing.element, task?.element]) {
        if (!lit) continue;
        lit.classList.remove("lit");
        requestAnimationFrame(() => lit.classList.add("lit"));
      }
    }
  }

  #put(item) {
    let thing = this.#things.get(item.id);
    if (!thing) this.#things.set(item.id, thing = { element: this.#create(item) });
    const before = thing.item;
    thing.item = item;
    this[`_${item.kind}`](thing.element, item, before);
  }

  #drop(id) {
    const thing = this.#things.get(id);
    if (!thing) return;
    this.#things.delete(id);
    thing.element.remove();
    this.#recount(thing.item);
    if (thing.item.kind === "cluster") this.#place.querySelector(`[data-cluster="${CSS.escape(id)}"]`)?.remove();
  }

  #recount(item) {
    for (const id of [item.cluster, item.instance, item.group]) if (id) this.#counted.add(id);
    if (item.kind === "cluster" || item.kind === "group") this.#counted.add(item.id);
  }

  #create(item) {
    const element = document.createElement(item.kind === "task" || item.kind === "target" ? "li" : "article");
    element.className = item.kind;
    element.dataset.item = item.id;
    element.innerHTML = {
      cluster: `<h2><button class="thing"></button> <span class="place"></span></h2><p class="counts"></p>`,
      instance: `<header><button class="thing"></button><span class="word"></span></header><p class="where"></p><label>CPU <meter min="0"></meter><span></span></label><label>Memory <meter min="0"></meter><span></span></label><p class="counts"></p>`,
      service: `<header><button class="thing"></button><span class="word"></span></header><p class="counts"></p><div class="bar" aria-hidden="true"><i></i><b></b></div><p class="load" hidden></p><ul class="tasks"></ul>`,
      task: `<button class="thing"><span class="shape" aria-hidden="true"></span><span class="name"></span> <span class="word"></span></button>`,
      balancer: `<header><button class="thing"></button><span class="word"></span></header><p class="where"></p><div class="groups"></div>`,
      group: `<header><button class="thing"></button><span class="counts"></span></header><ul class="targets"></ul>`,
      target: `<button class="thing"><span class="shape" aria-hidden="true"></span><span class="name"></span> <span class="word"></span> <span class="requests"></span></button>`,
    }[item.kind];
    element.querySelector(".thing").dataset.id = item.id;
    return element;
  }

  // What belongs to a cluster, in its parts: services, tasks alone, instances.
  #part(cluster, part) {
    let frame = this.#place.querySelector(`[data-cluster="${CSS.escape(cluster)}"]`);
    if (!frame) {
      frame = document.createElement("section");
      frame.className = "frame";
      frame.dataset.cluster = cluster;
      frame.innerHTML = `<div class="head"></div><div class="services"></div><div class="loose"><h3>Tasks without a service</h3><ul class="tasks"></ul></div><div class="machines"><h3>Container instances</h3><div class="instances"></div></div>`;
      this.#place.append(frame);
    }
    return frame.querySelector(part);
  }

  _cluster(element, item) {
    if (!element.isConnected) this.#part(item.id, ".head").append(element);
    element.querySelector(".thing").textContent = `Cluster ${item.name}`;
    element.querySelector(".place").textContent = item.place ?? "";
    this.#recount(item);
  }

  _service(element, item) {
    if (!element.isConnected) {
      this.#part(item.cluster, ".services").append(element);
      // Tasks of it that came before it.
      for (const { item: task, element: chip } of this.#things.values()) if (task?.service === item.id) element.querySelector(".tasks").append(chip);
    }
    element.querySelector(".thing").textContent = item.name;
    element.querySelector(".word").textContent = item.status === "ACTIVE" ? item.rollout ?? "" : item.status;
    element.dataset.state = item.status !== "ACTIVE" ? "ending" : item.rollout?.startsWith("FAILED") ? "bad" : item.running >= item.desired ? "good" : "busy";
    element.querySelector(".counts").textContent = `${item.running} of ${item.desired} running${item.pending ? `, ${item.pending} pending` : ""}`;
    const most = Math.max(item.desired, item.running + item.pending, 1);
    element.querySelector(".bar i").style.width = `${100 * item.running / most}%`;
    element.querySelector(".bar b").style.width = `${100 * Math.min(item.pending, most - item.running) / most}%`;
    const load = element.querySelector(".load");
    load.hidden = !item.load;
    load.textContent = item.load ? `Load: ${item.load}` : "";
    this.#recount(item);
  }

  _task(element, item, before) {
    if (!element.isConnected) {
      // What is left of a deleted service is over and of no interest.
      if (item.service && item.status === "STOPPED" && !this.#things.has(item.service)) return;
      const home = this.#things.get(item.service)?.element;
      (home?.querySelector(".tasks") ?? this.#part(item.cluster, ".loose .tasks")).append(element);
    }
    const sick = item.health === "UNHEALTHY" && item.status === "RUNNING";
    element.dataset.state = sick ? "bad" : item.status === "RUNNING" ? "good" : item.status === "STOPPED" ? "over" : item.wanted ? "busy" : "ending";
    element.querySelector(".shape").textContent = sick ? "▲" : shapes[item.status];
    element.querySelector(".name").textContent = item.name;
    element.querySelector(".word").textContent = sick ? "UNHEALTHY" : item.status;
    element.querySelector(".thing").title = [item.definition, item.zone, item.health, item.reason].filter(Boolean).join(", ");
    if (item.status === "STOPPED" && before?.status !== "STOPPED") this.#thin(element.parentElement);
    this.#recount(item);
  }

  // Of the stopped ones only the last few are of interest.
  #thin(list) {
    const over = [...list.querySelectorAll(":scope > [data-state=over]")];
    for (const element of over.slice(0, -stoppedShown)) {
      this.#things.delete(element.dataset.item);
      element.remove();
    }
    list.append(...over.slice(-stoppedShown));
  }

  _instance(element, item) {
    if (!element.isConnected) this.#part(item.cluster, ".instances").append(element);
    element.querySelector(".thing").textContent = item.name;
    element.querySelector(".word").textContent = item.connected ? item.status : "agent disconnected";
    element.dataset.state = !item.connected ? "bad" : item.status === "ACTIVE" ? "good" : "ending";
    element.querySelector(".where").textContent = [item.type, item.zone].filter(Boolean).join(", ");
    const [cpu, memory] = element.querySelectorAll("label");
    for (const [label, used, total, unit] of [[cpu, item.cpu, item.cpuTotal, "units"], [memory, item.memory, item.memoryTotal, "MiB"]]) {
      label.querySelector("meter").max = Math.max(total, 1);
      label.querySelector("meter").value = used;
      label.querySelector("span").textContent = `${used} of ${total} ${unit}`;
    }
    this.#recount(item);
    this.#counted.add(item.id);
  }

  _balancer(element, item) {
    if (!element.isConnected) {
      let frame = this.#place.querySelector(":scope > .balancers");
      if (!frame) {
        frame = document.createElement("section");
        frame.className = "frame balancers";
        frame.innerHTML = "<h2>Load balancers</h2>";
        this.#place.prepend(frame);
      }
      frame.append(element);
    }
    element.querySelector(".thing").textContent = item.name;
    element.querySelector(".word").textContent = item.state;
    element.dataset.state = item.state === "active" ? "good" : item.state === "failed" ? "bad" : "busy";
    element.querySelector(".where").textContent = item.listeners.length ? `listens on ${item.listeners.join(", ")}` : "has no listener yet";
    for (const shown of element.querySelectorAll(".group")) if (!item.groups.includes(shown.dataset.item)) shown.remove();
    for (const id of item.groups) {
      this.#balancers.set(id, item.id);
      const group = this.#things.get(id);
      if (group) element.querySelector(".groups").append(group.element);
    }
  }

  _group(element, item) {
    const home = this.#things.get(this.#balancers.get(item.id))?.element;
    if (home && !element.isConnected) home.querySelector(".groups").append(element);
    element.querySelector(".thing").textContent = `Target group ${item.name}`;
    for (const { item: target, element: row } of this.#things.values()) if (target?.group === item.id && !row.isConnected) element.querySelector(".targets").append(row);
    this.#counted.add(item.id);
  }

  _target(element, item) {
    if (!element.parentElement) this.#things.get(item.group)?.element.querySelector(".targets").append(element);
    element.dataset.state = { healthy: "good", unhealthy: "bad", initial: "busy" }[item.state] ?? "ending";
    element.querySelector(".shape").textContent = shapes[item.state] ?? "○";
    element.querySelector(".name").textContent = item.address;
    element.querySelector(".word").textContent = item.state;
    element.querySelector(".thing").title = item.reason ?? "";
    this.#counted.add(item.group);
  }

  #count(id) {
    const thing = this.#things.get(id);
    if (!thing) return;
    const all = kind => [...this.#things.values()].filter(each => each.item.kind === kind);
    const number = (count, what) => `${count} ${what}${count === 1 ? "" : "s"}`;
    const counts = thing.element.querySelector(".counts");
    if (thing.item.kind === "cluster") {
      const frame = thing.element.closest(".frame");
      const services = frame.querySelectorAll(".services > .service").length;
      const running = frame.querySelectorAll(".task:is([data-state=good], [data-state=bad])").length;
      const instances = frame.querySelectorAll(".instance").length;
      counts.textContent = [number(services, "service"), `${number(running, "task")} running`, instances ? number(instances, "container instance") : ""].filter(Boolean).join(", ");
      frame.querySelector(".loose").hidden = !frame.querySelector(".loose .task");
      frame.querySelector(".machines").hidden = !instances;
    } else if (thing.item.kind === "instance") {
      const here = all("task").filter(each => each.item.instance === id && each.item.status !== "STOPPED").length;
      counts.textContent = `${number(here, "task")} here`;
    } else if (thing.item.kind === "group") {
      const rows = [...thing.element.querySelectorAll(".target")];
      counts.textContent = rows.length ? `${rows.filter(row => row.dataset.state === "good").length} of ${number(rows.length, "target")} healthy` : "no targets";
    }
  }
}
