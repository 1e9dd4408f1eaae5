package com.plugipay.outbox;

import com.plugipay.bus.Topic;
import com.plugipay.db.Columns;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Statements;
import com.plugipay.db.Values;
import com.plugipay.json.Json;
import com.plugipay.model.Ids;
import com.plugipay.model.Resource;
import com.plugipay.outbox.WriteStatement.Answered;
import com.plugipay.outbox.WriteStatement.Step;
import com.plugipay.problems.Failure;
import com.plugipay.problems.Problem;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
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
    public static final Topic<EventsReady> EVENTS_READY = new Topic<>("events.ready", EventsReady.class);

    /** How long an answer can be repeated. */
    public static final Duration ANSWER_KEPT = Duration.ofHours(24);

    /** A nudge without content. */
    public record EventsReady() {}

    /** Somebody else has used this idempotency key: nothing was written, the stored answer tells more. */
    public static final class KeyTaken extends RuntimeException {
        KeyTaken() {
            super("The idempotency key is taken", null, false, false);
        }
    }

    private static final Map<WriteStatement, String> STATEMENTS = new ConcurrentHashMap<>();

    /** @param rest the part of the id that follows its time */
    private record AuditEntry(String rest, String action, String objectType, String objectId, String details) {}

    private final Origin origin;
    private final String change;
    private final @Nullable SignedWrite signed;
    private final List<Step> steps = new ArrayList<>(5);
    private final List<@Nullable Object> parameters = new ArrayList<>();
    private final List<NewEvent> events = new ArrayList<>(2);
    private final List<AuditEntry> entries = new ArrayList<>(2);
    private final Map<String, Supplier<Failure>> refusals = new HashMap<>();
    private boolean awaited;
    private Answered answered = Answered.NOT;
    private @Nullable Object result;
    private byte @Nullable [] answer;

    private Write(Origin origin, String change) {
        this.origin = origin;
        this.change = change;
        this.signed = origin.signed() == null || origin.signed().isNoted() ? null : origin.signed();
    }

    /** Starts a write whose change is made of steps. */
    public static Write of(Origin origin) {
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
    public static Write of(Origin origin, String change, @Nullable Object... parameters) {
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

    /** Also stores this as the answer to the request, when it came with an idempotency key. */
    public Write answer(@Nullable Object result) {
        return answered(Answered.AT_ONCE, result);
    }

    /** Also notes under the idempotency key that this is going to be made, before a provider is asked. */
    public Write intends(String resourceId) {
        return answered(Answered.INTENDED, resourceId);
    }

    /** Also stores the answer to a request whose intention was noted before. */
    public Write answerAtLast(@Nullable Object result) {
        return answered(Answered.AT_LAST, result);
    }

    /** Also frees the request's idempotency key, under which only the intention was noted: nothing was made of it. */
    public Write takesBackIntention() {
        return answered(Answered.TAKEN_BACK, null);
    }

    private Write answered(Answered how, @Nullable Object result) {
        this.answered = origin.answering() == null ? Answered.NOT : how;
        this.result = result;
        return this;
    }

    /** Also wakes the dispatcher, which events do by themselves: the change leaves something else for it to do. */
    public Write wakingDispatcher() {
        awaited = true;
        return this;
    }

    /** What to say when the database refuses the change by that constraint. */
    public Write refusing(String constraint, Supplier<Failure> refusal) {
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
                        answered,
                        signed != null),
                WriteStatement::sql);
    }

    /** Only what has been committed is an answer, and worth a nudge. */
    private void conclude(Statements statements) {
        if (signed != null) {
            signed.noted();
        }
        Origin.Answering answering = origin.answering();
        if (answering != null && answer != null) {
            answering.committed(answer);
        }
        if (answering != null && answered == Answered.INTENDED) {
            answering.intended();
        }
        if (awaited || !events.isEmpty()) {
            EVENTS_READY.publish(statements.vertx(), new EventsReady());
        }
    }

    private Throwable refusal(Throwable failure) {
        if (failure instanceof PgException refused && refused.getConstraint() != null) {
            if (refused.getConstraint().equals("idempotency_keys_pkey")) {
                return new KeyTaken();
            }
            if (refused.getConstraint().equals("signed_writes_pkey")) {
                return Problem.REQUEST_REPEATED.saying(
                        "This request was received before, with the same signature. Sign it again a second later to"
                                + " have it done twice; send an Idempotency-Key to repeat it safely.");
            }
            Supplier<Failure> refusal = refusals.get(refused.getConstraint());
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
        Origin.Answering answering = origin.answering();
        if (answered == Answered.TAKEN_BACK && answering != null) {
            bound.add(answering.key());
        } else if (answered != Answered.NOT && answering != null) {
            boolean intended = answered == Answered.INTENDED;
            bound.add(answering.key());
            bound.add(answering.fingerprint());
            bound.add(answering.requestId());
            bound.add(intended ? result : null);
            bound.add(intended ? null : (short) answering.status());
            byte[] rendered = intended ? null : answering.render(result);
            answer = rendered;
            bound.add(rendered == null ? null : Buffer.buffer(stored(answering, rendered)));
            bound.add(answering.isConfidential());
            bound.add(Columns.time(origin.now().plus(ANSWER_KEPT)));
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

    private static byte[] stored(Origin.Answering answering, byte[] answer) {
        return answering.isConfidential() ? answering.encrypt(answer) : answer;
    }
}
