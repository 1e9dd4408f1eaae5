package com.plugipay.pages.dashboard;

import com.plugipay.errors.ApiException;
import com.plugipay.pages.Texts;
import com.plugipay.pages.dashboard.view.Cell;
import com.plugipay.pages.people.Visit;
import com.plugipay.providers.Method;
import com.plugipay.providers.ProviderKind;
import com.plugipay.text.Language;
import com.plugipay.text.Phrases;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The texts of the dashboard in the language of whoever looks at it; times are those of the workspace's time zone. */
public final class DashboardTexts {
    private static final Map<Language, Words> WORDS =
            Stream.of(Language.values()).collect(Collectors.toUnmodifiableMap(Function.identity(), Words::of));

    private final Language language;
    private final Words words;
    private final Phrases phrases;
    private final ZoneId zone;
    private final @Nullable String currency;

    private DashboardTexts(Language language, ZoneId zone, @Nullable String currency) {
        this.language = language;
        this.words = Objects.requireNonNull(WORDS.get(language));
        this.phrases = words.phrases();
        this.zone = zone;
        this.currency = currency;
    }

    /** What is made once for each language. */
    private record Words(Phrases phrases, DateTimeFormatter time, DateTimeFormatter day) {
        static Words of(Language language) {
            Phrases phrases = Phrases.load("dashboard", language.locale());
            return new Words(
                    phrases,
                    DateTimeFormatter.ofPattern(phrases.get("time.pattern"), language.locale()),
                    DateTimeFormatter.ofPattern(phrases.get("day.pattern"), language.locale()));
        }
    }

    /** The texts for whoever visits, in the time zone of the workspace that is shown. */
    public static DashboardTexts of(Visit visit) {
        return new DashboardTexts(
                visit.person().language(),
                visit.person().timeZone(),
                visit.person().defaultCurrency());
    }

    /** The value of the {@code lang} attribute. */
    public String lang() {
        return language.code();
    }

    /** The time zone of all times. */
    public ZoneId zone() {
        return zone;
    }

    /** The currency that forms begin with; null for the first that they offer. */
    public @Nullable String currency() {
        return currency;
    }

    /** The text of this key, in which {0}, {1} and so on are replaced by the arguments. */
    public String get(String key, Object... arguments) {
        return phrases.get(key, arguments);
    }

    /** The text of this key, if there is one. */
    public Optional<String> find(String key) {
        return phrases.find(key);
    }

    /** What a field of an object is called. */
    public String field(String name) {
        return phrases.get("field." + name);
    }

    /** An amount with its currency. */
    public String money(long minorUnits, String currency) {
        return phrases.money(minorUnits, currency);
    }

    /** An amount with its currency; nothing for null. */
    public Cell amount(@Nullable Long minorUnits, String currency) {
        return minorUnits == null ? Cell.none() : Cell.money(money(minorUnits, currency));
    }

    /** Date and time. */
    public Cell time(@Nullable Instant at) {
        return at == null ? Cell.none() : Cell.time(words.time().format(at.atZone(zone)), at);
    }

    /** A date. */
    public String day(Instant at) {
        return words.day().format(at.atZone(zone));
    }

    /** A moment by the pattern that has this key. */
    public String moment(String pattern, Instant at) {
        return DateTimeFormatter.ofPattern(phrases.get(pattern), language.locale())
                .format(at.atZone(zone));
    }

    /** A number of things. */
    public String number(long number) {
        return NumberFormat.getIntegerInstance(language.locale()).format(number);
    }

    /** How much of all that is, with one decimal at most; a dash where there is nothing at all. */
    public String percent(long part, long all) {
        if (all == 0) {
            return Cell.none().text();
        }
        NumberFormat format = NumberFormat.getPercentInstance(language.locale());
        format.setMaximumFractionDigits(1);
        // A failure among thousands is not hidden by rounding up to 100 %.
        format.setRoundingMode(RoundingMode.DOWN);
        return format.format(BigDecimal.valueOf(part).divide(BigDecimal.valueOf(all), 6, RoundingMode.DOWN));
    }

    /** A state of an object, by its name in the API. */
    public Cell state(String name) {
        return new Cell(style(name), phrases.get("state." + name), null, null);
    }

    /** What happened, by the name of the action in the audit log. */
    public String event(String action) {
        return find("event." + action).orElse(action);
    }

    /** A method of payment; nothing for null. */
    public Cell method(@Nullable Method method) {
        return method == null ? Cell.none() : Cell.text(Texts.in(lang()).method(method));
    }

    /** The name of a provider, which is that in the API for one without a text; nothing for null. */
    public String provider(@Nullable ProviderKind provider) {
        return provider == null ? "" : find("provider." + provider.text()).orElse(provider.text());
    }

    /** A value of a field that has few, by its name in the API. */
    public String choice(String field, String value) {
        return find("choice." + field + '.' + value)
                .or(() -> find("state." + value))
                .or(() -> find("provider." + value))
                .or(() -> find("event." + value))
                .orElse(value);
    }

    /** Why a form was refused. */
    public String problem(ApiException refusal) {
        return find("problem." + refusal.errorCode().code()).orElseGet(refusal::message);
    }

    private static Cell.Style style(String state) {
        return switch (state) {
            case "succeeded", "complete", "paid", "active", "connected" -> Cell.Style.GOOD;
            case "failed", "failing", "review", "past_due", "error", "disabled" -> Cell.Style.BAD;
            case "canceled", "expired", "void", "refunded", "archived", "revoked", "unconfigured" -> Cell.Style.OVER;
            default -> Cell.Style.WAITING;
        };
    }
}
