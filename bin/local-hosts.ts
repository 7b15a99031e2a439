/** Names that the local gateway answers to, as a URL writes them. */
export const LOCAL_HOSTS = ['localhost', 'site.localhost', '127.0.0.1', '[::1]'] as const;
