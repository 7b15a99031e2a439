/*
 * The Public Suffix List, in a file of its own, which is read when a plan is made here.
 */
export { publicSuffixKind } from '../../lib/contract/public-suffixes';
