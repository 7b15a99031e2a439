/** Methods that read. */
export const READ_METHODS: readonly string[] = ['GET', 'HEAD'];
/** Methods of navigations: links, forms, and what browsers ask before they show a page. */
export const PAGE_METHODS: readonly string[] = [...READ_METHODS, 'POST'];
/** Every usual method. `OPTIONS` is not among them: the gateway itself answers it. */
export const USUAL_METHODS: readonly string[] = [...PAGE_METHODS, 'PUT', 'PATCH', 'DELETE'];
