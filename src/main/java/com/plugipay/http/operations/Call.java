package com.plugipay.http.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plugipay.auth.Principal;
import com.plugipay.idempotency.IdempotencyKey;
import com.plugipay.idempotency.IdempotencyStore;
import com.plugipay.json.Dialect;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.IdempotentResponse;
import com.plugipay.outbox.SignedWrite;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request to an operation of the API: who sent it, when, what it contains; and how its response is written.
 *
 * @param <I> the operation's input
 */
public final class Call<I> {
    /** The name of the field of a form that has a file, and of the fingerprint of one. */
    public static final String FILE = "file";

    private final CallTarget target;
    private final Operation<I> operation;
    private final Dialect dialect;
    private final String requestId;
    private final Instant now;
    private final @Nullable Principal principal;
    private final @Nullable IdempotencyKey idempotencyKey;
    private final @Nullable SignedWrite signed;
    private final @Nullable IdempotentResponse response;
    private final ObjectNode body;
    private final @Nullable Buffer file;
    private @Nullable Listing listing;

    /**
     * A request that was admitted; it has no principal if its operation needs no key.
     *
     * @param file what it sends to an operation that accepts a file; null for others
     */
    public Call(
            CallTarget target,
            Operation<I> operation,
            Dialect dialect,
            String requestId,
            Instant now,
            @Nullable Principal principal,
            @Nullable IdempotencyKey idempotencyKey,
            @Nullable SignedWrite signed,
            IdempotencyStore responses,
            ObjectNode body,
            @Nullable Buffer file) {
        this.target = target;
        this.operation = operation;
        this.dialect = dialect;
        this.requestId = requestId;
        this.now = now;
        this.principal = principal;
        this.idempotencyKey = idempotencyKey;
        this.signed = signed;
        this.response = idempotencyKey == null ? null : response(idempotencyKey, responses);
        this.body = body;
        this.file = file;
    }

    /** The workspace and the mode of the request; only for operations that need a key. */
    public Tenant tenant() {
        return principal().tenant();
    }

    /** The key that the request was sent with; only for operations that need a key. */
    public Principal principal() {
        return Objects.requireNonNull(principal, "This operation needs no key");
    }

    /** The same; null for an operation that needs none. */
    public @Nullable Principal caller() {
        return principal;
    }

    /** How the client spells and reads what it is about. */
    public Dialect dialect() {
        return dialect;
    }

    /** When the request arrived, to the millisecond. */
    public Instant now() {
        return now;
    }

    /** The input in the body; fails with every fault of its schema, or with the first rule that it breaks. */
    public I input() {
        return Objects.requireNonNull(operation.schema(), "This operation accepts nothing")
                .read(body);
    }

    /** An input that is changed by the fields in the body; {@code null} clears a field. */
    public I changed(I current) {
        return Objects.requireNonNull(operation.schema(), "This operation accepts nothing")
                .changed(current, body);
    }

    /** The file that was sent; only for operations that accept one. */
    public Buffer file() {
        return Objects.requireNonNull(file, "This operation accepts no file");
    }

    /** The path below which the API has answered, such as {@code /v1}. */
    public String mount() {
        return dialect.mount();
    }

    /** The id in the path; fails with {@code not_found} if no object can have it. */
    public String id() {
        return parameter("id");
    }

    /** A parameter of the path by its name. */
    public String parameter(String name) {
        return target.path().apply(name);
    }

    /** A query parameter of an operation that is no list; null when it is left out. Fails naming one that it does not have. */
    public @Nullable String query(String name) {
        return listing().filters().get(name);
    }

    /** The page of a list that is requested; fails naming a parameter that the list does not have. */
    public Listing listing() {
        Listing parsed = listing;
        if (parsed == null) {
            Listing asked = Listing.parse(
                    operation.path(),
                    target.query().get(),
                    operation.isPaged(),
                    operation.filters(),
                    target.longestPage());
            parsed = operation.page(asked, dialect);
            listing = parsed;
        }
        return parsed;
    }

    /** What is asked for, as a message names it. */
    public String asked() {
        return target.asked().get();
    }

    /** The address of the client. */
    public String ip() {
        return target.ip().get();
    }

    /** The context of a change that this request makes. */
    public ChangeContext context() {
        return new ChangeContext(tenant(), principal().actor(), ip(), now, response, signed);
    }

    /** The requested operation. */
    public Operation<I> operation() {
        return operation;
    }

    /** The id of this request, which its response shows. */
    public String requestId() {
        return requestId;
    }

    /** The status of a successful response. */
    public int status() {
        return operation.status();
    }

    /** The idempotency key of this request; null when it has none. */
    public @Nullable IdempotencyKey idempotencyKey() {
        return idempotencyKey;
    }

    /** The response that is stored under the idempotency key; null when there is no key. */
    public @Nullable IdempotentResponse response() {
        return response;
    }

    private IdempotentResponse response(IdempotencyKey key, IdempotencyStore responses) {
        return new IdempotentResponse(
                key.key(),
                key.fingerprint(),
                requestId,
                operation.status(),
                this::render,
                operation.isConfidential() ? body -> responses.encrypt(tenant(), key, body) : null);
    }

    /** Renders a successful response with this result. */
    public byte[] render(@Nullable Object result) {
        return Envelope.of(dialect, operation.shown(result, dialect), requestId, now);
    }
}
