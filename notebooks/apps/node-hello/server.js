// Answers with who answers: the container's name and address, its version and the request.
'use strict';

const http = require('node:http');
const os = require('node:os');
const { burn } = require('./burn.js');

const port = Number(process.env.PORT ?? 3000);
const version = process.env.APP_VERSION ?? require('./package.json').version;

function address() {
  const own = Object.values(os.networkInterfaces()).flat().find(each => each.family === 'IPv4' && !each.internal);
  return own?.address ?? '127.0.0.1';
}

const server = http.createServer((request, response) => {
  if (request.url === '/health') return response.end('ok\n');
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  if (request.url.split('?')[0] === '/burn') return burn(request, response);
  response.setHeader('Cache-Control', 'no-store');
  response.end(`Server address: ${address()}:${port}\nServer name: ${os.hostname()}\nVersion: ${version}\nURI: ${request.url}\n`);
});

server.listen(port, () => console.log(`listening on ${port}`));

// As the first process of a container it would not be ended by SIGTERM otherwise.
for (const signal of ['SIGTERM', 'SIGINT']) {
  process.on(signal, () => server.close(() => process.exit(0)));
}
