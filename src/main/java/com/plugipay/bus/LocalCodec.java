package com.plugipay.bus;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** Passes immutable values between the verticles of one process, without encoding them. */
public final class LocalCodec implements MessageCodec<Object, Object> {
    static final String NAME = "local";

    private LocalCodec() {}

    /** Registers the codec. To be called once for each {@code Vertx}, before the first verticle starts. */
    public static void register(Vertx vertx) {
        vertx.eventBus().registerCodec(new LocalCodec());
    }

    @Override
    public Object transform(Object value) {
        return value;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }

    @Override
    public void encodeToWire(Buffer buffer, Object value) {
        throw new UnsupportedOperationException("Local messages only");
    }

    @Override
    public Object decodeFromWire(int position, Buffer buffer) {
        throw new UnsupportedOperationException("Local messages only");
    }
}
