package com.plugipay.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plugipay.auth.Principal;
import com.plugipay.json.Dialect;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.Origin;
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
    private final IdempotencyStore answers;
    private final ObjectNode body;
    private @Nullable Listing listing;
    private byte @Nullable [] storedAnswer;
    private boolean intended;

    Call(
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
        this.answers = answers;
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
        return Objects.requireNonNull(operation.shape(), "This operation accepts nothing")
                .read(body);
    }

    /** What the object would be if it were made anew with the fields that were sent; {@code null} clears a field. */
    public I changed(I current) {
        return Objects.requireNonNull(operation.shape(), "This operation accepts nothing")
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
    public Origin origin() {
        return new Origin(
                tenant(),
                principal().actor(),
                ip(),
                now,
                idempotencyKey == null ? null : new Answer(idempotencyKey),
                signed);
    }

    Operation<I> operation() {
        return operation;
    }

    String requestId() {
        return requestId;
    }

    int status() {
        return operation.status();
    }

    @Nullable
    IdempotencyKey idempotencyKey() {
        return idempotencyKey;
    }

    /** The answer that a write has committed together with its effect, or null when none has. */
    byte @Nullable [] storedAnswer() {
        return storedAnswer;
    }

    /** Whether it has written down under its key what it is going to make. */
    boolean isIntended() {
        return intended;
    }

    byte[] render(@Nullable Object result) {
        return Envelope.of(dialect, result, requestId, now);
    }

    private final class Answer implements Origin.Answering {
        private final IdempotencyKey idempotency;

        Answer(IdempotencyKey idempotency) {
            this.idempotency = idempotency;
        }

        @Override
        public String key() {
            return idempotency.key();
        }

        @Override
        public String fingerprint() {
            return idempotency.fingerprint();
        }

        @Override
        public String requestId() {
            return requestId;
        }

        @Override
        public int status() {
            return operation.status();
        }

        @Override
        public byte[] render(@Nullable Object result) {
            return Call.this.render(result);
        }

        @Override
        public boolean isConfidential() {
            return operation.isConfidential();
        }

        @Override
        public byte[] encrypt(byte[] answer) {
            return answers.encrypt(tenant(), idempotency, answer);
        }

        @Override
        public void committed(byte[] answer) {
            storedAnswer = answer;
        }

        @Override
        public void intended() {
            intended = true;
        }
    }
}
