import { EVENT_BUS } from '../../../lib/contract';
import { endpointOf, sendSigned } from './aws-request';
import { until } from './heard-events';

/** Least seconds that Lambda takes for the age of a record. */
const LEAST_AGE_SECONDS = 60;

interface Configuration {
  readonly Environment: { readonly Variables: Readonly<Record<string, string>> };
  readonly LastUpdateStatus?: string;
}

/** The deployed function that publishes changes, and the mapping that hands it records of the stream. */
export class DeployedPublisher {
  constructor(private readonly name: string) {}

  /**
   * Gives the function another bus, or none, and gives what takes that back.
   *
   * @param name of a bus beside its own; undefined takes its own away, so that the function cannot even start
   */
  async useBus(name: string | undefined): Promise<() => Promise<void>> {
    const { Variables } = (await this.configuration()).Environment;
    const { [EVENT_BUS]: own = '', ...others } = Variables;
    const bus = name === undefined ? {} : { [EVENT_BUS]: own.replace(/[^/]+$/, name) };
    await this.configure({ ...others, ...bus });
    return () => this.configure(Variables);
  }

  /** Lets the stream give a record up as early as Lambda allows. */
  async giveUpEarly(): Promise<void> {
    const { EventSourceMappings } = (await this.call(
      'GET',
      `/2015-03-31/event-source-mappings?FunctionName=${this.name}`,
    )) as { EventSourceMappings: readonly { UUID: string }[] };
    for (const { UUID } of EventSourceMappings) {
      await this.call('PUT', `/2015-03-31/event-source-mappings/${UUID}`, {
        MaximumRecordAgeInSeconds: LEAST_AGE_SECONDS,
      });
    }
  }

  private async configure(Variables: Readonly<Record<string, string>>): Promise<void> {
    await this.call('PUT', `/2015-03-31/functions/${this.name}/configuration`, {
      Environment: { Variables },
    });
    await until(async () => {
      const { LastUpdateStatus = 'Successful' } = await this.configuration();
      expect(LastUpdateStatus).toBe('Successful');
    });
  }

  private async configuration(): Promise<Configuration> {
    return (await this.call('GET', `/2015-03-31/functions/${this.name}/configuration`)) as Configuration;
  }

  private async call(method: string, path: string, body?: object): Promise<unknown> {
    const answer = await sendSigned('lambda', {
      method,
      url: `${await endpointOf('lambda')}${path}`,
      ...(body === undefined
        ? {}
        : { headers: [['Content-Type', 'application/json']], body: JSON.stringify(body) }),
    });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.body.toString('utf8')}`);
    return answer.json();
  }
}
