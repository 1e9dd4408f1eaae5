package com.plugipay.http.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plugipay.auth.Principal;
import com.plugipay.http.addresses.ClientAddresses;
import com.plugipay.http.exchange.Parameters;
import com.plugipay.idempotency.IdempotencyKey;
import com.plugipay.idempotency.IdempotencyStore;
import com.plugipay.json.Dialect;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.IdempotentResponse;
import com.plugipay.outbox.SignedWrite;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through the code: who asks, for what, when; and how its answer will read.
 *
 * @param <I> what the operation accepts
 */
public final class Call<I> {
    private final RoutingContext context;
    private final Operation<I> operation;
    private final Dialect dialect;
    private final String requestId;
    private final Instant now;
    private final ClientAddresses clients;
    private final @Nullable Principal principal;
    private final @Nullable IdempotencyKey idempotencyKey;
    private final @Nullable SignedWrite signed;
    private final @Nullable IdempotentResponse response;
    private final ObjectNode body;
    private @Nullable Listing listing;

    /** A request that has been admitted; without a principal where the operation needs no key. */
    public Call(
            RoutingContext context,
            Operation<I> operation,
            Dialect dialect,
            String requestId,
            Instant now,
            ClientAddresses clients,
            @Nullable Principal principal,
            @Nullable IdempotencyKey idempotencyKey,
            @Nullable SignedWrite signed,
            IdempotencyStore answers,
            ObjectNode body) {
        this.context = context;
        this.operation = operation;
        this.dialect = dialect;
        this.requestId = requestId;
        this.now = now;
        this.clients = clients;
        this.principal = principal;
        this.idempotencyKey = idempotencyKey;
        this.signed = signed;
        this.response = idempotencyKey == null ? null : response(idempotencyKey, answers);
        this.body = body;
    }

    /** Whose data; only for operations that need a key. */
    public Tenant tenant() {
        return principal().tenant();
    }

    /** Who asks; only for operations that need a key. */
    public Principal principal() {
        return Objects.requireNonNull(principal, "This operation needs no key");
    }

    /** The moment in which the request came in, to the millisecond. */
    public Instant now() {
        return now;
    }

    /** What was sent, validated. */
    public I input() {
        return Objects.requireNonNull(operation.schema(), "This operation accepts nothing")
                .read(body);
    }

    /** What the object would be if it were made anew with the fields that were sent; {@code null} clears a field. */
    public I changed(I current) {
        return Objects.requireNonNull(operation.schema(), "This operation accepts nothing")
                .changed(current, body);
    }

    /** The id in the path. Never an id that no object can have. */
    public String id() {
        return parameter("id");
    }

    /** A part of the path by its name. */
    public String parameter(String name) {
        return Parameters.path(context, name);
    }

    /** The page that is asked for; fails naming a parameter that the list does not have. */
    public Listing listing() {
        Listing read = listing;
        if (read == null) {
            read = Listing.parse(operation.path(), context.queryParams(), operation.isPaged(), operation.filters());
            listing = read;
        }
        return read;
    }

    /** The address that the request came from. */
    public String ip() {
        return clients.of(context.request());
    }

    /** Where a change that this request makes comes from. */
    public ChangeContext context() {
        return new ChangeContext(tenant(), principal().actor(), ip(), now, response, signed);
    }

    /** What it asks for. */
    public Operation<I> operation() {
        return operation;
    }

    /** The id that the answer names. */
    public String requestId() {
        return requestId;
    }

    /** The status of its success. */
    public int status() {
        return operation.status();
    }

    /** The key under which it can be repeated; null when it has none. */
    public @Nullable IdempotencyKey idempotencyKey() {
        return idempotencyKey;
    }

    /** The response that is stored under its key; null when it has none. */
    public @Nullable IdempotentResponse response() {
        return response;
    }

    private IdempotentResponse response(IdempotencyKey key, IdempotencyStore answers) {
        return new IdempotentResponse(
                key.key(),
                key.fingerprint(),
                requestId,
                operation.status(),
                this::render,
                operation.isConfidential() ? answer -> answers.encrypt(tenant(), key, answer) : null);
    }

    /** The bytes of its answer with this result. */
    public byte[] render(@Nullable Object result) {
        return Envelope.of(dialect, result, requestId, now);
    }
}
