package com.plugipay.webhooks;

import com.plugipay.events.KnownEvents;
import com.plugipay.http.Call;
import com.plugipay.http.Operations;
import com.plugipay.http.Page;
import com.plugipay.problems.Problem;
import io.vertx.core.Future;
import java.util.List;

/** Webhook endpoints and their deliveries over HTTP, under both names that the product has for them. */
final class WebhookEndpointRoutes {
    /** The resource that a key needs the right to, whichever name is used. */
    static final String RESOURCE = "webhooks";

    private static final List<String> MOUNTS = List.of("/webhooks", "/webhook-endpoints");

    private final WebhookEndpointStore endpoints;
    private final DeliveryRoutes deliveries;
    private final WebhookRecoveryRoutes recoveries;
    private final TestEvents tests;

    WebhookEndpointRoutes(
            WebhookEndpointStore endpoints,
            DeliveryRoutes deliveries,
            WebhookRecoveryRoutes recoveries,
            TestEvents tests) {
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.recoveries = recoveries;
        this.tests = tests;
    }

    void mount(Operations api) {
        for (String path : MOUNTS) {
            // First, so that "deliveries" is not taken for an endpoint's id.
            deliveries.mount(api, path + "/deliveries");
            recoveries.mount(api, path);
            tests.mount(api, path);
            mount(api, path);
        }
    }

    private void mount(Operations api, String path) {
        api.post(path, "Create a webhook endpoint; its signing secret is shown this once")
                .of(RESOURCE)
                .accepts(WebhookEndpointInput.class)
                .returns(201, IssuedWebhookEndpoint.class)
                .confidential()
                .by(this::create);
        api.get(path, "List webhook endpoints")
                .of(RESOURCE)
                .returnsPage(WebhookEndpoint.class)
                .by(this::list);
        api.get(path + "/:id", "Retrieve a webhook endpoint")
                .of(RESOURCE)
                .returns(200, WebhookEndpoint.class)
                .by(this::retrieve);
        api.patch(path + "/:id", "Change a webhook endpoint; active pauses it and enables it again")
                .of(RESOURCE)
                .acceptsSome(WebhookEndpointInput.class)
                .returns(200, WebhookEndpoint.class)
                .by(this::update);
        api.delete(path + "/:id", "Delete a webhook endpoint with its deliveries")
                .of(RESOURCE)
                .returnsNothing()
                .by(this::delete);
        api.post(path + "/:id/rotate-secret", "Replace the signing secret; the former signs beside it for a while")
                .of(RESOURCE)
                .accepts(RotateSecretInput.class)
                .returns(200, IssuedWebhookEndpoint.class)
                .confidential()
                .by(this::rotate);
    }

    private Future<IssuedWebhookEndpoint> create(Call<WebhookEndpointInput> call) {
        WebhookEndpointInput input = call.input().checked(call.tenant().mode());
        IssuedWebhookEndpoint issued =
                IssuedWebhookEndpoint.of(WebhookEndpoint.create(call.tenant(), input, call.now()));
        requireKnown(call, issued.endpoint());
        return endpoints.insert(call.origin(), issued).map(isRoomLeft -> {
            if (!isRoomLeft) {
                throw Problem.CONFLICT.saying("A workspace has at most " + WebhookEndpoint.MOST_OF_A_WORKSPACE
                        + " webhook endpoints in each mode.");
            }
            return issued;
        });
    }

    private Future<Page<WebhookEndpoint>> list(Call<Void> call) {
        return endpoints.list(call.tenant(), call.listing());
    }

    private Future<WebhookEndpoint> retrieve(Call<?> call) {
        return endpoints.find(call.tenant(), call.id()).map(found -> found.orElseThrow(Problem.NOT_FOUND::here));
    }

    private Future<WebhookEndpoint> update(Call<WebhookEndpointInput> call) {
        return retrieve(call).compose(current -> {
            WebhookEndpointInput input =
                    call.changed(WebhookEndpointInput.of(current)).checked(current.mode());
            WebhookEndpoint changed = current.changed(input, call.now());
            if (!changed.url().equals(current.url()) || !changed.events().equals(current.events())) {
                requireKnown(call, changed);
            }
            return endpoints.update(call.origin(), current, changed).map(isFirst -> first(isFirst, changed));
        });
    }

    /**
     * Who makes an endpoint, or says where it is or what it is told, reads whatever is sent there. What a key may do never
     * changes, so that this is asked once; an endpoint stays when its key is revoked, as all that the key has made.
     */
    private static void requireKnown(Call<?> call, WebhookEndpoint endpoint) {
        KnownEvents.require(call.principal(), EventFilter.types(endpoint.events()));
    }

    private Future<IssuedWebhookEndpoint> rotate(Call<RotateSecretInput> call) {
        return retrieve(call).compose(current -> {
            IssuedWebhookEndpoint issued =
                    IssuedWebhookEndpoint.of(current.rotated(call.input().formerSignsUntil(call.now()), call.now()));
            return endpoints.rotate(call.origin(), current, issued).map(isFirst -> first(isFirst, issued));
        });
    }

    private static <T> T first(boolean isFirst, T changed) {
        if (!isFirst) {
            throw Problem.CONFLICT.saying("The endpoint was changed at the same time; try again.");
        }
        return changed;
    }

    private Future<Void> delete(Call<Void> call) {
        return retrieve(call)
                .compose(current -> endpoints.delete(call.origin(), current))
                .map(isFirst -> {
                    if (!isFirst) {
                        throw Problem.NOT_FOUND.here();
                    }
                    return null;
                });
    }
}
