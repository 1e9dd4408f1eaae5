/**
 * What the local stand-ins of the payment providers have in common: one server, their faults, their callbacks to the
 * gateway, and the page that controls them.
 *
 * <p>Each stand-in speaks its provider's own protocol, so that the gateway's connectors run unchanged. No money moves.
 * Development mode and tests only.
 */
@NullMarked
package com.plugipay.sandbox.kit;

import org.jspecify.annotations.NullMarked;
