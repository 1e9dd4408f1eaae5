package com.plugipay.tiers;

/**
 * A tier with its price alone.
 *
 * @param price a month, in rupiah
 */
record TierPrice(String id, String name, long price) {}
