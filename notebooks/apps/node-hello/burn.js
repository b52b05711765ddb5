// Something to do, for who wants to see a service grow: /burn?cpu=1024&seconds=60&memory=0
'use strict';

const { Worker } = require('node:worker_threads');

const bounds = 'cpu is a number of CPU units from 0 to 16384 (1024 are one processor), memory one of MiB from 0 to 16384, seconds one above 0 up to 3600.\n';
const most = 16384;
const mebibyte = 1024 * 1024;

// A thread that is busy for a part of each 50 ms, until the time is over.
const spin = `
  const { part, seconds } = require('node:worker_threads').workerData;
  const idle = new Int32Array(new SharedArrayBuffer(4));
  for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
    for (const busy = Date.now() + 50 * part; Date.now() < busy;);
    if (part < 1) Atomics.wait(idle, 0, 0, 50 * (1 - part));
  }`;

// Answers at once and works afterwards.
exports.burn = function burn(request, response) {
  if (request.method !== 'GET' && request.method !== 'POST') {
    response.statusCode = 405;
    return response.end();
  }
  const query = new URL(request.url, 'http://localhost').searchParams;
  const [cpu, seconds, memory] = [number(query, 'cpu', 1024), number(query, 'seconds', 60), number(query, 'memory', 0)];
  if (!(cpu >= 0 && cpu <= most && memory >= 0 && memory <= most && seconds > 0 && seconds <= 3600)) {
    response.statusCode = 400;
    return response.end(bounds);
  }
  // 1536 CPU units are one processor and half of another.
  for (let left = cpu / 1024; left > 0; left--) new Worker(spin, { eval: true, workerData: { part: Math.min(left, 1), seconds } });
  if (memory > 0) hold(Math.floor(memory), seconds);
  return response.end(`burning ${cpu} CPU units and ${memory} MiB for ${seconds} s\n`);
};

// Keeps memory and writes to all of it: what is never touched counts for nothing.
function hold(mebibytes, seconds) {
  let blocks = Array.from({ length: mebibytes }, () => Buffer.alloc(mebibyte, 1));
  setTimeout(() => { blocks = null; }, seconds * 1000);
}

// NaN for what is no number.
function number(query, name, otherwise) {
  const text = query.get(name);
  return text ? (/^\d*\.?\d+$/.test(text) ? Number(text) : NaN) : otherwise;
}
