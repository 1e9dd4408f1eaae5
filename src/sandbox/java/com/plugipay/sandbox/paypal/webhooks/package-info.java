/** Subscriptions to webhooks, the events that are sent, and their signatures. */
@NullMarked
package com.plugipay.sandbox.paypal.webhooks;

import org.jspecify.annotations.NullMarked;
