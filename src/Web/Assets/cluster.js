// The live cluster: follows the engine, shows its map, its clock and what happens, and opens what one clicks.
import { Channel } from "/assets/channel.js";
import { ClusterDetail, clock } from "/assets/cluster-detail.js";
import { ClusterMap } from "/assets/cluster-map.js";

const newsKept = 100, slowStep = 400;

export class LiveCluster {
  #place; #map; #detail; #channel; #clock; #since; #slow;

  constructor(place) {
    this.#place = place;
    this.#map = new ClusterMap(place.querySelector(".map"));
    this.#detail = new ClusterDetail(place.querySelector(".detail"), request => this.#ask(request));
    place.addEventListener("click", event => this.#click(event.target));
    setInterval(() => this.#showTime(), 1000);
  }

  start() {
    this.#channel ??= new Channel("/cluster/channel", {
      open: () => this.#tell(""),
      closed: () => {
        this.#stopSlow();
        this.#place.querySelector(".state").textContent = "not connected";
        if (this.#channel) this.#tell("The workbook does not answer. If it was stopped, start it again with ./workbook open.");
      },
      map: message => this.#take(message),
      clock: message => this.#takeClock(message),
      flow: ({ requests }) => this.#map.flow(requests),
    });
  }

  stop() {
    const channel = this.#channel;
    this.#channel = undefined;
    channel?.close();
  }

  async #ask(request) {
    return await this.#channel?.ask(request) ?? { error: "The workbook does not answer." };
  }

  #take({ whole, items, gone, news }) {
    if (whole) {
      this.#map.clear();
      this.#place.querySelector(".news").replaceChildren();
    }
    this.#map.apply(items, gone);
    this.#place.querySelector(".empty").hidden = !this.#map.isEmpty;
    this.#place.dataset.ready = "";
    this.#tellNews(news, whole);
    const open = items.find(item => item.id === this.#detail.id);
    // A service's chart and history change with its tasks.
    if (open || items.some(item => item.service && item.service === this.#detail.id)) this.#detail.changed(open);
  }

  #tellNews(news, whole) {
    const list = this.#place.querySelector(".news");
    // What happened before somebody looked is there to be read, not to be announced.
    list.ariaLive = whole ? "off" : "polite";
    for (const { at, kind, about, text } of news) {
      const entry = document.createElement("li");
      entry.dataset.kind = kind;
      const time = Object.assign(document.createElement("time"), { textContent: clock(at), dateTime: at });
      const name = Object.assign(document.createElement("strong"), { textContent: kind === "scaling" ? `${about}, scaling:` : `${about}:` });
      // The service is named already.
      entry.append(time, " ", name, " ", text.replace(/^\(service [^)]*\) /, "").replace(/\(task ([0-9a-f]{6})[0-9a-f]*\)/g, "(task $1)"));
      list.prepend(entry);
    }
    while (list.children.length > newsKept) list.lastChild.remove();
  }

  #takeClock(message) {
    const moved = this.#clock && this.#clock.now !== message.now;
    this.#clock = message;
    this.#since = performance.now();
    const isOurs = message.backend !== "docker";
    this.#place.querySelector(".moving").hidden = message.mode !== "automatic";
    this.#place.querySelector(".ahead").hidden = !isOurs;
    this.#place.querySelector(".state").textContent = message.mode !== "automatic" ? "live" : this.#slow ? "slow motion" : message.paused ? "paused" : "live";
    this.#place.dataset.paused = message.paused;
    this.#place.querySelector("[data-clock=pause]").ariaPressed = message.paused && !this.#slow;
    this.#place.querySelector("[data-clock=slow]").ariaPressed = Boolean(this.#slow);
    this.#place.querySelector("[data-clock=step]").disabled = !message.paused || Boolean(this.#slow);
    this.#showTime();
    if (moved) this.#detail.changed();
  }

  #showTime() {
    if (!this.#clock) return;
    const ahead = this.#clock.mode === "real" ? performance.now() - this.#since : 0;
    const now = new Date(Date.parse(this.#clock.now) + ahead).toISOString();
    const time = this.#place.querySelector("time.now");
    time.dateTime = now;
    time.textContent = `${now.slice(0, 10)} ${now.slice(11, 19)} UTC`;
  }

  #click(target) {
    const command = target.closest("[data-clock]")?.dataset.clock;
    if (command) return this.#move(command);
    const thing = target.closest(".thing");
    const item = thing && this.#map.get(thing.dataset.id);
    if (item) this.#detail.open(item, thing);
  }

  async #move(command) {
    const isSlow = Boolean(this.#slow);
    if (command === "slow" || isSlow) this.#stopSlow();
    if (command === "slow" && !isSlow) return this.#startSlow();
    if (command === "slow") return this.#change({ do: "resume" });
    if (command === "pause") return this.#change({ do: this.#clock.paused && !isSlow ? "resume" : "pause" });
    if (command === "step") return this.#change({ do: "step" });
    return this.#change({ do: "advance", seconds: Number(command) });
  }

  async #startSlow() {
    this.#slow = true;
    await this.#change({ do: "pause" });
    while (this.#slow) {
      const answered = await this.#ask({ type: "clock", do: "step" });
      if (answered.error) break;
      await new Promise(resolve => setTimeout(resolve, slowStep));
    }
  }

  #stopSlow() { this.#slow = false; }

  async #change(request) {
    const { error, value } = await this.#ask({ type: "clock", ...request });
    this.#tell(error ?? (typeof value === "string" ? value : ""));
  }

  #tell(message) {
    const notice = this.#place.querySelector(".notice");
    notice.textContent = message;
    notice.hidden = !message;
  }
}
