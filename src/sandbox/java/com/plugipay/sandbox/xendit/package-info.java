/**
 * Xendit, played by this machine: its API as its client libraries see it, its pages for buyers, and its callbacks.
 *
 * <p>Follows docs.xendit.co and the client library {@code xendit-node} 7.0.0. Not played: subscriptions, sub-accounts
 * and payouts.
 */
@NullMarked
package com.plugipay.sandbox.xendit;

import org.jspecify.annotations.NullMarked;
