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
 * The words of the hosted pages, in English or Indonesian, and the numbers and times in the same manner.
 *
 * <p>Immutable; one instance a language. A missing text is an IllegalArgumentException, and a test looks for it first.
 */
public final class Texts {
    private static final ZoneId JAKARTA = ZoneId.of("Asia/Jakarta");

    /** A browser's is a tenth of it; reading a list of languages takes time by the square of its length. */
    private static final int LONGEST_HEADER = 200;

    private static final Pattern LONG_NUMBER = Pattern.compile("[0-9A-Z]{7,}");
    private static final Pattern FOUR = Pattern.compile(".{4}(?!$)");

    /** The first is what everybody gets who asks for neither. */
    private static final List<Texts> ALL = List.of(new Texts(Locale.ENGLISH), new Texts(Locale.of("id")));

    private final Locale locale;
    private final Properties texts;
    private final DateTimeFormatter time;

    private Texts(Locale locale) {
        this.locale = locale;
        this.texts = load("/texts/checkout_" + locale.getLanguage() + ".properties");
        this.time = DateTimeFormatter.ofPattern(text("time.pattern"), locale);
    }

    /** The language that the browser likes best of those we speak. */
    public static Texts from(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.length() > LONGEST_HEADER) {
            return ALL.getFirst();
        }
        try {
            List<Locale> spoken = ALL.stream().map(Texts::locale).toList();
            @Nullable Locale liked = Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), spoken);
            return liked == null ? ALL.getFirst() : ALL.get(spoken.indexOf(liked));
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

    /** The text under {@code key}; {0}, {1} ... in it stand for the arguments. */
    public String get(String key, Object... arguments) {
        String text = text(key);
        return arguments.length == 0 ? text : new MessageFormat(text, locale).format(arguments);
    }

    /** What buyers call a payment method. */
    public String method(Method method) {
        return get("method." + method.text());
    }

    /** One line on how the method works. */
    public String methodHint(Method method) {
        return get("method." + method.text() + ".hint");
    }

    /** The name beside others of its group, where what they have in common need not be said again. */
    public String brand(Method method) {
        return texts.getProperty("method." + method.text() + ".brand", method(method));
    }

    /** The names of several methods of one group, in a row. */
    public String brands(List<Method> methods) {
        return methods.stream().map(this::brand).collect(Collectors.joining(", "));
    }

    /** Where the buyer goes to pay by a method that has a page of its own. */
    public String place(Method method) {
        return texts.getProperty("method." + method.text() + ".place", method(method));
    }

    /** What buyers call methods that belong together. */
    public String group(Method.Group group) {
        return get("group." + group.text());
    }

    /** A long number or code as it is read aloud: 8808123412341234 is 8808 1234 1234 1234. */
    public String inFours(String code) {
        return LONG_NUMBER.matcher(code).matches() ? FOUR.matcher(code).replaceAll("$0 ") : code;
    }

    /** An amount that stays on one line. */
    public String money(long minorUnits, String currency) {
        return MoneyFormat.format(minorUnits, currency, locale).replace(' ', '\u00a0');
    }

    /** Date and time in Jakarta, with the zone written out: the buyer may be anywhere. */
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
        try (InputStream file = Texts.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalStateException("Not on the classpath: " + path);
            }
            Properties texts = new Properties();
            texts.load(new InputStreamReader(file, StandardCharsets.UTF_8));
            return texts;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
