'use strict';
// The inside of the embedded DynamoDB: dynalite without a server of its own, because that one would be open to every
// web page. It runs in a thread because it throws what it does not expect, which would end its process.
const { Readable } = require('node:stream');
const { parentPort, workerData } = require('node:worker_threads');
const dynalite = require('dynalite');
const { keepIn } = require('./journal.cjs');

if (workerData.directory !== undefined) keepIn(workerData.directory);

// The engine's use of what Node would rather not have helps nobody at the terminal.
process.noDeprecation = true;

const engine = dynalite({ createTableMs: 0 });

/** As much of a response as dynalite uses. */
function responseTo(id) {
  const headers = [];
  return {
    statusCode: 200,
    setHeader(name, value) {
      headers.push([name, String(value)]);
    },
    end(body = '') {
      parentPort.postMessage({ id, status: this.statusCode, headers, body });
    },
  };
}

parentPort.on('message', ({ id, method, url, headers, body }) => {
  const request = Object.assign(Readable.from(body.length === 0 ? [] : [Buffer.from(body)]), {
    method,
    url,
    headers,
  });
  engine.emit('request', request, responseTo(id));
});
