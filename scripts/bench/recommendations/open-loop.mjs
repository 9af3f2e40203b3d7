// An open loop: requests are sent at their times whatever became of those before, and each one's time counts from when it should have been sent, so that a server that
// stalls is charged for everybody who would have waited (no coordinated omission). Its own process, so that it measures the server and not the bench.
// Argument: a JSON plan { url, rate, seconds, cookies, status }; answers one JSON line.
import { Agent, get } from 'node:http';
import { performance } from 'node:perf_hooks';

const { url, rate, seconds, cookies, status: expected } = JSON.parse(process.argv[2] ?? '{}');
const agent = new Agent({ keepAlive: true, maxSockets: 256, scheduling: 'fifo' });
const total = rate * seconds;
const times = [];
let [errors, sent, answered] = [0, 0, 0];
const startedAt = performance.now() + 50;
let endedAt = startedAt;

function finish(dueAt, isRight) {
  endedAt = performance.now();
  times.push(endedAt - dueAt);
  if (!isRight) errors += 1;
  answered += 1;
  if (answered === total) report();
}

function send(index) {
  const dueAt = startedAt + (index / rate) * 1000;
  let isOver = false;
  const end = (isRight) => { if (!isOver) { isOver = true; finish(dueAt, isRight); } };
  const request = get(url, { agent, headers: { cookie: cookies[index % cookies.length] ?? '', 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/147.0 Safari/537.36' } }, (response) => {
    response.on('end', () => { end(response.statusCode === expected); });
    response.on('error', () => { end(false); });
    response.resume();
  });
  request.setTimeout(10_000, () => { request.destroy(); end(false); });
  request.on('error', () => { end(false); });
}

function report() {
  clearInterval(timer);
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0;
  console.log(JSON.stringify({ rate: answered / ((endedAt - startedAt) / 1000), p50: at(0.5), p90: at(0.9), p99: at(0.99), errors }));
  process.exit(0);
}

const timer = setInterval(() => {
  // The first is due at once, not a period later: else every request would be charged one period of waiting.
  const due = Math.min(total, Math.floor(((performance.now() - startedAt) / 1000) * rate) + 1);
  while (sent < due) { send(sent); sent += 1; }
}, 1);
