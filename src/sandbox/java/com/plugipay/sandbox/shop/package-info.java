/**
 * Kopi Senja, a demo shop: a merchant's program that knows the gateway by HTTP alone.
 *
 * <p>It imports nothing of the gateway, on purpose: what it needs to know is what every merchant can read in the
 * documentation. Development mode only.
 */
@NullMarked
package com.plugipay.sandbox.shop;

import org.jspecify.annotations.NullMarked;
