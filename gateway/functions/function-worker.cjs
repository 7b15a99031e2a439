'use strict';
// The inside of one sandbox: loads a handler, then runs one event at a time. Plain JavaScript, because a worker
// thread starts without the loader that its parent may have been started with.
const { existsSync } = require('node:fs');
const { pathToFileURL } = require('node:url');
const { parentPort, workerData } = require('node:worker_threads');

/** Output travels on the port of the results, so that what a handler wrote is there before its answer. */
function captureOutput() {
  for (const stream of [process.stdout, process.stderr]) {
    stream.write = (chunk, encoding, callback) => {
      const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
      parentPort.postMessage({ kind: 'output', text });
      const done = typeof encoding === 'function' ? encoding : callback;
      if (done) process.nextTick(done);
      return true;
    };
  }
}

/** Errors with which `require` tells of an ES module that it cannot load. */
const NOT_FOR_REQUIRE = new Set(['ERR_REQUIRE_ESM', 'ERR_REQUIRE_ASYNC_MODULE']);

async function loadModule(file) {
  const path = ['.js', '.cjs', '.mjs'].map((extension) => file + extension).find((one) => existsSync(one));
  try {
    return require(path ?? file);
  } catch (error) {
    if (path === undefined || !NOT_FOR_REQUIRE.has(error?.code)) throw error;
    return import(pathToFileURL(path).href);
  }
}

async function loadHandler({ module: file, exportName }) {
  const handler = (await loadModule(file))[exportName];
  if (typeof handler !== 'function') {
    throw Object.assign(new Error(`${exportName} is not exported as a function by the handler module`), {
      name: 'Runtime.HandlerNotFound',
    });
  }
  // The Node.js 24 runtime refuses callback handlers by their declared parameters, also when they are async.
  if (handler.length > 2 && !workerData.takesCallbacks) {
    throw Object.assign(
      new Error('a handler takes (event, context); callback parameters are not supported'),
      {
        name: 'Runtime.CallbackHandlerDeprecated',
      },
    );
  }
  return handler;
}

function contextOf(invocation) {
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: workerData.functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: workerData.functionArn,
    memoryLimitInMB: String(workerData.memoryMb),
    awsRequestId: invocation.requestId,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    getRemainingTimeInMillis: () => Math.max(0, invocation.deadline - Date.now()),
  };
}

function describe(error) {
  if (error instanceof Error)
    return { errorType: error.name, errorMessage: error.message, stack: error.stack };
  return { errorType: typeof error, errorMessage: typeof error === 'string' ? error : JSON.stringify(error) };
}

/** Runtimes before Node.js 24 take a callback as well as a promise. */
function called(handler, event, context) {
  if (handler.length <= 2) return handler(event, context);
  return new Promise((resolve, reject) => {
    const answer = handler(event, context, (error, value) => {
      if (error) reject(error);
      else resolve(value);
    });
    if (typeof answer?.then === 'function') answer.then(resolve, reject);
  });
}

async function run(handler, invocation) {
  process.env._X_AMZN_TRACE_ID = invocation.traceId;
  try {
    const value = await called(handler, JSON.parse(invocation.event), contextOf(invocation));
    parentPort.postMessage({ kind: 'returned', json: JSON.stringify(value) ?? 'null' });
  } catch (error) {
    parentPort.postMessage({ kind: 'failed', ...describe(error) });
  }
}

captureOutput();
loadHandler(workerData.location).then(
  (handler) => {
    parentPort.on('message', (invocation) => void run(handler, invocation));
    parentPort.postMessage({ kind: 'ready' });
  },
  // Without a listener on its port the thread ends here; the next event gets a fresh one.
  (error) => parentPort.postMessage({ kind: 'failed', ...describe(error) }),
);
