package com.plugipay.documents;

import com.plugipay.providers.Method;
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

/** The texts of documents, their pages and their mails in one language; one instance for each. */
public final class DocumentTexts {
    private static final Map<Language, DocumentTexts> ALL =
            Stream.of(Language.values()).collect(Collectors.toUnmodifiableMap(Function.identity(), DocumentTexts::new));

    private final Language language;
    private final Phrases phrases;
    /** Those of the checkout page, which name the payment methods. */
    private final Phrases checkout;

    private final DateTimeFormatter date;

    private DocumentTexts(Language language) {
        this.language = language;
        this.phrases = Phrases.load("documents", language.locale());
        this.checkout = Phrases.load("checkout", language.locale());
        this.date = DateTimeFormatter.ofPattern(phrases.get("date.pattern"), language.locale());
    }

    public static DocumentTexts in(Language language) {
        return Objects.requireNonNull(ALL.get(language));
    }

    public Language language() {
        return language;
    }

    /** The value of the {@code lang} attribute. */
    public String lang() {
        return language.code();
    }

    /** The text of this key, in which {0}, {1} and so on are replaced by the arguments. */
    public String get(String key, Object... arguments) {
        return phrases.get(key, arguments);
    }

    /** An amount with its currency, which is never broken into two lines. */
    public String money(long minorUnits, String currency) {
        return phrases.money(minorUnits, currency);
    }

    /** The name of a payment method. */
    public String method(Method method) {
        return checkout.get("method." + method.text());
    }

    /** The day of a moment in this time zone, such as 31 January 2027. */
    public String date(Instant instant, ZoneId zone) {
        return date.format(instant.atZone(zone));
    }
}
