import { startInvokeApi, type Functions } from '../../gateway';
import type { Closers } from './table-server';

/** The API by which functions of a stack invoke each other. @returns its URL */
export async function openInvokeApi(functions: Functions, closers: Closers): Promise<string> {
  const server = await startInvokeApi(functions);
  closers.add(() => server.close());
  return server.url;
}
