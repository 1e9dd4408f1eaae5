package com.plugipay.outbox;

import com.plugipay.bus.Addresses;
import com.plugipay.bus.ClusterTopic;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Statements;
import com.plugipay.db.Values;
import com.plugipay.errors.ErrorCode;
import com.plugipay.json.Json;
import com.plugipay.model.Ids;
import com.plugipay.model.Resource;
import com.plugipay.outbox.IdempotentResponse.KeyStep;
import com.plugipay.outbox.WriteStatement.Step;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One statement that commits a change together with its events, its audit entries and the response to the request.
 *
 * <p>The change is a list of steps, of which the one named {@code changed} returns a row when something changed. Otherwise
 * nothing else is written either.
 */
public final class Write {
    /** Tells the dispatcher that events are waiting. */
    public static final ClusterTopic EVENTS_READY = ClusterTopic.of(Addresses.EVENTS_READY);

    /** Another request has used this idempotency key: nothing was written, and there may be a stored response. */
    public static final class KeyTaken extends RuntimeException {
        public KeyTaken() {
            super("The idempotency key is taken", null, false, false);
        }
    }

    /** @param rest the part of the id that follows its time */
    private record AuditEntry(String rest, String action, String objectType, String objectId, String details) {}

    private final ChangeContext context;
    private final @Nullable SignedWrite signed;
    private final Values shared;
    private final List<Step> steps = new ArrayList<>(8);
    private final List<Values> values = new ArrayList<>(8);
    private final List<NewEvent> events = new ArrayList<>(2);
    private final List<AuditEntry> entries = new ArrayList<>(2);
    private final Map<String, Supplier<? extends RuntimeException>> refusals = new HashMap<>();
    private boolean wakesDispatcher;
    private boolean hasFollowers;
    private @Nullable KeyStep keyStep;
    private @Nullable Object result;
    private byte @Nullable [] rendered;

    private Write(ChangeContext context) {
        this.context = context;
        this.shared = Values.of(context.tenant()).and("now", context.now());
        this.signed = context.signed() == null || context.signed().isStored() ? null : context.signed();
    }

    /** Starts a write without steps. */
    public static Write of(ChangeContext context) {
        return new Write(context);
    }

    /**
     * Adds a step of the change: a common table expression of that name. The parameters {@code :workspace}, {@code :mode}
     * and {@code :now} come from the context; the others are its own, and other steps may use the same names.
     */
    public Write step(String name, NamedSql sql, Values values) {
        this.steps.add(new Step(name, sql));
        this.values.add(values);
        return this;
    }

    /** Adds an event, and an audit entry with the same name. */
    public Write event(EventType type, Resource object) {
        return event(type, object.id(), object, Map.of("object", object));
    }

    /** The same with the values that properties had before. */
    public Write event(EventType type, Resource object, Map<String, Object> previousAttributes) {
        return event(type, object.id(), object, Map.of("object", object, "previousAttributes", previousAttributes));
    }

    /** The same with more properties of its data. */
    public Write event(
            EventType type, Resource object, Map<String, Object> previousAttributes, Map<String, Object> more) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("object", object);
        data.put("previousAttributes", previousAttributes);
        data.putAll(more);
        return event(type, object.id(), object, data);
    }

    private Write event(EventType type, String objectId, Resource object, Map<String, Object> data) {
        events.add(NewEvent.of(type, object, data, events.size()));
        return audit(type.text(), objectId);
    }

    /** Adds an audit entry; its action is the object's type, a dot, and the change. */
    public Write audit(String action, String objectId) {
        return audit(action, objectId, Map.of());
    }

    /** The same with details, which must hold no secret; the role of a member is added to them. */
    public Write audit(String action, String objectId, Map<String, ?> details) {
        Map<String, Object> all = new LinkedHashMap<>(details);
        if (context.actor().role() != null) {
            all.put("role", context.actor().role());
        }
        entries.add(new AuditEntry(
                Ids.afterTime(entries.size()),
                action,
                action.substring(0, action.indexOf('.')),
                objectId,
                all.isEmpty() ? "{}" : Json.text(all)));
        return this;
    }

    /** The change that this write makes, with its result, which also is the response to the request. */
    public <T> Change<T> returning(T result) {
        return Change.of(respond(result), result);
    }

    /** The same without a result. */
    public Change<Void> returningNothing() {
        return Change.of(respond(null), null);
    }

    /** Stores this as the response to the request, for changes of several writes; others return a {@link Change}. */
    public Write respond(@Nullable Object result) {
        IdempotentResponse response = context.response();
        return response == null ? this : keyStep(response.storing(), result);
    }

    /** Reserves the request's key for the resource that will be made, before a provider is called. */
    public Write reserve(String resourceId) {
        return keyStep(KeyStep.RESERVE, resourceId);
    }

    /**
     * Reserves the request's key for what goes on by itself once it is committed, such as claimed work: a repeat may wait for
     * it at once, and need not wait until this request has ended.
     */
    public Write reserveOngoing(String resourceId) {
        return keyStep(KeyStep.RESERVE_ONGOING, resourceId);
    }

    /** Frees the request's key, which was only reserved: nothing was made. */
    public Write release() {
        return keyStep(KeyStep.RELEASE, null);
    }

    private Write keyStep(KeyStep next, @Nullable Object value) {
        this.keyStep = context.response() == null ? null : next;
        this.result = value;
        return this;
    }

    /** Wakes the dispatcher also without events: the change leaves other work for it. */
    public Write wakingDispatcher() {
        wakesDispatcher = true;
        return this;
    }

    /** The error with which the write fails when the database refuses it because of this constraint. */
    public Write refusing(String constraint, Supplier<? extends RuntimeException> refusal) {
        refusals.put(constraint, refusal);
        return this;
    }

    /**
     * Runs the statement.
     *
     * @return whether anything changed; fails with {@link KeyTaken} when the idempotency key was used before
     */
    public Future<Boolean> run(Statements statements) {
        WriteStatement statement = statement();
        return statements
                .run(statement.sql(), statement.parameters(shared, values))
                .map(rows -> rows.iterator().next().getLong(0) > 0)
                .onSuccess(changed -> {
                    if (changed) {
                        conclude(statements);
                    }
                })
                .recover(failure -> Future.failedFuture(refusal(failure)));
    }

    /** The text of the statement. */
    public String sql() {
        return statement().sql();
    }

    /** The parameters of the statement. */
    public Tuple parameters() {
        return statement().parameters(shared, values);
    }

    private WriteStatement statement() {
        if (!hasFollowers) {
            hasFollowers = true;
            addFollowers();
        }
        return WriteStatement.of(steps);
    }

    private void addFollowers() {
        if (!events.isEmpty() || !entries.isEmpty()) {
            step("stamp", FollowerStatement.STAMP, Values.none());
        }
        if (!events.isEmpty()) {
            step(
                    "event",
                    FollowerStatement.EVENT,
                    Values.none()
                            .and("types", texts(events, event -> event.type().text()))
                            .and("object_ids", texts(events, NewEvent::objectId))
                            .and("rests", texts(events, NewEvent::rest))
                            .and("starts", texts(events, NewEvent::start))
                            .and("middles", texts(events, NewEvent::middle))
                            .and("endings", texts(events, NewEvent::end)));
        }
        if (!entries.isEmpty()) {
            step(
                    "entry",
                    FollowerStatement.AUDIT_ENTRY,
                    Values.none()
                            .and("actor_type", context.actor().type().text())
                            .and("actor_id", context.actor().id())
                            .and("actor_label", context.actor().label())
                            .and("ip", context.ip())
                            .and("rests", texts(entries, AuditEntry::rest))
                            .and("actions", texts(entries, AuditEntry::action))
                            .and("object_types", texts(entries, AuditEntry::objectType))
                            .and("object_ids", texts(entries, AuditEntry::objectId))
                            .and("details", texts(entries, AuditEntry::details)));
        }
        IdempotentResponse response = context.response();
        if (response != null && keyStep != null) {
            boolean isResponse = keyStep == KeyStep.STORE || keyStep == KeyStep.COMPLETE;
            rendered = isResponse ? response.render(result) : null;
            String resourceId = keyStep.isReservation() ? String.valueOf(result) : null;
            step("response", keyStep.sql(), response.values(resourceId, rendered, context.now()));
        }
        if (signed != null) {
            step(
                    "signed",
                    FollowerStatement.SIGNED_WRITE,
                    Values.none()
                            .and("digest", Buffer.buffer(signed.digest()))
                            .and("expires_at", context.now().plus(SignedWrite.KEPT)));
        }
    }

    /** After the commit only: until then there is no response, and nothing for the dispatcher. */
    private void conclude(Statements statements) {
        if (signed != null) {
            signed.stored();
        }
        IdempotentResponse response = context.response();
        if (response != null && keyStep != null) {
            response.committed(keyStep, rendered);
        }
        if (wakesDispatcher || !events.isEmpty()) {
            EVENTS_READY.publish(statements.vertx(), "");
        }
    }

    private Throwable refusal(Throwable failure) {
        if (failure instanceof PgException refused && refused.getConstraint() != null) {
            if (refused.getConstraint().equals("idempotency_keys_pkey")) {
                return new KeyTaken();
            }
            if (refused.getConstraint().equals("signed_writes_pkey")) {
                return ErrorCode.REQUEST_REPEATED.withMessage(
                        "This request was received before, with the same signature. Sign it again a second later to"
                                + " have it done twice; send an Idempotency-Key to repeat it safely.");
            }
            Supplier<? extends RuntimeException> refusal = refusals.get(refused.getConstraint());
            if (refusal != null) {
                return refusal.get();
            }
        }
        return failure;
    }

    private static <T> String[] texts(List<T> items, Function<T, String> text) {
        return items.stream().map(text).toArray(String[]::new);
    }
}
