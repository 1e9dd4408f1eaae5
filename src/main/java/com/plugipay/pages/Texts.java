package com.plugipay.pages;

import com.plugipay.money.MoneyFormat;
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
import org.jspecify.annotations.Nullable;

/**
 * The words of the hosted pages, in English or Indonesian, and the numbers and times in the same manner.
 *
 * <p>Immutable; one instance a language. A missing text is an IllegalArgumentException, and a test looks for it first.
 */
public final class Texts {
    private static final ZoneId JAKARTA = ZoneId.of("Asia/Jakarta");

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
        if (acceptLanguage == null) {
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

    /** What buyers call a payment method; a code that has no text yet is made readable: pay_later is Pay later. */
    public String method(String code) {
        String text = texts.getProperty("method." + code);
        return text != null ? text : readable(code);
    }

    /** One line on how the method works; null for a method that has no text yet. */
    public @Nullable String methodHint(String code) {
        return texts.getProperty("method." + code + ".hint");
    }

    public String money(long minorUnits, String currency) {
        return MoneyFormat.format(minorUnits, currency, locale);
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

    private static String readable(String code) {
        String words = code.replace('_', ' ').replace('-', ' ').strip();
        return words.isEmpty() ? code : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
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
