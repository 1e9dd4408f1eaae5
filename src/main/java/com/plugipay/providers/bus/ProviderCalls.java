package com.plugipay.providers.bus;

import com.plugipay.providers.Command;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderKind;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures the commands that a provider carries out, and logs each in a line beside those of requests. */
final class ProviderCalls {
    private static final Logger LOG = LoggerFactory.getLogger("requests");
    private static final Pattern INNER_CAPITAL = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    private final ProviderKind provider;
    private final MeterRegistry metrics;

    ProviderCalls(ProviderKind provider, MeterRegistry metrics) {
        this.provider = provider;
        this.metrics = metrics;
    }

    /** Has a command carried out. */
    Future<Outcome> measured(Command command, Supplier<Future<Outcome>> call) {
        long begun = System.nanoTime();
        return call.get().onComplete(ended -> note(command, ended, Duration.ofNanos(System.nanoTime() - begun)));
    }

    private void note(Command command, AsyncResult<Outcome> ended, Duration took) {
        String operation = name(command);
        String outcome = ended.succeeded() ? name(ended.result()) : "failed";
        Timer.builder("plugipay.provider.calls")
                .description("Commands to providers, by what became of them")
                .tag("provider", provider.text())
                .tag("operation", operation)
                .tag("outcome", outcome)
                .register(metrics)
                .record(took);
        if (LOG.isInfoEnabled()) {
            LOG.atInfo()
                    .addKeyValue("provider", provider.text())
                    .addKeyValue("operation", operation)
                    .addKeyValue("outcome", outcome)
                    .addKeyValue("workspace", command.tenant().workspaceId())
                    .addKeyValue("ms", TimeUnit.NANOSECONDS.toMillis(took.toNanos()))
                    .log("Provider call");
        }
    }

    /** The name of a kind of command or outcome, such as {@code query_status}: there are as many as there are classes. */
    private static String name(Object value) {
        return INNER_CAPITAL
                .matcher(value.getClass().getSimpleName())
                .replaceAll("_")
                .toLowerCase(Locale.ROOT);
    }
}
