'use strict';
// The functions of the local gateway are threads of one process, which share the pool in which Node looks up names and reads
// files: four slow ones would hold up all others. Its size counts only when it is set before the first use, so before tsx.
process.env['UV_THREADPOOL_SIZE'] ??= '64';
require('tsx/cjs');
require('./local.ts');
