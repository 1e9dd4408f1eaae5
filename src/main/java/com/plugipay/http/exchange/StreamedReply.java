package com.plugipay.http.exchange;

import com.plugipay.async.Rounds;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file that is made while it is sent, as fast as the client takes it. */
public record StreamedReply(String contentType, String fileName, Supplier<Future<Optional<String>>> parts) {
    private static final Logger LOG = LoggerFactory.getLogger(StreamedReply.class);

    /**
     * Sends the first part and those that follow, until there are none.
     *
     * <p>What was sent cannot be taken back: when a later part fails, the connection is cut, so that the file does not end as if
     * it were whole.
     */
    public void to(RoutingContext context, String first) {
        HttpServerResponse response = context.response()
                .setChunked(true)
                .putHeader("Content-Type", contentType)
                .putHeader("Content-Disposition", "attachment; filename=\"" + fileName + '"');
        response.write(first)
                .compose(begun -> Rounds.until(() -> parts.get()
                        .compose(part -> part.isPresent()
                                ? response.write(part.get()).map(Optional.<Boolean>empty())
                                : response.end().map(Optional.of(true)))))
                .onFailure(failure -> {
                    LOG.atWarn().addKeyValue("file", fileName).setCause(failure).log("A file was cut off");
                    response.reset();
                });
    }
}
