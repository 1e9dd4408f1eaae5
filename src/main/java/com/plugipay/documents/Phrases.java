package com.plugipay.documents;

import com.plugipay.money.MoneyFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/**
 * The texts of one file of {@code /texts} in one language, and amounts as that language writes them. Immutable. A missing text
 * is an IllegalArgumentException; tests look for it first.
 */
public final class Phrases {
    private final Locale locale;
    private final Properties texts;

    private Phrases(Locale locale, Properties texts) {
        this.locale = locale;
        this.texts = texts;
    }

    /** Reads {@code /texts/<name>_<language>.properties}. */
    public static Phrases load(String name, Locale locale) {
        Properties texts = new Properties();
        try (InputStream file = ClasspathFile.open("/texts/" + name + '_' + locale.getLanguage() + ".properties")) {
            texts.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return new Phrases(locale, texts);
    }

    public Locale locale() {
        return locale;
    }

    /** The text of this key, in which {0}, {1} and so on are replaced by the arguments. */
    public String get(String key, Object... arguments) {
        String text = find(key).orElseThrow(() -> new IllegalArgumentException("No text " + key + " in " + locale));
        return arguments.length == 0 ? text : new MessageFormat(text, locale).format(arguments);
    }

    /** The text of this key, if there is one. */
    public Optional<String> find(String key) {
        return Optional.ofNullable(texts.getProperty(key));
    }

    /** An amount with its currency, which is never broken into two lines. */
    public String money(long minorUnits, String currency) {
        return MoneyFormat.format(minorUnits, currency, locale).replace(' ', '\u00a0');
    }
}
