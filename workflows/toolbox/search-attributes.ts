import { defineSearchAttributeKey } from '@temporalio/common';
import { SEARCH_ATTRIBUTES } from '../../model/operator/search-attributes';

/** Search attributes as workflows set them. */
export const CLUSTER = defineSearchAttributeKey(SEARCH_ATTRIBUTES.cluster, 'KEYWORD');
export const DATACENTER = defineSearchAttributeKey(SEARCH_ATTRIBUTES.datacenter, 'KEYWORD');
export const PHASE = defineSearchAttributeKey(SEARCH_ATTRIBUTES.phase, 'KEYWORD');
export const OUTCOME = defineSearchAttributeKey(SEARCH_ATTRIBUTES.outcome, 'KEYWORD');
