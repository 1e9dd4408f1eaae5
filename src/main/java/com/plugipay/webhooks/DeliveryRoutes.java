package com.plugipay.webhooks;

import com.plugipay.events.LibraryNames;
import com.plugipay.http.Call;
import com.plugipay.http.Listing;
import com.plugipay.http.Operations;
import com.plugipay.http.Page;
import com.plugipay.problems.Problem;
import io.vertx.core.Future;
import java.util.List;

/** Deliveries over HTTP. {@link WebhookEndpointRoutes} mounts them below the endpoints. */
public final class DeliveryRoutes {
    private static final String RESOURCE = WebhookEndpointRoutes.RESOURCE;

    private final DeliveryStore deliveries;

    public DeliveryRoutes(DeliveryStore deliveries) {
        this.deliveries = deliveries;
    }

    void mount(Operations api, String path) {
        api.get(path, "List deliveries")
                .of(RESOURCE)
                .returnsPage(WebhookDelivery.class, "endpointId", "status", "type")
                .by(this::list);
        api.get(path + "/:id", "Retrieve a delivery with the log of its attempts")
                .of(RESOURCE)
                .returns(200, WebhookDelivery.class)
                .by(this::retrieve);
        api.post(path + "/:id/retry", "Make one more attempt now, whether or not earlier ones succeeded")
                .of(RESOURCE)
                .returns(200, WebhookDelivery.class)
                .by(this::retry);
    }

    private Future<Page<WebhookDelivery>> list(Call<Void> call) {
        Listing listing = call.listing();
        String type = listing.filters().getOrDefault("type", "");
        return deliveries.list(
                call.tenant(),
                LibraryNames.type(type)
                        .map(ours -> listing.spelling("type", type, ours.text()))
                        .orElse(listing));
    }

    private Future<WebhookDelivery> retrieve(Call<Void> call) {
        return deliveries.find(call.tenant(), call.id()).map(found -> found.orElseThrow(Problem.NOT_FOUND::here));
    }

    private Future<WebhookDelivery> retry(Call<Void> call) {
        return retrieve(call).compose(delivery -> {
            WebhookDelivery retried = delivery.retried(call.now());
            return deliveries.retry(call.origin(), List.of(retried), retried).map(isDue -> {
                if (!isDue) {
                    throw Problem.CONFLICT.saying("The endpoint is disabled.");
                }
                return retried;
            });
        });
    }
}
