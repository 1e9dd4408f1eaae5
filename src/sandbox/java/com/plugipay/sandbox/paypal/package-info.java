/**
 * A local stand-in of PayPal: OAuth, orders v2, payments v2, webhooks with real signatures, and the buyer's pages.
 *
 * <p>What the buyer does is chosen on the review page, or by these actions of the control page:
 * {@code pay} approves; {@code approve_declined} approves with a card that is refused at the capture;
 * {@code approve_pending} approves a payment that PayPal reviews: the capture is PENDING until {@code complete} or
 * {@code deny}; {@code cancel} goes back to the shop and changes nothing, as at PayPal; {@code reverse} takes a
 * captured payment back; {@code expire} lets the time of an order run out.
 *
 * <p>Left out: authorizations, the vault, PATCH of orders, several purchase units in one order and the sum of an
 * amount's breakdown, searching events, checking signatures for the merchant, and {@code PayPal-Mock-Response}. Forgets
 * everything when it stops.
 *
 * @see <a href="https://developer.paypal.com/docs/api/orders/v2/">Orders v2</a>
 * @see <a href="https://developer.paypal.com/docs/api/payments/v2/">Payments v2</a>
 * @see <a href="https://developer.paypal.com/docs/api/webhooks/v1/">Webhooks v1</a>
 */
@NullMarked
package com.plugipay.sandbox.paypal;

import org.jspecify.annotations.NullMarked;
