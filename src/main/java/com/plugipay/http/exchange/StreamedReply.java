package com.plugipay.http.exchange;

import com.plugipay.async.Rounds;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file that is made while it is sent, as fast as the client takes it. */
public record StreamedReply(String contentType, String fileName, Supplier<Future<Optional<Buffer>>> parts) {
    private static final Logger LOG = LoggerFactory.getLogger(StreamedReply.class);

    /**
     * Sends the first part and those that follow, until there are none.
     *
     * <p>What was sent cannot be taken back: when a later part fails, the connection is cut, so that the file does not end as if
     * it were whole.
     *
     * @return ends with the file; fails when it was cut off, also because the client has gone
     */
    public Future<Void> to(RoutingContext context, Buffer first) {
        HttpServerResponse response = context.response()
                .setChunked(true)
                .putHeader("Content-Type", contentType)
                .putHeader("Content-Disposition", "attachment; filename=\"" + fileName + '"');
        return write(response, first)
                .compose(begun -> Rounds.until(() -> parts.get()
                        .compose(part -> part.isPresent()
                                ? write(response, part.get()).map(Optional.<Boolean>empty())
                                : response.end().map(Optional.of(true)))))
                .onFailure(failure -> {
                    LOG.atWarn().addKeyValue("file", fileName).setCause(failure).log("A file was cut off");
                    CutOff.response(context.request());
                })
                .mapEmpty();
    }

    /** An empty part, such as one that has not filled the buffer of a compression, is not sent. */
    private static Future<Void> write(HttpServerResponse response, Buffer part) {
        return part.length() == 0 ? Future.succeededFuture() : response.write(part);
    }
}
