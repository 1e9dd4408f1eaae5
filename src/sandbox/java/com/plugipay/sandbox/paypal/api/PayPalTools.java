package com.plugipay.sandbox.paypal.api;

import static com.plugipay.sandbox.kit.api.Jsons.json;

import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.kit.faults.Fault;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The tools of the stand-in, and ids, links and times as PayPal writes them. */
public record PayPalTools(StandInTools standIn) {
    private static final String LETTERS = "0123456789ABCDEFGHJKLMNPRSTUVWXY";
    private static final String TOKEN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
    private static final String HEX = "0123456789abcdef";

    public Instant now() {
        return standIn.now();
    }

    public boolean occurs(Fault fault) {
        return standIn.occurs(fault);
    }

    public String url(String path) {
        return standIn.url(path);
    }

    public JsonObject link(String path, String rel, String method) {
        return json("href", url(path), "rel", rel, "method", method);
    }

    /** Of an order, a capture, a refund or a webhook: 17 capitals and digits. */
    public String newId() {
        return standIn.ids().pick(LETTERS, 17);
    }

    public String newAccessToken() {
        return "A21AA" + standIn.ids().pick(TOKEN, 80);
    }

    public String newDebugId() {
        return standIn.ids().pick(HEX, 13);
    }

    /** Seconds only, as everywhere but in events. */
    public static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
