package com.plugipay.sandbox.paypal;

import static com.plugipay.sandbox.kit.api.Jsons.json;

import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.kit.faults.Fault;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The tools of the stand-in, and ids, links and times as PayPal writes them. */
record PayPalTools(StandInTools standIn) {
    private static final String LETTERS = "0123456789ABCDEFGHJKLMNPRSTUVWXY";
    private static final String TOKEN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
    private static final String HEX = "0123456789abcdef";

    Instant now() {
        return standIn.now();
    }

    boolean occurs(Fault fault) {
        return standIn.occurs(fault);
    }

    String url(String path) {
        return standIn.url(path);
    }

    JsonObject link(String path, String rel, String method) {
        return json("href", url(path), "rel", rel, "method", method);
    }

    /** Of an order, a capture, a refund or a webhook: 17 capitals and digits. */
    String newId() {
        return standIn.ids().pick(LETTERS, 17);
    }

    String newAccessToken() {
        return "A21AA" + standIn.ids().pick(TOKEN, 80);
    }

    String newDebugId() {
        return standIn.ids().pick(HEX, 13);
    }

    /** Seconds only, as everywhere but in events. */
    static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
