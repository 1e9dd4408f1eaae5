package com.plugipay.pages.portal;

import com.plugipay.billing.plans.Plan;
import com.plugipay.billing.subscriptions.SubscriptionTerms;
import com.plugipay.text.Language;
import com.plugipay.text.Phrases;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The texts of the customer portal in one language; one instance for each. */
public final class PortalTexts {
    private static final Map<Language, PortalTexts> ALL =
            Stream.of(Language.values()).collect(Collectors.toUnmodifiableMap(Function.identity(), PortalTexts::new));

    private final Language language;
    private final Phrases phrases;
    private final DateTimeFormatter date;

    private PortalTexts(Language language) {
        this.language = language;
        this.phrases = Phrases.load("portal", language.locale());
        this.date = DateTimeFormatter.ofPattern(phrases.get("date.pattern"), language.locale());
    }

    static PortalTexts in(Language language) {
        return Objects.requireNonNull(ALL.get(language));
    }

    /** The value of the {@code lang} attribute. */
    public String lang() {
        return language.code();
    }

    /** The other language. */
    String otherLang() {
        return (language == Language.ENGLISH ? Language.INDONESIAN : Language.ENGLISH).code();
    }

    /** The text of this key, in which {0}, {1} and so on are replaced by the arguments. */
    public String get(String key, Object... arguments) {
        return phrases.get(key, arguments);
    }

    /** An amount with its currency, which is never broken into two lines. */
    public String money(long minorUnits, String currency) {
        return phrases.money(minorUnits, currency);
    }

    /** The day of a moment in this time zone. */
    public String date(Instant instant, ZoneId zone) {
        return date.format(instant.atZone(zone));
    }

    /** What a period of a plan costs, such as Rp 100.000 a month. */
    String price(SubscriptionTerms terms, int quantity) {
        Plan plan = terms.plan();
        String amount = terms.isMetered()
                ? get("price.usage")
                : money(terms.amount(quantity), terms.price().currency());
        return get("price." + plan.interval().text(), amount, plan.intervalCount());
    }
}
