package com.plugipay.tiers;

/**
 * The answer to a request to read the tiers again.
 *
 * @param refreshed whether they are the latest, which they always are
 */
record RefreshedTiers(boolean refreshed) {}
