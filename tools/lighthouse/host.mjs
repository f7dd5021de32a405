/* A static host of the plain kind: gzip, content types, short cache lifetimes, kept-alive connections, one 404 page. */

import compression from "compression";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import sirv from "sirv";

const CACHE_SECONDS = 600; // what GitHub Pages gives

/** Returns a server that listens on a free port of this machine and answers nothing yet: `publish` gives it a site. */
export async function openHost() {
  const server = createServer({ keepAlive: true });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}/`,
    publish: (folder) => server.on("request", answer(folder)),
    close: () => server.close(),
  };
}

function answer(folder) {
  const notFound = readFileSync(join(folder, "404.html"));
  const files = sirv(folder, {
    etag: true,
    maxAge: CACHE_SECONDS,
    onNoMatch: (_, response) => response.writeHead(404, { "Content-Type": "text/html; charset=utf-8" }).end(notFound),
  });
  const compress = compression();
  return (request, response) => {
    request.headers["accept-encoding"] = "gzip"; // not every host has Brotli
    compress(request, response, () => files(request, response));
  };
}
