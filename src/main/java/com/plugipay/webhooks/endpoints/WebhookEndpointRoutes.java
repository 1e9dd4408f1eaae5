package com.plugipay.webhooks.endpoints;

import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.events.EventPermissions;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Operations;
import com.plugipay.http.operations.Page;
import com.plugipay.outbox.Change;
import io.vertx.core.Future;
import java.util.List;

/** Webhook endpoints over HTTP. */
public final class WebhookEndpointRoutes {
    /** The resource that a key's permissions name, on either path. */
    public static final String RESOURCE = "webhooks";

    /** The paths of the resource: the product has two names for it. */
    public static final List<String> MOUNTS = List.of("/webhooks", "/webhook-endpoints");

    private final WebhookEndpointStore endpoints;

    public WebhookEndpointRoutes(WebhookEndpointStore endpoints) {
        this.endpoints = endpoints;
    }

    /** Mounts the routes under that path. */
    public void mount(Operations api, String path) {
        api.post(path, "Create a webhook endpoint; its signing secret is shown this once")
                .requires(RESOURCE)
                .accepts(WebhookEndpointInput.class)
                .returns(201, IssuedWebhookEndpoint.class)
                .answersSecret()
                .handledBy(this::create);
        api.get(path, "List webhook endpoints")
                .requires(RESOURCE)
                .returnsPage(WebhookEndpoint.class)
                .renderedForSdks(WebhookEndpoint.class, WebhookEndpoint::forSdks)
                .handledBy(this::list);
        api.get(path + "/:id", "Retrieve a webhook endpoint")
                .requires(RESOURCE)
                .returns(200, WebhookEndpoint.class)
                .renderedForSdks(WebhookEndpoint.class, WebhookEndpoint::forSdks)
                .handledBy(this::retrieve);
        api.patch(path + "/:id", "Change a webhook endpoint; active pauses it and enables it again")
                .requires(RESOURCE)
                .acceptsSome(WebhookEndpointInput.class)
                .returns(200, WebhookEndpoint.class)
                .renderedForSdks(WebhookEndpoint.class, WebhookEndpoint::forSdks)
                .handledBy(this::update);
        api.delete(path + "/:id", "Delete a webhook endpoint with its deliveries")
                .requires(RESOURCE)
                .returnsNothing()
                .handledBy(this::delete);
        api.post(path + "/:id/rotate-secret", "Replace the signing secret; the former signs beside it for a while")
                .requires(RESOURCE)
                .accepts(RotateSecretInput.class)
                .returns(200, IssuedWebhookEndpoint.class)
                .answersSecret()
                .handledBy(this::rotate);
    }

    private Change<IssuedWebhookEndpoint> create(Call<WebhookEndpointInput> call) {
        WebhookEndpointInput input = call.input().checked(call.tenant().mode()).meantBy(call.dialect());
        IssuedWebhookEndpoint issued =
                IssuedWebhookEndpoint.of(WebhookEndpoint.create(call.tenant(), input, call.now()));
        requireKnown(call, issued.endpoint());
        return endpoints
                .insert(call.context(), issued)
                .orFail(() -> ErrorCode.CONFLICT.withMessage("A workspace has at most "
                        + WebhookEndpoint.MOST_OF_A_WORKSPACE + " webhook endpoints in each mode."));
    }

    private Future<Page<WebhookEndpoint>> list(Call<Void> call) {
        return endpoints.list(call.tenant(), call.listing());
    }

    private Future<WebhookEndpoint> retrieve(Call<?> call) {
        return endpoints.find(call.tenant(), call.id()).map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception));
    }

    private Change<WebhookEndpoint> update(Call<WebhookEndpointInput> call) {
        return Change.after(() -> retrieve(call).map(current -> {
            WebhookEndpointInput changes =
                    call.changed(WebhookEndpointInput.of(current)).checked(current.mode());
            WebhookEndpointInput input =
                    changes.eventsOrAll().equals(current.events()) ? changes : changes.meantBy(call.dialect());
            WebhookEndpoint changed = current.changed(input, call.now());
            if (!changed.url().equals(current.url()) || !changed.events().equals(current.events())) {
                requireKnown(call, changed);
            }
            return endpoints.update(call.context(), current, changed).orFail(WebhookEndpointRoutes::changedMeanwhile);
        }));
    }

    /**
     * A key that creates an endpoint, or changes its URL or events, can read whatever is sent there. The permissions of a key
     * never change, so that one check is enough; an endpoint stays when its key is revoked.
     */
    private static void requireKnown(Call<?> call, WebhookEndpoint endpoint) {
        EventPermissions.require(call.principal(), EventFilter.types(endpoint.events()));
    }

    private Change<IssuedWebhookEndpoint> rotate(Call<RotateSecretInput> call) {
        return Change.after(() -> retrieve(call).map(current -> {
            IssuedWebhookEndpoint issued =
                    IssuedWebhookEndpoint.of(current.rotated(call.input().formerSignsUntil(call.now()), call.now()));
            return endpoints.rotate(call.context(), current, issued).orFail(WebhookEndpointRoutes::changedMeanwhile);
        }));
    }

    private static ApiException changedMeanwhile() {
        return ErrorCode.CONFLICT.withMessage("The endpoint was changed at the same time; try again.");
    }

    private Change<Void> delete(Call<Void> call) {
        return Change.after(() -> retrieve(call)
                .map(current -> endpoints.delete(call.context(), current).orFail(ErrorCode.NOT_FOUND::exception)));
    }
}
