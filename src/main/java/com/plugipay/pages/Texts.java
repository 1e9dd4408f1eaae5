package com.plugipay.pages;

import com.plugipay.documents.DocumentTexts;
import com.plugipay.providers.Method;
import com.plugipay.text.Language;
import com.plugipay.text.Phrases;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The texts of the checkout page in one language, English or Indonesian, and the format of its amounts and times.
 *
 * <p>Immutable, one instance per language; see {@link Phrases}.
 */
public final class Texts {
    private static final ZoneId JAKARTA = ZoneId.of("Asia/Jakarta");

    /** Ten times what browsers send. Parsing a list of languages takes quadratic time, so longer ones are ignored. */
    private static final int LONGEST_HEADER = 200;

    private static final Pattern LONG_NUMBER = Pattern.compile("[0-9A-Z]{7,}");
    private static final Pattern FOUR = Pattern.compile(".{4}(?!$)");

    /** The first is the default. */
    private static final List<Texts> ALL = List.of(new Texts(Locale.ENGLISH), new Texts(Locale.of("id")));

    private final Phrases phrases;
    private final DateTimeFormatter time;

    private Texts(Locale locale) {
        this.phrases = Phrases.load("checkout", locale);
        this.time = DateTimeFormatter.ofPattern(get("time.pattern"), locale);
    }

    /** The texts in the language that the browser prefers, or in English. */
    public static Texts from(@Nullable String acceptLanguage) {
        return preferred(acceptLanguage).orElse(ALL.getFirst());
    }

    /** The texts for the page that this request asks for. */
    public static Texts of(RoutingContext context) {
        return ChosenLanguage.of(context)
                .map(language -> in(language.code()))
                .orElseGet(() -> from(context.request().getHeader("Accept-Language")));
    }

    /** The other language. */
    public String otherLang() {
        return ALL.stream()
                .map(Texts::lang)
                .filter(other -> !other.equals(lang()))
                .findFirst()
                .orElseThrow();
    }

    /** The texts in the language that the browser prefers; empty if it prefers none that there is. */
    public static Optional<Texts> preferred(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.length() > LONGEST_HEADER) {
            return Optional.empty();
        }
        try {
            List<Locale> supported = ALL.stream().map(Texts::locale).toList();
            return Optional.ofNullable(Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), supported))
                    .map(preferred -> ALL.get(supported.indexOf(preferred)));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** The texts in a language that there is; any other is an IllegalArgumentException. */
    public static Texts in(String language) {
        return ALL.stream()
                .filter(texts -> texts.lang().equals(language))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No texts in " + language));
    }

    public Locale locale() {
        return phrases.locale();
    }

    /** The value of the page's {@code lang} attribute. */
    public String lang() {
        return locale().getLanguage();
    }

    /** The text of this key, in which {0}, {1} and so on are replaced by the arguments. */
    public String get(String key, Object... arguments) {
        return phrases.get(key, arguments);
    }

    /** The text of this key for a page that stores a payment method without a payment, where it has a text of its own. */
    public String of(CheckoutView view, String key, Object... arguments) {
        String own = "setup." + key;
        return get(view.setup() && phrases.find(own).isPresent() ? own : key, arguments);
    }

    /** The texts of documents in the same language. */
    DocumentTexts documents() {
        return DocumentTexts.in(Language.of(lang()));
    }

    /** The name of a payment method. */
    public String method(Method method) {
        return get("method." + method.text());
    }

    /** One line about how the method works. */
    public String methodHint(Method method) {
        return get("method." + method.text() + ".hint");
    }

    /** The short name of a method in the list of its group, without what all methods of the group have in common. */
    public String brand(Method method) {
        return phrases.find("method." + method.text() + ".brand").orElseGet(() -> method(method));
    }

    /** The short names of several methods, separated by commas. */
    public String brands(List<Method> methods) {
        return methods.stream().map(this::brand).collect(Collectors.joining(", "));
    }

    /** The name of the provider's page on which the buyer pays by this method. */
    public String place(Method method) {
        return phrases.find("method." + method.text() + ".place").orElseGet(() -> method(method));
    }

    /** The name of a group of methods. */
    public String group(Method.Group group) {
        return get("group." + group.text());
    }

    /** What a buyer is told to do who pays by transfer to one of so many bank accounts. */
    public String transferTitle(int accounts) {
        return get(
                switch (accounts) {
                    case 0 -> "transfer.title.none";
                    case 1 -> "transfer.title";
                    default -> "transfer.title.many";
                });
    }

    /** A long number or code in groups of four: 8808123412341234 becomes 8808 1234 1234 1234. */
    public String inFours(String code) {
        return LONG_NUMBER.matcher(code).matches() ? FOUR.matcher(code).replaceAll("$0 ") : code;
    }

    /** An amount with its currency, which is never broken into two lines. */
    public String money(long minorUnits, String currency) {
        return phrases.money(minorUnits, currency);
    }

    /** Date and time in Jakarta, with the time zone, as the buyer may be in another one. */
    public String time(Instant instant) {
        return time.format(instant.atZone(JAKARTA));
    }
}
