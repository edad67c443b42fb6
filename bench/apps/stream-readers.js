// Readers of a stream that do what the page does on the wire and nothing else: they acknowledge
// changes at most once a frame, ask for a sign of life every two seconds, and look into nothing. What
// they cost is not to be taken for what the supervisor costs.
import { WebSocket } from "ws";

const { STREAM_URL = "", STREAM_PROTOCOLS = "" } = process.env;
const PING_INTERVAL_MS = 2_000;
const HEAD_BYTES = 160;
/** As often as a screen of 60 Hz is drawn. */
const ACK_INTERVAL_MS = 1_000 / 60;

/** @type {Set<WebSocket>} */
const readers = new Set();
/** @type {Set<WebSocket>} */
const stalled = new Set();
let metrics = 0;
let bytes = 0;
/** @type {number[]} */
let latenessMs = [];

/** @param {(socket: WebSocket) => void} onOpen */
function connect(onOpen) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(STREAM_URL, STREAM_PROTOCOLS.split(","), {
      perMessageDeflate: false,
      skipUTF8Validation: true,
    });
    let localPort = 0;
    socket.once("upgrade", (response) => (localPort = response.socket.localPort ?? 0));
    socket.once("error", reject);
    socket.once("open", () => {
      onOpen(socket);
      resolve(localPort);
    });
  });
}

function connectReader() {
  return connect((socket) => {
    readers.add(socket);
    let pings = 0;
    const pinging = setInterval(() => {
      pings += 1;
      socket.send(`{"type":"ping","id":${pings}}`);
    }, PING_INTERVAL_MS);
    socket.on("message", (data) => read(socket, /** @type {Buffer} */ (data)));
    socket.once("close", (code) => {
      clearInterval(pinging);
      if (readers.delete(socket)) throw new Error(`a reader was closed with ${code}`);
    });
  });
}

/**
 * @param {WebSocket} socket
 * @param {Buffer} data
 */
function read(socket, data) {
  bytes += data.length;
  const head = data.toString("latin1", 0, HEAD_BYTES);
  if (head.startsWith('{"type":"metrics"')) {
    metrics += 1;
    latenessMs.push(Date.now() - Number(/"at":(\d+)/.exec(head)?.[1]));
  } else if (head.startsWith('{"type":"change"')) {
    acknowledge(socket, Number(/"seq":(\d+)/.exec(head)?.[1]));
  }
}

/** @type {Map<WebSocket, number>} */
const unacknowledged = new Map();

/**
 * @param {WebSocket} socket
 * @param {number} seq
 */
function acknowledge(socket, seq) {
  const isDue = unacknowledged.has(socket);
  unacknowledged.set(socket, seq);
  if (isDue) return;
  setTimeout(() => {
    if (readers.has(socket)) socket.send(`{"type":"ack","seq":${unacknowledged.get(socket)}}`);
    unacknowledged.delete(socket);
  }, ACK_INTERVAL_MS);
}

/** Opens it and never reads. */
function connectStalled() {
  return connect((socket) => {
    socket.pause();
    stalled.add(socket);
    socket.on("error", () => {});
  });
}

async function disconnect() {
  const leaving = [...readers];
  readers.clear();
  await Promise.all(
    leaving.map(
      (socket) =>
        new Promise((resolve) => {
          socket.once("close", resolve);
          socket.close();
        }),
    ),
  );
}

function take() {
  const taken = { metrics, bytes, latenessMs };
  metrics = 0;
  bytes = 0;
  latenessMs = [];
  return taken;
}

/** @param {{ ask: string; count?: number }} order */
async function obey({ ask, count = 0 }) {
  switch (ask) {
    case "connect":
      return Promise.all(Array.from({ length: count }, connectReader));
    case "stall":
      return connectStalled();
    case "disconnect":
      return disconnect();
    case "take":
      return take();
  }
}

process.on("message", (order) => {
  void obey(/** @type {{ ask: string }} */ (order)).then((answer) => process.send?.({ answer }));
});
process.once("disconnect", () => process.exit());
