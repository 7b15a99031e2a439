import type { Client } from '../api/client';
import type { Ahead } from '../shell/use-load';
import { queryOf, START_FILTER } from './list-filter';
import { pageKey, tablePage, type TablePage } from './list-pages';

/** The first page of the list, which is asked for before there is a table. It is given once; whoever comes later asks anew. */
export class FirstPage implements Ahead<TablePage> {
  private readonly key = pageKey(queryOf(START_FILTER), undefined);
  private answer: Promise<TablePage> | undefined;
  private page: TablePage | undefined;

  constructor(list: Client['list']) {
    this.answer = tablePage(list, queryOf(START_FILTER), undefined);
    this.answer.then(
      (page) => (this.page = page),
      () => undefined,
    );
  }

  /** Ends when the answer is there, or after some time. */
  async wait(milliseconds: number): Promise<void> {
    const rest = new Promise((resolve) => setTimeout(resolve, milliseconds));
    await Promise.race([this.answer, rest]).catch(() => undefined);
  }

  readonly now = (key: string): TablePage | undefined => {
    if (key !== this.key || this.answer === undefined || this.page === undefined) return undefined;
    this.answer = undefined;
    return this.page;
  };

  readonly soon = (key: string): Promise<TablePage> | undefined => {
    const { answer } = this;
    this.answer = undefined;
    return key === this.key ? answer : undefined;
  };
}
