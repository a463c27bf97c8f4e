// A tiny site of planted pages, for checking the checks.
import { createServer } from 'node:http';

export async function servePages(pages, policy = "default-src 'self'; style-src 'unsafe-inline'") {
  const server = createServer((request, response) => {
    const page = pages[request.url];
    response.writeHead(page ? 200 : 204, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy });
    response.end(page);
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  // The worker that started it need not stop it.
  server.unref();
  return `http://127.0.0.1:${server.address().port}/`;
}
