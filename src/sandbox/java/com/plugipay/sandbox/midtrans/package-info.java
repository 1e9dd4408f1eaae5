/**
 * Midtrans, played by this machine: the Core API, Snap with its page, notifications, and what buyers do in their
 * wallets, at their bank and at the counter.
 *
 * <p>Wire contract: docs.midtrans.com, as read in 2026-06. What those pages leave open is said where it is decided.
 */
@NullMarked
package com.plugipay.sandbox.midtrans;

import org.jspecify.annotations.NullMarked;
