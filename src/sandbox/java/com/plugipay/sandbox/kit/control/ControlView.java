package com.plugipay.sandbox.kit.control;

import com.plugipay.sandbox.kit.BookEntry;
import com.plugipay.sandbox.kit.MinorUnits;
import com.plugipay.sandbox.kit.StandIn;
import com.plugipay.sandbox.kit.callbacks.CallbackSender;
import com.plugipay.sandbox.kit.callbacks.SentCallback;
import com.plugipay.sandbox.kit.faults.Fault;
import com.plugipay.sandbox.kit.faults.FaultSetting;
import com.plugipay.sandbox.kit.faults.Faults;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Everything that the control page shows, as text. */
public record ControlView(List<Provider> providers, List<SentCallback> callbacks) {
    private static final int MOST_CHARGES = 50;
    private static final int MOST_CALLBACKS = 50;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM, HH:mm:ss", Locale.ENGLISH).withZone(ZoneId.systemDefault());

    /** One stand-in. */
    public record Provider(String name, List<Charge> charges, List<Switch> faults) {}

    /** A line of the books. */
    public record Charge(BookEntry entry, String amount, String paid, String refunded, List<String> actions) {}

    /** A fault, with what is written in its fields. */
    public record Switch(Fault fault, boolean on, String percent, String times, String delayMs) {}

    static ControlView of(Collection<StandIn> standIns, Map<String, Faults> faults, CallbackSender callbacks) {
        return new ControlView(
                standIns.stream()
                        .map(standIn -> new Provider(
                                standIn.name(),
                                charges(standIn),
                                switches(Objects.requireNonNull(faults.get(standIn.name())))))
                        .toList(),
                callbacks.newestFirst().stream().limit(MOST_CALLBACKS).toList());
    }

    public static String time(Instant instant) {
        return TIME.format(instant);
    }

    private static List<Charge> charges(StandIn standIn) {
        return standIn.books().stream()
                .sorted(Comparator.comparing(BookEntry::createdAt).reversed())
                .limit(MOST_CHARGES)
                .map(entry -> new Charge(
                        entry,
                        money(entry.amount(), entry),
                        money(entry.paid(), entry),
                        money(entry.refunded(), entry),
                        standIn.actions(entry)))
                .toList();
    }

    private static List<Switch> switches(Faults faults) {
        return Arrays.stream(Fault.values())
                .map(fault -> toSwitch(fault, faults.setting(fault)))
                .toList();
    }

    private static Switch toSwitch(Fault fault, @Nullable FaultSetting setting) {
        if (setting == null) {
            return new Switch(fault, false, "100", "", String.valueOf(FaultSetting.DEFAULT_DELAY_MS));
        }
        return new Switch(
                fault,
                true,
                String.valueOf(Math.round(setting.probability() * 1_000) / 10.0),
                setting.times() == null ? "" : String.valueOf(setting.times()),
                String.valueOf(setting.delayMs()));
    }

    /** Also writes amounts of a currency code that does not exist, with which a charge may have been requested. */
    private static String money(long minorUnits, BookEntry entry) {
        return MinorUnits.known(entry.currency())
                ? MinorUnits.text(minorUnits, entry.currency())
                : minorUnits + " " + entry.currency();
    }
}
