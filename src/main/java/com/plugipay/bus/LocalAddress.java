package com.plugipay.bus;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Duration;
import java.util.function.Function;

/**
 * An address on the event bus where questions of one type get answers of one type, within this process only: they may carry
 * secrets, and {@link LocalCodec} encodes none.
 *
 * <p>A question that nobody answers within its budget fails with {@link Unanswered}; a failed answer arrives as the
 * exception that the answering side failed with.
 */
public final class LocalAddress<Q, A> {
    private final String name;
    private final Class<Q> question;
    private final Class<A> answer;

    private LocalAddress(String name, Class<Q> question, Class<A> answer) {
        this.name = name;
        this.question = question;
        this.answer = answer;
    }

    public static <Q, A> LocalAddress<Q, A> of(Addresses address, Class<Q> question, Class<A> answer) {
        return of(address, "", question, answer);
    }

    /** One of several addresses of a kind, such as that of one provider. */
    public static <Q, A> LocalAddress<Q, A> of(Addresses address, String part, Class<Q> question, Class<A> answer) {
        return new LocalAddress<>(address.of(part), question, answer);
    }

    /** Nobody answered in time, or nobody was there: what became of the question is unknown. */
    public static final class Unanswered extends RuntimeException {
        Unanswered(String address, ReplyFailure why) {
            super("No answer from " + address + ": " + why, null, false, false);
        }
    }

    /** What travels back: an answer or the reason why there is none. */
    record Reply<A>(Future<A> outcome) {}

    /** Asks and waits no longer than {@code budget}. */
    public Future<A> ask(Vertx vertx, Q question, Duration budget) {
        return vertx.eventBus()
                .<Reply<?>>request(name, question, local().setSendTimeout(budget.toMillis()))
                .recover(failure -> Future.failedFuture(
                        failure instanceof ReplyException reply ? new Unanswered(name, reply.failureType()) : failure))
                .compose(message -> message.body().outcome().map(answer::cast));
    }

    /** Sends without waiting for an answer. It may get lost. */
    public void send(Vertx vertx, Q question) {
        vertx.eventBus().send(name, question, local());
    }

    /** Answers here, one question after the other as they come; failures travel back to whoever asked. */
    public void answer(Vertx vertx, Function<Q, Future<A>> answering) {
        vertx.eventBus()
                .<Object>localConsumer(
                        name,
                        message -> Future.succeededFuture(question.cast(message.body()))
                                .compose(answering)
                                .onComplete(outcome -> message.reply(
                                        new Reply<>(
                                                outcome.succeeded()
                                                        ? Future.succeededFuture(outcome.result())
                                                        : Future.failedFuture(outcome.cause())),
                                        local())));
    }

    private static DeliveryOptions local() {
        return new DeliveryOptions().setLocalOnly(true).setCodecName(LocalCodec.NAME);
    }
}
