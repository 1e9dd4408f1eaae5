package com.plugipay.sandbox.xendit.pages;

import com.plugipay.sandbox.kit.MinorUnits;
import com.plugipay.sandbox.kit.StandInPages;
import com.plugipay.sandbox.xendit.PaymentRequest;
import com.plugipay.sandbox.xendit.XenditStandIn;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the buyers' pages show, as text. Paths are those of links and forms. */
public final class PageViews {
    /** Where the stand-in is mounted. */
    static final String ROOT = "/" + XenditStandIn.NAME;

    private PageViews() {}

    /** The page on which the buyer chooses. */
    public record Choice(
            String path,
            String merchant,
            String amount,
            String description,
            List<Way> ways,
            @Nullable String problem,
            @Nullable String cancelUrl) {}

    /**
     * A button of that page.
     *
     * @param asks whether it needs a form before it can begin
     */
    public record Way(String code, String label, boolean asks) {}

    /** The form that a card or OVO needs. */
    public record Details(
            String path,
            String amount,
            String code,
            String label,
            @Nullable String problem) {}

    /**
     * How to pay what was chosen, or the wallet's question.
     *
     * @param code what is shown to the buyer; empty for a wallet or a bank that only asks
     * @param deskPath where the buyer pays with it
     */
    public record Waiting(
            String path, String label, String merchant, String amount, String code, String deskPath, String backPath) {}

    /**
     * Where buyers pay with what they were shown.
     *
     * @param code what is looked at; empty for nothing yet
     * @param merchant null until something is found
     */
    public record Desk(
            String path,
            String title,
            String codeLabel,
            String code,
            @Nullable String merchant,
            String amount,
            String plainAmount,
            boolean typesAmount,
            List<String> issuers) {}

    /** A payment that waits. */
    public record Open(String path, String label, String reference, String amount) {}

    /** Sends the browser to a path of the stand-in's own. */
    static void goTo(RoutingContext context, String path) {
        StandInPages.goTo(context, ROOT + path);
    }

    static String amount(long minorUnits, String currency) {
        return MinorUnits.text(minorUnits, currency);
    }

    static String amount(PaymentRequest request) {
        return amount(request.asked().amount(), request.asked().currency());
    }
}
