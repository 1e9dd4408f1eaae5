package com.plugipay.pages.widget;

import com.plugipay.checkout.BuyerCheckout;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.addresses.AddressLimits;
import com.plugipay.http.addresses.ClientAddresses;
import com.plugipay.http.addresses.ClientInfo;
import com.plugipay.http.connections.Connections;
import com.plugipay.http.exchange.Parameters;
import com.plugipay.http.exchange.Reply;
import com.plugipay.http.operations.Envelope;
import com.plugipay.json.Dialect;
import com.plugipay.model.Ids;
import com.plugipay.pages.FormFile;
import com.plugipay.pages.UploadSlots;
import com.plugipay.pictures.SafePicture;
import com.plugipay.proofs.Proofs;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** Receives a picture of a transfer from the widget. Only the merchant can see it. */
public final class ProofImageUpload {
    private static final int LARGEST = 4 * 1024 * 1024;

    private final BuyerCheckout buyer;
    private final Proofs proofs;
    private final UploadSlots slots;
    private final Connections connections;
    private final ClientAddresses clients;
    private final InstantSource clock;

    /** @param slots shared with all other uploads of buyers */
    public ProofImageUpload(
            BuyerCheckout buyer,
            Proofs proofs,
            UploadSlots slots,
            Connections connections,
            ClientAddresses clients,
            InstantSource clock) {
        this.buyer = buyer;
        this.proofs = proofs;
        this.slots = slots;
        this.connections = connections;
        this.clients = clients;
        this.clock = clock;
    }

    /** What is told of a picture that was stored. */
    record Received(boolean received) {}

    /** Mounts the route, which reads its body itself. */
    public void mount(Router router) {
        for (Dialect dialect : Dialect.values()) {
            String path = dialect.mount() + "/public/checkout/sessions/:id/proof-image";
            router.post(path).handler(context -> receive(context, dialect));
            // The operations below /public do not know this address.
            router.route(path).handler(context -> context.fail(405));
        }
    }

    /** Reads nothing of the request when the session expects no transfer. */
    private void receive(RoutingContext context, Dialect dialect) {
        HttpServerRequest request = context.request();
        request.pause();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Future.succeededFuture()
                .map(ready -> Parameters.path(context, "id"))
                .compose(id -> buyer.expectsTransfer(id)
                        .compose(expected -> expected ? store(request, id, now) : Future.failedFuture(refused())))
                .map(stored -> {
                    String requestId = Ids.at(now, "req");
                    return Reply.json(200, Buffer.buffer(Envelope.of(dialect, new Received(true), requestId, now)))
                            .with("X-Request-Id", requestId);
                })
                .onSuccess(reply -> reply.to(context))
                .onFailure(context::fail);
    }

    private Future<Void> store(HttpServerRequest request, String id, Instant now) {
        ClientInfo client = new ClientInfo(clients.of(request), now);
        return FormFile.read(request, LARGEST, () -> connections.drop(request))
                .compose(file -> slots.with(id, AddressLimits.network(client.ip()), () -> {
                    if (!SafePicture.isPicture(file.getBytes())) {
                        throw ErrorCode.UNSUPPORTED_MEDIA_TYPE.withMessage(
                                "The form must have a picture in the field file: PNG, JPEG or WebP.");
                    }
                    return buyer.context(id, client).compose(change -> proofs.receive(change, id, file));
                }))
                .map(result -> {
                    if (result == Proofs.ReceiveResult.REFUSED) {
                        throw refused();
                    }
                    return null;
                });
    }

    private static RuntimeException refused() {
        return ErrorCode.CONFLICT.withMessage("The session expects no transfer, or has as many proofs as it can have.");
    }
}
