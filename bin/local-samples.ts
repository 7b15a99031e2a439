/** Entries that a first look at the gateway finds in its allowlist. */
const SAMPLES = [
  { pattern: 'https://app.example.com', name: 'Web app', description: 'An exact origin' },
  {
    pattern: 'https://*.preview.example.com',
    name: 'Preview deployments',
    description: 'Every subdomain, no apex',
  },
  {
    pattern: 'http://localhost:3000',
    name: 'Development server',
    description: 'http is for this machine only',
  },
  { pattern: 'https://paused.example.com', name: 'Paused partner', status: 'inactive' },
];

/**
 * Creates the sample entries through the admin API. An entry that exists already, or was deleted, stays as it is.
 *
 * @throws Error when the admin API answers anything but "created" or "exists"
 */
export async function createSamples(admin: string): Promise<void> {
  for (const sample of SAMPLES) {
    const response = await fetch(`${admin}/cors/v1/allowlist`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(sample),
    });
    if (response.status !== 201 && response.status !== 409) {
      throw new Error(`the sample entry ${sample.pattern} was refused: ${await response.text()}`);
    }
  }
}
