const { createServer } = require("node:http");
const { Server } = require("socket.io");

// Long-polling, which Socket.IO begins with: each poll is a request of its own, and must reach the
// worker that knows the session.
const PAGE = `<!doctype html>
<html lang="en">
  <title>Socket.IO over long-polling</title>
  <p>Connected to worker <output id="worker">none</output>, <output id="answers">0</output> answers.</p>
  <script src="/socket.io/socket.io.js"></script>
  <script>
    const socket = io({ transports: ["polling"], reconnectionDelay: 100, reconnectionDelayMax: 500 });
    const show = (id, text) => (document.getElementById(id).textContent = text);
    let answers = 0;
    socket.on("worker", (pid) => show("worker", pid));
    socket.on("disconnect", () => show("worker", "none"));
    setInterval(() => {
      if (socket.connected) socket.emit("ask", () => show("answers", (answers += 1)));
    }, 100);
  </script>
</html>`;

const server = createServer((_request, response) => {
  response.setHeader("content-type", "text/html; charset=utf-8");
  response.end(PAGE);
});

new Server(server).on("connection", (socket) => {
  socket.emit("worker", process.pid);
  socket.on("ask", (answer) => answer(process.pid));
});

server.listen(process.env.PORT ?? 3007, () => {
  console.log(`worker ${process.pid} listens`);
});
