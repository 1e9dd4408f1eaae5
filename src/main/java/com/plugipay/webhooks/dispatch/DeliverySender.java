package com.plugipay.webhooks.dispatch;

import com.plugipay.webhooks.dispatch.EndpointQueueStore.EndpointFacts;
import com.plugipay.webhooks.send.DeliveryRequest;
import com.plugipay.webhooks.send.Sender;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signs claimed deliveries and sends them. */
record DeliverySender(Sender sender, SigningSecrets secrets) {
    private static final Logger LOG = LoggerFactory.getLogger(DeliverySender.class);

    /** Sends one attempt. An internal error counts like a failure of the receiver: it is retried in the same way. */
    Future<Sender.Answer> send(EndpointFacts endpoint, ClaimedDelivery delivery, Instant now) {
        return Future.succeededFuture(endpoint)
                .compose(facts -> sender.post(
                        facts.url(),
                        delivery.attempt(),
                        DeliveryRequest.headers(
                                delivery.id(),
                                delivery.eventId(),
                                delivery.body(),
                                secrets.of(facts, delivery.endpoint()),
                                now),
                        Buffer.buffer(delivery.body())))
                .recover(failure -> {
                    LOG.atError()
                            .addKeyValue("deliveryId", delivery.id())
                            .setCause(failure)
                            .log("Cannot send a webhook: internal error");
                    return Future.succeededFuture(
                            new Sender.Answer(null, 0, "the delivery could not be prepared", null, null));
                });
    }
}
