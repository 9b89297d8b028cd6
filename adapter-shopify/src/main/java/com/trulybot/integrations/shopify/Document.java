package com.trulybot.integrations.shopify;

/**
 * A GraphQL document of ours.
 *
 * @param cost what Shopify reckons it to cost at most, in points, before it runs; a test reckons it anew
 */
record Document(int cost, String text) {}
