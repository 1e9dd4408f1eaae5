package com.plugipay.bus;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Duration;
import java.util.function.Function;

/**
 * An address on the event bus for requests and replies of one type each, within this process only: they may contain secrets,
 * and {@link LocalCodec} never encodes them.
 *
 * <p>A request without a reply in time fails with {@link Unanswered}; a failed reply fails it with the exception of the
 * handler.
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

    /** One of several addresses of a kind, such as the address of one provider. */
    public static <Q, A> LocalAddress<Q, A> of(Addresses address, String part, Class<Q> question, Class<A> answer) {
        return new LocalAddress<>(address.of(part), question, answer);
    }

    /** There was no reply in time, or no handler: whether the request was handled is unknown. */
    public static final class Unanswered extends RuntimeException {
        Unanswered(String address, ReplyFailure why) {
            super("No answer from " + address + ": " + why, null, false, false);
        }
    }

    /** A reply as it is sent: the result or the failure of the handler. */
    record Reply<A>(Future<A> outcome) {}

    /** Sends a request and waits for its reply, no longer than {@code budget}. */
    public Future<A> ask(Vertx vertx, Q question, Duration budget) {
        return vertx.eventBus()
                .<Reply<?>>request(name, question, local().setSendTimeout(budget.toMillis()))
                .recover(failure -> Future.failedFuture(
                        failure instanceof ReplyException reply ? new Unanswered(name, reply.failureType()) : failure))
                .compose(message -> message.body().outcome().map(answer::cast));
    }

    /** Sends a request without waiting for a reply. It may get lost. */
    public void send(Vertx vertx, Q question) {
        vertx.eventBus().send(name, question, local());
    }

    /** Handles the requests on the context of the caller, in the order of their arrival; failures are sent back. */
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
