package com.plugipay.pages.widget;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.plugipay.billing.settings.BillingSettings;
import com.plugipay.checkout.CheckoutSession;
import com.plugipay.checkout.CheckoutSnapshot;
import com.plugipay.checkout.LineItem;
import com.plugipay.providers.Method;
import com.plugipay.providers.ProviderKind;
import com.plugipay.templates.TemplateConfig;
import com.plugipay.text.WebAddress;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session with everything that the widget shows; nothing of it is the buyer's or a secret of the merchant's.
 *
 * @param methods by which it can be paid now; the widget preselects the first
 * @param catalog the same methods with their names
 * @param activeAdapters the providers that are connected
 */
public record WidgetSession(
        State session,
        List<Method> methods,
        List<Choice> catalog,
        Brand branding,
        Template checkoutTemplate,
        List<ProviderKind> activeAdapters) {

    public WidgetSession {
        methods = List.copyOf(methods);
        catalog = List.copyOf(catalog);
        activeAdapters = List.copyOf(activeAdapters);
    }

    /** The states that the widget knows. All but open end it. */
    public enum Status {
        @JsonProperty("open")
        OPEN,
        @JsonProperty("completed")
        COMPLETED,
        /** A payment is on its way: the buyer has nothing more to do. */
        @JsonProperty("pending_review")
        PENDING_REVIEW,
        @JsonProperty("expired")
        EXPIRED,
        @JsonProperty("canceled")
        CANCELED
    }

    /** The session itself. */
    public record State(
            String id,
            long amount,
            String currency,
            @Nullable String description,
            Status status,
            Instant expiresAt,
            WebAddress successUrl,
            WebAddress cancelUrl,
            List<LineItem> lineItems) {}

    /**
     * A method as the buyer sees it.
     *
     * @param group how the buyer goes through it, such as {@code va}
     */
    public record Choice(Method id, String label, String group, String currency) {}

    /** How the business shows itself. */
    public record Brand(
            String brandName,
            @Nullable String brandLogoUrl,
            @Nullable String brandAccentColor,
            @Nullable String brandTagline) {}

    /** What the template of the session decides. */
    public record Template(
            @Nullable String successMessage,
            boolean showBusinessDetails,
            @Nullable String businessPhone,
            @Nullable String businessEmail,
            @Nullable String businessAddress) {

        private static Template of(TemplateConfig config, BillingSettings settings) {
            return config.showsBusinessDetails(false)
                    ? new Template(
                            config.successMessage(),
                            true,
                            settings.businessPhone(),
                            settings.businessEmail(),
                            settings.businessAddress())
                    : new Template(config.successMessage(), false, null, null, null);
        }
    }

    static WidgetSession of(
            CheckoutSnapshot snapshot,
            List<Choice> catalog,
            BillingSettings settings,
            TemplateConfig config,
            List<ProviderKind> providers,
            Instant now) {
        CheckoutSession session = snapshot.session();
        String name = settings.businessName();
        return new WidgetSession(
                new State(
                        session.id(),
                        session.amount(),
                        session.currency(),
                        session.description(),
                        status(session, now),
                        session.expiresAt(),
                        session.successUrl(),
                        session.cancelUrl(),
                        session.lineItems()),
                snapshot.methods(),
                catalog,
                new Brand(
                        name == null ? snapshot.merchantName() : name,
                        settings.logo() == null ? null : session.hostedUrl() + "/logo",
                        config.accentColor() == null ? settings.accentColor() : config.accentColor(),
                        config.footerTagline() == null ? settings.tagline() : config.footerTagline()),
                Template.of(config, settings),
                providers);
    }

    private static Status status(CheckoutSession session, Instant now) {
        return switch (session.status()) {
            case OPEN -> {
                if (session.substatus() != null) {
                    yield Status.PENDING_REVIEW;
                }
                yield session.isOver(now) ? Status.EXPIRED : Status.OPEN;
            }
            case COMPLETE -> Status.COMPLETED;
            case EXPIRED -> Status.EXPIRED;
            case CANCELED -> Status.CANCELED;
        };
    }
}
