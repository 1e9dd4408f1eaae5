package com.plugipay.pages;

import com.plugipay.money.MoneyFormat;
import com.plugipay.providers.Method;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The texts of the checkout page in one language, English or Indonesian, and the format of its amounts and times.
 *
 * <p>Immutable, one instance per language. A missing text is an IllegalArgumentException; a test looks for it first.
 */
public final class Texts {
    private static final ZoneId JAKARTA = ZoneId.of("Asia/Jakarta");

    /** Ten times what browsers send. Parsing a list of languages takes quadratic time, so longer ones are ignored. */
    private static final int LONGEST_HEADER = 200;

    private static final Pattern LONG_NUMBER = Pattern.compile("[0-9A-Z]{7,}");
    private static final Pattern FOUR = Pattern.compile(".{4}(?!$)");

    /** The first is the default. */
    private static final List<Texts> ALL = List.of(new Texts(Locale.ENGLISH), new Texts(Locale.of("id")));

    private final Locale locale;
    private final Properties texts;
    private final DateTimeFormatter time;

    private Texts(Locale locale) {
        this.locale = locale;
        this.texts = load("/texts/checkout_" + locale.getLanguage() + ".properties");
        this.time = DateTimeFormatter.ofPattern(text("time.pattern"), locale);
    }

    /** The texts in the language that the browser prefers, or in English. */
    public static Texts from(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.length() > LONGEST_HEADER) {
            return ALL.getFirst();
        }
        try {
            List<Locale> supported = ALL.stream().map(Texts::locale).toList();
            @Nullable Locale preferred = Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), supported);
            return preferred == null ? ALL.getFirst() : ALL.get(supported.indexOf(preferred));
        } catch (IllegalArgumentException malformed) {
            return ALL.getFirst();
        }
    }

    public Locale locale() {
        return locale;
    }

    /** The value of the page's {@code lang} attribute. */
    public String lang() {
        return locale.getLanguage();
    }

    /** The text of this key, in which {0}, {1} and so on are replaced by the arguments. */
    public String get(String key, Object... arguments) {
        String text = text(key);
        return arguments.length == 0 ? text : new MessageFormat(text, locale).format(arguments);
    }

    /** The text of this key for a page that stores a payment method without a payment, where it has a text of its own. */
    public String of(CheckoutView view, String key, Object... arguments) {
        String own = "setup." + key;
        return get(view.setup() && texts.containsKey(own) ? own : key, arguments);
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
        return texts.getProperty("method." + method.text() + ".brand", method(method));
    }

    /** The short names of several methods, separated by commas. */
    public String brands(List<Method> methods) {
        return methods.stream().map(this::brand).collect(Collectors.joining(", "));
    }

    /** The name of the provider's page on which the buyer pays by this method. */
    public String place(Method method) {
        return texts.getProperty("method." + method.text() + ".place", method(method));
    }

    /** The name of a group of methods. */
    public String group(Method.Group group) {
        return get("group." + group.text());
    }

    /** A long number or code in groups of four: 8808123412341234 becomes 8808 1234 1234 1234. */
    public String inFours(String code) {
        return LONG_NUMBER.matcher(code).matches() ? FOUR.matcher(code).replaceAll("$0 ") : code;
    }

    /** An amount with its currency, which is never broken into two lines. */
    public String money(long minorUnits, String currency) {
        return MoneyFormat.format(minorUnits, currency, locale).replace(' ', '\u00a0');
    }

    /** Date and time in Jakarta, with the time zone, as the buyer may be in another one. */
    public String time(Instant instant) {
        return time.format(instant.atZone(JAKARTA));
    }

    private String text(String key) {
        String text = texts.getProperty(key);
        if (text == null) {
            throw new IllegalArgumentException("No text " + key + " in " + locale);
        }
        return text;
    }

    private static Properties load(String path) {
        try (InputStream file = ClasspathFile.open(path)) {
            Properties texts = new Properties();
            texts.load(new InputStreamReader(file, StandardCharsets.UTF_8));
            return texts;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
