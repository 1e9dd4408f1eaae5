package com.plugipay.bus;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Duration;
import java.util.function.Function;

/**
 * A place on the event bus where questions of one type get answers of one type.
 *
 * <p>Messages stay inside the process and are passed as they are. A question that nobody answers within its budget fails
 * with {@link Unanswered}; a failed answer arrives as the exception that the answering side failed with.
 */
public record LocalAddress<Q, A>(String name, Class<Q> question, Class<A> answer) {

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
        var options = new DeliveryOptions()
                .setLocalOnly(true)
                .setCodecName(LocalCodec.NAME)
                .setSendTimeout(budget.toMillis());
        return vertx.eventBus()
                .<Reply<?>>request(name, question, options)
                .recover(failure -> Future.failedFuture(
                        failure instanceof ReplyException reply ? new Unanswered(name, reply.failureType()) : failure))
                .compose(message -> message.body().outcome().map(answer::cast));
    }

    /** Answers here, one question after the other as they come; failures travel back to whoever asked. */
    public void answer(Vertx vertx, Function<Q, Future<A>> answering) {
        var options = new DeliveryOptions().setLocalOnly(true).setCodecName(LocalCodec.NAME);
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
                                        options)));
    }
}
