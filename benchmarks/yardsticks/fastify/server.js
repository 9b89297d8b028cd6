// Answers GET /config with the bytes of the file in argv[2] on the port in argv[3].
const { readFileSync } = require('node:fs');
const bytes = readFileSync(process.argv[2]);
const server = require('fastify')({ logger: false });
server.get('/config', (request, reply) => {
  reply.header('content-type', 'application/json').send(bytes);
});
server.listen({ port: Number(process.argv[3]), host: '127.0.0.1' }).then(() => console.log('ready'));
