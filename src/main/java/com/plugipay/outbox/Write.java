package com.plugipay.outbox;

import com.plugipay.bus.Addresses;
import com.plugipay.bus.ClusterTopic;
import com.plugipay.db.Columns;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Statements;
import com.plugipay.db.Values;
import com.plugipay.errors.ApiException;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One statement that commits a change together with its events, its audit entries and the answer to the request.
 *
 * <p>The change is a list of common table expressions of which one is called {@code changed} and returns a row when
 * something changed. Its first three parameters are the workspace, the mode and the time; its own follow as {@code $4}
 * and on. Nothing changed means that nothing else is written either.
 */
public final class Write {
    /** Tells the dispatcher that events are waiting. */
    public static final ClusterTopic EVENTS_READY = ClusterTopic.of(Addresses.EVENTS_READY);

    /** Somebody else has used this idempotency key: nothing was written, the stored answer tells more. */
    public static final class KeyTaken extends RuntimeException {
        public KeyTaken() {
            super("The idempotency key is taken", null, false, false);
        }
    }

    private static final Map<WriteStatement, String> STATEMENTS = new ConcurrentHashMap<>();

    /** @param rest the part of the id that follows its time */
    private record AuditEntry(String rest, String action, String objectType, String objectId, String details) {}

    private final ChangeContext origin;
    private final String change;
    private final @Nullable SignedWrite signed;
    private final List<Step> steps = new ArrayList<>(5);
    private final List<@Nullable Object> parameters = new ArrayList<>();
    private final List<NewEvent> events = new ArrayList<>(2);
    private final List<AuditEntry> entries = new ArrayList<>(2);
    private final Map<String, Supplier<ApiException>> refusals = new HashMap<>();
    private boolean awaited;
    private @Nullable KeyStep keyStep;
    private @Nullable Object result;
    private byte @Nullable [] rendered;

    private Write(ChangeContext origin, String change) {
        this.origin = origin;
        this.change = change;
        this.signed = origin.signed() == null || origin.signed().isNoted() ? null : origin.signed();
    }

    /** Starts a write whose change is made of steps. */
    public static Write of(ChangeContext origin) {
        return of(origin, "");
    }

    /**
     * Adds a step of the change: a common table expression of that name. Of its parameters {@code :workspace}, {@code :mode}
     * and {@code :now} are those of the change; the others are its own, whatever other steps call theirs.
     */
    public Write step(String name, NamedSql sql, Values values) {
        Step step = new Step(name, sql);
        steps.add(step);
        step.parameters().forEach(parameter -> parameters.add(values.get(parameter)));
        return this;
    }

    /** Starts a write with the change and its own parameters. */
    public static Write of(ChangeContext origin, String change, @Nullable Object... parameters) {
        Write write = new Write(origin, change);
        write.parameters.add(origin.tenant().workspaceId());
        write.parameters.add(origin.tenant().mode().text());
        write.parameters.add(Columns.time(origin.now()));
        for (Object parameter : parameters) {
            write.parameters.add(parameter);
        }
        return write;
    }

    /** Also tells the world and the audit log of it, under the same name. */
    public Write event(EventType type, Resource object) {
        return tell(type, object, Map.of("object", object));
    }

    /** The same, telling also what the properties were before. */
    public Write event(EventType type, Resource object, Map<String, Object> previousAttributes) {
        return tell(type, object, Map.of("object", object, "previousAttributes", previousAttributes));
    }

    private Write tell(EventType type, Resource object, Map<String, Object> data) {
        events.add(NewEvent.of(type, object, data, events.size()));
        return audit(type.text(), object.id());
    }

    /** Also writes an audit entry; the action is the object's type, a dot, and what was done. */
    public Write audit(String action, String objectId) {
        return audit(action, objectId, Map.of());
    }

    /** The same with details, which must hold no secret. */
    public Write audit(String action, String objectId, Map<String, ?> details) {
        entries.add(new AuditEntry(
                Ids.afterTime(entries.size()),
                action,
                action.substring(0, action.indexOf('.')),
                objectId,
                details.isEmpty() ? "{}" : Json.text(details)));
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

    /** Also stores this as the response to the request, for what is written in several steps; else return a change. */
    public Write respond(@Nullable Object result) {
        IdempotentResponse response = origin.response();
        return response == null ? this : keyStep(response.storing(), result);
    }

    /** Also reserves the request's key for what is going to be made, before a provider is asked. */
    public Write reserve(String resourceId) {
        return keyStep(KeyStep.RESERVE, resourceId);
    }

    /** Also frees the request's key, which was only reserved: nothing was made. */
    public Write release() {
        return keyStep(KeyStep.RELEASE, null);
    }

    private Write keyStep(KeyStep next, @Nullable Object value) {
        this.keyStep = origin.response() == null ? null : next;
        this.result = value;
        return this;
    }

    /** Also wakes the dispatcher, which events do by themselves: the change leaves something else for it to do. */
    public Write wakingDispatcher() {
        awaited = true;
        return this;
    }

    /** What to say when the database refuses the change by that constraint. */
    public Write refusing(String constraint, Supplier<ApiException> refusal) {
        refusals.put(constraint, refusal);
        return this;
    }

    /**
     * Runs it.
     *
     * @return whether anything changed; fails with {@link KeyTaken} when the idempotency key was used before
     */
    public Future<Boolean> run(Statements statements) {
        return statements
                .run(sql(), parameters())
                .map(rows -> rows.iterator().next().getLong(0) > 0)
                .onSuccess(changed -> {
                    if (changed) {
                        conclude(statements);
                    }
                })
                .recover(failure -> Future.failedFuture(refusal(failure)));
    }

    /** The whole statement. */
    public String sql() {
        return STATEMENTS.computeIfAbsent(
                new WriteStatement(
                        change,
                        List.copyOf(steps),
                        parameters.size(),
                        !events.isEmpty(),
                        !entries.isEmpty(),
                        keyStep,
                        signed != null),
                WriteStatement::sql);
    }

    /** Only what has been committed is an answer, and worth a nudge. */
    private void conclude(Statements statements) {
        if (signed != null) {
            signed.noted();
        }
        IdempotentResponse response = origin.response();
        if (response != null && keyStep != null) {
            response.committed(keyStep, rendered);
        }
        if (awaited || !events.isEmpty()) {
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
            Supplier<ApiException> refusal = refusals.get(refused.getConstraint());
            if (refusal != null) {
                return refusal.get();
            }
        }
        return failure;
    }

    /** The parameters of the whole statement. */
    public Tuple parameters() {
        List<@Nullable Object> bound = new ArrayList<>(parameters.size() + 25);
        bound.addAll(parameters);
        if (!events.isEmpty()) {
            bound.add(texts(events, event -> event.type().text()));
            bound.add(texts(events, NewEvent::objectId));
            bound.add(texts(events, NewEvent::rest));
            bound.add(texts(events, NewEvent::start));
            bound.add(texts(events, NewEvent::middle));
            bound.add(texts(events, NewEvent::end));
        }
        if (!entries.isEmpty()) {
            bound.add(origin.actor().type().text());
            bound.add(origin.actor().id());
            bound.add(origin.actor().label());
            bound.add(origin.ip());
            bound.add(texts(entries, AuditEntry::rest));
            bound.add(texts(entries, AuditEntry::action));
            bound.add(texts(entries, AuditEntry::objectType));
            bound.add(texts(entries, AuditEntry::objectId));
            bound.add(texts(entries, AuditEntry::details));
        }
        IdempotentResponse response = origin.response();
        if (response != null && keyStep != null) {
            boolean isResponse = keyStep == KeyStep.STORE || keyStep == KeyStep.COMPLETE;
            rendered = isResponse ? response.render(result) : null;
            String resourceId = keyStep == KeyStep.RESERVE ? String.valueOf(result) : null;
            bound.addAll(response.parameters(keyStep, resourceId, rendered, origin.now()));
        }
        if (signed != null) {
            bound.add(Buffer.buffer(signed.digest()));
            bound.add(Columns.time(origin.now().plus(SignedWrite.NOTED)));
        }
        return Tuple.wrap(bound);
    }

    private static <T> String[] texts(List<T> items, Function<T, String> text) {
        return items.stream().map(text).toArray(String[]::new);
    }
}
