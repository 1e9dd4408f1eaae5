package com.plugipay.webhooks.recoveries;

import com.plugipay.db.Database;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Operations;
import com.plugipay.outbox.Change;
import com.plugipay.webhooks.endpoints.WebhookEndpointRoutes;
import com.plugipay.webhooks.endpoints.WebhookEndpointStore;
import java.time.Duration;
import java.util.function.Function;

/** Recoveries over HTTP, below the path of the endpoints. */
public final class WebhookRecoveryRoutes {
    private static final String RESOURCE = WebhookEndpointRoutes.RESOURCE;

    private final WebhookEndpointStore endpoints;
    private final WebhookRecoveryStore recoveries;
    private final Duration retention;

    /**
     * Serves recoveries of these endpoints.
     *
     * @param retention how long deliveries are kept
     */
    public WebhookRecoveryRoutes(Database database, WebhookEndpointStore endpoints, Duration retention) {
        this.endpoints = endpoints;
        this.recoveries = new WebhookRecoveryStore(database);
        this.retention = retention;
    }

    /** Mounts the routes below that path. */
    public void mount(Operations api, String path) {
        api.get(path + "/recoveries", "List recoveries")
                .requires(RESOURCE)
                .returnsPage(WebhookRecovery.class, "endpointId", "status")
                .handledBy(call -> recoveries.list(call.tenant(), call.listing()));
        api.get(path + "/recoveries/:id", "Retrieve a recovery")
                .requires(RESOURCE)
                .returns(200, WebhookRecovery.class)
                .handledBy(call -> recoveries
                        .find(call.tenant(), call.id())
                        .map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception)));
        api.post(path + "/:id/recover", "Send again everything that the endpoint did not take since then")
                .requires(RESOURCE)
                .accepts(WebhookRecoveryInput.class)
                .returns(202, WebhookRecovery.class)
                .handledBy(call -> begin(call, call.id(), call.input(), Function.identity()));
    }

    /** Starts a recovery as the response to a replay. */
    Change<Replay> replay(Call<?> call, String endpointId, WebhookRecoveryInput input) {
        return begin(call, endpointId, input, recovery -> new Replay(0, recovery));
    }

    private <T> Change<T> begin(
            Call<?> call, String endpointId, WebhookRecoveryInput input, Function<WebhookRecovery, T> response) {
        return Change.after(() -> endpoints
                .find(call.tenant(), endpointId)
                .map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception))
                .map(endpoint -> {
                    WebhookRecovery recovery = input.of(endpoint, retention, call.now());
                    return recoveries
                            .insert(call.context(), recovery, response.apply(recovery))
                            .orFail(() -> ErrorCode.CONFLICT.withMessage("A recovery of this endpoint runs already."));
                }));
    }
}
