// The page's connection to its lesson: messages out, messages in, questions that get an answer; it comes back by itself.
const firstPause = 300, longestPause = 5000;

export class Channel {
  #socket; #asks = new Map(); #number = 0; #pause = firstPause; #handlers; #waiting = []; #ended = false;

  // handlers: one function for each type of message, and "open" and "closed".
  constructor(path, handlers) {
    this.#handlers = handlers;
    this.path = path;
    this.#connect();
  }

  // For good.
  close() {
    this.#ended = true;
    this.#socket.close();
  }

  send(message) {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
    else this.#waiting.push(message);
  }

  // Resolves with the answer's result, or with undefined when the connection breaks first.
  ask(message) {
    const number = ++this.#number;
    return new Promise(resolve => {
      this.#asks.set(number, resolve);
      this.send({ ...message, ask: number });
    });
  }

  #connect() {
    this.#socket = new WebSocket(`${location.protocol.replace("http", "ws")}//${location.host}${this.path}`);
    this.#socket.onopen = () => {
      this.#pause = firstPause;
      this.#handlers.open?.();
      for (const message of this.#waiting.splice(0)) this.send(message);
    };
    this.#socket.onmessage = event => this.#take(JSON.parse(event.data));
    this.#socket.onclose = () => {
      for (const resolve of this.#asks.values()) resolve(undefined);
      this.#asks.clear();
      if (this.#ended) return;
      this.#handlers.closed?.();
      setTimeout(() => this.#connect(), this.#pause);
      this.#pause = Math.min(this.#pause * 2, longestPause);
    };
  }

  #take(message) {
    if (message.ask === undefined) return this.#handlers[message.type]?.(message);
    this.#asks.get(message.ask)?.(message.result);
    this.#asks.delete(message.ask);
  }
}
