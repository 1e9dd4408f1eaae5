package com.plugipay.http.documentation;

import com.plugipay.http.exchange.CompressedReply;
import com.plugipay.http.exchange.Reply;
import com.plugipay.http.operations.Operations;
import com.plugipay.json.Dialect;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Serves the OpenAPI document. One for all event loops of a node: it is written when somebody asks for it first, which takes a
 * second and is nothing that a start should wait for.
 */
public final class ApiDocument implements Handler<RoutingContext> {
    private final Operations operations;
    private final AtomicReference<@Nullable CompressedReply> written = new AtomicReference<>();

    public ApiDocument(Operations operations) {
        this.operations = operations;
    }

    @Override
    public void handle(RoutingContext context) {
        CompressedReply known = written.get();
        Future<CompressedReply> document =
                known == null ? context.vertx().executeBlocking(this::write) : Future.succeededFuture(known);
        Reply.send(context, document.map(reply -> reply.to(context.request())));
    }

    /** Synchronised, so that those who ask first together do not all write it. */
    private synchronized CompressedReply write() {
        CompressedReply known = written.get();
        if (known != null) {
            return known;
        }
        CompressedReply document = CompressedReply.of(
                Reply.json(200, Buffer.buffer(Dialect.PLUGIPAY.bytes(OpenApi.document(operations)))));
        written.set(document);
        return document;
    }
}
