package com.plugipay.webhooks.deliveries;

import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Operations;
import com.plugipay.http.operations.Page;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.SdkEventNames;
import com.plugipay.webhooks.endpoints.WebhookEndpointRoutes;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;

/** Deliveries over HTTP, below the path of the endpoints. */
public final class DeliveryRoutes {
    private static final String RESOURCE = WebhookEndpointRoutes.RESOURCE;

    private final DeliveryStore deliveries;

    public DeliveryRoutes(DeliveryStore deliveries) {
        this.deliveries = deliveries;
    }

    /** Mounts the routes under that path. */
    public void mount(Operations api, String path) {
        api.get(path, "List deliveries")
                .requires(RESOURCE)
                .returnsPage(WebhookDelivery.class, "endpointId", "eventId", "status", "type")
                .filterKnows("type", SdkEventNames.spellings())
                .renderedForSdks(WebhookDelivery.class, WebhookDelivery::forSdks)
                .handledBy(this::list);
        api.get(path + "/:id", "Retrieve a delivery with the log of its attempts")
                .requires(RESOURCE)
                .returns(200, WebhookDelivery.class)
                .renderedForSdks(WebhookDelivery.class, WebhookDelivery::forSdks)
                .handledBy(this::retrieve);
        api.post(path + "/:id/retry", "Make one more attempt now, whether or not earlier ones succeeded")
                .requires(RESOURCE)
                .returns(200, WebhookDelivery.class)
                .renderedForSdks(WebhookDelivery.class, WebhookDelivery::forSdks)
                .handledBy(this::retry);
        api.post(path + "/retry", "Make one more attempt of each of these now: of all of them, or of none")
                .requires(RESOURCE)
                .accepts(RetrySelectionInput.class)
                .returns(200, RetriedDeliveries.class)
                .renderedForSdks(RetriedDeliveries.class, RetriedDeliveries::forSdks)
                .handledBy(this::retrySelection);
    }

    private Future<Page<WebhookDelivery>> list(Call<Void> call) {
        return deliveries
                .list(call.tenant(), call.listing())
                .map(page -> new Page<>(shown(call, page.items()), page.cursor()));
    }

    private static List<WebhookDelivery> shown(Call<?> call, List<WebhookDelivery> deliveries) {
        return deliveries.stream()
                .map(delivery -> delivery.shownTo(call.principal()))
                .toList();
    }

    private Future<WebhookDelivery> retrieve(Call<Void> call) {
        return deliveries
                .find(call.tenant(), call.id())
                .map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception).shownTo(call.principal()));
    }

    private Change<WebhookDelivery> retry(Call<Void> call) {
        return Change.after(() -> retrieve(call).map(delivery -> {
            if (delivery.isDue(call.now())) {
                throw ErrorCode.ALREADY_QUEUED.exception();
            }
            WebhookDelivery retried = delivery.retried(call.now());
            return retry(call, List.of(retried), retried);
        }));
    }

    private Change<RetriedDeliveries> retrySelection(Call<RetrySelectionInput> call) {
        List<String> ids = call.input().ids().stream().distinct().toList();
        return Change.after(() -> deliveries.find(call.tenant(), ids).map(found -> {
            RequiredIds.check("ids", ids, found.keySet(), "There is no such delivery.");
            List<WebhookDelivery> retried = ids.stream()
                    .map(id -> Objects.requireNonNull(found.get(id)).retried(call.now()))
                    .toList();
            return retry(call, retried, new RetriedDeliveries(shown(call, retried)));
        }));
    }

    private <T> Change<T> retry(Call<?> call, List<WebhookDelivery> retried, T response) {
        return deliveries
                .retry(call.context(), retried, response)
                .orFail(() -> retried.size() == 1
                        ? ErrorCode.ENDPOINT_DISABLED.exception()
                        : ErrorCode.ENDPOINT_DISABLED.withMessage("The endpoint of one of them is disabled."));
    }
}
