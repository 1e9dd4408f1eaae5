package com.plugipay.webhooks.recoveries;

import com.plugipay.db.Database;
import com.plugipay.http.Call;
import com.plugipay.http.Operations;
import com.plugipay.problems.Problem;
import com.plugipay.webhooks.endpoints.WebhookEndpointRoutes;
import com.plugipay.webhooks.endpoints.WebhookEndpointStore;
import io.vertx.core.Future;
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
                .of(RESOURCE)
                .returnsPage(WebhookRecovery.class, "endpointId", "status")
                .by(call -> recoveries.list(call.tenant(), call.listing()));
        api.get(path + "/recoveries/:id", "Retrieve a recovery")
                .of(RESOURCE)
                .returns(200, WebhookRecovery.class)
                .by(call -> recoveries
                        .find(call.tenant(), call.id())
                        .map(found -> found.orElseThrow(Problem.NOT_FOUND::here)));
        api.post(path + "/:id/recover", "Send again everything that the endpoint did not take since then")
                .of(RESOURCE)
                .accepts(WebhookRecoveryInput.class)
                .returns(202, WebhookRecovery.class)
                .by(call -> begin(call, call.id(), call.input(), Function.identity()));
    }

    /** Starts a recovery as the response to a replay. */
    Future<Replay> replay(Call<?> call, String endpointId, WebhookRecoveryInput input) {
        return begin(call, endpointId, input, recovery -> new Replay(0, recovery));
    }

    private <T> Future<T> begin(
            Call<?> call, String endpointId, WebhookRecoveryInput input, Function<WebhookRecovery, T> answer) {
        return endpoints
                .find(call.tenant(), endpointId)
                .map(found -> found.orElseThrow(Problem.NOT_FOUND::here))
                .compose(endpoint -> {
                    WebhookRecovery recovery = input.of(endpoint, retention, call.now());
                    T answered = answer.apply(recovery);
                    return recoveries.insert(call.origin(), recovery, answered).map(isOnly -> {
                        if (!isOnly) {
                            throw Problem.CONFLICT.saying("A recovery of this endpoint runs already.");
                        }
                        return answered;
                    });
                });
    }
}
