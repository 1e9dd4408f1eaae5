package com.plugipay.pages.people;

import com.plugipay.errors.ApiException;
import com.plugipay.pages.Texts;
import com.plugipay.secrets.Secret;
import com.plugipay.text.Language;
import com.plugipay.text.Phrases;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The texts of the pages and mails of people in one language; one instance for each. */
public final class PeopleTexts {
    private static final Map<Language, PeopleTexts> ALL =
            Stream.of(Language.values()).collect(Collectors.toUnmodifiableMap(Function.identity(), PeopleTexts::new));

    private final Language language;
    private final Phrases phrases;
    private final DateTimeFormatter time;

    private PeopleTexts(Language language) {
        this.language = language;
        this.phrases = Phrases.load("people", language.locale());
        this.time = DateTimeFormatter.ofPattern(phrases.get("time.pattern"), language.locale());
    }

    /** The texts in this language. */
    public static PeopleTexts in(Language language) {
        return Objects.requireNonNull(ALL.get(language));
    }

    /** The texts in the language that the browser prefers, or in English. */
    static PeopleTexts from(@Nullable String acceptLanguage) {
        return in(Texts.preferred(acceptLanguage)
                .map(texts -> Language.of(texts.lang()))
                .orElse(Language.ENGLISH));
    }

    Language language() {
        return language;
    }

    /** The value of the {@code lang} attribute. */
    public String lang() {
        return language.code();
    }

    /** The texts that all pages share. */
    public Texts shared() {
        return Texts.in(lang());
    }

    /** The text of this key, in which {0}, {1} and so on are replaced by the arguments. */
    public String get(String key, Object... arguments) {
        return phrases.get(key, arguments);
    }

    /** What is wrong with the field for which a form was refused; empty when it was not. */
    String problem(@Nullable ApiException refusal) {
        return refusal == null ? "" : get("problem." + refusal.field());
    }

    /** An amount with its currency. */
    public String money(long minorUnits, String currency) {
        return phrases.money(minorUnits, currency);
    }

    /** A secret that is typed by hand, in groups of four. */
    public String grouped(Secret secret) {
        return secret.reveal().replaceAll("(.{4})(?=.)", "$1 ");
    }

    /** A moment, in UTC. */
    public String time(Instant instant) {
        return time.format(instant.atZone(ZoneOffset.UTC));
    }
}
