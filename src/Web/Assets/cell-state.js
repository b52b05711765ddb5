// What is said of a cell: where it is, and how long its last run took.
const words = { idle: "", queued: "waiting", running: "running", ok: "done", failed: "failed", interrupted: "interrupted", died: "its kernel ended" };

export function stateOf({ status, count, milliseconds }) {
  const time = milliseconds && status !== "running" && status !== "queued" ? (milliseconds < 1000 ? `${Math.max(1, Math.round(milliseconds))} ms` : `${(milliseconds / 1000).toFixed(1)} s`) : "";
  return [status === "idle" && count ? "run earlier" : words[status], time].filter(Boolean).join(", ");
}
