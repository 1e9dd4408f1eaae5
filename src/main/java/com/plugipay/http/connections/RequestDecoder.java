package com.plugipay.http.connections;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.util.AsciiString;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.List;
import java.util.Set;

/**
 * Decodes HTTP/1.x as Vert.x does, but refuses what a proxy in front may read differently, so that both always agree where
 * a request ends and who sent it. A refusal is 400 (431 for too many headers), and closes the connection. Netty itself
 * refuses two {@code Content-Length} headers, and one beside {@code Transfer-Encoding}.
 */
final class RequestDecoder extends VertxHttpRequestDecoder {
    /** The largest number of headers: each takes some hundred bytes of memory, however short it is. */
    static final int MOST_HEADERS = 128;

    /** The character that the decoder of Vert.x 5.0.12 skips: it compares "Content-" and "ength" or "ype" only. */
    private static final int SKIPPED = 8;

    /** Headers that may occur once: each says where a request ends, who sent it or what it means. */
    private static final List<AsciiString> SINGLE = List.of(
            HttpHeaderNames.HOST,
            HttpHeaderNames.CONTENT_TYPE,
            HttpHeaderNames.CONTENT_LENGTH,
            HttpHeaderNames.TRANSFER_ENCODING,
            HttpHeaderNames.AUTHORIZATION,
            AsciiString.cached("x-plugipay-timestamp"),
            AsciiString.cached("idempotency-key"));

    /** In upper case: the name is case-sensitive (RFC 9112, section 2.3). */
    private static final Set<String> VERSIONS = Set.of("HTTP/1.0", "HTTP/1.1");

    private final RequestGuard guard;
    private int headers;
    private int seen;

    RequestDecoder(HttpServerOptions options, RequestGuard guard) {
        super(options);
        this.guard = guard;
    }

    static List<AsciiString> single() {
        return SINGLE;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof ByteBuf bytes) {
            guard.arrive(bytes.readableBytes());
        }
        super.channelRead(context, message);
        guard.decoded();
    }

    @Override
    protected HttpMessage createMessage(String[] initialLine) {
        headers = 0;
        seen = 0;
        guard.begin();
        if (!VERSIONS.contains(initialLine[2])) {
            // Vert.x would answer with 501.
            throw new IllegalArgumentException("Unknown version of HTTP");
        }
        return super.createMessage(initialLine);
    }

    @Override
    protected AsciiString splitHeaderName(byte[] line, int start, int length) {
        if (++headers > MOST_HEADERS) {
            throw new TooLongHttpHeaderException("More than " + MOST_HEADERS + " headers");
        }
        AsciiString name = super.splitHeaderName(line, start, length);
        if (name.length() > SKIPPED && (line[start + SKIPPED] | 0x20) != (name.byteAt(SKIPPED) | 0x20)) {
            throw new IllegalArgumentException("A name that could be mistaken for " + name);
        }
        for (int i = 0; i < SINGLE.size(); i++) {
            if (name.length() == SINGLE.get(i).length() && SINGLE.get(i).contentEqualsIgnoreCase(name)) {
                if ((seen & (1 << i)) != 0) {
                    throw new IllegalArgumentException("Two headers " + name);
                }
                seen |= 1 << i;
            }
        }
        return name;
    }
}
